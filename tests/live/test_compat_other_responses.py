# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section L of the compatibility cases: chunked, JSON, redirects, and users' own subclasses."""

import json
import socket

import pytest

from adafruit_httpserver import (
    POST,
    REQUEST_HANDLED_RESPONSE_SENT,
    ChunkedResponse,
    Headers,
    JSONResponse,
    Redirect,
    Response,
    Server,
)
from tests.support.harness import Client, ask, fetch, parse, request, running

CLOSE = ["Connection: close"]


def serving(make_response):
    """A server whose / answers with make_response(request), and /hello with Hello."""
    server = Server(socket)
    server.route("/")(make_response)
    server.route("/hello")(lambda request: Response(request, "Hello"))
    return server


def answer_of(make_response):
    with running(serving(make_response)) as run:
        return fetch(run.port, "/")


def chunks():
    yield "Some"
    yield b"\xff\x00"
    yield ""
    yield b""
    yield "é" * 13
    yield bytearray(b"end")


DECODED = b"Some\xff\x00" + "é".encode() * 13 + b"end"


def test_c192_chunked():
    def handler(request):
        return ChunkedResponse(request, chunks, status=(299, "Odd"), headers={"X-A": "1"})

    answer = answer_of(handler)
    assert (answer.status, answer.reason) == (299, "Odd")
    assert answer.header("Transfer-Encoding") == "chunked"
    assert answer.header("Content-Length") is None
    assert answer.header("Content-Type") == "text/plain"
    assert answer.header("X-A") == "1"
    framing = b"4\r\nSome\r\n2\r\n\xff\x00\r\n1a\r\n" + "é".encode() * 13
    assert answer.body == framing + b"\r\n3\r\nend\r\n0\r\n\r\n"


def test_c192_chunked_and_keep_alive():
    server = serving(lambda request: ChunkedResponse(request, chunks, cookies={"a": "1"}))
    with running(server) as run, Client(run.port) as client:
        for _ in range(2):
            answer = client.get("/")
            assert answer.body == DECODED
            assert answer.header("Set-Cookie") == "a=1"
        assert client.get("/", method="HEAD").body == b""
        assert client.get("/hello").body == b"Hello"


def test_c192_nothing_chunked():
    answer = answer_of(lambda request: ChunkedResponse(request, lambda: iter(())))
    assert answer.body == b"0\r\n\r\n"


def test_an_old_client_gets_no_chunks():
    server = serving(lambda request: ChunkedResponse(request, chunks))
    with running(server) as run:
        answer = parse(ask(run.port, request("/", version="HTTP/1.0")))
    assert answer.header("Transfer-Encoding") is None
    assert answer.body == DECODED


def test_c193_chunks_that_fail():
    def failing():
        yield "first"
        raise RuntimeError("midway")

    with running(serving(lambda request: ChunkedResponse(request, failing))) as run:
        raw = ask(run.port, request("/"))
        assert str(run.expect_error(RuntimeError)) == "midway"
        assert parse(raw).status == 200
        assert parse(raw).body == b"5\r\nfirst\r\n"
        assert fetch(run.port, "/hello").body == b"Hello"


def test_c193_chunks_that_fail_before_the_first():
    def failing():
        raise RuntimeError("at once")
        yield "never"

    with running(serving(lambda request: ChunkedResponse(request, failing))) as run:
        raw = ask(run.port, request("/"))
        assert str(run.expect_error(RuntimeError)) == "at once"
        assert raw == b"" or not raw.endswith(b"0\r\n\r\n")
        assert fetch(run.port, "/hello").body == b"Hello"


ITERABLES = (
    ("a generator", chunks),
    ("an iterator", lambda: iter(list(chunks()))),
    ("a list", lambda: list(chunks())),
    ("a tuple", lambda: tuple(chunks())),
)


@pytest.mark.parametrize(("what", "make"), ITERABLES)
def test_c194_iterables_in_place_of_a_function(what, make):
    server = serving(lambda request: ChunkedResponse(request, make()))
    with running(server) as run, Client(run.port) as client:
        assert client.get("/").body == DECODED


