# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section A of the compatibility cases: import paths and the shape of the package."""

import importlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import adafruit_httpserver
from adafruit_httpserver import Response, Server
from benchmarks.processes import free_port
from tests.support.harness import fetch, running

REPOSITORY = Path(__file__).resolve().parents[2]

# SSEResponse and Websocket come with their own issue, and are added to these lists there.
PACKAGE_NAMES = """
    __version__ __repo__
    Basic Bearer Token check_authentication require_authentication
    AuthenticationError BackslashInPathError FileNotExistsError InvalidPathError
    ParentDirectoryReferenceError ServerStoppedError ServingFilesDisabledError WebsocketError
    Headers
    CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE
    MIMETypes
    FormData QueryParams Request
    ChunkedResponse FileResponse JSONResponse Redirect Response
    Route as_route
    Server
    NO_REQUEST CONNECTION_TIMED_OUT REQUEST_HANDLED_NO_RESPONSE REQUEST_HANDLED_RESPONSE_SENT
    Status
    SWITCHING_PROTOCOLS_101 OK_200 CREATED_201 ACCEPTED_202 NO_CONTENT_204 PARTIAL_CONTENT_206
    MOVED_PERMANENTLY_301 FOUND_302 TEMPORARY_REDIRECT_307 PERMANENT_REDIRECT_308 BAD_REQUEST_400
    UNAUTHORIZED_401 FORBIDDEN_403 NOT_FOUND_404 METHOD_NOT_ALLOWED_405 TOO_MANY_REQUESTS_429
    INTERNAL_SERVER_ERROR_500 NOT_IMPLEMENTED_501 SERVICE_UNAVAILABLE_503
""".split()

SUBMODULES = """
    authentication exceptions headers interfaces methods mime_types request response route server
    status
""".split()

MODULE_NAMES = (
    ("authentication", "AuthenticationError Basic Bearer Token Request"),
    ("authentication", "check_authentication require_authentication"),
    ("exceptions", "AuthenticationError BackslashInPathError FileNotExistsError InvalidPathError"),
    ("exceptions", "ParentDirectoryReferenceError ServerStoppedError ServingFilesDisabledError"),
    ("exceptions", "WebsocketError"),
    ("headers", "Headers"),
    ("interfaces", "_ISocket _ISocketPool _IFieldStorage _IXSSSafeFieldStorage"),
    ("interfaces", "_encode_html_entities _debug_warning_nonencoded_output"),
    ("methods", "GET POST PUT DELETE PATCH HEAD OPTIONS TRACE CONNECT"),
    ("mime_types", "MIMETypes"),
    ("request", "File Files FormData QueryParams Request Headers GET POST PUT PATCH DELETE"),
    ("request", "_debug_unsupported_form_content_type"),
    ("response", "Response FileResponse ChunkedResponse JSONResponse Redirect"),
    ("response", "Headers MIMETypes Request Status OK_200"),
    ("route", "Route as_route GET"),
    ("server", "Server NO_REQUEST CONNECTION_TIMED_OUT REQUEST_HANDLED_NO_RESPONSE"),
    ("server", "REQUEST_HANDLED_RESPONSE_SENT SSL_AVAILABLE MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE"),
    ("server", "_debug_started_server _debug_response_sent _debug_stopped_server"),
    ("server", "_debug_exception_in_handler _debug_warning_exposed_files"),
    ("server", "Request Response FileResponse Route Headers Basic Token Bearer"),
    ("server", "AuthenticationError FileNotExistsError InvalidPathError"),
    ("server", "ServerStoppedError ServingFilesDisabledError"),
    ("status", "Status OK_200 NOT_FOUND_404"),
)


def in_a_new_interpreter(program):
    """Run the program where nothing of the package is imported yet; return what it prints."""
    environment = dict(os.environ, PYTHONPATH=str(REPOSITORY))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", PACKAGE_NAMES)
def test_c001_names_of_the_package(name):
    namespace = {}
    exec(f"from adafruit_httpserver import {name}", namespace)
    assert namespace[name] is getattr(adafruit_httpserver, name)


def test_c001_every_name_at_once_in_a_new_interpreter():
    names = ", ".join(PACKAGE_NAMES)
    in_a_new_interpreter(f"from adafruit_httpserver import {names}")


@pytest.mark.parametrize("name", SUBMODULES)
def test_c001_submodules_are_attributes(name):
    module = importlib.import_module(f"adafruit_httpserver.{name}")
    assert getattr(adafruit_httpserver, name) is module
    printed = in_a_new_interpreter(
        f"from adafruit_httpserver import {name}; print({name}.__name__)"
    )
    assert printed == f"adafruit_httpserver.{name}"


