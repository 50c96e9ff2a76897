# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Which sockets are in read_sockets and in write_sockets, state by state."""

import sys

from adafruit_httpserver import ChunkedResponse, Response, SSEResponse
from adafruit_httpserver.limits import ACCEPT_INTERVAL_MS
from tests.support.wire import get, on_each_pool


def watched(wire, peer=None):
    """Whether the socket of a client, or the listener, is in each of the two."""
    found = []
    for sockets in (wire.server.read_sockets, wire.server.write_sockets):
        for socket in sockets:
            assert not socket.closed
        found.append(len([socket for socket in sockets if socket.peer is peer]) == 1)
    return found


def settle(wire):
    """So long that the next client may be accepted."""
    wire.advance(ACCEPT_INTERVAL_MS)


@on_each_pool
def test_nobody_is_read_from_while_somebody_waits_for_his_handler(wire):
    wire.answer("/")
    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        peer.send(get())
    wire.poll()
    # One was served; the others wait, and nothing else may keep the loop awake.
    assert wire.server.read_sockets == []
    assert sorted([watched(wire, peer) for peer in peers]) == [
        [False, False],
        [False, True],
        [False, True],
    ]
    wire.run()
    assert [watched(wire, peer) for peer in peers] == [[True, False]] * 3


@on_each_pool
def test_the_next_request_that_is_here_already_is_no_reason_to_sleep(wire):
    wire.answer("/")
    peer = wire.connect()
    peer.send(get() * 2)
    wire.poll()
    assert len(wire.answers(peer)) == 1
    assert watched(wire, peer)[1]
    wire.run()
    assert watched(wire, peer) == [True, False]


@on_each_pool
def test_a_full_server_listens_if_somebody_idle_can_make_room(wire):
    wire.answer("/")
    wire.server.max_connections = 2
    first, second = wire.connect(), wire.connect()
    settle(wire)
    assert watched(wire) == [False, False]
    assert len(wire.ask(first, get())) == 1
    settle(wire)
    assert watched(wire) == [True, False]
    first.send(get()[:-1])
    wire.poll()
    settle(wire)
    assert watched(wire) == [False, False]
    second.close()
    wire.run()
    settle(wire)
    assert watched(wire) == [True, False]


@on_each_pool
def test_between_two_accepts_the_listener_is_watched(wire):
    """Only the pause after an accept that has failed is one in which it is ready for nothing."""
    wire.connect()
    wire.poll()
    assert watched(wire) == [True, False]


@on_each_pool
def test_a_source_that_has_nothing_yet_is_not_waited_for(wire):
    ready = []

    @wire.route("/")
    def handler(request):
        def source():
            yield "begin"
            while not ready:
                yield None
            while len(ready) < 2:
                yield b"x" * 500

        return ChunkedResponse(request, source)

    peer = wire.connect()
    wire.say(peer, get())
    wire.polls(3)
    assert b"begin" in bytes(peer.received)
    # It may leave meanwhile.
    assert watched(wire, peer) == [True, False]
    ready.append(True)
    wire.polls(2)
    # There is more whenever the socket takes more.
    assert watched(wire, peer) == [False, True]
    ready.append(True)
    wire.run()
    assert watched(wire, peer) == [True, False]


@on_each_pool
def test_what_is_stuck_waits_for_its_socket(wire):
    if wire.pool.send_waits:
        return
    wire.answer("/", bytes(500))
    peer = wire.connect(window=100)
    peer.send(get())
    wire.poll()
    assert peer.stalled and watched(wire, peer) == [False, True]
    peer.window = None
    wire.run()
    assert watched(wire, peer) == [True, False]


@on_each_pool
def test_who_was_closed_between_two_polls_is_not_asked_about(wire):
    """A board must not be: its socket is none any more."""
    streams = []

    @wire.route("/")
    def handler(request):
        streams.append(SSEResponse(request))
        return streams[-1]

    peer = wire.connect()
    wire.say(peer, get())
    wire.run()
    assert watched(wire, peer) == [True, False]
    streams[0].close()
    assert peer.server_closed and wire.count == 1
    assert watched(wire, peer) == [False, False]


@on_each_pool
def test_who_is_dropped_while_he_waits_for_his_handler_is_not_asked_about(wire):
    @wire.route("/")
    def handler(request):
        # As a program may that knows of an attack.
        for connection in list(wire.server._engine.waiting):
            connection.drop()
        return Response(request, "")

    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        peer.send(get())
    wire.poll()
    for peer in peers:
        assert watched(wire, peer)[1] is False


@on_each_pool
def test_the_socket_itself_is_there_under_both_names(wire):
    """Whatever stands before it: a board's select() takes nothing that only looks like one."""
    listener = wire.pool.open_sockets[0]
    assert wire.server.socket is wire.server._sock is listener
    wire.server.max_connections_per_address = 3
    assert wire.server.socket is wire.server._sock is listener
    if sys.platform[:2] != "RP":
        assert wire.server.read_sockets == [listener]
