# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Limits of a request's head, at, below and above each; refusals end the connection."""

from adafruit_httpserver import Response
from tests.support.wire import everywhere, get, raw_request


def head_of(size):
    """A GET whose head has exactly that many bytes."""
    request = get("/", "X: ")
    return get("/", "X: " + "y" * (size - len(request)))


def status_of(wire, request):
    peer = wire.connect()
    wire.say(peer, request)
    wire.run()
    answers = wire.answers(peer)
    peer.close()
    wire.run()
    assert wire.count == 0 and not peer.got_reset
    return [answer.status for answer in answers]


@everywhere
def test_size_of_the_head(wire):
    wire.answer("/")
    for limit in (64, 100, 1024, 4096):
        wire.server.max_header_size = limit
        for size, status in ((limit - 1, 200), (limit, 200), (limit + 1, 431), (limit + 500, 431)):
            assert status_of(wire, head_of(size)) == [status], (limit, size)


@everywhere
def test_size_of_the_request_line(wire):
    wire.answer("/....")
    wire.server.max_header_size = 200
    for size, statuses in ((100, (200, 404)), (199, (414, 431)), (220, (414,)), (5000, (414,))):
        status = status_of(wire, get("/" + "x" * size))
        assert len(status) == 1 and status[0] in statuses, (size, status)


@everywhere
def test_head_that_never_ends_is_refused_at_the_limit(wire):
    wire.server.max_header_size = 200
    assert status_of(wire, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 60) == [431]
    assert status_of(wire, b"GET /" + b"x" * 300) == [414]


@everywhere
def test_number_of_header_lines(wire):
    wire.answer("/")
    for lines, status in ((63, 200), (64, 431), (100, 431)):
        request = get("/", *["X%d: y" % number for number in range(lines)])
        assert status_of(wire, request) == [status], lines


@everywhere
def test_empty_lines_before_it(wire):
    wire.answer("/")
    for count, status in ((1, 200), (2, 200), (3, 400)):
        assert status_of(wire, b"\r\n" * count + get()) == [status], count


@everywhere
def test_limit_holds_for_each_request(wire):
    wire.answer("/")
    wire.server.max_header_size = 100
    peer = wire.connect()
    answers = wire.ask(peer, head_of(100) * 3 + head_of(101))
    assert [answer.status for answer in answers] == [200, 200, 200, 431]


@everywhere
def test_segments_of_a_path(wire):
    wire.answer("/....")
    for count, status in ((63, 200), (70, 404)):
        assert status_of(wire, get("/x" * count)) == [status], count


@everywhere
def test_what_is_refused_and_how(wire):
    wire.answer("/")
    for request, status in (
        (b"garbage\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (get("/%zz"), 400),
        (raw_request("BREW"), 501),
        (get("/", "Transfer-Encoding: gzip"), 400),
        (get("/", "Transfer-Encoding: gzip, chunked"), 501),
        (get("/", "Transfer-Encoding: chunked", "Content-Length: 3"), 400),
        (get("/", "Content-Length: 3", "Content-Length: 3"), 400),
        (get("/", "Content-Length: x"), 400),
        (get("/", "Expect: x"), 417),
        (raw_request("GET", version="2.0"), 505),
        (raw_request("GET", version="1.2"), 505),
        (raw_request("GET", version="x"), 400),
    ):
        assert status_of(wire, request) == [status], request
    assert wire.calls == [] and wire.errors == []


@everywhere
def test_refusal_says_close_and_nothing_of_what_came(wire):
    peer = wire.connect()
    wire.say(peer, b"GET /secret HTTP/1.1\r\nHost: secret\r\nsecret\r\n\r\n")
    wire.run()
    (answer,) = wire.answers(peer)
    assert b"secret" not in answer.raw
    assert answer.header("connection") == "close"
    assert answer.header("content-type") == "text/plain"


@everywhere
def test_header_values_reach_the_handler_whole(wire):
    @wire.route("/")
    def handler(request):
        return Response(request, request.headers["X"] + "|" + request.headers["y"])

    value = "v" * 1500
    (answer,) = wire.ask(wire.connect(), get("/", "X: " + value, "Y: " + value))
    assert answer.body == (value + "|" + value).encode()