JSON_VALUES = ({"key": "value", "č": [1, 2.5, None, True]}, [1, {"a": "b"}], "text", 5, None, {})


@pytest.mark.parametrize("value", JSON_VALUES)
def test_c195_json(value):
    answer = answer_of(lambda request: JSONResponse(request, value))
    assert answer.status == 200
    assert answer.header("Content-Type") == "application/json"
    assert answer.body == json.dumps(value).encode()
    assert answer.header("Content-Length") == str(len(answer.body))


def test_c195_json_options():
    def handler(request):
        headers = Headers({"Access-Control-Allow-Origin": "*"})
        return JSONResponse(request, {}, headers=headers, cookies={"a": "1"}, status=(299, "Odd"))

    answer = answer_of(handler)
    assert (answer.status, answer.reason) == (299, "Odd")
    assert answer.header("Access-Control-Allow-Origin") == "*"
    assert answer.header("Set-Cookie") == "a=1"


def test_c196_the_header_s_content_type_wins():
    headers = {"Content-Type": "application/problem+json"}
    answer = answer_of(lambda request: JSONResponse(request, {}, headers=headers))
    assert answer.headers["content-type"] == ["application/problem+json"]


def test_c195_what_is_no_json_is_an_error_and_a_500():
    with running(serving(lambda request: JSONResponse(request, {"a": object()}))) as run:
        assert fetch(run.port, "/").status == 500
        run.expect_error(TypeError)


REDIRECTS = (
    ({}, 302, "Found"),
    ({"permanent": True}, 301, "Moved Permanently"),
    ({"preserve_method": True}, 307, "Temporary Redirect"),
    ({"permanent": True, "preserve_method": True}, 308, "Permanent Redirect"),
    ({"status": (303, "See Other")}, 303, "See Other"),
    ({"status": 303}, 303, "See Other"),
    ({"headers": {"Location": "/other", "X-A": "1"}}, 302, "Found"),
    ({"cookies": {"a": "1"}}, 302, "Found"),
)


@pytest.mark.parametrize(("options", "status", "reason"), REDIRECTS)
def test_c197_redirect(options, status, reason):
    url = "https://www.example.com/a?b=c&d=%20#e"
    answer = answer_of(lambda request: Redirect(request, url, **options))
    assert (answer.status, answer.reason, answer.body) == (status, reason, b"")
    assert answer.headers["location"] == [url]
    assert answer.header("X-A") == ("1" if "headers" in options else None)
    assert answer.header("Set-Cookie") == ("a=1" if "cookies" in options else None)


def test_c198_redirect_of_two_minds():
    server = serving(lambda request: Redirect(request, "/x", permanent=True, status=(303, "x")))
    with running(server) as run:
        assert fetch(run.port, "/").status == 500
        message = "Cannot specify both status and permanent/preserve_method argument"
        assert str(run.expect_error(ValueError)) == message


def test_c199_redirect_and_keep_alive():
    server = serving(lambda request: Redirect(request, "/hello"))
    server.route("/", POST)(lambda request: Redirect(request, "/hello"))
    with running(server) as run, Client(run.port) as client:
        for method in ("GET", POST, "HEAD"):
            answer = client.get("/", method=method, body=b"form" if method == POST else b"")
            assert answer.status == 302
            assert answer.header("Content-Length") == "0"
            assert client.get(answer.header("Location")).body == b"Hello"


class Parts(Response):
    """A stream of parts, as a camera sends them: pushed for as long as the client stays."""

    def __init__(self, request):
        super().__init__(request, content_type="multipart/x-mixed-replace; boundary=frame")
        self._headers.setdefault("Cache-Control", "no-store")

    def _send(self):
        self._send_headers()

    def send_part(self, data):
        connection = self._request.connection
        self._send_bytes(connection, b"--frame\r\n\r\n")
        self._send_bytes(connection, bytearray(data))
        self._send_bytes(connection, memoryview(b"\r\n"))

    def close(self):
        self._close_connection()


