# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section F of the compatibility cases over a connection, and what is printed about a request."""

import copy
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from adafruit_httpserver import (
    GET,
    POST,
    FormData,
    Headers,
    JSONResponse,
    Request,
    Response,
    Server,
)
from tests.support.harness import HOST, Client, ask, fetch, parse, request, running

REPOSITORY = Path(__file__).resolve().parents[2]
URLENCODED = "Content-Type: application/x-www-form-urlencoded"


def keeping(requests, **options):
    """A server that keeps its requests in the list and answers with the method."""
    server = Server(socket, **options)

    @server.route("/....", [GET, POST])
    def handler(request):
        requests.append(request)
        return Response(request, request.method)

    return server


def test_c086_raw_request_has_everything():
    requests = []
    raw = request("/x?a=1", POST, ["Connection: close", "X-A: b"], b"BODY" * 1000)
    with running(keeping(requests)) as run:
        ask(run.port, raw)
    received = requests[0]
    assert bytes(received.raw_request) == raw
    assert "POST /x?a=1 HTTP/1.1" in received.raw_request.decode("utf8")
    assert received.body == b"BODY" * 1000


def test_c086_a_pipelined_request_is_no_part_of_it():
    requests = []
    first = request("/1", POST, body=b"one")
    second = request("/2", POST, ["Connection: close"], b"two")
    with running(keeping(requests)) as run:
        ask(run.port, first + second)
    assert [bytes(received.raw_request) for received in requests] == [first, second]
    assert [received.body for received in requests] == [b"one", b"two"]


def test_c087_client_address():
    requests = []
    with running(keeping(requests)) as run, Client(run.port) as client:
        client.get("/x")
        address = requests[0].client_address
        assert isinstance(address, tuple)
        assert address == (HOST, client.socket.getsockname()[1])


def test_c088_server_and_connection():
    requests = []
    server = keeping(requests)
    with running(server) as run:
        fetch(run.port, "/x")
    assert requests[0].server is server
    assert callable(requests[0].connection.send)
    assert callable(requests[0].connection.close)


def test_a_copy_asks_for_nothing():
    """copy() looks for methods in an object that has no attributes yet."""
    original = Request(None, None, (HOST, 5), b"GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n")
    found = copy.copy(original)
    assert (found.method, found.path, found.query_params["b"]) == (GET, "/a", "c")
    with pytest.raises(AttributeError):
        _ = Request.__new__(Request).path


def test_attributes_of_a_live_request():
    requests = []
    with running(keeping(requests)) as run:
        fetch(run.port, "/a%20b?x=1&y=%C4%8D", headers=["Cookie: a=1", "X-A: 1", "X-A: 2"])
        received = requests[0]
        assert received.path == "/a b"
        assert received.url == "/a%20b?x=1&y=%C4%8D"
        assert received.query_params["y"] == "č"
        assert received.cookies == {"a": "1"}
        assert received.headers.get_list("X-A") == ["1", "2"]
        assert received.http_version == "HTTP/1.1"
        assert received.body == b""
        assert received.host == HOST
        assert received.full_url == "http://127.0.0.1/a%20b?x=1&y=%C4%8D"
        assert received.is_secure is False