@pytest.mark.parametrize(("module", "names"), MODULE_NAMES)
def test_c002_to_c005_names_of_the_submodules(module, names):
    for name in names.split():
        namespace = {}
        exec(f"from adafruit_httpserver.{module} import {name}", namespace)
        if name in PACKAGE_NAMES:
            assert namespace[name] is getattr(adafruit_httpserver, name), name


def test_c002_the_error_of_authentication_is_the_package_s_own():
    from adafruit_httpserver.authentication import AuthenticationError

    assert AuthenticationError is adafruit_httpserver.AuthenticationError
    assert AuthenticationError is adafruit_httpserver.exceptions.AuthenticationError


@pytest.mark.parametrize(
    "statement",
    [
        "from adafruit_httpserver.server import Server, Request, Response",  # C003
        # C004
        "from adafruit_httpserver.request import File, Files, FormData, QueryParams, Request",
        "from adafruit_httpserver.headers import Headers",  # C005
        "from adafruit_httpserver.interfaces import _ISocket",  # C005
        "import adafruit_httpserver.methods as Methods; Methods.GET",
        "import adafruit_httpserver.mime_types as MT; MT.MIMETypes",
    ],
)
def test_c003_to_c005_first_import_of_a_program(statement):
    in_a_new_interpreter(statement)


def test_c006_submodules_without_further_imports():
    printed = in_a_new_interpreter(
        "import adafruit_httpserver as a\n"
        "print(a.methods.GET, a.mime_types.MIMETypes.DEFAULT, a.REQUEST_HANDLED_RESPONSE_SENT)"
    )
    assert printed == "GET text/plain request_handled_response_sent"


def test_c007_poll_constants():
    assert adafruit_httpserver.NO_REQUEST == "no_request"
    assert adafruit_httpserver.CONNECTION_TIMED_OUT == "connection_timed_out"
    assert adafruit_httpserver.REQUEST_HANDLED_NO_RESPONSE == "request_handled_no_response"
    assert adafruit_httpserver.REQUEST_HANDLED_RESPONSE_SENT == "request_handled_response_sent"


def test_c008_method_constants():
    names = "CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE".split()
    assert [getattr(adafruit_httpserver, name) for name in names] == names
    assert [getattr(adafruit_httpserver.methods, name) for name in names] == names


def test_c009_without_ssl():
    printed = in_a_new_interpreter(
        "import sys\n"
        "sys.modules['ssl'] = None\n"
        "import socket\n"
        "import adafruit_httpserver, adafruit_httpserver.server\n"
        "from adafruit_httpserver import Server\n"
        "print(adafruit_httpserver.server.SSL_AVAILABLE)\n"
        "server = Server(socket)\n"
        "server.start('127.0.0.1', 0)\n"
        "print(server.poll())\n"
        "server.stop()\n"
        "try:\n"
        "    Server(socket, https=True, certfile='a', keyfile='b')\n"
        "except NotImplementedError as error:\n"
        "    print(error)\n"
    )
    assert printed.splitlines() == ["False", "no_request", "SSL not available on this platform"]


class MinimalSocket:
    """A socket with nothing that a board's socket has not."""

    def __init__(self, inner):
        self._inner = inner
        for name in "bind setblocking settimeout setsockopt listen send recv_into close".split():
            setattr(self, name, getattr(inner, name))

    def accept(self):
        connection, address = self._inner.accept()
        return MinimalSocket(connection), address


class MinimalPool:
    """A socket source with nothing but what adafruit.md 1.3 lists."""

    AF_INET = socket.AF_INET
    SOCK_STREAM = socket.SOCK_STREAM
    SOL_SOCKET = socket.SOL_SOCKET
    SO_REUSEADDR = socket.SO_REUSEADDR
    getaddrinfo = staticmethod(socket.getaddrinfo)

    def socket(self, family=socket.AF_INET, kind=socket.SOCK_STREAM):
        return MinimalSocket(socket.socket(family, kind))


def test_c010_minimal_socket_source():
    server = Server(MinimalPool())

    @server.route("/", ["GET", "POST"])
    def echo(request):
        return Response(request, request.body or b"Hello")

    port = free_port()
    with running(server, port=port):
        assert fetch(port, "/").body == b"Hello"
        body = b"0123456789" * 500
        assert fetch(port, "/", "POST", body=body).body == body
        assert fetch(port, "/nope").status == 404
