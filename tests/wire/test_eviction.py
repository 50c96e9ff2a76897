# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Too many clients: who has been idle for longest makes room, nobody else does."""

from adafruit_httpserver import ChunkedResponse, Response, Server
from adafruit_httpserver.connection import Connection
from adafruit_httpserver.limits import ACCEPT_RETRY_MS
from tests.support.fakes import FakePool
from tests.support.wire import everywhere, get, on_each_pool, post


def served(wire):
    """A client that has had an answer and is idle now."""
    peer = wire.connect()
    assert len(wire.ask(peer, get())) == 1
    wire.advance(20)
    return peer


def knock(wire):
    """Somebody new who wants something; time for the server to see it."""
    peer = wire.knock()
    peer.send(get())
    wire.advance(10)
    wire.polls(8, 10)
    return peer


def two_at_most(wire):
    wire.answer("/", methods=("GET", "POST"))
    wire.server.max_connections = 2


@everywhere
def test_oldest_idle_client_makes_room(wire):
    two_at_most(wire)
    one, two = served(wire), served(wire)
    three = knock(wire)
    assert [answer.status for answer in wire.answers(three)] == [200]
    assert (wire.state(one), wire.state(two)) == ("GONE", "READING")
    assert len(wire.ask(two, get())) == 1
    assert wire.count <= 2


@everywhere
def test_oldest_is_who_was_served_longest_ago(wire):
    two_at_most(wire)
    one, two = served(wire), served(wire)
    assert len(wire.ask(one, get())) == 1
    wire.advance(20)
    knock(wire)
    assert (wire.state(one), wire.state(two)) == ("READING", "GONE")


@everywhere
def test_evicted_client_is_closed_silently(wire):
    two_at_most(wire)
    one, _ = served(wire), served(wire)
    size = len(one.received)
    results = len(wire.results)
    knock(wire)
    assert one.server_closed and len(one.received) == size
    assert wire.results[results:] == ["request_handled_response_sent"]


@on_each_pool
def test_nobody_is_given_up_while_nobody_knocks(wire):
    two_at_most(wire)
    one, two = served(wire), served(wire)
    wire.wait(1000)
    assert (wire.state(one), wire.state(two)) == ("READING", "READING")


@on_each_pool
def test_one_client_at_most_still_keeps_its_connection(wire):
    wire.answer("/")
    wire.server.max_connections = 1
    peer = served(wire)
    wire.wait(1000)
    assert len(wire.ask(peer, get())) == 1


@everywhere
def test_nobody_who_is_busy_makes_room(wire):
    two_at_most(wire)
    ready = []

    @wire.route("/generator")
    def generator(request):
        while not ready:
            yield
        return Response(request, "done")

    @wire.route("/source")
    def source(request):
        def chunks():
            while not ready:
                yield None
            yield "done"

        return ChunkedResponse(request, chunks)

    one, two = wire.connect(), wire.connect()
    wire.say(one, get("/generator"))
    wire.say(two, get("/source"))
    wire.polls(10, 5)
    accepted = len(wire.pool.accept_times)
    three = knock(wire)
    assert not three.accepted and not three.received
    assert len(wire.pool.accept_times) == accepted, "accepted without a free slot"
    ready.append(True)
    wire.run()
    wire.polls(10, 10)
    assert [a.body for a in wire.answers(one) + wire.answers(two)] == [b"done", b"done"]
    assert [answer.status for answer in wire.answers(three)] == [200]


@everywhere
def test_half_a_request_does_not_make_room(wire):
    two_at_most(wire)
    one, two = served(wire), served(wire)
    wire.say(one, get()[:-1])
    wire.say(two, post(b"12345")[:-1])
    wire.poll()
    three = knock(wire)
    assert not three.accepted
    wire.say(one, get()[-1:])
    wire.run()
    wire.polls(8, 10)
    assert len(wire.answers(one)) == 2
    assert [answer.status for answer in wire.answers(three)] == [200]


@on_each_pool
def test_client_that_never_asked_does_not_make_room(wire):
    two_at_most(wire)
    one, two = wire.connect(), wire.connect()
    three = knock(wire)
    assert not three.accepted
    one.close()
    wire.run()
    wire.polls(8, 10)
    assert [answer.status for answer in wire.answers(three)] == [200]
    assert wire.state(two) in ("READING", "OPENING")


class Held(Response):
    def _send(self):
        self._send_headers()


@everywhere
def test_stream_does_not_make_room(wire):
    two_at_most(wire)
    wire.route("/held")(Held)
    peers = [wire.connect(), wire.connect()]
    for peer in peers:
        wire.say(peer, get("/held"))
        wire.run()
    three = knock(wire)
    assert not three.accepted
    peers[0].close()
    wire.polls(10, 10)
    assert [answer.status for answer in wire.answers(three)] == [200]
    assert wire.state(peers[1]) == "HELD"


@on_each_pool
def test_a_queue_of_clients_is_served_one_after_the_other(wire):
    two_at_most(wire)
    peers = []
    for _ in range(12):
        peers.append(wire.knock())
        peers[-1].send(get())
    for _ in range(100):
        wire.poll()
        wire.advance(5)
        assert wire.count <= 2
    for peer in peers:
        assert [answer.status for answer in wire.answers(peer)] == [200]


@on_each_pool
def test_limit_that_is_lowered_closes_nobody_in_mid_request(wire):
    wire.answer("/")
    peers = [wire.connect() for _ in range(4)]
    for peer in peers:
        peer.send(get()[:-1])
    wire.poll()
    wire.server.max_connections = 1
    wire.wait(300)
    for peer in peers:
        peer.send(get()[-1:])
    wire.run()
    for peer in peers:
        assert [answer.status for answer in wire.answers(peer)] == [200]


def test_listener_that_is_not_heard_is_looked_at_again_soon():
    """A full server must not sleep until the first keep-alive is over."""
    from adafruit_httpserver.watching_engine import WatchingEngine

    engine = WatchingEngine(Server(None))
    limits = engine.limits
    engine.connections.append(Connection(None, ("1.2.3.4", 5), limits, engine.sending, 1000))
    engine.connections[0].deadline = 16000
    assert engine.time_left(1000) == 15000
    # It listens, but is not watched.
    engine.socket = FakePool().socket()
    assert engine.time_left(1000) == ACCEPT_RETRY_MS
