# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Which names programs find, where they find them, and which modules that loads. A name that moves to
another file stays importable from where it has always been: add it to the `_ELSEWHERE` of that
module.
"""

import importlib
import importlib.metadata
import os
import subprocess
import sys

import pytest

import adafruit_httpserver
from tests.support.source import PACKAGE, REPOSITORY

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
OPTIONAL = set(
    """
    authentication channel chunked_response cookies debug delayed_response exceptions file_response
    form_data held_response interfaces mime_types mixed_replace_response multipart readiness
    redirect request_body route_tree sse_response stream_response tls websocket websocket_protocol
    """.split()
)
CORE = "from adafruit_httpserver import Server, Request, Response\n"
SERVER = CORE + "import socket\nserver = Server(socket)\n"
# (what the program has done, what it does next): which modules that loads.
LOADED_BY = (
    ("", "from adafruit_httpserver import GET, POST", "methods"),
    ("", "from adafruit_httpserver import OK_200, NOT_FOUND_404", "status"),
    ("", "from adafruit_httpserver import Status", "status"),
    ("", "from adafruit_httpserver import MIMETypes", "mime_types"),
    ("", "from adafruit_httpserver import Headers", "headers field_storage limits"),
    ("", "from adafruit_httpserver import FileNotExistsError", "exceptions request_error"),
    (CORE, "from adafruit_httpserver import JSONResponse, QueryParams", ""),
    (CORE, "from adafruit_httpserver import Route, as_route", ""),
    (CORE, "from adafruit_httpserver import NO_REQUEST, CONNECTION_IN_PROGRESS", ""),
    (CORE, "from adafruit_httpserver import ChunkedResponse", "chunked_response"),
    (CORE, "from adafruit_httpserver import FileResponse", "file_response mime_types exceptions"),
    (CORE, "from adafruit_httpserver import FormData, File, Files", "form_data multipart"),
    (CORE, "from adafruit_httpserver import Redirect", "redirect"),
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
    (CORE, "from adafruit_httpserver import Channel", "channel"),
    (CORE, "from adafruit_httpserver import Basic", "authentication exceptions"),
    (CORE, "from adafruit_httpserver.server import Server, Request, Response", ""),
    (SERVER, "server.require_authentication([])", "authentication exceptions"),
    (SERVER, "Server(socket, '/static')", "file_response mime_types exceptions"),
    (SERVER, "server.route('/a')(print)", ""),
    (SERVER, "server.start('127.0.0.1', 0)", "readiness"),
    (SERVER, "server.debug = True", ""),
    (SERVER, "server.debug = True\nserver.stop()", ""),
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


def test_every_name_that_is_asked_for_late_is_there():
    modules = [importlib.import_module(f"adafruit_httpserver.{p.stem}") for p in files()]
    for module in [adafruit_httpserver, *modules]:
        table = getattr(module, "_ELSEWHERE", ())
        names = table if isinstance(table, dict) else " ".join(names for _, names in table).split()
        missing = [name for name in names if not hasattr(module, name)]
        assert missing == [], f"_ELSEWHERE of {module.__name__} names what is not there"


def files():
    """The files of the submodules."""
    return [path for path in sorted(PACKAGE.glob("*.py")) if path.stem != "__init__"]


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


def test_a_server_that_has_started_has_loaded_nothing_optional_but_readiness():
    program = "server.route('/')(print)\nserver.start('127.0.0.1', 0)\nserver.poll()\nserver.stop()"
    assert loaded("", SERVER + program) & OPTIONAL <= {"readiness"}


def test_ssl_is_loaded_only_by_those_who_ask_for_https():
    program = "import sys\nsys.modules['ssl'] = None\n"
    assert run(program + SERVER + "server.start('127.0.0.1', 0)\nprint('served')") == ["served"]


@pytest.mark.parametrize("before, program, modules", LOADED_BY)
def test_who_names_a_part_loads_that_part_and_no_other(before, program, modules):
    assert loaded(before, program) == set(modules.split())
