# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""read_sockets, write_sockets and process_events, in a loop that sleeps whenever select() would.

Nothing may be served late because the loop slept, and nothing may keep it from sleeping.
"""

import sys

from adafruit_httpserver import (
    CONNECTION_IN_PROGRESS,
    NO_REQUEST,
    ChunkedResponse,
    Response,
    ServerStoppedError,
    SSEResponse,
)
from tests.support.expect import raises
from tests.support.wire import everywhere, get, on_each_pool, post

SLEEP_MS = 50


def readable(socket):
    if socket.listening:
        return bool(socket._pool.knocking)
    peer = socket.peer
    shakes_hands = socket._pool.tls_context is not None and peer.flights and peer.shakes_hands
    return bool(peer.to_server or peer.ended or peer.was_reset or shakes_hands)


def writable(socket):
    return bool(socket.peer.room or peer_gone(socket))


def peer_gone(socket):
    return socket.peer.gone or socket.peer.was_reset


class Loop:
    """A program with its own select()."""

    def __init__(self, wire):
        self.wire = wire
        self.slept = 0
        self.turns = 0
        self.results = []

    def turn(self):
        """Whether there was something to do."""
        server = self.wire.server
        read, write = server.read_sockets, server.write_sockets
        for socket in read + write:
            assert not socket.closed
        read = [socket for socket in read if readable(socket)]
        write = [socket for socket in write if writable(socket)]
        self.turns += 1
        if not (read or write):
            self.slept += 1
            self.wire.advance(SLEEP_MS)
        calls = len(self.wire.calls)
        result = self.wire.call(server.process_events, read, write)
        self.wire.check(calls)
        if result != NO_REQUEST:
            self.results.append(result)
        return bool(read or write)

    def run(self, limit=400):
        """Until it would sleep; passes ten milliseconds with each turn, as accepting takes that."""
        self.slept = self.turns = 0
        while self.turn():
            self.wire.advance(10)
            assert self.turns < limit, "it spins"


@everywhere
def test_requests(wire):
    wire.answer("/", "Hello")
    loop = Loop(wire)
    peers = [wire.knock() for _ in range(3)]
    loop.run()
    for _ in range(3):
        for peer in peers:
            for piece in wire.pieces(get("/")):
                peer.send(piece)
                loop.turn()
            loop.run()
    for peer in peers:
        assert [answer.body for answer in wire.answers(peer)] == [b"Hello"] * 3


@everywhere
def test_many_at_once_are_answered_without_sleeping(wire):
    """One handler is called in each turn: those that wait for theirs must not wait for long."""
    wire.answer("/")
    loop = Loop(wire)
    peers = [wire.knock() for _ in range(5)]
    loop.run()
    for peer in peers:
        peer.send(get() * 4 + post(b"body", target="/"))
    loop.run()
    assert loop.slept == 1
    for peer in peers:
        assert len(wire.answers(peer)) == 5


@on_each_pool
def test_long_answers_to_slow_readers(wire):
    body = bytes(range(250)) * 40
    wire.answer("/plain", body)

    @wire.route("/chunked")
    def handler(request):
        return ChunkedResponse(request, lambda: (body[i : i + 100] for i in range(0, 10000, 100)))

    loop = Loop(wire)
    for path in ("/plain", "/chunked"):
        peer = wire.knock(window=700)
        loop.run()
        peer.send(get(path))
        for _ in range(100):
            loop.run()
            peer.read(700)
        peer.window = None
        loop.run()
        assert wire.answers(peer)[0].body == body, path
        peer.close()
        loop.run()


@on_each_pool
def test_streams(wire):
    opened = []

    @wire.route("/")
    def handler(request):
        opened.append(SSEResponse(request))
        return opened[-1]

    loop = Loop(wire)
    peer = wire.knock()
    loop.run()
    peer.send(get())
    loop.run()
    for number in range(3):
        opened[0].send_event(str(number))
        peer.send(b"what a client says during a stream")
        loop.run()
        assert peer.received.count(b"data:") == number + 1
    peer.close()
    loop.run()
    assert opened[0].closed and wire.count == 0


@on_each_pool
def test_what_a_client_says_or_ends_while_it_is_served_spins_nobody(wire):
    @wire.route("/")
    def handler(request):
        for _ in range(3):
            yield
        return Response(request, "done")

    wire.answer("/long", bytes(20000))
    loop = Loop(wire)
    peer, slow = wire.knock(), wire.knock(window=500)
    loop.run()
    slow.send(get("/long"))
    peer.send(get() + get())
    for _ in range(5):
        loop.run()
    slow.send(get("/long"))
    loop.run()
    if wire.pool.answers_half_closed:
        slow.half_close()
    for _ in range(5):
        loop.run(20)
    for _ in range(20):
        loop.turn()
    assert len(wire.answers(peer)) == 2


@on_each_pool
def test_generators_are_stepped_at_the_pace_of_the_loop(wire):
    """Nobody knows what they wait for, so they must not keep the loop from sleeping."""
    steps = []

    @wire.route("/")
    def handler(request):
        for number in range(5):
            steps.append(number)
            yield
        return Response(request, "done")

    loop = Loop(wire)
    peer = wire.knock()
    loop.run()
    peer.send(get())
    loop.run()
    assert loop.results[-1] == CONNECTION_IN_PROGRESS
    while not peer.received:
        before = len(steps)
        loop.run()
        assert len(steps) <= before + 2
    assert wire.answers(peer)[0].body == b"done"


@on_each_pool
def test_timeouts_need_no_traffic(wire):
    wire.answer("/")
    loop = Loop(wire)
    idle, half = wire.knock(), wire.knock()
    loop.run()
    idle.send(get())
    half.send(b"GET / HT")
    for _ in range(45):
        loop.run()
    assert wire.state(half) == "GONE" and wire.state(idle) == "READING"
    for _ in range(300):
        loop.run()
    assert wire.count == 0


@on_each_pool
def test_no_room_means_that_nobody_listens(wire):
    wire.server.max_connections = 2
    loop = Loop(wire)
    peers = [wire.knock() for _ in range(3)]
    loop.run()
    assert sorted(peer.accepted for peer in peers) == [False, True, True]
    for peer in peers:
        peer.send(b"G")
    loop.run(20)


@on_each_pool
def test_accept_that_fails_spins_nobody(wire):
    loop = Loop(wire)
    wire.pool.accept_faults.append(RuntimeError("Out of sockets"))
    peer = wire.knock()
    wire.advance(20)
    loop.turn()
    assert not peer.accepted
    loop.turn()
    assert loop.slept == 1
    for _ in range(3):
        loop.run(20)
    assert peer.accepted


@on_each_pool
def test_stopped(wire):
    wire.stop()
    assert (wire.server.read_sockets, wire.server.write_sockets) == ([], [])
    raises(ServerStoppedError, wire.server.process_events, [], [])
    wire.start()
    assert len(wire.server.read_sockets) == 1 and wire.server.write_sockets == []


@on_each_pool
def test_sockets_of_others_do_not_matter(wire):
    wire.answer("/")
    foreign = [object(), 5, None]
    assert wire.server.process_events(foreign, foreign) == NO_REQUEST
    assert wire.server.process_events() == NO_REQUEST
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_listener_that_is_always_ready(wire):
    """On boards with an RP2040 or RP2350 it would keep the loop from sleeping."""
    platform = sys.platform
    try:
        for name in ("RP2040", "RP2350"):
            sys.platform = name
            assert wire.server.read_sockets == []
    except AttributeError:
        # MicroPython lets nobody change it.
        return
    finally:
        if sys.platform != platform:
            sys.platform = platform
    assert len(wire.server.read_sockets) == 1
