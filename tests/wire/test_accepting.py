# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Who is let in, when, and what happens when there is no socket or no memory for them."""

import errno

from adafruit_httpserver import Response
from tests.support.wire import everywhere, get, on_each_pool


def intervals(times):
    return [times[i] - times[i - 1] for i in range(1, len(times))]


@on_each_pool
def test_attempts_are_ten_milliseconds_apart(wire):
    if wire.pool.select_class is not None:
        return
    wire.answer("/")
    for _ in range(10):
        wire.knock().send(get())
    wire.polls(300, 1)
    assert min(intervals(wire.pool.accept_times)) >= 10
    assert max(intervals(wire.pool.accept_times)) <= 11
    wire.pool.accept_times[:] = []
    wire.polls(1000)
    assert len(wire.pool.accept_times) <= 1, "a tight accept loop"


@on_each_pool
def test_client_that_asks_all_the_time_keeps_no_other_out(wire):
    wire.answer("/")
    busy = wire.connect()
    for _ in range(20):
        busy.send(get())
        wire.polls(1, 1)
    fresh = wire.knock()
    fresh.send(get())
    for _ in range(12):
        busy.send(get())
        wire.polls(1, 5)
    assert [answer.status for answer in wire.answers(fresh)] == [200]
    # Looking at the listener costs a board a tenth of a request, so it does that rarely meanwhile.
    wire.pool.accept_times[:] = []
    for _ in range(60):
        busy.send(get())
        wire.polls(1, 5)
    assert len(wire.pool.accept_times) <= 6


@on_each_pool
def test_no_attempt_without_a_free_slot(wire):
    wire.server.max_connections = 2
    peers = [wire.connect(), wire.connect()]
    for peer in peers:
        peer.send(b"G")
    wire.poll()
    wire.pool.accept_times[:] = []
    wire.knock()
    wire.polls(50, 10)
    assert wire.pool.accept_times == []
    peers[0].close()
    wire.polls(5, 10)
    assert wire.pool.accept_times != [] and not wire.pool.knocking


@everywhere
def test_request_that_is_here_already_is_answered_in_the_poll_that_accepts(wire):
    if wire.pool.tls_context is not None:
        return
    wire.answer("/")
    wire.advance(10)
    peer = wire.knock()
    peer.send(get())
    wire.poll()
    assert [answer.status for answer in wire.answers(peer)] == [200]


@everywhere
def test_address_of_the_client(wire):
    @wire.route("/")
    def handler(request):
        assert isinstance(request.client_address, tuple)
        return Response(request, "%s %d" % request.client_address)

    for _ in range(3):
        peer = wire.connect()
        (answer,) = wire.ask(peer, get())
        assert answer.body == b"%s %d" % (peer.address[0].encode(), peer.address[1])


@everywhere
def test_client_that_left_before_it_was_accepted(wire):
    wire.answer("/")
    for leave in ("half_close", "close", "reset"):
        peer = wire.knock()
        peer.send(get())
        getattr(peer, leave)()
        other = wire.knock()
        wire.say(other, get())
        wire.advance(10)
        for _ in range(12):
            wire.poll()
            wire.advance(10)
        # Half closed before its handshake, nobody can be answered.
        readable = wire.pool.answers_half_closed and wire.pool.tls_context is None
        if leave == "half_close" and readable:
            assert [answer.status for answer in wire.answers(peer)] == [200]
        assert wire.state(peer) == "GONE", leave
        assert [answer.status for answer in wire.answers(other)] == [200], leave
        other.close()
        wire.run()
        assert wire.count == 0


@on_each_pool
def test_client_that_speaks_while_it_is_answered_is_accepted_once(wire):
    """AirLift hands out again whoever has sent something that nobody has read yet."""
    wire.answer("/", body=bytes(20000))
    peer = wire.connect(window=500)
    peer.send(get())
    wire.polls(5)
    peer.send(get())
    for _ in range(30):
        wire.polls(1, 10)
        peer.read(100)
        assert wire.count == 1
    peer.window = None
    wire.run()
    assert [len(answer.body) for answer in wire.answers(peer)] == [20000, 20000]
    # The next one is let in, and so is whoever comes back from the same place.
    peer.close()
    wire.run()
    again = wire.knock()
    again.address = peer.address
    again.send(get())
    wire.polls(5, 10)
    wire.run()
    assert len(wire.answers(again)) == 1


