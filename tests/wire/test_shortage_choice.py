# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Who is given up when a poll finds no memory, and that nobody else is forgotten by it."""

from adafruit_httpserver import ChunkedResponse, Response, SSEResponse
from tests.support.wire import get, on_each_pool


def poll_without_memory(wire, name="readable"):
    """One poll in which that method of the engine finds none."""

    def no_memory(*arguments):
        raise MemoryError

    setattr(wire.server._engine, name, no_memory)
    wire.poll()
    delattr(wire.server._engine, name)
    assert wire.errors == []


def states(wire, *peers):
    return [wire.state(peer) for peer in peers]


def idle(wire):
    """A client that was served and may be given up."""
    peer = wire.connect()
    assert len(wire.ask(peer, get())) == 1
    wire.advance(20)
    return peer


def streams(wire):
    """Where streams are opened, and a list of them."""
    opened = []

    @wire.route("/events")
    def events(request):
        opened.append(SSEResponse(request))
        return opened[-1]

    return opened


def waiting(wire):
    """A handler that waits until somebody puts something into the list."""
    ready = []

    @wire.route("/waits")
    def handler(request):
        while not ready:
            yield
        return Response(request, "done")

    return ready


@on_each_pool
def test_who_is_idle_goes_before_who_has_not_asked_yet(wire):
    wire.answer("/")
    silent, first, second = wire.connect(), idle(wire), idle(wire)
    poll_without_memory(wire)
    assert states(wire, first, second) == ["GONE", "READING"] and not silent.server_closed
    assert len(wire.ask(first, get())) == 0
    # Who was served last has been idle for less time, whenever he came.
    third = idle(wire)
    assert len(wire.ask(second, get())) == 1
    poll_without_memory(wire)
    assert states(wire, second, third) == ["READING", "GONE"] and not silent.server_closed


@on_each_pool
def test_of_streams_the_oldest_goes(wire):
    opened = streams(wire)
    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        wire.say(peer, get("/events"))
        wire.run()
    poll_without_memory(wire)
    assert states(wire, *peers) == ["GONE", "HELD", "HELD"]
    for stream in opened:
        stream.close()


@on_each_pool
def test_who_waits_for_his_handler_still_does(wire):
    wire.answer("/")
    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        peer.send(get())
    wire.poll()
    poll_without_memory(wire, "_run")
    wire.run()
    # One was served before, and one was in the hands of the poll.
    assert sorted([len(wire.answers(peer)) for peer in peers]) == [0, 1, 1]


@on_each_pool
def test_who_was_in_the_hands_of_the_poll_goes_and_nobody_else(wire):
    wire.answer("/")
    spared, peer = idle(wire), wire.connect()
    peer.send(get())
    poll_without_memory(wire, "_run")
    assert states(wire, spared, peer) == ["READING", "GONE"] and peer.server_closed


@on_each_pool
def test_generators_go_on_and_may_take_their_time(wire):
    wire.answer("/")
    ready = waiting(wire)
    peer = wire.connect()
    wire.say(peer, get("/waits"))
    wire.polls(3)
    given_up = idle(wire)
    poll_without_memory(wire)
    assert states(wire, peer, given_up) == ["HANDLING", "GONE"]
    wire.wait(5000, 50)
    ready.append(True)
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"done"]


@on_each_pool
def test_streams_stay_for_as_long_as_they_want(wire):
    wire.answer("/")
    opened = streams(wire)
    peer = wire.connect()
    wire.say(peer, get("/events"))
    wire.run()
    given_up = idle(wire)
    poll_without_memory(wire)
    wire.wait(5000, 50)
    assert states(wire, peer, given_up) == ["HELD", "GONE"]
    opened[0].close()


@on_each_pool
def test_who_has_lost_his_deadline_gets_another(wire):
    """It is taken away while his request is looked at, and there may be no memory just then."""
    wire.answer("/")
    peer = wire.connect()
    wire.say(peer, get()[:-1])
    wire.poll()
    given_up = idle(wire)
    (connection,) = [c for c in wire.server._engine.connections if c.requests == 0]
    connection.deadline = None
    poll_without_memory(wire)
    assert wire.state(given_up) == "GONE"
    wire.wait(1200)
    assert wire.statuses(peer) == [408]


@on_each_pool
def test_who_was_being_sent_to_gets_the_rest(wire):
    wire.answer("/")

    @wire.route("/long")
    def handler(request):
        return ChunkedResponse(request, lambda: (b"x" * 100 for _ in range(100)))

    given_up, peer = idle(wire), wire.connect()
    peer.send(get("/long"))
    wire.poll()
    poll_without_memory(wire, "pump")
    wire.run()
    assert states(wire, given_up) == ["GONE"]
    assert wire.answers(peer)[0].body == b"x" * 10000
