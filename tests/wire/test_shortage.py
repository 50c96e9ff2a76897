# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""No memory: the cheapest connection is given up, and all others go on."""

from adafruit_httpserver import ChunkedResponse, Response, SSEResponse
from tests.support.wire import everywhere, get, on_each_pool, post


@everywhere
def test_a_handler_without_memory_is_503_and_the_server_goes_on(wire):
    wire.answer("/")

    @wire.route("/bad", ("GET", "POST"))
    def bad(request):
        raise MemoryError

    for request in (get("/bad"), post(b"12345", target="/bad")):
        peer = wire.connect()
        (answer,) = wire.ask(peer, request)
        assert answer.status == 503
        assert answer.header("connection") == "close"
        assert wire.errors == []
        assert len(wire.ask(wire.connect(), get())) == 1


@everywhere
def test_a_generator_without_memory_is_503(wire):
    @wire.route("/bad")
    def bad(request):
        yield
        raise MemoryError

    (answer,) = wire.ask(wire.connect(), get("/bad"))
    assert answer.status == 503 and wire.errors == []


@everywhere
def test_who_is_idle_gives_back_what_he_has(wire):
    wire.answer("/")

    @wire.route("/bad")
    def bad(request):
        raise MemoryError

    idle, other, busy = wire.connect(), wire.connect(), wire.connect()
    assert len(wire.ask(idle, get())) == 1
    wire.advance(10)
    assert len(wire.ask(other, get())) == 1
    wire.ask(busy, get("/bad"))
    assert wire.state(idle) == "GONE" and idle.server_closed
    # One is enough.
    assert wire.state(other) == "READING"
    assert len(wire.ask(other, get())) == 1


@everywhere
def test_a_source_without_memory_is_cut_off(wire):
    wire.answer("/")

    @wire.route("/bad")
    def bad(request):
        def source():
            yield b"chunk"
            raise MemoryError

        return ChunkedResponse(request, source)

    peer = wire.connect()
    wire.say(peer, get("/bad"))
    wire.run()
    assert wire.errors == [] and wire.state(peer) == "GONE" and peer.server_closed
    data = bytes(peer.received)
    assert data.startswith(b"HTTP/1.1 200 OK") and not data.endswith(b"0\r\n\r\n")
    assert len(wire.ask(wire.connect(), get())) == 1


@everywhere
def test_a_connection_that_there_is_no_memory_for_is_closed(wire):
    import adafruit_httpserver.engine as engine

    wire.answer("/")
    connection_class = engine.Connection

    def no_memory(*arguments):
        raise MemoryError

    engine.Connection = no_memory
    try:
        peer = wire.knock()
        wire.wait(200)
    finally:
        engine.Connection = connection_class
    assert wire.errors == [] and peer.server_closed and wire.count == 0
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_a_poll_without_memory_is_no_error(wire):
    wire.answer("/")
    oldest, newest = wire.connect(), wire.connect()

    def no_memory():
        raise MemoryError

    engine = wire.server._engine
    engine.readable = no_memory
    wire.poll()
    del engine.readable
    # Nobody is idle, so who has been there for longest makes room.
    assert wire.errors == []
    assert wire.state(oldest) == "GONE" and oldest.server_closed
    assert len(wire.ask(newest, get())) == 1


@on_each_pool
def test_a_stream_is_not_what_is_cheap(wire):
    wire.answer("/")
    streams = []

    @wire.route("/events")
    def events(request):
        streams.append(SSEResponse(request))
        return streams[0]

    listener, newest = wire.connect(), wire.connect()
    wire.say(listener, get("/events"))
    wire.run()

    def no_memory():
        raise MemoryError

    engine = wire.server._engine
    engine.readable = no_memory
    wire.poll()
    del engine.readable
    assert wire.state(listener) == "HELD" and wire.state(newest) == "GONE"
    assert wire.errors == []
    streams[0].close()
    wire.run()


@on_each_pool
def test_what_nobody_would_step_again_is_found(wire):
    """The memory is short at the worst moment: when nobody knows a request any more."""
    wire.answer("/")
    peer, other = wire.connect(), wire.connect()

    def no_memory(connection, task, now):
        raise MemoryError

    engine = wire.server._engine
    engine._run = no_memory
    peer.send(get())
    wire.polls(2)
    del engine._run
    wire.polls(2)
    assert wire.errors == [] and wire.state(peer) == "GONE" and peer.server_closed
    assert len(wire.ask(other, get())) == 1


class Refused(Response):
    """Has no memory for its own head."""

    def _head(self, *arguments):
        raise MemoryError


@everywhere
def test_a_response_without_memory_is_503(wire):
    @wire.route("/")
    def handler(request):
        return Refused(request, "body")

    (answer,) = wire.ask(wire.connect(), get())
    assert answer.status == 503 and wire.errors == []


@on_each_pool
def test_while_the_server_waits(wire):
    wire.answer("/")
    peer = wire.connect()
    engine = wire.server._engine
    rest = engine.rest
    left = [MemoryError(), MemoryError()]

    def short(*arguments):
        if left:
            raise left.pop()
        return rest(*arguments)

    engine.rest = short
    peer.send(get())
    for _ in range(4):
        wire.call(wire.server.wait, 0.01)
        wire.advance(10)
    assert not left and not wire.server.stopped
    assert [answer.status for answer in wire.answers(peer)] == [200]
