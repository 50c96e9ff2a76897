# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server that was stopped, or interrupted: nothing is left of what was under way."""

from adafruit_httpserver import SSEResponse
from tests.support.expect import raises
from tests.support.wire import get, on_each_pool

BODY = bytes(range(250)) * 40


def under_way(wire, path):
    """A generator, and three requests that wait for their handlers."""

    @wire.route("/waits")
    def waits(request):
        while True:
            yield

    @wire.route("/bad")
    def bad(request):
        raise KeyboardInterrupt

    wire.answer("/")
    peers = [wire.connect() for _ in range(4)]
    for peer in peers:
        peer.send(get("/waits" if peer is peers[0] else path))
        if peer is peers[0]:
            wire.polls(2)
    return peers


def is_empty(wire):
    engine = wire.server._engine
    groups = (engine.waiting, engine.tasks, engine.sending, engine.with_input, engine.connections)
    server = wire.server
    return [list(group) for group in groups] == [[]] * 5 and (
        (server.host, server.port, server.stopped) == (None, None, True)
    )


@on_each_pool
def test_nothing_is_left_behind_an_interrupt(wire):
    told = []
    wire.server.debug = True
    wire.server._debug = lambda name, *arguments: told.append(name)
    peers = under_way(wire, "/bad")
    engine = wire.server._engine

    def polls():
        for _ in range(10):
            wire.call(wire.server.poll)

    raises(KeyboardInterrupt, polls)
    assert [peer.server_closed for peer in peers] == [True] * 4
    assert is_empty(wire) and list(engine.results) == []
    assert told.count("_debug_stopped_server") == 1
    # What was under way is not found by whoever starts it again.
    wire.start()
    peer = wire.connect()
    peer.send(get())
    wire.run()
    assert len(wire.answers(peer)) == 1


@on_each_pool
def test_nothing_is_left_behind_an_interrupt_of_wait(wire):
    closed = []

    @wire.route("/")
    def waits(request):
        try:
            while True:
                yield
        finally:
            closed.append(True)

    def sleep(seconds):
        raise KeyboardInterrupt

    wire.connect().send(get())
    wire.polls(2)
    assert wire.server._engine.tasks
    wire.clock.sleep = wire.pool.sleep = sleep
    try:
        raises(KeyboardInterrupt, wire.call, wire.server.wait, 1)
    finally:
        del wire.clock.sleep
        wire.pool.sleep = wire.clock.sleep
    assert is_empty(wire) and closed == [True]


@on_each_pool
def test_nothing_is_left_behind_a_stop(wire):
    under_way(wire, "/")
    wire.poll()
    engine = wire.server._engine
    assert engine.waiting and engine.tasks
    wire.stop()
    assert is_empty(wire)


@on_each_pool
def test_what_a_generator_raises_when_it_is_closed_leaves_stop(wire):
    """When all others are closed."""

    @wire.route("/")
    def waits(request):
        try:
            while True:
                yield
        finally:
            raise ZeroDivisionError

    peers = [wire.connect() for _ in range(3)]
    for peer in peers[:2]:
        peer.send(get())
        wire.polls(2)
    raises(ZeroDivisionError, wire.stop)
    assert is_empty(wire) and [peer.server_closed for peer in peers] == [True] * 3


@on_each_pool
def test_who_goes_on_reading_gets_all_of_it_however_long_it_takes(wire):
    if wire.pool.send_waits:
        return
    wire.answer("/", BODY)
    peer = wire.connect(window=500)
    peer.send(get())
    wire.poll()
    read = [wire.clock.now()]

    def meanwhile():
        if wire.clock.now() - read[-1] >= 100:
            read.append(wire.clock.now())
            peer.read(500)

    wire.clock.meanwhile = meanwhile
    wire.stop()
    assert [answer.body for answer in wire.answers(peer)] == [BODY]
    assert read[-1] - read[0] > 1500


@on_each_pool
def test_streams_keep_nobody_waiting(wire):
    """Not even those whose client does not read: they belong to the program."""
    streams = []

    @wire.route("/")
    def handler(request):
        streams.append(SSEResponse(request))
        return streams[-1]

    peer = wire.connect(window=300)
    peer.send(get())
    wire.run()
    if not wire.pool.send_waits:
        peer.window = 0
        streams[0].send_event("x" * 100)
    start = wire.clock.now()
    wire.stop()
    assert wire.clock.now() - start <= 10 and not peer.server_closed
