# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Handlers that are generators: stepped from poll to poll, closed when their client leaves."""

from adafruit_httpserver import (
    CONNECTION_IN_PROGRESS,
    REQUEST_HANDLED_NO_RESPONSE,
    REQUEST_HANDLED_RESPONSE_SENT,
    ChunkedResponse,
    Response,
)
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request


def waiting(wire, path="/wait"):
    """A generator that ends when told to; what it has done is in the list."""
    log = []

    @wire.route(path, ("GET", "POST"))
    def handler(request):
        try:
            log.append("begin")
            while "end" not in log:
                yield
            return Response(request, b"done" + request.body)
        finally:
            log.append("finally")

    return log


@everywhere
def test_steps_and_answer(wire):
    steps = []

    @wire.route("/", ("GET", "POST"))
    def handler(request):
        for number in range(5):
            steps.append(number)
            yield
        return Response(request, "done")

    peer = wire.connect()
    for request in (get(), post(b"12345"), get()):
        steps[:] = []
        (answer,) = wire.ask(peer, request)
        assert answer.body == b"done"
        assert steps == [0, 1, 2, 3, 4]
    assert wire.state(peer) == "READING"


@everywhere
def test_one_step_per_poll(wire):
    log = []

    @wire.route("/")
    def handler(request):
        for number in range(5):
            log.append(number)
            yield
        return Response(request, "done")

    peer = wire.connect()
    wire.say(peer, get())
    results = wire.polls(6)
    assert results == [CONNECTION_IN_PROGRESS] * 5 + [REQUEST_HANDLED_RESPONSE_SENT], results
    assert len(wire.answers(peer)) == 1


@everywhere
def test_others_are_served_meanwhile(wire):
    log = waiting(wire)
    wire.answer("/")
    peer, other = wire.connect(), wire.connect()
    wire.say(peer, get("/wait"))
    for _ in range(5):
        assert len(wire.ask(other, get())) == 1
    assert not peer.received
    log.append("end")
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"done"]


@everywhere
def test_client_that_leaves_closes_the_generator(wire):
    for leave in ("half_close", "close", "reset"):
        log = waiting(wire, "/" + leave)
        peer = wire.connect()
        wire.say(peer, get("/" + leave))
        wire.polls(5)
        assert log == ["begin"]
        getattr(peer, leave)()
        wire.polls(4)
        assert log == ["begin", "finally"], leave
        assert wire.state(peer) == "GONE" and not peer.received
    assert wire.results.count(REQUEST_HANDLED_RESPONSE_SENT) == 0


@everywhere
def test_no_answer(wire):
    @wire.route("/")
    def handler(request):
        yield
        yield

    peer = wire.connect()
    assert wire.ask(peer, get()) == []
    assert wire.state(peer) == "GONE"
    assert wire.results.count(REQUEST_HANDLED_NO_RESPONSE) == 1


@everywhere
def test_exception_at_every_step(wire):
    for steps in (0, 1, 3):

        @wire.route("/%d" % steps)
        def handler(request):
            for _ in range(steps):  # noqa: B023
                yield
            raise ZeroDivisionError

        peer = wire.connect()
        (answer,) = wire.ask(peer, get("/%d" % steps))
        assert answer.status == 500
        assert answer.header("connection") == "close"
        wire.take_error(ZeroDivisionError)
        assert wire.ended(peer)


@everywhere
def test_what_comes_meanwhile_is_the_next_request(wire):
    log = waiting(wire)
    wire.answer("/")
    peer = wire.connect()
    wire.say(peer, get("/wait"))
    wire.polls(3)
    wire.say(peer, get() + get())
    wire.polls(3)
    assert not peer.received
    log.append("end")
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"done", b"Hello", b"Hello"]


@everywhere
def test_what_comes_meanwhile_is_kept_in_bounds(wire):
    log = waiting(wire)
    peer = wire.connect()
    wire.say(peer, get("/wait"))
    wire.polls(3)
    peer.send(bytes(50000))
    wire.polls(20)
    assert len(peer.to_server) >= 50000 - 4 * 1024
    log.append("end")
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [200, 400]


@everywhere
def test_body_is_complete_when_it_begins(wire):
    log = waiting(wire)
    log.append("end")
    peer = wire.connect()
    (answer,) = wire.ask(peer, post(b"12345", target="/wait"))
    assert answer.body == b"done12345"


