# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section O of the compatibility cases: what is printed."""

import re
import socket

import pytest

import adafruit_httpserver.server
from adafruit_httpserver import POST, REQUEST_HANDLED_NO_RESPONSE, FileResponse, Response, Server
from tests.support.harness import ask, fetch, parse, request, running
from tests.support.site import make_site

CLOSE = ["Connection: close"]
LINE = re.compile(r'^127\.0\.0\.1 -- "([^"]*)" (\d+) -- "([^"]*)" (\d+) -- (\d+)ms$')


def boom(request):
    raise RuntimeError("what went wrong")


@pytest.fixture
def server(tmp_path):
    server = Server(socket, make_site(tmp_path), debug=True)
    server.route("/r", ["GET", POST])(lambda request: Response(request, "Hello"))
    server.route("/none")(lambda request: None)
    server.route("/error")(boom)
    return server


def lines_of(printed):
    """The lines between the one about the start and the one about the stop."""
    first, *lines, last = printed.splitlines()
    assert first.startswith("Started development server on http://127.0.0.1:")
    assert last == "Stopped development server"
    return lines


def wait_for_line(run, capsys):
    """What is printed, as soon as the line of a response is there."""
    printed = []
    run.until(lambda: printed.append(capsys.readouterr().out) or "ms\n" in "".join(printed))
    return "".join(printed)


def test_c242_start_and_stop(server, capsys):
    with running(server) as run:
        port = run.port
        assert capsys.readouterr().out == f"Started development server on http://127.0.0.1:{port}\n"
    assert capsys.readouterr().out == "Stopped development server\n"


LOGGED = (
    # target, method, body, what is said of the request, of the response
    ("/r?x=1", "GET", b"", "GET /r?x=1", "200 OK"),
    ("/r", "GET", b"", "GET /r", "200 OK"),
    ("/r?x=1&flag&y=<b>", "GET", b"", "GET /r?x=1&flag=&y=&lt;b&gt;", "200 OK"),
    ("/r", "POST", b"BODY" * 1000, "POST /r", "200 OK"),
    ("/big.bin", "GET", b"", "GET /big.bin", "200 OK"),
    ("/big.bin", "HEAD", b"", "HEAD /big.bin", "200 OK"),
    ("/nope", "GET", b"", "GET /nope", "404 Not Found"),
)


@pytest.mark.parametrize(("target", "method", "body", "asked", "answered"), LOGGED)
def test_c243_the_line_of_a_response(server, capsys, target, method, body, asked, answered):
    raw = request(target, method, CLOSE, body)
    with running(server) as run:
        response = ask(run.port, raw)
        printed = wait_for_line(run, capsys)
    lines = lines_of(printed + capsys.readouterr().out)
    assert len(lines) == 1
    match = LINE.match(lines[0])
    assert match, lines[0]
    assert match.group(1) == asked
    assert int(match.group(2)) == len(raw)
    assert match.group(3) == answered
    assert int(match.group(4)) == len(response)
    assert int(match.group(5)) < 5000


def test_c243_no_line_without_a_response(server, capsys):
    with running(server) as run:
        assert ask(run.port, request("/none")) == b""
        run.until(lambda: run.count(REQUEST_HANDLED_NO_RESPONSE) == 1)
    assert lines_of(capsys.readouterr().out) == []


def test_c244_nothing_without_debug(server, capsys):
    server.debug = False
    with running(server) as run:
        for target in ("/r?x=1", "/a.txt", "/nope", "/../x"):
            fetch(run.port, target)
        ask(run.port, b"garbage\r\n\r\n")
        ask(run.port, request("/none"))
        assert fetch(run.port, "/error").status == 500
        run.expect_error(RuntimeError)
    assert capsys.readouterr() == ("", "")


def test_c245_the_traceback_of_a_handler(server, capsys):
    with running(server) as run:
        assert fetch(run.port, "/error").status == 500
        run.expect_error(RuntimeError)
    printed = capsys.readouterr().err
    assert "Traceback" in printed
    assert "RuntimeError: what went wrong" in printed
    assert "in boom" in printed


def test_d4_details_for_the_client_only_in_debug(server):
    with running(server) as run:
        assert b"what went wrong" in fetch(run.port, "/error").body
        run.expect_error(RuntimeError)
        server.debug = False
        assert b"what went wrong" not in fetch(run.port, "/error").body
        run.expect_error(RuntimeError)


def test_c246_a_log_of_one_s_own(server, monkeypatch):
    logged = []

    def log(response, time_elapsed):
        address = response._request.client_address[0]
        logged.append((address, str(response._status), response._size, time_elapsed))

    monkeypatch.setattr(adafruit_httpserver.server, "_debug_response_sent", log)
    server.route("/file")(lambda request: FileResponse(request, "big.bin"))
    sizes = []
    with running(server) as run:
        for target in ("/r", "/file", "/nope"):
            sizes.append(len(ask(run.port, request(target, headers=CLOSE))))
            run.until(lambda: len(logged) == len(sizes))
    assert [entry[:3] for entry in logged] == [
        ("127.0.0.1", "200 OK", sizes[0]),
        ("127.0.0.1", "200 OK", sizes[1]),
        ("127.0.0.1", "404 Not Found", sizes[2]),
    ]
    for entry in logged:
        assert isinstance(entry[3], float)
        assert 0 <= entry[3] < 5


def test_c246_the_other_hooks(server, monkeypatch):
    called = []
    for name in ("started_server", "stopped_server", "exception_in_handler"):

        def hook(argument, name=name):
            called.append((name, argument))

        monkeypatch.setattr(adafruit_httpserver.server, "_debug_" + name, hook)
    with running(server) as run:
        fetch(run.port, "/error")
        error = run.expect_error(RuntimeError)
    assert called == [
        ("started_server", server),
        ("exception_in_handler", error),
        ("stopped_server", server),
    ]


def test_c247_debug_can_be_switched(server, capsys):
    server.debug = False
    with running(server) as run:
        fetch(run.port, "/r")
        assert capsys.readouterr().out == ""
        server.debug = True
        fetch(run.port, "/r?now")
        assert LINE.match(wait_for_line(run, capsys).strip()).group(1) == "GET /r?now="
        assert parse(ask(run.port, request("/nope", headers=CLOSE))).body.startswith(b"File does")
    assert capsys.readouterr().out.endswith("Stopped development server\n")
