# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Ctrl-C, and a board that reloads: they leave poll() with everything closed."""

from adafruit_httpserver import ChunkedResponse, Response, ServerStoppedError, SSEResponse
from tests.support.wire import everywhere, get, on_each_pool


class ReloadException(BaseException):
    """As CircuitPython has it: no Exception."""


INTERRUPTS = (KeyboardInterrupt, ReloadException)


def interrupted(wire, error_class, poll=None):
    """Whether a poll lets it pass."""
    try:
        for _ in range(20):
            wire.call(poll or wire.server.poll)
    except error_class:
        return True
    return False


def nothing_is_open(wire):
    assert wire.pool.open_sockets == [] and wire.count == 0
    assert wire.server.stopped
    try:
        wire.server.poll()
        raise ValueError("it polls")
    except ServerStoppedError:
        pass
    # And it can be started again.
    wire.start()
    assert len(wire.ask(wire.connect(), get("/"))) == 1
    wire.stop()
    assert wire.pool.open_sockets == []


@everywhere
def test_in_a_handler(wire):
    for error_class in INTERRUPTS:
        wire.server._table.routes.clear()
        if wire.server.stopped:
            wire.start()
        closed = []
        wire.answer("/")

        @wire.route("/bad")
        def bad(request):
            raise error_class  # noqa: B023

        @wire.route("/waits")
        def waits(request):
            try:
                while True:
                    yield
            finally:
                closed.append(True)  # noqa: B023

        @wire.route("/events")
        def events(request):
            return SSEResponse(request)

        @wire.route("/long")
        def long(request):
            return ChunkedResponse(request, lambda: (b"x" * 100 for _ in range(1000)))

        peers = [wire.connect() for _ in range(4)]
        peers[2].window = 50
        for number, path in enumerate(("/waits", "/events", "/long", "/")):
            peers[number].send(get(path))
            wire.polls(2)
        peers[3].send(get("/bad"))
        assert interrupted(wire, error_class)
        assert closed == [True]
        assert [peer.server_closed for peer in peers] == [True] * 4
        wire.results[:] = []
        nothing_is_open(wire)


@everywhere
def test_in_a_generator_and_in_a_source(wire):
    wire.answer("/")

    @wire.route("/generator")
    def generator(request):
        yield
        raise KeyboardInterrupt

    @wire.route("/source")
    def source(request):
        def chunks():
            yield b"chunk"
            raise KeyboardInterrupt

        return ChunkedResponse(request, chunks)

    for path in ("/generator", "/source"):
        if wire.server.stopped:
            wire.start()
        peer = wire.connect()
        peer.send(get(path))
        assert interrupted(wire, KeyboardInterrupt), path
        assert peer.server_closed
        nothing_is_open(wire)


@on_each_pool
def test_what_a_generator_raises_when_it_is_closed_keeps_nobody_open(wire):
    wire.answer("/")

    @wire.route("/waits")
    def waits(request):
        try:
            while True:
                yield
        finally:
            raise ZeroDivisionError

    @wire.route("/bad")
    def bad(request):
        raise KeyboardInterrupt

    peers = [wire.connect() for _ in range(3)]
    for peer in peers[:2]:
        peer.send(get("/waits"))
        wire.polls(2)
    peers[2].send(get("/bad"))
    assert interrupted(wire, KeyboardInterrupt)
    nothing_is_open(wire)


@on_each_pool
def test_while_it_waits(wire):
    wire.answer("/", Response.__name__)

    def sleep(seconds):
        raise ReloadException

    wire.connect()
    wire.clock.sleep = wire.pool.sleep = sleep
    try:
        assert interrupted(wire, ReloadException, lambda: wire.server.wait(1))
    finally:
        del wire.clock.sleep
        wire.pool.sleep = wire.clock.sleep
    nothing_is_open(wire)
