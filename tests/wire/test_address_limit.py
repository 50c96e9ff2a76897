# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""`Server.max_connections_per_address`: nobody takes all the places."""

from tests.support.wire import get, on_each_pool


def knock(wire, host, port):
    return wire.knock(address=(host, port))


def arrive(wire, host, ports):
    """Clients of one address, which the server has had the time to look at."""
    peers = [knock(wire, host, port) for port in ports]
    wire.wait(20 * len(peers) + 20)
    return peers


def served(wire, peer):
    return [answer.status for answer in wire.ask(peer, get("/"))] == [200]


@on_each_pool
def test_off_by_default(wire):
    wire.answer("/")
    assert wire.server.max_connections_per_address == 0
    peers = arrive(wire, "10.0.0.9", range(5))
    assert wire.count == 5
    assert all([served(wire, peer) for peer in peers])


@on_each_pool
def test_more_are_turned_away(wire):
    wire.answer("/")
    wire.server.max_connections_per_address = 2
    assert wire.server.max_connections_per_address == 2
    first, second, third = arrive(wire, "10.0.0.9", (1, 2, 3))
    assert third.server_closed and not third.received and wire.count == 2
    (other,) = arrive(wire, "10.0.0.8", (1,))
    assert served(wire, other) and served(wire, first)
    second.close()
    wire.wait(50)
    (fourth,) = arrive(wire, "10.0.0.9", (4,))
    assert served(wire, fourth) and not first.server_closed


@on_each_pool
def test_an_idle_one_of_his_own_makes_room(wire):
    wire.answer("/")
    wire.server.max_connections_per_address = 2
    first, second = arrive(wire, "10.0.0.9", (1, 2))
    (other,) = arrive(wire, "10.0.0.8", (1,))
    assert served(wire, other) and served(wire, second)
    wire.advance(10)
    assert served(wire, first)
    (third,) = arrive(wire, "10.0.0.9", (3,))
    # The one of the two that has been idle for longest, and not that of somebody else.
    assert served(wire, third) and second.server_closed
    assert not first.server_closed and not other.server_closed


@on_each_pool
def test_a_flood_of_one_address_leaves_room_for_others(wire):
    wire.answer("/")
    wire.server.max_connections_per_address = 3
    flood = [knock(wire, "10.0.0.9", port) for port in range(30)]
    good = knock(wire, "10.0.0.8", 1)
    wire.wait(20 * 31)
    assert served(wire, good)
    assert sum([not peer.server_closed for peer in flood]) == 3
    assert wire.errors == []


@on_each_pool
def test_it_cannot_cost_others_their_place(wire):
    """Who is turned away does not make room for himself first."""
    wire.answer("/")
    wire.server.max_connections = 3
    wire.server.max_connections_per_address = 2
    arrive(wire, "10.0.0.9", (1, 2))
    (idle,) = arrive(wire, "10.0.0.8", (1,))
    assert served(wire, idle)
    third = knock(wire, "10.0.0.9", 3)
    wire.wait(200)
    assert third.server_closed and not idle.server_closed


@on_each_pool
def test_set_while_it_runs_and_over_stop_and_start(wire):
    wire.answer("/")
    for limit, places in ((2, 2), (3, 3), (0, 5), (1, 1)):
        wire.server.max_connections_per_address = limit
        for again in range(2):
            peers = arrive(wire, "10.0.0.9", range(5))
            assert wire.count == places, (limit, again)
            for peer in peers:
                peer.close()
            wire.wait(50)
            wire.stop()
            wire.start()


@on_each_pool
def test_what_is_no_limit(wire):
    for value in (-1, 1.5, "2", True, None):
        try:
            wire.server.max_connections_per_address = value
            raise AssertionError(value)
        except ValueError as error:
            assert "max_connections_per_address" in str(error)


@on_each_pool
def test_other_loops_get_the_socket_itself(wire):
    """A board's select() takes nothing that only looks like one."""
    wire.answer("/")
    wire.server.max_connections_per_address = 2
    listener = wire.pool.open_sockets[0]
    assert wire.server.socket is listener
    assert wire.server.read_sockets == [listener]
    wire.stop()
    wire.start()
    assert wire.server.socket is wire.pool.open_sockets[-1]


@on_each_pool
def test_whoever_makes_room_for_himself_takes_nobody_elses(wire):
    wire.answer("/")
    wire.server.max_connections = 3
    wire.server.max_connections_per_address = 2
    (other,) = arrive(wire, "10.0.0.8", (1,))
    assert served(wire, other)
    first, second = arrive(wire, "10.0.0.9", (1, 2))
    wire.advance(10)
    assert served(wire, first)
    wire.advance(10)
    assert served(wire, second)
    (third,) = arrive(wire, "10.0.0.9", (3,))
    assert served(wire, third) and first.server_closed
    assert wire.count == 3 and not other.server_closed and not second.server_closed