NOBODY = (errno.EAGAIN, errno.ECONNABORTED, errno.ECONNRESET, errno.ETIMEDOUT)
FAULTS = (errno.ENOTCONN, errno.ENOMEM, errno.ENOBUFS, errno.EIO, 23, 24, 71, -29824)


@on_each_pool
def test_accept_that_fails_raises_nothing(wire):
    wire.answer("/")
    for code in NOBODY + FAULTS:
        wire.pool.accept_faults.append(OSError(code, "fault"))
        peer = wire.knock()
        peer.send(get())
        wire.advance(10)
        wire.polls(40, 5)
        assert wire.pool.accept_faults == []
        assert [answer.status for answer in wire.answers(peer)] == [200], code
        peer.close()
        wire.run()


@on_each_pool
def test_no_memory_or_no_sockets_leaves_the_listener_alone_for_a_while(wire):
    wire.answer("/")
    for fault in (MemoryError(), RuntimeError("Out of sockets")):
        wire.advance(20)
        wire.pool.accept_faults.append(fault)
        wire.pool.accept_times[:] = []
        peer = wire.knock()
        peer.send(get())
        wire.polls(60, 5)
        assert 100 <= wire.pool.accept_times[1] - wire.pool.accept_times[0] <= 160
        assert [answer.status for answer in wire.answers(peer)] == [200]


@on_each_pool
def test_pool_that_runs_out_of_sockets_serves_those_it_has(wire):
    if wire.pool.max_sockets is None:
        return
    wire.answer("/")
    wire.server.max_connections = 20
    peers = [wire.knock() for _ in range(12)]
    wire.polls(200, 5)
    there = [peer for peer in peers if peer.accepted]
    assert len(there) == wire.pool.max_sockets - 1
    for peer in there:
        if not peer.server_closed:
            assert len(wire.ask(peer, get())) == 1
    for peer in there:
        peer.close()
    wire.run()
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_server_beside_other_users_of_the_pool(wire):
    """A web workflow or a client of the program has sockets as well."""
    if wire.pool.max_sockets is None:
        return
    others = [wire.pool.socket() for _ in range(3)]
    wire.answer("/")
    peers = [wire.knock() for _ in range(6)]
    for peer in peers:
        peer.send(get())
    for _ in range(200):
        try:
            wire.server.poll()
        except Exception as error:
            raise AssertionError("raised out of poll: " + repr(error)) from error
        wire.advance(5)
    for other in others:
        other.close()
    served = [peer for peer in peers if peer.received]
    assert len(served) >= 4


@on_each_pool
def test_idle_client_makes_room_when_the_pool_has_no_socket_left(wire):
    """Fewer sockets than max_connections: idle clients must not lock out all others."""
    if wire.pool.max_sockets is None or not wire.pool.shows_shortage:
        return
    wire.answer("/")
    wire.server.max_connections = 20
    for _ in range(wire.pool.max_sockets - 1):
        assert len(wire.ask(wire.connect(), get())) == 1
    served = 0
    for _ in range(10):
        peer = wire.knock()
        peer.send(get())
        wire.polls(40, 5)
        served += bool(peer.received)
    assert served > 0


@on_each_pool
def test_who_comes_alone_costs_one_attempt(wire):
    """Where sockets tell that somebody knocks. Who knocks again and again is let in with others."""
    if getattr(wire.server._engine, "_readiness", None) is None:
        return
    wire.server.max_connections = 20
    for _ in range(3):
        wire.pool.accept_times[:] = []
        wire.knock()
        wire.polls(5, 10)
        assert len(wire.pool.accept_times) == 1
    wire.pool.accept_times[:] = []
    for _ in range(9):
        wire.knock()
    wire.polls(4, 10)
    assert not wire.pool.knocking and len(wire.pool.accept_times) <= 10


@on_each_pool
def test_who_comes_when_the_last_one_has_gone_costs_hardly_more(wire):
    """Clients one by one, with no poll between them in which nobody knocks."""
    if getattr(wire.server._engine, "_readiness", None) is None:
        return
    wire.server.max_connections = 20
    wire.polls(1, 10)
    wire.pool.accept_times[:] = []
    for count in range(18):
        wire.knock()
        wire.polls(1, 10)
        assert not wire.pool.knocking and len(wire.pool.accept_times) <= count + 2 + count // 9
