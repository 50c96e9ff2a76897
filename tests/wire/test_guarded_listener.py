# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What stands before the listener for `Server.max_connections_per_address`, and who counts."""

from adafruit_httpserver import SSEResponse
from tests.support.wire import get, on_each_pool


@on_each_pool
def test_who_is_closed_already_does_not_count(wire):
    """A program ends a stream between two polls, and its page opens the next one at once."""
    streams = []

    @wire.route("/")
    def handler(request):
        streams.append(SSEResponse(request))
        return streams[-1]

    wire.server.max_connections_per_address = 1
    peer = wire.connect(address=("10.0.0.9", 1))
    wire.say(peer, get())
    wire.run()
    wire.advance(20)
    streams[0].close()
    assert peer.server_closed and wire.count == 1
    again = wire.knock(address=("10.0.0.9", 2))
    wire.polls(2)
    assert again.accepted and not again.server_closed


@on_each_pool
def test_however_often_it_is_set_it_stands_there_once(wire):
    wire.answer("/")
    wire.server.max_connections_per_address = 2
    guard = wire.server._engine.socket
    wire.server.max_connections_per_address = 3
    assert wire.server._engine.socket is guard
    peer = wire.connect()
    assert len(wire.ask(peer, get())) == 1


@on_each_pool
def test_set_while_nothing_is_listened_to(wire):
    wire.answer("/")
    wire.stop()
    wire.server.max_connections_per_address = 1
    assert wire.server.socket is None and wire.server.read_sockets == []
    wire.start()
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_a_crowd_is_turned_away_before_it_keeps_others_out(wire):
    """Where sockets tell that somebody knocks. A board must not try again at once."""
    if getattr(wire.server._engine, "_readiness", None) is None:
        return
    wire.answer("/")
    wire.server.max_connections_per_address = 2
    for port in range(40):
        wire.knock(address=("10.0.0.9", port + 1))
    good = wire.knock(address=("10.0.0.7", 1))
    good.send(get())
    wire.polls(7)
    assert len(wire.answers(good)) == 1 and wire.count == 3


@on_each_pool
def test_one_poll_turns_away_sixteen_for_each_that_it_lets_in(wire):
    if getattr(wire.server._engine, "_readiness", None) is None:
        return
    wire.server.max_connections_per_address = 1
    wire.connect(address=("10.0.0.9", 1))
    for port in range(100):
        wire.knock(address=("10.0.0.9", port + 2))
    wire.polls(1)
    assert len(wire.pool.knocking) == 84
