# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section J of the compatibility cases: the wire format of Response."""

import socket

import pytest

from adafruit_httpserver import (
    CREATED_201,
    GET,
    HEAD,
    NO_CONTENT_204,
    NOT_FOUND_404,
    AuthenticationError,
    BackslashInPathError,
    FileNotExistsError,
    Headers,
    InvalidPathError,
    MIMETypes,
    ParentDirectoryReferenceError,
    Response,
    Server,
    ServingFilesDisabledError,
)
from tests.support.harness import Client, ask, fetch, parse, request, running

KEEP_ALIVE = ["Connection: keep-alive"]


def server_for(*arguments, **keywords):
    """A server whose / answers with Response(request, *arguments, **keywords)."""
    server = Server(socket)
    server.route("/")(lambda request: Response(request, *arguments, **keywords))
    return server


def answer_of(*arguments, **keywords):
    with running(server_for(*arguments, **keywords)) as run:
        return fetch(run.port, "/")


def test_c152_text():
    with running(server_for("Hello")) as run:
        raw = ask(run.port, request("/", headers=["Connection: close"]))
    assert raw.startswith(b"HTTP/1.1 200 OK\r\n")
    answer = parse(raw)
    assert answer.header("Content-Type") == "text/plain"
    assert answer.header("Content-Length") == "5"
    assert answer.body == b"Hello"


def test_default_of_the_mime_types_is_that_of_a_response(monkeypatch):
    monkeypatch.setattr(MIMETypes, "DEFAULT", MIMETypes.DEFAULT)
    MIMETypes.configure(default_to="text/x-own")
    assert answer_of("Hello").header("Content-Type") == "text/x-own"
    assert answer_of("Hello", content_type="a/b").header("Content-Type") == "a/b"


def test_d13_header_names_are_lower_case():
    with running(server_for("Hello", headers={"X-Mixed-Case": "Value"})) as run:
        raw = ask(run.port, request("/", headers=["Connection: close"]))
    lines = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]
    assert b"x-mixed-case: Value" in lines
    for line in lines:
        name = line.partition(b":")[0]
        assert name == name.lower()


BODIES = (
    # case, body, bytes on the wire
    ("C153", "é", b"\xc3\xa9"),
    ("C154", b"\x00\xff", b"\x00\xff"),
    ("C154", bytearray(b"\x00\xff"), b"\x00\xff"),
    ("C154", memoryview(b"\x00\xff"), b"\x00\xff"),
    ("empty", "", b""),
    ("None is empty", None, b""),
    ("large", b"0123456789" * 100_000, b"0123456789" * 100_000),
)


@pytest.mark.parametrize(("case", "body", "expected"), BODIES, ids=[row[0] for row in BODIES])
def test_c153_and_c154_bodies(case, body, expected):
    answer = answer_of(body)
    assert answer.body == expected
    assert answer.header("Content-Length") == str(len(expected))


def test_no_body_at_all():
    answer = answer_of()
    assert (answer.status, answer.body) == (200, b"")
    assert answer.header("Content-Length") == "0"
    assert answer.header("Content-Type") == "text/plain"


def test_c154_status_and_content_type():
    answer = answer_of(b"{}", status=CREATED_201, content_type="application/json")
    assert (answer.status, answer.reason, answer.body) == (201, "Created", b"{}")
    assert answer.header("Content-Type") == "application/json"


STATUSES = (
    ("C155", (299, "Odd"), 299, "Odd"),
    ("C155", NOT_FOUND_404, 404, "Not Found"),
    ("C156", 404, 404, "Not Found"),
    ("C156", 200, 200, "OK"),
    ("C156", 503, 503, "Service Unavailable"),
)


@pytest.mark.parametrize(("case", "status", "code", "reason"), STATUSES)
def test_c155_and_c156_status(case, status, code, reason):
    answer = answer_of("x", status=status)
    assert (answer.status, answer.reason) == (code, reason)


def test_c157_cookies():
    answer = answer_of("x", cookies={"c": "d", "e": "f; Path=/"})
    assert answer.headers["set-cookie"] == ["c=d", "e=f; Path=/"]


