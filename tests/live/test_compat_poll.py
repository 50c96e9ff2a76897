# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section I of the compatibility cases: poll()."""

import socket
import time

import pytest

from adafruit_httpserver import (
    CONNECTION_TIMED_OUT,
    GET,
    NO_REQUEST,
    POST,
    REQUEST_HANDLED_NO_RESPONSE,
    REQUEST_HANDLED_RESPONSE_SENT,
    Response,
    Server,
)
from tests.support.harness import HOST, Client, ask, eventually, fetch, parse, request, running

CLOSE = ["Connection: close"]


@pytest.fixture
def server():
    """One that says Hello, closes what is idle for 0.2 s, and knows what it was asked."""
    server = Server(socket)
    server.socket_timeout = 0.2
    server.handled = []

    @server.route("/", [GET, POST])
    def hello(request):
        server.handled.append(request)
        return Response(request, "Hello")

    return server


def test_c133_nothing_pending(server):
    server.start(HOST, 0)
    for _ in range(20):
        started = time.perf_counter()
        assert server.poll() == NO_REQUEST
        assert time.perf_counter() - started < 0.05
    server.stop()


def test_c134_response_sent_once_per_request(server):
    with running(server) as run:
        for number in range(1, 4):
            assert fetch(run.port, "/").body == b"Hello"
            run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) >= number)  # noqa: B023
        polls = len(run.results)
        run.until(lambda: len(run.results) > polls + 20)
        assert run.count(REQUEST_HANDLED_RESPONSE_SENT) == 3
        assert run.count(REQUEST_HANDLED_NO_RESPONSE) == 0
        assert run.count(CONNECTION_TIMED_OUT) == 0


def test_c134_on_one_connection(server):
    with running(server) as run, Client(run.port) as client:
        for _ in range(3):
            assert client.get("/").body == b"Hello"
        client.send(request("/") * 2)
        for _ in range(2):
            assert client.read().body == b"Hello"
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) >= 5)
        polls = len(run.results)
        run.until(lambda: len(run.results) > polls + 20)
        assert run.count(REQUEST_HANDLED_RESPONSE_SENT) == 5


def test_c134_by_hand_and_in_one_thread(server):
    server.start(HOST, 0)
    with Client(server.port) as client:
        client.send(request("/"))
        results = []
        eventually(lambda: results.append(server.poll()) or results[-1] != NO_REQUEST)
        assert results[-1] == REQUEST_HANDLED_RESPONSE_SENT
        assert client.read().body == b"Hello"
    server.stop()


def test_c135_no_response(server):
    server.route("/none")(lambda request: None)
    with running(server) as run:
        assert ask(run.port, request("/none")) == b""
        run.until(lambda: run.count(REQUEST_HANDLED_NO_RESPONSE) == 1)
        assert run.count(REQUEST_HANDLED_RESPONSE_SENT) == 0
        assert fetch(run.port, "/").body == b"Hello"


def test_c136_silent_client(server):
    with running(server) as run:
        started = time.monotonic()
        with Client(run.port) as client:
            assert client.read_to_end() == b""
            elapsed = time.monotonic() - started
            run.until(lambda: run.count(CONNECTION_TIMED_OUT) == 1)
        assert 0.19 < elapsed < 1
        assert run.count(REQUEST_HANDLED_NO_RESPONSE) == 0


def test_c137_silent_client_delays_nobody(server):
    with running(server) as run, Client(run.port) as one, Client(run.port) as two:
        started = time.monotonic()
        assert fetch(run.port, "/").body == b"Hello"
        assert time.monotonic() - started < 0.15
        assert run.count(CONNECTION_TIMED_OUT) == 0
        assert one.read_to_end() == two.read_to_end() == b""
        run.until(lambda: run.count(CONNECTION_TIMED_OUT) >= 1)


def boom(request):
    raise RuntimeError("the secret reason")


def test_c138_and_c139_handler_raises(server):
    server.route("/error")(boom)
    with running(server) as run:
        for _ in range(2):
            answer = fetch(run.port, "/error")
            assert (answer.status, answer.reason) == (500, "Internal Server Error")
            assert answer.header("Content-Type") == "text/plain"
            assert answer.header("Connection") == "close"
            assert b"secret" not in answer.body
            assert str(run.expect_error(RuntimeError)) == "the secret reason"
            assert fetch(run.port, "/").body == b"Hello"
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) >= 2)
        assert run.count(REQUEST_HANDLED_RESPONSE_SENT) == 2


def test_c139_after_the_error_the_connection_closes(server):
    server.route("/error")(boom)
    with running(server) as run, Client(run.port) as client:
        assert client.get("/error").status == 500
        assert client.read_to_end() == b""
        run.expect_error(RuntimeError)


def test_c144_one_request_per_poll(server):
    server.start(HOST, 0)
    with Client(server.port) as one, Client(server.port) as two:
        one.send(request("/?one"))
        two.send(request("/?two"))
        for handled in (1, 2):
            assert server.poll() == REQUEST_HANDLED_RESPONSE_SENT
            assert len(server.handled) == handled
        assert {str(request.query_params) for request in server.handled} == {"one=", "two="}
        assert one.read().body == two.read().body == b"Hello"
    server.stop()


HALF = (
    b"GET / HT",
    b"GET / HTTP/1.1\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
)


@pytest.mark.parametrize("data", HALF)
def test_c145_half_closed_in_mid_request(server, data):
    with running(server) as run, Client(run.port) as client:
        client.send(data)
        client.half_close()
        assert fetch(run.port, "/").body == b"Hello"
        ending = client.read_to_end()
        assert ending == b"" or parse(ending).status in (400, 408)
        assert len(server.handled) == 1