@pytest.fixture
def streams():
    return []


@pytest.fixture
def stream_server(streams):
    def handler(request):
        streams.append(Parts(request))
        return streams[-1]

    server = serving(handler)
    server.headers["X-Server"] = "1"
    return server


def test_c209_subclass_that_pushes(stream_server, streams):
    with running(stream_server) as run, Client(run.port) as client:
        client.send(request("/"))
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == 1)
        for part in (b"one", b"two" * 1000):
            run.call(streams[0].send_part, part)
            assert fetch(run.port, "/hello").body == b"Hello"
        run.call(streams[0].close)
        answer = client.read()
    assert answer.status == 200
    assert answer.header("Content-Type") == "multipart/x-mixed-replace; boundary=frame"
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("X-Server") == "1"
    assert answer.header("Connection") == "close"
    assert answer.header("Content-Length") is None
    assert answer.body == b"--frame\r\n\r\none\r\n--frame\r\n\r\n" + b"two" * 1000 + b"\r\n"


def test_c209_several_streams_at_once(stream_server, streams):
    with running(stream_server) as run, Client(run.port) as one, Client(run.port) as two:
        for client, number in ((one, 1), (two, 2)):
            client.send(request("/"))
            run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == number)  # noqa: B023
        for stream in streams:
            run.call(stream.send_part, b"x")
            run.call(stream.close)
        assert one.read().body == two.read().body == b"--frame\r\n\r\nx\r\n"


def test_c209_the_client_is_gone(stream_server, streams):
    with running(stream_server) as run:
        with Client(run.port) as client:
            client.send(request("/"))
            run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == 1)
            client.reset()

        def send_until_broken():
            try:
                run.call(streams[0].send_part, b"x" * 1000)
            except BrokenPipeError:
                return True
            return False

        run.until(send_until_broken)
        run.call(streams[0].close)
        run.call(streams[0].close)
        assert fetch(run.port, "/hello").body == b"Hello"


class Whole(Response):
    """All at once, through the hooks."""

    def _send(self):
        body = self._body if isinstance(self._body, bytes) else self._body.encode()
        self._send_headers(len(body), "text/x-whole")
        self._send_bytes(self._request.connection, body[:3])
        self._send_bytes(self._request.connection, body[3:])
        self._close_connection()


@pytest.mark.parametrize("body", ["Hello", "x" * 300_000])
def test_c210_subclass_that_sends_all_and_closes(body):
    responses = []

    def handler(request):
        responses.append(Whole(request, body, cookies={"a": "1"}))
        return responses[-1]

    with running(serving(handler)) as run:
        raw = ask(run.port, request("/"))
        answer = parse(raw)
        assert fetch(run.port, "/hello").body == b"Hello"
    assert answer.body == body.encode()
    assert answer.header("Content-Length") == str(len(body))
    assert answer.header("Content-Type") == "text/x-whole"
    assert answer.header("Set-Cookie") == "a=1"
    assert responses[0]._size == len(raw)


class Shouted(Response):
    """Changes what is sent and leaves the sending to its base."""

    def __init__(self, request, body):
        super().__init__(request, body.upper())
        self._headers["X-Loud"] = "1"

    def _send(self):
        super()._send()


def test_c210_subclass_that_calls_its_base():
    with running(serving(lambda request: Shouted(request, "hello"))) as run:
        answer = fetch(run.port, "/")
    assert answer.body == b"HELLO"
    assert answer.header("X-Loud") == "1"


class ChunkByChunk(ChunkedResponse):
    def _send(self):
        self._send_headers()
        self._send_chunk("ab")
        self._send_chunk(b"c")
        self._send_chunk()
        self._close_connection()


def test_c210_subclass_that_sends_chunk_by_chunk():
    answer = answer_of(lambda request: ChunkByChunk(request, lambda: iter(())))
    assert answer.header("Transfer-Encoding") == "chunked"
    assert answer.body == b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
