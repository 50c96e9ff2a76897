# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Routes whose handlers are called before the body, and take it as it comes."""

from adafruit_httpserver import POST, REQUEST_HANDLED_RESPONSE_SENT, Basic, RequestError, Response
from tests.support.body_streams import CHUNKED, LONG, chunked, streamed
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request

EXPECT = "Expect: 100-continue"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@everywhere
def test_bodies_of_known_length_and_chunked(wire):
    streamed(wire)
    wire.server.max_body_size = 10
    peer = wire.connect()
    for body in (b"1", b"12345", LONG):
        for request in (
            post(body),
            raw_request("PUT", "/", (CHUNKED,)) + chunked(body),
            raw_request("POST", "/", (CHUNKED,)) + chunked(body, 1 + len(body) // 9),
        ):
            (answer,) = wire.ask(peer, request)
            assert answer.status == 200
            assert answer.body == body
            assert wire.state(peer) == "READING"
    assert wire.count == 1


@everywhere
def test_bodies_of_other_routes_are_kept_as_ever(wire):
    """Each route has its own limit, for its own methods."""
    streamed(wire)
    wire.server.max_body_size = 10

    def kept(request):
        return Response(request, b"kept " + request.body)

    wire.route("/plain", POST)(kept)
    wire.route("/small", POST, max_body_size=5)(kept)
    wire.route("/large", POST, max_body_size=20)(kept)
    wire.route("/large", "PUT")(kept)
    for method, target, limit in (
        ("POST", "/plain", 10),
        ("POST", "/small", 5),
        ("POST", "/large", 20),
        ("PUT", "/large", 10),
    ):
        for size in (limit, limit + 1):
            body = b"x" * size
            request = raw_request(method, target, ("Content-Length: %d" % size,)) + body
            (answer,) = wire.ask(wire.connect(), request)
            assert answer.status == (200 if size == limit else 413), (method, target, size)
            assert answer.status == 413 or answer.body == b"kept " + body


@everywhere
def test_no_body(wire):
    log = streamed(wire)
    peer = wire.connect()
    for request in (get(), post(b""), raw_request("PUT"), raw_request("POST", "/", (EXPECT,))):
        log[:] = []
        (answer,) = wire.ask(peer, request)
        assert answer.status == 200 and answer.body == b""
        assert log == ["begin", "end", "finally"]
    (answer,) = wire.ask(peer, raw_request("HEAD"), heads=(0,))
    assert answer.status == 200
    (answer,) = wire.ask(peer, raw_request("POST", "/", (CHUNKED,)) + b"0\r\n\r\n")
    assert answer.status == 200 and answer.body == b""
    assert wire.state(peer) == "READING"


@everywhere
def test_the_handler_is_called_when_the_head_is_in(wire):
    log = streamed(wire)
    peer = wire.connect()
    wire.say(peer, post(b"12345")[:-5])
    wire.run()
    assert log == ["begin"]
    assert not peer.received
    wire.say(peer, b"12345")
    wire.run()
    assert wire.answers(peer)[0].body == b"12345"
    assert wire.results.count(REQUEST_HANDLED_RESPONSE_SENT) == 1


@everywhere
def test_pipelined_behind_the_body(wire):
    streamed(wire)
    wire.answer("/next", "next")
    peer = wire.connect()
    wire.say(peer, post(b"12345") + get("/next") + post(b"678") + get("/next"))
    wire.run()
    bodies = [answer.body for answer in wire.answers(peer)]
    assert bodies == [b"12345", b"next", b"678", b"next"]


@everywhere
def test_http_1_0(wire):
    streamed(wire)
    peer = wire.connect()
    raw = raw_request("POST", "/", ("Content-Length: 5", EXPECT), "1.0") + b"12345"
    (answer,) = wire.ask(peer, raw)
    assert answer.body == b"12345"
    assert wire.ended(peer)


@everywhere
def test_half_close_behind_the_body(wire):
    if not wire.pool.answers_half_closed:
        return
    streamed(wire)
    peer = wire.connect()
    wire.say(peer, post(LONG))
    peer.half_close()
    wire.run()
    assert wire.answers(peer)[0].body == LONG


# Asking for the body


@everywhere
def test_asked_for_at_the_first_read(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        while "go" not in log:
            yield
        chunk = yield from request.read()
        return Response(request, chunk)

    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 1", EXPECT)))
    wire.run()
    assert not peer.received
    log.append("go")
    wire.run()
    assert bytes(peer.received) == CONTINUE
    wire.say(peer, b"1")
    wire.run()
    assert wire.statuses(peer) == [100, 200]
    assert wire.answers(peer)[1].header("connection") is None
    assert wire.state(peer) == "READING"


@everywhere
def test_not_asked_for_when_it_is_here(wire):
    streamed(wire)
    peer = wire.connect()
    wire.say(peer, b"")
    peer.send(raw_request("POST", "/", ("Content-Length: 5", EXPECT)) + b"1")
    wire.run()
    wire.say(peer, b"2345")
    wire.run()
    assert wire.statuses(peer) == [200]


@everywhere
def test_answer_instead_of_asking(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        return Response(request, "no", status=403)

    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 5", EXPECT)))
    wire.run()
    (answer,) = wire.answers(peer)
    assert answer.status == 403
    assert answer.header("connection") == "close"
    assert wire.ended(peer)


@everywhere
def test_refused_instead_of_asking(wire):
    log = streamed(wire, max_body_size=5)
    wire.server.require_authentication([Basic("user", "secret")])
    good = "Authorization: Basic dXNlcjpzZWNyZXQ="
    for lines, status in (
        (("Content-Length: 5", EXPECT), 401),
        (("Content-Length: 6", EXPECT, good), 413),
        (("Content-Length: 5", "Expect: more", good), 417),
    ):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", lines))
        wire.run()
        assert wire.statuses(peer) == [status]
        wire.say(peer, b"12345")
        assert wire.ended(peer)
    assert log == []


# Sizes


@everywhere
def test_limits_of_a_route(wire):
    streamed(wire, "/stream", max_body_size=5)

    @wire.route("/whole", POST, max_body_size=5)
    def handler(request):
        return Response(request, request.body)

    wire.server.max_body_size = 4
    for path in ("/stream", "/whole"):
        for body, status in ((b"12345", 200), (b"123456", 413)):
            for request in (
                post(body, target=path),
                raw_request("POST", path, (CHUNKED,)) + chunked(body, 2),
            ):
                peer = wire.connect()
                (answer,) = wire.ask(peer, request)
                assert answer.status == status, (path, body)
                assert (wire.state(peer) == "READING") == (status == 200)
                peer.close()
                wire.run()


@everywhere
def test_malformed_chunks_are_the_clients_fault(wire):
    log = streamed(wire)
    for body in (b"x\r\n", b"5\r\n12345x\r\n", b"3\r\n123\r\n0\r\nbad line\r\n\r\n"):
        log[:] = []
        peer = wire.connect()
        (answer,) = wire.ask(peer, raw_request("POST", "/", (CHUNKED,)) + body)
        assert answer.status == 400
        assert log == ["begin", "finally"]
        assert wire.ended(peer)


def test_a_handler_may_catch_what_is_wrong_with_a_body():
    @everywhere
    def scenario(wire):
        @wire.route("/", POST, stream=True)
        def handler(request):
            try:
                while (yield from request.read()):
                    pass
            except RequestError as error:
                return Response(request, str(error.status_code), status=422)

        peer = wire.connect()
        (answer,) = wire.ask(peer, raw_request("POST", "/", (CHUNKED,)) + b"x\r\n")
        assert (answer.status, answer.body) == (422, b"400")
        assert wire.ended(peer)

    scenario()


# Back-pressure


@on_each_pool
def test_nothing_is_read_that_nobody_wants(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        while "go" not in log:
            yield
        while (yield from request.read()):
            pass
        return Response(request, "")

    size = wire.server.request_buffer_size
    peer = wire.connect()
    peer.send(post(bytes(20 * size)))
    wire.polls(50)
    left = len(peer.to_server)
    assert left >= 15 * size
    wire.wait(5000, 100)
    assert len(peer.to_server) == left
    log.append("go")
    wire.polls(2)
    # A bounded part of it in each poll.
    assert len(peer.to_server) >= left - 12 * size
    wire.run()
    assert wire.statuses(peer) == [200]