SERVED = (
    # case, request, version, headers
    ("C090", b"GET /x HTTP/1.0\r\n\r\n"),
    ("C091", b"GET /x HTTP/1.1\r\nHost:a\r\nConnection:close\r\n\r\n"),
    ("absolute form", b"GET http://h/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
)


@pytest.mark.parametrize(("case", "raw"), SERVED)
def test_c090_and_c091_served(case, raw):
    requests = []
    with running(keeping(requests)) as run:
        assert parse(ask(run.port, raw)).status == 200
    assert requests[0].path == "/x"


REFUSED = (
    # case, target or whole request, status
    ("C051 D1", "/q?x=%ZZ", 400),
    ("C051 D1", "/q?x=%4", 400),
    ("C051 D1", "/q?x=100%", 400),
    ("D1", "/%ZZ", 400),
    ("D1", "/a%", 400),
    ("no Host in 1.1", b"GET /x HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    ("version", b"GET /x HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("version", b"GET /x HTTP/9.9\r\nHost: a\r\n\r\n", 505),
)


@pytest.mark.parametrize(("case", "what", "status"), REFUSED)
def test_c051_refused(case, what, status):
    requests = []
    raw = what if isinstance(what, bytes) else request(what, GET, ["Connection: close"])
    with running(keeping(requests)) as run:
        assert parse(ask(run.port, raw)).status == status
        assert fetch(run.port, "/x").status == 200
    assert len(requests) == 1


@pytest.mark.parametrize("target", ["/q?x=%FF", "/%FF"])
def test_escapes_that_are_no_utf_8_do_no_harm(target):
    requests = []
    with running(keeping(requests)) as run:
        assert fetch(run.port, target).status in (200, 400)


def test_header_bytes_that_are_no_utf_8_do_no_harm():
    requests = []
    raw = b"GET /x HTTP/1.1\r\nHost: a\r\nX-A: caf\xe9\r\nConnection: close\r\n\r\n"
    with running(keeping(requests)) as run:
        status = parse(ask(run.port, raw)).status
        assert status in (200, 400)
        if status == 200:
            assert requests[0].headers["X-A"] == "caf\xe9"


def json_server():
    server = Server(socket)
    server.route("/", POST)(lambda request: JSONResponse(request, request.json()))
    return server


def test_c081_json():
    with running(json_server()) as run:
        assert fetch(run.port, "/", POST, body=b'{"a": [1, null]}').body == b'{"a": [1, null]}'
        assert fetch(run.port, "/", POST).body == b"null"


def test_c082_malformed_json_that_the_handler_did_not_catch_is_a_400():
    with running(json_server()) as run:
        assert fetch(run.port, "/", POST, body=b"{").status == 400
        assert fetch(run.port, "/", POST, body=b"1").body == b"1"
        run.errors = [error for error in run.errors if not isinstance(error, ValueError)]


def test_c073_form_data():
    server = Server(socket)
    server.route("/", POST)(lambda request: Response(request, request.form_data["something"]))
    with running(server) as run:
        answer = fetch(run.port, "/", POST, [URLENCODED], b"something=Hello+World%21")
    assert answer.body == b"Hello World!"


WARNING = "WARNING: Unsupported Content-Type: application/json. Only "


def test_c068_warning_about_the_content_type(capsys):
    headers = Headers({"Content-Type": "application/json", "Content-Length": "2"})
    FormData(b"{}", headers)
    assert capsys.readouterr().out == ""
    FormData(b"{}", headers, debug=True)
    assert capsys.readouterr().out.startswith(WARNING)


@pytest.mark.parametrize("debug", [False, True])
def test_c068_warning_only_in_debug(debug, capsys):
    server = Server(socket, debug=debug)
    server.route("/", POST)(lambda request: Response(request, str(len(request.form_data))))
    with running(server) as run:
        answer = fetch(run.port, "/", POST, ["Content-Type: application/json"], b"{}")
    assert answer.body == b"0"
    assert (WARNING in capsys.readouterr().out) is debug


def test_c042_safe_false_prints_a_warning():
    program = (
        "from adafruit_httpserver import QueryParams\n"
        "params = QueryParams('x=<b>')\n"
        "print('VALUE', params.get('x', safe=False), params.get_list('x', safe=False))\n"
        "params.get('x')\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program],
        env=dict(os.environ, PYTHONPATH=str(REPOSITORY)),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    ).stdout
    lines = printed.splitlines()
    assert "VALUE <b> ['<b>']" in lines
    assert any(line.startswith("WARNING: Setting safe to False makes XSS") for line in lines)