def test_c158_cookies_from_headers_and_the_dict():
    headers = Headers()
    headers.add("Set-Cookie", "a=1")
    headers.add("Set-Cookie", "b=2")
    answer = answer_of("x", headers=headers, cookies={"c": "3"})
    assert sorted(answer.headers["set-cookie"]) == ["a=1", "b=2", "c=3"]


COOKIES = (
    # arguments of set_cookie, the attributes it makes
    ({}, set()),
    ({"max_age": 60}, {"max-age=60"}),
    ({"max_age": 0}, {"max-age=0"}),
    ({"path": "/sub"}, {"path=/sub"}),
    ({"domain": "a.example"}, {"domain=a.example"}),
    ({"secure": True}, {"secure"}),
    ({"http_only": True}, {"httponly"}),
    ({"same_site": "Strict"}, {"samesite=strict"}),
    ({"expires": "Wed, 21 Oct 2015 07:28:00 GMT"}, {"expires=wed, 21 oct 2015 07:28:00 gmt"}),
    (
        {"max_age": 60, "path": "/", "secure": True, "http_only": True, "same_site": "Lax"},
        {"max-age=60", "path=/", "secure", "httponly", "samesite=lax"},
    ),
)


def attributes_of(set_cookie):
    first, *attributes = set_cookie.split(";")
    return first, {attribute.strip().lower() for attribute in attributes}


@pytest.mark.parametrize(("arguments", "attributes"), COOKIES)
def test_set_cookie(arguments, attributes):
    server = Server(socket)

    @server.route("/")
    def handler(request):
        response = Response(request, "x", cookies={"first": "1"})
        response.set_cookie("theme", "dark", **arguments)
        return response

    with running(server) as run:
        first, cookie = fetch(run.port, "/").headers["set-cookie"]
    assert first == "first=1"
    assert attributes_of(cookie) == ("theme=dark", attributes)


def test_delete_cookie():
    server = Server(socket)

    @server.route("/")
    def handler(request):
        response = Response(request, "x")
        response.delete_cookie("theme")
        return response

    with running(server) as run:
        first, attributes = attributes_of(fetch(run.port, "/").header("set-cookie"))
    assert first.startswith("theme=")
    expired = [name for name in attributes if name.startswith("expires=") and "1970" in name]
    assert "max-age=0" in attributes or expired


def test_c159_headers_and_cookies_stay_as_they_were():
    headers, cookies = {"X-A": "1"}, {"c": "d"}
    server = server_for("x", headers=headers, cookies=cookies)
    server.headers["X-B"] = "2"
    with running(server) as run:
        for _ in range(2):
            answer = fetch(run.port, "/")
            assert answer.header("X-A") == "1"
            assert answer.headers["set-cookie"] == ["c=d"]
    assert headers == {"X-A": "1"}
    assert cookies == {"c": "d"}


@pytest.mark.parametrize("body", ["", "not for the wire"])
def test_c160_no_content(body):
    with running(server_for(body, status=NO_CONTENT_204)) as run, Client(run.port) as client:
        answer = client.get("/")
        assert answer.status == 204
        assert answer.header("Content-Length") is None
        client.send(request("/", headers=["Connection: close"]))
        assert client.read_to_end().endswith(b"\r\n\r\n")


CLOSING = (
    # case, request, headers of the response, default headers of the server
    ("C161", request("/", headers=["Connection: close"]), None, None),
    ("C161", request("/", headers=["Connection: Close"]), None, None),
    ("C162", request("/", version="HTTP/1.0"), None, None),
    ("C163", request("/"), {"Connection": "close"}, None),
    ("C163", request("/"), None, {"Connection": "close"}),
    ("C163", request("/", headers=KEEP_ALIVE), None, {"Connection": "close"}),
)


