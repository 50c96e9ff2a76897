# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A flood of requests that are refused before their bodies leaves no backlog of results."""

from tests.support.wire import on_each_pool, raw_request

TOO_LONG = raw_request("POST", "/", ("Content-Length: 99999999",))


@on_each_pool
def test_results_of_a_flood_are_bounded(wire):
    wire.answer("/")
    wire.server.max_connections = 6
    for _ in range(60):
        peers = [wire.knock() for _ in range(4)]
        for peer in peers:
            peer.send(TOO_LONG)
        wire.wait(50, 10)
        for peer in peers:
            peer.close()
    assert len(wire.server._engine.results) <= 6
    wire.wait(2000, 50)
    assert wire.count == 0


@on_each_pool
def test_results_of_a_flood_that_fills_every_poll_are_bounded(wire):
    wire.answer("/")
    wire.server.max_connections = 6
    for _ in range(200):
        for _ in range(6):
            wire.knock().send(TOO_LONG)
        wire.polls(1, 10)
        for connection in list(wire.server._engine.connections):
            # Its client has left, and makes room for the next one.
            connection.drop()
            wire.server._engine.settle(connection)
        if len(wire.pool.knocking) > 12:
            del wire.pool.knocking[:-6]
    assert len(wire.server._engine.results) <= 7, len(wire.server._engine.results)
