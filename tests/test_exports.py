# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Which names programs find, where they find them, and which modules that loads. A name that moves to
another file stays importable from where it has always been: add it to `names`, and let the module
that it has left say `from . import __getattr__`.
"""

import importlib
import importlib.metadata
import os
import subprocess
import sys

import pytest

import adafruit_httpserver
from tests.support.exports import elsewhere
from tests.support.source import REPOSITORY, library

# The documented submodules, and what they have that is importable from the package as well.
PUBLIC = {
    "authentication": "Basic Bearer Token check_authentication require_authentication",
    "exceptions": """
        AuthenticationError BackslashInPathError FileNotExistsError InvalidPathError
        ParentDirectoryReferenceError ServerStoppedError ServingFilesDisabledError WebsocketError
    """,
    "headers": "Headers",
    "interfaces": "",
    "methods": "CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE",
    "mime_types": "MIMETypes",
    "request": "File Files FormData QueryParams Request",
    "response": """
        ChunkedResponse FileResponse JSONResponse Redirect Response SSEResponse Websocket
    """,
    "route": "Route as_route",
    "server": """
        Server NO_REQUEST CONNECTION_TIMED_OUT REQUEST_HANDLED_NO_RESPONSE
        REQUEST_HANDLED_RESPONSE_SENT CONNECTION_IN_PROGRESS
    """,
    "status": """
        Status
        SWITCHING_PROTOCOLS_101 OK_200 CREATED_201 ACCEPTED_202 NO_CONTENT_204 PARTIAL_CONTENT_206
        MOVED_PERMANENTLY_301 FOUND_302 TEMPORARY_REDIRECT_307 PERMANENT_REDIRECT_308
        BAD_REQUEST_400 UNAUTHORIZED_401 FORBIDDEN_403 NOT_FOUND_404 METHOD_NOT_ALLOWED_405
        TOO_MANY_REQUESTS_429 INTERNAL_SERVER_ERROR_500 NOT_IMPLEMENTED_501 SERVICE_UNAVAILABLE_503
    """,
}
# Names that programs import from a module although they belong to another, or are private.
REIMPORTED = {
    "authentication": "AuthenticationError Request",
    "interfaces": """
        _ISocket _ISocketPool _IFieldStorage _IXSSSafeFieldStorage _encode_html_entities
        _debug_warning_nonencoded_output
    """,
    "request": "Headers DELETE GET PATCH POST PUT _debug_unsupported_form_content_type",
    "response": "Headers MIMETypes Request Status OK_200 NOT_FOUND_404",
    "route": "GET",
    "server": """
        Request Response FileResponse Route Headers Basic Token Bearer
        AuthenticationError FileNotExistsError InvalidPathError ServerStoppedError
        ServingFilesDisabledError
        MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE SSL_AVAILABLE
        _debug_exception_in_handler _debug_response_sent _debug_started_server
        _debug_stopped_server _debug_warning_exposed_files
    """,
}
# What a program that says Server(pool) and answers with Response needs none of.
# What is loaded while a program begins, and forgotten again.
ONCE = set(
    """
    certificate_files file_settings ports listener names own_addresses route_index
    server_options setting_check shortage stopping
    """.split()
)
OPTIONAL = set(
    """
    address_limit attachment authentication body_admission body_reading byte_ranges cache_rules
    channel chunked_response compress cookies debug delayed_response directory_listing error_answer
    exceptions extended_value field_lines field_storage file_dates file_details file_headers
    file_options file_response files_on_pc form_data handler_result headers held_response
    https_redirect interfaces json_response media_types methods mime_types missing_file
    mixed_replace_response multipart odd_files odd_request_line other_method plain_form
    precompressed preconditions printable proxies pull_door push_door query_params raw_headers
    raw_request redirect repeating_listener request_body request_sender request_stream
    request_values route_decorator route_path route_tree saved_file saved_form server_parts
    sse_response status stream_response stream_route strict_utf_8 tls urls watching_engine websocket
    websocket_handshake websocket_protocol websocket_text
    """.split()
)
CORE = "from adafruit_httpserver import Server, Request, Response\n"
SERVER = CORE + "import socket\nserver = Server(socket)\n"
STARTED = SERVER + "server.start('127.0.0.1', 0)\n"
REQUEST = CORE + "r = Request(None, None, ('a', 1), b'POST /?a=b HTTP/1.1\\r\\n\\r\\n1')\n"
# Makes a board of the machine, as far as the package can tell.
BOARD = """
import sys, types
sys.implementation = types.SimpleNamespace(**{**vars(sys.implementation), "name": "circuitpython"})
"""
# (what the program has done, what it does next): which modules that loads.
LOADED_BY = (
    ("", "from adafruit_httpserver import GET, POST", "methods"),
    ("", "from adafruit_httpserver import OK_200", "status response text limits"),
    ("", "from adafruit_httpserver import Status", "status response text limits"),
    ("", "from adafruit_httpserver import MIMETypes", "mime_types media_types"),
    ("", "from adafruit_httpserver import Headers", "headers field_storage text limits"),
    ("", "from adafruit_httpserver import QueryParams", "query_params field_storage text limits"),
    ("", "from adafruit_httpserver import FileNotExistsError", "exceptions"),
    (CORE, "from adafruit_httpserver import Route", ""),
    (CORE, "from adafruit_httpserver import as_route", "route_decorator"),
    (CORE, "from adafruit_httpserver import NO_REQUEST, CONNECTION_IN_PROGRESS", ""),
    (CORE, "from adafruit_httpserver import REQUEST_HANDLED_RESPONSE_SENT", ""),
    (CORE, "from adafruit_httpserver import JSONResponse", "json_response"),
    (CORE, "from adafruit_httpserver import QueryParams", "query_params field_storage"),
    (CORE, "from adafruit_httpserver import ChunkedResponse", "chunked_response pull_door"),
    (
        CORE,
        "from adafruit_httpserver import FileResponse",
        "file_response pull_door",
    ),
    (
        CORE,
        "from adafruit_httpserver import FormData, File, Files",
        "form_data multipart field_lines field_storage",
    ),
    (CORE, "from adafruit_httpserver import Redirect", "redirect"),
    (
        CORE,
        "from adafruit_httpserver import redirect_to_https",
        "https_redirect redirect",
    ),
    (
        CORE,
        "from adafruit_httpserver import Basic",
        "authentication exceptions raw_headers",
    ),
    (CORE, "from adafruit_httpserver import SSEResponse", "sse_response held_response"),
    (
        CORE,
        "from adafruit_httpserver import Websocket",
        "websocket websocket_protocol held_response",
    ),
    (CORE, "from adafruit_httpserver import StreamResponse", "stream_response held_response"),
    (
        CORE,
        "from adafruit_httpserver import XMixedReplaceResponse",
        "mixed_replace_response held_response",
    ),
    (CORE, "from adafruit_httpserver import DelayedResponse", "delayed_response"),
    (CORE, "from adafruit_httpserver import Channel", "channel raw_headers"),
    (CORE, "from adafruit_httpserver.server import Server, Request, Response", ""),
    (CORE, "from adafruit_httpserver.server import Route, NO_REQUEST", ""),
    (CORE, "from adafruit_httpserver.response import Redirect", "redirect"),
    (CORE, "Server(None)", "watching_engine"),
    (BOARD + CORE, "Server(None)", ""),
    (SERVER, "server.require_authentication([])", "authentication exceptions raw_headers"),
    (SERVER, "Server(socket, '/static')", "file_response pull_door"),
    (SERVER, "server.route('/a')(print)", ""),
    (SERVER, "server.route('/a', append_slash=True)(print)", ""),
    (SERVER, "server.route('/a', ['GET', 'DELETE'])(print)", ""),
    (SERVER, "server.route('/a', 'POST')(print)", "body_admission push_door request_body"),
    (
        SERVER,
        "server.route('/a', 'PUT', stream=True)(print)",
        "stream_route request_stream body_admission push_door request_body",
    ),
    (SERVER, "server.route('/a', max_body_size=1)(print)", "stream_route"),
    (SERVER, "server.route('/a/<b>')(print)", "route_path"),
    (SERVER, "server.route('/a/.../b')(print)", "route_path"),
    (SERVER, "server.headers = {'a': 'b'}", "headers field_storage"),
    (SERVER, "server.max_connections = 3", ""),
    (SERVER, "server.directory_listing = True; server.spa = 'index.html'", ""),
    (SERVER, "server.cache_control = {'*.js': 'max-age=86400'}", "cache_rules"),
    (SERVER, "server.start('127.0.0.1', 0)", "dates"),
    (STARTED, "server.poll()", ""),
    (STARTED, "server.stop()", ""),
    (SERVER, "server.debug = True", ""),
    (SERVER, "server.debug = True\nserver.stop()", ""),
    (CORE, REQUEST[len(CORE) :], "raw_request"),
    (REQUEST, "Response(r, 'text')", ""),
    (REQUEST, "Response(r, 'text', status=404)", "status"),
    (REQUEST, "Response(r, 'text', status=(404, 'Not Found'))", "status"),
    (REQUEST, "Response(r, 'text', headers={'a': 'b'})", "headers field_storage"),
    (REQUEST, "Response(r, 'text').set_cookie('a', 'b')", "cookies"),
    (REQUEST, "r.method", ""),
    (REQUEST, "r.http_version", "request_values urls"),
    (REQUEST, "r.path, r.url, r.body", "request_values urls"),
    (REQUEST, "r.json()", "request_values urls"),
    (REQUEST, "r.host", "request_values urls request_sender raw_headers"),
    (REQUEST, "r.query_params", "request_values query_params field_storage urls"),
    (REQUEST, "r.headers", "request_values headers field_lines field_storage urls"),
    (REQUEST, "r.cookies", "request_values cookies urls"),
    (REQUEST, "r.bytes_received", "request_values urls body_reading"),
    (REQUEST, "r.read()", "request_values urls body_reading request_stream request_body"),
    (REQUEST, "r.form_data", "request_values form_data field_storage urls"),
)


def pairs(table):
    """(module, name) of everything in one of the tables."""
    return [(module, name) for module, names in table.items() for name in names.split()]


def run(program):
    """What a program prints in an interpreter of its own."""
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def loaded(before, program):
    """The modules of the package that a program loads, beside those that are there before."""
    here = "{m[20:] for m in sys.modules if m.startswith('adafruit_httpserver.')}"
    lines = f"import sys, adafruit_httpserver\n{before}\nbefore = {here}\n{program}\n"
    return set(run(f"{lines}print(*sorted({here} - before))"))


# Names


@pytest.mark.parametrize("module, name", pairs(PUBLIC))
def test_public_names_are_in_the_package_and_in_their_module(module, name):
    submodule = importlib.import_module(f"adafruit_httpserver.{module}")
    found = {}
    exec(f"from adafruit_httpserver import {name}", found)
    exec(f"from adafruit_httpserver.{module} import {name} as again", found)
    assert found[name] is found["again"]
    assert getattr(adafruit_httpserver, name) is getattr(submodule, name) is found[name]


@pytest.mark.parametrize("module, name", pairs(REIMPORTED))
def test_names_stay_where_programs_have_always_found_them(module, name):
    submodule = importlib.import_module(f"adafruit_httpserver.{module}")
    value = getattr(submodule, name)
    if hasattr(adafruit_httpserver, name):
        assert value is getattr(adafruit_httpserver, name)


def test_the_package_says_what_it_is():
    assert adafruit_httpserver.__version__.count(".") == 2
    assert adafruit_httpserver.__repo__.startswith("https://")


def test_the_version_is_that_of_the_distribution():
    settings = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    assert 'version = { attr = "adafruit_httpserver.__version__" }' in settings
    try:
        installed = importlib.metadata.version("adafruit-circuitpython-httpserver")
    except importlib.metadata.PackageNotFoundError:
        return  # run from the folder, without installing
    message = "installed for another version: run `python3 dev.py test`"
    assert installed == adafruit_httpserver.__version__, message


@pytest.mark.parametrize("module", PUBLIC)
def test_submodules_are_attributes_after_importing_the_package(module):
    program = f"import adafruit_httpserver\nprint(adafruit_httpserver.{module}.__name__)"
    assert run(program) == [f"adafruit_httpserver.{module}"]


@pytest.mark.parametrize("module", PUBLIC)
def test_submodules_can_be_imported_from_the_package(module):
    # Without CPython's second attempt at the import: on a board what __getattr__ says is final.
    program = f"import adafruit_httpserver as a\nprint(a.__getattr__({module!r}).__name__)"
    assert run(program) == [f"adafruit_httpserver.{module}"]
    program = f"from adafruit_httpserver import {module}\nprint({module}.__name__)"
    assert run(program) == [f"adafruit_httpserver.{module}"]


@pytest.mark.parametrize("module", elsewhere())
def test_every_name_of_the_table_is_there_and_comes_from_its_module(module):
    submodule = importlib.import_module(f"adafruit_httpserver.{module}")
    for name in elsewhere()[module]:
        message = f"_ELSEWHERE says that {name} comes from {module}"
        assert name in vars(submodule), message
        assert getattr(adafruit_httpserver, name) is vars(submodule)[name], message
        # In an interpreter of its own, where nothing has been imported that could help.
        program = f"import adafruit_httpserver as a\nprint(type(a.__getattr__({name!r})).__name__)"
        assert run(program) == [type(vars(submodule)[name]).__name__], message


def test_the_table_names_each_name_once():
    names = [name for names in elsewhere().values() for name in names]
    assert len(set(names)) == len(names)
    # The first hit of a search is taken for a name, so no module may have the name of one.
    assert set(names) & set(elsewhere()) == set()


def test_modules_that_hand_on_names_do_so_with_the_function_of_the_package():
    late = {module.name for module in library() if "__getattr__" in module.text}
    for name in late - {"__init__", "status"}:
        module = importlib.import_module(f"adafruit_httpserver.{name}")
        assert module.__getattr__ is adafruit_httpserver.__getattr__, name


@pytest.mark.parametrize("module", ["", ".response", ".request", ".server", ".status"])
@pytest.mark.parametrize("name", ["Missing", "_private", "OK_201", "OK_999", "200", "a b"])
def test_unknown_names_are_errors(module, name):
    found = importlib.import_module(f"adafruit_httpserver{module}")
    with pytest.raises(AttributeError, match="has no attribute"):
        getattr(found, name)
    if name.isidentifier():
        with pytest.raises(ImportError):
            exec(f"from {found.__name__} import {name}")


# What is loaded when


def test_the_package_alone_loads_nothing():
    assert loaded("", "") == set()
    assert (
        set(run("import adafruit_httpserver, sys\nprint(*sys.modules)"))
        & {*("adafruit_httpserver.server", "adafruit_httpserver.request", "ssl", "json", "socket")}
        == set()
    )


def test_the_core_loads_nothing_optional():
    extra = loaded("", CORE) & OPTIONAL
    assert extra == set(), "import these late: every program would pay for them"


# A client that asks, and a server whose handler answers with what is named in braces.
SERVED = """
server.route('/', {methods})(lambda request: {answer})
server.start('127.0.0.1', 0)
client = socket.create_connection(('127.0.0.1', server.port))
client.sendall({raw})
while 'sent' not in server.poll():
    pass