def test_half_closed_after_the_request_is_answered(server):
    with running(server) as run, Client(run.port) as client:
        client.send(request("/"))
        client.half_close()
        assert client.read().body == b"Hello"
        assert client.read_to_end() == b""


@pytest.mark.parametrize("data", [b"", b"GET / HT", HALF[4], request("/"), request("/") * 3])
def test_c146_reset(server, data):
    with running(server) as run:
        for _ in range(3):
            client = Client(run.port)
            client.send(data)
            client.reset()
            assert fetch(run.port, "/").body == b"Hello"


def test_c146_reset_before_accept(server):
    server.start(HOST, 0)
    for data in (b"", request("/")):
        client = Client(server.port)
        client.send(data)
        client.reset()
    for _ in range(10):
        server.poll()
    server.stop()


def test_c147_client_that_never_reads(server):
    huge = bytes(20 * 1024 * 1024)
    server.route("/huge")(lambda request: Response(request, huge))
    with running(server) as run, Client(run.port) as client:
        client.send(request("/huge"))
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == 1)
        for _ in range(10):
            assert fetch(run.port, "/").body == b"Hello"
        run.until(lambda: server.connection_count == 0)
        assert run.longest < 0.1
        assert fetch(run.port, "/").body == b"Hello"


def test_c147_client_that_reads_late_gets_all(server):
    server.socket_timeout = 5
    huge = bytes(range(250)) * 80_000
    server.route("/huge")(lambda request: Response(request, huge))
    with running(server) as run, Client(run.port) as client:
        client.send(request("/huge"))
        assert fetch(run.port, "/").body == b"Hello"
        assert client.read().body == huge


def test_c148_body_shorter_than_its_length(server):
    with running(server) as run:
        answer = parse(ask(run.port, HALF[4]))
        assert answer.status == 408
        assert server.handled == []


@pytest.mark.parametrize("data", [HALF[0], HALF[2]])
def test_c148_head_that_never_ends(server, data):
    with running(server) as run:
        assert parse(ask(run.port, data)).status == 408
        assert server.handled == []


LENGTHS = (
    b"Content-Length: abc",
    b"Content-Length: 3\r\nContent-Length: 4",
    b"Content-Length: -1",
    b"Content-Length: +3",
    b"Content-Length: 3_0",
    b"Content-Length: 3, 4",
    b"Content-Length:",
)


@pytest.mark.parametrize("header", LENGTHS)
def test_c149_lengths_that_are_none(server, header):
    with running(server) as run:
        raw = b"POST / HTTP/1.1\r\nHost: a\r\n" + header + b"\r\n\r\nabc"
        assert parse(ask(run.port, raw)).status == 400
        assert fetch(run.port, "/").body == b"Hello"
    assert len(server.handled) == 1


GARBAGE = (
    b"garbage\r\n\r\n",
    b"\x00\x01\x02\xff\xfe\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/1.1 x\r\nHost: a\r\n\r\n",
    b"GET / FTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
)


@pytest.mark.parametrize("data", GARBAGE)
def test_c150_garbage(server, data):
    with running(server) as run:
        assert parse(ask(run.port, data)).status == 400
        assert fetch(run.port, "/").body == b"Hello"
    assert len(server.handled) == 1


def test_c150_garbage_without_an_end(server):
    with running(server) as run, Client(run.port) as client:
        client.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc")
        ending = client.read_to_end()
        assert ending == b"" or parse(ending).status in (400, 408)


class Stream(Response):
    """Its end is not known when it is sent, as with SSEResponse and Websocket."""

    def _send(self):
        self._send_headers()


def test_c151_the_result_of_a_response_that_stays_open(server):
    streams = []

    @server.route("/stream")
    def stream(request):
        streams.append(Stream(request, content_type="text/event-stream"))
        return streams[-1]

    with running(server) as run, Client(run.port) as client:
        client.send(request("/stream"))
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == 1)
        assert fetch(run.port, "/").body == b"Hello"
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == 2)
        run.call(streams[0]._send_bytes, streams[0]._request.connection, b"event")
        run.call(streams[0]._close_connection)
        assert client.read().body == b"event"
        assert run.count(REQUEST_HANDLED_RESPONSE_SENT) == 2


def test_c148_a_chunked_request_body_is_decoded(server):
    raw = request("/", POST, ["Transfer-Encoding: chunked", *CLOSE])
    with running(server) as run:
        answer = parse(ask(run.port, raw + b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"))
    assert answer.status == 200
    assert server.handled[0].body == b"abc0123456789"


def test_expect_100_continue(server):
    with running(server) as run, Client(run.port) as client:
        head = request("/", POST, ["Expect: 100-continue", "Content-Length: 4", *CLOSE])
        client.send(head)
        assert client.read().status == 100
        client.send(b"BODY")
        assert client.read().status == 200
    assert server.handled[0].body == b"BODY"


TOO_LARGE = (
    (request("/", headers=["X-A: " + "a" * 20_000]), 431),
    (request("/" + "a" * 20_000), 414),
    (request("/", headers=[f"X-{number}: a" for number in range(100)]), 431),
    (request("/", POST, ["Content-Length: 100000000"]), 413),
)


@pytest.mark.parametrize(("raw", "status"), TOO_LARGE)
def test_limits(server, raw, status):
    with running(server) as run:
        assert parse(ask(run.port, raw)).status == status
        assert fetch(run.port, "/").body == b"Hello"
    assert len(server.handled) == 1
