# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Expect: 100-continue: asked for the body only when nothing speaks against it."""

from adafruit_httpserver import POST, Basic, ChunkedResponse, Response
from tests.support.body_streams import pieces_of
from tests.support.wire import everywhere, get, on_each_pool, raw_request

EXPECT = "Expect: 100-continue"
HEAD = raw_request("POST", "/", ("Content-Length: 5", EXPECT))
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def echo(wire):
    @wire.route("/", POST)
    def handler(request):
        return Response(request, request.body)


@everywhere
def test_asked_for_when_the_head_is_in(wire):
    echo(wire)
    peer = wire.connect()
    for _ in range(2):
        before = len(peer.received)
        wire.say(peer, HEAD)
        wire.run()
        assert bytes(peer.received[before:]) == CONTINUE
        wire.say(peer, b"12345")
        wire.run()
        assert wire.statuses(peer)[-2:] == [100, 200]
        assert wire.answers(peer)[-1].body == b"12345"


@everywhere
def test_chunked_body(wire):
    echo(wire)
    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Transfer-Encoding: chunked", EXPECT)))
    wire.run()
    assert bytes(peer.received) == CONTINUE
    wire.say(peer, b"5\r\n12345\r\n0\r\n\r\n")
    wire.run()
    assert wire.answers(peer)[-1].body == b"12345"


@on_each_pool
def test_not_asked_for_when_the_body_is_here_already(wire):
    echo(wire)
    peer = wire.connect()
    for body in (b"1", b"12345"):
        answers = wire.ask(peer, HEAD + body) or wire.ask(peer, b"2345")
        assert [answer.status for answer in answers] == [200]


@everywhere
def test_not_asked_for_without_a_body(wire):
    echo(wire)
    wire.answer("/get")
    peer = wire.connect()
    for request in (
        get("/get", EXPECT),
        raw_request("POST", "/", ("Content-Length: 0", EXPECT)),
        raw_request("POST", "/", (EXPECT,)),
    ):
        assert [answer.status for answer in wire.ask(peer, request)] == [200], request


@everywhere
def test_not_asked_for_in_the_middle_of_an_answer(wire):
    """Where the body is read while the answer leaves, a 100 would become a part of that."""

    @wire.route("/", POST, stream=True)
    def handler(request):
        def body():
            yield "begin "
            yield from pieces_of(request)

        return ChunkedResponse(request, body)

    peer = wire.connect()
    wire.say(peer, HEAD)
    wire.run()
    assert b"begin" in bytes(peer.received) and CONTINUE not in bytes(peer.received)
    wire.say(peer, b"12345")
    wire.run()
    (answer,) = wire.answers(peer)
    assert (answer.status, answer.body) == (200, b"begin 12345")


@everywhere
def test_not_asked_of_http_1_0(wire):
    echo(wire)
    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 5", EXPECT), "1.0"))
    wire.run()
    assert not peer.received
    wire.say(peer, b"12345")
    wire.run()
    assert wire.statuses(peer) == [200]


@everywhere
def test_too_long_is_refused_instead(wire):
    echo(wire)
    wire.server.max_body_size = 5
    for size, status in ((5, 100), (6, 413)):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", ("Content-Length: %d" % size, EXPECT)))
        wire.run()
        assert wire.statuses(peer) == [status]


@everywhere
def test_not_authorized_is_refused_instead(wire):
    echo(wire)
    wire.server.require_authentication([Basic("user", "secret")])
    for lines, status in (((), 401), (("Authorization: Basic dXNlcjpzZWNyZXQ=",), 100)):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", ("Content-Length: 5", EXPECT) + lines))
        wire.run()
        assert wire.statuses(peer) == [status]


@everywhere
def test_other_expectations_are_417(wire):
    echo(wire)
    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 5", "Expect: more")))
    wire.run()
    assert wire.statuses(peer) == [417]
    wire.say(peer, b"12345")
    wire.run()
    assert wire.statuses(peer) == [417]
    assert not peer.got_reset and wire.calls == []


@everywhere
def test_client_that_leaves_behind_the_head_raises_nothing(wire):
    echo(wire)
    for leave in ("half_close", "close", "reset"):
        peer = wire.connect()
        wire.say(peer, HEAD)
        getattr(peer, leave)()
        wire.polls(4, 1)
        assert wire.errors == [], (leave, wire.errors)
        assert wire.state(peer) == "GONE", leave


@on_each_pool
def test_socket_that_fails_while_the_body_is_asked_for_raises_nothing(wire):
    echo(wire)
    peer = wire.connect(send_faults=[OSError(104, "reset")])
    peer.send(HEAD)
    wire.run()
    assert wire.errors == []
    assert wire.state(peer) == "GONE"


@everywhere
def test_no_body_comes_in_spite_of_it(wire):
    echo(wire)
    peer = wire.connect()
    wire.say(peer, HEAD)
    wire.wait(1200)
    assert wire.statuses(peer) == [100, 408]
    assert wire.calls == []


@everywhere
def test_behind_another_request(wire):
    echo(wire)
    wire.answer("/get")
    peer = wire.connect()
    wire.say(peer, get("/get") + HEAD)
    wire.run()
    assert wire.statuses(peer) == [200, 100]
    wire.say(peer, b"12345" + get("/get"))
    wire.run()
    assert wire.statuses(peer) == [200, 100, 200, 200]


@everywhere
def test_handler_that_raises_is_still_answered_with_500(wire):
    @wire.route("/", POST)
    def handler(request):
        raise ZeroDivisionError

    peer = wire.connect()
    wire.say(peer, HEAD)
    wire.run()
    wire.say(peer, b"12345")
    wire.run()
    wire.take_error(ZeroDivisionError)
    assert wire.statuses(peer) == [100, 500]


@everywhere
def test_source_that_raises_at_once_is_500_though_the_100_was_late(wire):
    if wire.pool.send_waits:
        return

    @wire.route("/", POST)
    def handler(request):
        def source():
            raise ZeroDivisionError
            yield b""

        response = ChunkedResponse(request, source)
        response._chunks = source
        return response

    peer = wire.connect(window=10)
    wire.say(peer, HEAD)
    wire.polls(2)
    assert peer.stalled
    wire.say(peer, b"12345")
    wire.polls(2)
    peer.window = None
    wire.run()
    wire.take_error(ZeroDivisionError)
    assert wire.statuses(peer) == [100, 500]