assert client.recv(100).startswith(b'HTTP/1.1 200 OK'), 'no answer'
"""
GET_RAW = b"GET / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n"
POST_RAW = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1"


def served(answer="Response(request, 'text')", raw=GET_RAW, methods="'GET'"):
    return SERVED.format(answer=answer, raw=raw, methods=methods)


def test_a_server_that_serves_has_loaded_nothing_optional_but_the_engine_of_pcs():
    assert loaded("", SERVER + served()) & OPTIONAL == {"watching_engine"}
    # Whose own way of watching needs select, of which boards have little.
    assert loaded("", BOARD + SERVER + served()) & OPTIONAL == set()


@pytest.mark.parametrize(
    "answer, modules",
    [
        ("'text'", "handler_result json_response"),
        ("b'bytes'", "handler_result json_response"),
        ("{'a': 1}", "handler_result json_response"),
        ("Response(request, request.path)", "request_values urls"),
        (
            "Response(request, request.headers['accept'])",
            "request_values headers field_lines field_storage urls",
        ),
    ],
)
def test_what_a_handler_does_is_paid_for_by_that_handler(answer, modules):
    # Dates are loaded by the start of a server whose clock is set.
    assert loaded(SERVER, served(answer)) - {"dates"} == set(modules.split())


def test_a_body_is_paid_for_by_those_who_have_routes_for_one():
    program = served("Response(request, '')", POST_RAW, "['GET', 'POST']")
    assert loaded(SERVER, program) - {"dates"} == {"body_admission", "push_door", "request_body"}


def test_every_module_is_of_the_core_or_optional():
    every = {module.name for module in library()} - {"__init__"}
    core = loaded("", BOARD + SERVER + served())
    assert OPTIONAL - every == set(), "these are gone: take them out of OPTIONAL"
    assert every - core - OPTIONAL - ONCE == set(), "add these to OPTIONAL"
    assert ONCE & core == set(), "nobody needs these twice"


def test_ssl_is_loaded_only_by_those_who_ask_for_https():
    program = "import sys\nsys.modules['ssl'] = None\n"
    assert run(program + SERVER + served() + "print('served')") == ["served"]


def test_select_is_not_needed_on_boards():
    program = BOARD + SERVER + "import sys\nsys.modules['select'] = None\n" + served()
    assert run(program + "print('served')") == ["served"]


@pytest.mark.parametrize("before, program, modules", LOADED_BY)
def test_who_names_a_part_loads_that_part_and_no_other(before, program, modules):
    assert loaded(before, program) == set(modules.split())