@on_each_pool
def test_several_that_end_in_one_poll_are_all_told_of(wire):
    log = waiting(wire)
    peers = [wire.connect() for _ in range(4)]
    for peer in peers:
        peer.send(get("/wait"))
        wire.polls(2)
    wire.polls(5)
    wire.results[:] = []
    log.append("end")
    results = wire.polls(6)
    assert results.count(REQUEST_HANDLED_RESPONSE_SENT) == 4, results
    assert results[:4] == [REQUEST_HANDLED_RESPONSE_SENT] * 4
    for peer in peers:
        assert len(wire.answers(peer)) == 1


@on_each_pool
def test_one_that_raises_does_not_disturb_the_others(wire):
    log = waiting(wire)

    @wire.route("/bad")
    def bad(request):
        while "end" not in log:
            yield
        raise ZeroDivisionError

    peers = [wire.connect() for _ in range(3)]
    for peer, path in zip(peers, ("/wait", "/bad", "/wait")):
        peer.send(get(path))
        wire.polls(2)
    log.append("end")
    wire.run()
    wire.take_error(ZeroDivisionError)
    statuses = [[answer.status for answer in wire.answers(peer)] for peer in peers]
    assert statuses == [[200], [500], [200]]


@on_each_pool
def test_clean_up_that_raises_disturbs_nobody_else(wire):
    wire.answer("/a")

    @wire.route("/bad/one")
    def bad(request):
        try:
            while True:
                yield
        finally:
            raise ZeroDivisionError

    for order in (0, 1):
        peers = [wire.connect(), wire.connect()]
        bad_one, other = peers[order], peers[1 - order]
        bad_one.send(get("/bad/one"))
        wire.polls(4)
        other.send(get("/a") * 4)
        bad_one.close()
        wire.run()
        wire.take_error(ZeroDivisionError)
        assert len(wire.answers(other)) == 4, order
        wire.wait(200)
        assert wire.state(bad_one) == "GONE"
        other.close()
        wire.run()
        assert wire.count == 0


@everywhere
def test_sub_generators(wire):
    def inner(count):
        for _ in range(count):
            yield
        return count

    @wire.route("/")
    def handler(request):
        first = yield from inner(2)
        second = yield from inner(3)
        return Response(request, str(first + second))

    (answer,) = wire.ask(wire.connect(), get())
    assert answer.body == b"5"


@everywhere
def test_what_else_it_may_return(wire):
    @wire.route("/text")
    def text(request):
        yield
        return "text", 201

    @wire.route("/source")
    def source(request):
        yield
        return ChunkedResponse(request, ["a", "b"])

    @wire.route("/wrong")
    def wrong(request):
        yield
        return 5

    peer = wire.connect()
    answers = wire.ask(peer, get("/text") + get("/source"))
    assert [(a.status, a.body) for a in answers] == [(201, b"text"), (200, b"ab")]
    assert wire.ask(peer, get("/wrong"))[0].status == 500
    wire.take_error(TypeError)


@everywhere
def test_head(wire):
    log = waiting(wire)
    log.append("end")
    peer = wire.connect()
    answers = wire.ask(peer, raw_request("HEAD", "/wait") + get("/wait"), heads=(0,))
    assert [answer.body for answer in answers] == [b"", b"done"]


@everywhere
def test_client_that_its_own_push_finds_gone_closes_the_generator(wire):
    log = []

    @wire.route("/")
    def handler(request):
        try:
            while True:
                try:
                    request.connection.send(b"x")
                except BrokenPipeError:
                    log.append("gone")
                yield
        finally:
            log.append("finally")

    peer = wire.connect()
    peer.send_faults = [OSError(104, "reset")]
    wire.say(peer, get())
    wire.polls(6)
    assert log.count("gone") <= 1 and "finally" in log, log
    assert wire.state(peer) == "GONE"


@everywhere
def test_server_stopped_inside(wire):
    @wire.route("/")
    def handler(request):
        yield
        wire.server.stop()
        return Response(request, "bye")

    peer = wire.connect()
    wire.say(peer, get())
    wire.polls(2)
    (answer,) = wire.answers(peer)
    assert (answer.body, answer.header("connection")) == (b"bye", "close")
    assert wire.server.stopped and wire.count == 0


@everywhere
def test_server_stopped_outside(wire):
    log = waiting(wire)
    peer = wire.connect()
    wire.say(peer, get("/wait"))
    wire.polls(3)
    wire.stop()
    assert log == ["begin", "finally"]
    assert wire.count == 0 and peer.server_closed