@pytest.mark.parametrize(("case", "raw", "headers", "defaults"), CLOSING)
def test_c161_to_c163_closing(case, raw, headers, defaults):
    server = server_for("Hello", headers=headers)
    server.headers = defaults
    with running(server) as run:
        answer = parse(ask(run.port, raw))
    assert answer.body == b"Hello"
    assert answer.header("Connection").lower() == "close"


KEEPING = (
    ("C164", request("/")),
    ("C164", request("/", headers=KEEP_ALIVE)),
    ("D2", request("/", headers=KEEP_ALIVE, version="HTTP/1.0")),
)


@pytest.mark.parametrize(("case", "raw"), KEEPING)
def test_c164_keep_alive(case, raw):
    with running(server_for("Hello")) as run, Client(run.port) as client:
        for _ in range(3):
            client.send(raw)
            answer = client.read()
            assert (answer.status, answer.body) == (200, b"Hello")
            assert (answer.header("Connection") or "keep-alive").lower() == "keep-alive"
        client.send(request("/", headers=["Connection: close"]))
        assert client.read().header("Connection") == "close"
        assert client.read_to_end() == b""


def test_d2_keep_alive_can_be_turned_off():
    server = server_for("Hello")
    server.keep_alive_timeout = 0
    with running(server) as run:
        answer = parse(ask(run.port, request("/", headers=KEEP_ALIVE)))
    assert answer.header("Connection") == "close"


def test_c165_a_header_of_none_is_not_sent():
    answer = answer_of("x", headers={"A": None, "B": "1"})
    assert "a" not in answer.headers
    assert answer.header("B") == "1"


def test_c166_head():
    server = Server(socket)
    server.route("/", [GET, HEAD])(lambda request: Response(request, "Hello", content_type="x/y"))
    with running(server) as run, Client(run.port) as client:
        answer = client.get("/", method=HEAD)
        assert answer.header("Content-Length") == "5"
        assert answer.header("Content-Type") == "x/y"
        assert client.get("/").body == b"Hello"


def test_c035_what_was_injected_never_reaches_the_client():
    server = Server(socket)
    attacks = {
        "/value": lambda request: Response(request, headers={"X-A": "1\r\nInjected: 1"}),
        "/name": lambda request: Response(request, headers={"X-A: 1\r\nInjected": "1"}),
        "/cookie": lambda request: Response(request, cookies={"a": "1\r\nInjected: 1"}),
        "/type": lambda request: Response(request, content_type="x/y\r\nInjected: 1"),
        "/newline": lambda request: Response(request, headers={"X-A": "1\nInjected: 1"}),
    }
    for path, handler in attacks.items():
        server.route(path)(handler)

    @server.route("/late")
    def late(request):
        response = Response(request)
        response._headers["X-A"] = "1\r\nInjected: 1"
        return response

    with running(server) as run:
        for path in [*attacks, "/late"]:
            raw = ask(run.port, request(path, headers=["Connection: close"]))
            run.expect_error(ValueError)
            assert b"njected" not in raw, path
            assert parse(raw).status == 500, path


ERRORS = (
    # error raised by a handler, status, body, body in debug
    (AuthenticationError("secret"), 401, b"", b""),
    (InvalidPathError("my path"), 403, b"Invalid path", b"my path"),
    (
        ParentDirectoryReferenceError("/.."),
        403,
        b"Invalid path",
        b"Parent directory reference in path: /..",
    ),
    (BackslashInPathError("a\\b"), 403, b"Invalid path", b"Backslash in path: a\\b"),
    (FileNotExistsError("/x"), 404, b"File not found", b"File does not exist: /x"),
    (ServingFilesDisabledError(), 404, b"File not found", b""),
)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(("error", "status", "body", "debug_body"), ERRORS)
def test_documented_errors_raised_by_a_handler(error, status, body, debug_body, debug):
    server = Server(socket, debug=debug)

    @server.route("/")
    def handler(request):
        raise error

    with running(server) as run:
        answer = fetch(run.port, "/")
    assert answer.status == status
    assert answer.body == (debug_body if debug else body)
    if status == 401:
        assert answer.header("WWW-Authenticate").startswith("Basic")
