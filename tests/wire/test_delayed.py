# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Answers that come later."""

from adafruit_httpserver import (
    REQUEST_HANDLED_NO_RESPONSE,
    REQUEST_HANDLED_RESPONSE_SENT,
    DelayedResponse,
    Response,
    SSEResponse,
)
from tests.support.expect import raises
from tests.support.wire import everywhere, get, on_each_pool

MADE = []


def waiting(wire, timeout=None):
    """A client that waits, and its DelayedResponse."""

    def handler(request):
        MADE.append(DelayedResponse(request, timeout))
        return MADE[-1]

    path = "/%d" % len(MADE)
    wire.route(path)(handler)
    peer = wire.connect()
    wire.say(peer, get(path))
    wire.polls(5)
    assert bytes(peer.received) == b""
    return peer, MADE[-1]


@everywhere
def test_answer_from_outside(wire):
    wire.answer("/")
    peer, delayed = waiting(wire)
    other = wire.connect()
    for _ in range(3):
        assert wire.ask(other, get())[0].body == b"Hello"
    wire.results[:] = []
    assert not delayed.closed
    assert delayed.send(Response(delayed.request, "late", status=201)) is True
    assert delayed.closed
    wire.run()
    assert wire.results.count(REQUEST_HANDLED_RESPONSE_SENT) == 1
    (answer,) = wire.answers(peer)
    assert (answer.status, answer.body) == (201, b"late")
    assert answer.header("connection") is None, "the connection is kept"
    assert wire.ask(peer, get())[0].body == b"Hello"
    raises(RuntimeError, delayed.send, "again")


@everywhere
def test_anything_that_a_handler_may_return(wire):
    for result, body in (("text", b"text"), ({"a": 1}, b'{"a": 1}'), (("no", 404), b"no")):
        peer, delayed = waiting(wire)
        delayed.send(result)
        wire.run()
        assert [answer.body for answer in wire.answers(peer)] == [body]
        peer.close()
        wire.run()


@on_each_pool
def test_an_event_stream_as_the_answer(wire):
    peer, delayed = waiting(wire)
    sse = SSEResponse(delayed.request)
    delayed.send(sse)
    wire.run()
    sse.send_event("m")
    assert bytes(peer.received).endswith(b"\r\n\r\ndata: m\n\n")


@everywhere
def test_time_is_over(wire):
    peer, delayed = waiting(wire, timeout=2.5)
    wire.wait(2400, 100)
    assert bytes(peer.received) == b"" and not delayed.closed
    wire.wait(300, 100)
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [503]
    assert delayed.closed
    raises(RuntimeError, delayed.send, "late")


@on_each_pool
def test_no_timeout_is_for_ever(wire):
    peer, delayed = waiting(wire)
    wire.wait(100000, 1000)
    delayed.send("at last")
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"at last"]


@everywhere
def test_client_that_leaves(wire):
    for leave in ("half_close", "close", "reset"):
        peer, delayed = waiting(wire)
        getattr(peer, leave)()
        wire.polls(3)
        assert delayed.closed and wire.state(peer) == "GONE", leave
        raises(BrokenPipeError, delayed.send, "late")
        assert delayed.send("late", fail_silently=True) is False


@everywhere
def test_given_up(wire):
    peer, delayed = waiting(wire)
    wire.results[:] = []
    delayed.close()
    wire.run()
    assert wire.results == [REQUEST_HANDLED_NO_RESPONSE]
    assert wire.ended(peer) and bytes(peer.received) == b""


@everywhere
def test_next_request_waits(wire):
    wire.answer("/")
    peer, delayed = waiting(wire)
    wire.say(peer, get())
    wire.polls(5)
    assert bytes(peer.received) == b""
    delayed.send("first")
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"first", b"Hello"]


@on_each_pool
def test_what_cannot_be_sent_is_the_fault_of_the_program(wire):
    peer, delayed = waiting(wire)
    delayed.send(5)
    wire.polls(3)
    wire.take_error(TypeError)
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [500]


@on_each_pool
def test_several_at_once(wire):
    waiters = [waiting(wire) for _ in range(4)]
    for number in (2, 0, 3, 1):
        waiters[number][1].send(str(number))
        wire.run()
    for number in range(4):
        assert wire.answers(waiters[number][0])[0].body == b"%d" % number
