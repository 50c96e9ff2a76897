# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The end of a connection: the last words arrive, and nobody is listened to for ever."""

from adafruit_httpserver import POST, Response
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request

BAD = b"GET / HTTP/1.1\r\nno colon\r\n\r\n"
REFUSED = raw_request("POST", "/", ("Content-Length: 100000",))


def refused(wire, window=None):
    """A client that is told 413 while it goes on sending."""
    wire.server.max_body_size = 100
    peer = wire.connect(window)
    wire.say(peer, REFUSED)
    wire.run()
    return peer


@everywhere
def test_lingers_while_the_client_goes_on_sending(wire):
    peer = refused(wire)
    assert wire.state(peer) == "CLOSING" and not peer.server_closed
    for _ in range(15):
        peer.send(bytes(1000))
        wire.polls(3, 5)
        assert wire.state(peer) == "CLOSING"
    assert [answer.status for answer in wire.answers(peer)] == [413]
    assert not peer.got_reset


@everywhere
def test_client_is_told_that_nothing_more_will_come_where_the_socket_can(wire):
    peer = refused(wire)
    assert peer.server_ended == hasattr(wire.pool.socket_class, "shutdown")


@everywhere
def test_lingers_for_some_kilobytes_at_most(wire):
    wire.server._limits.linger_size = 16 * 1024
    peer = refused(wire)
    peer.send(bytes(16 * 1024 + 1))
    wire.run()
    assert wire.state(peer) == "GONE" and peer.server_closed


@everywhere
def test_lingers_for_a_second_at_most(wire):
    peer = refused(wire)
    wire.wait(950)
    assert wire.state(peer) == "CLOSING"
    wire.wait(160)
    assert wire.state(peer) == "GONE" and peer.server_closed


@everywhere
def test_dripping_does_not_make_it_linger_longer(wire):
    peer = refused(wire)
    for _ in range(12):
        peer.send(b"x")
        wire.wait(100)
    assert wire.state(peer) == "GONE"


@everywhere
def test_end_of_input_ends_the_lingering(wire):
    for leave in ("half_close", "close"):
        peer = refused(wire)
        getattr(peer, leave)()
        wire.polls(3)
        assert wire.state(peer) == "GONE", leave


@everywhere
def test_reset_ends_the_lingering(wire):
    peer = refused(wire)
    peer.reset()
    wire.polls(3)
    assert wire.state(peer) == "GONE" and wire.errors == []


@everywhere
def test_client_that_had_left_already_is_not_lingered_for(wire):
    """It ends its side while its answer is still leaving."""
    if wire.pool.send_waits:
        return
    peer = refused(wire, window=10)
    peer.half_close()
    wire.polls(3)
    peer.window = None
    wire.polls(3)
    assert wire.state(peer) == "GONE"


@everywhere
def test_whole_request_is_not_lingered_for(wire):
    wire.answer("/", methods=("GET", POST))
    for request in (get("/", "Connection: close"), post(b"12345", "Connection: close")):
        peer = wire.connect()
        wire.say(peer, request)
        wire.run()
        assert wire.state(peer) == "GONE"
        assert not peer.got_reset


@on_each_pool
def test_what_came_behind_the_last_request_does_not_reset_its_answer(wire):
    wire.answer("/")
    peer = wire.connect()
    peer.send(get("/", "Connection: close") + b"\r\n" + get())
    wire.run()
    assert len(wire.answers(peer)) == 1
    wire.wait(1200)
    assert not peer.got_reset


@on_each_pool
def test_what_is_still_in_the_socket_does_not_reset_the_last_answer(wire):
    """As above, but the read ended exactly at the end of the request."""
    wire.answer("/")
    wire.server.request_buffer_size = len(get())
    wire.server.keep_alive_max_requests = 1
    peer = wire.connect()
    peer.send(get() + get())
    wire.run()
    assert len(wire.answers(peer)) == 1
    wire.wait(1200)
    assert not peer.got_reset


@on_each_pool
def test_what_came_during_the_last_handler_does_not_reset_its_answer(wire):
    peers = []

    @wire.route("/")
    def handler(request):
        peers[0].send(get())
        return Response(request, "Hello")

    wire.server.keep_alive_max_requests = 1
    peers.append(wire.connect())
    peers[0].send(get())
    wire.run()
    assert len(wire.answers(peers[0])) == 1
    wire.wait(1200)
    assert not peers[0].got_reset


@everywhere
def test_malformed_request_and_more_behind_it(wire):
    peer = wire.connect()
    wire.say(peer, BAD + bytes(3000))
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [400]
    peer.close()
    wire.run()
    assert not peer.got_reset and wire.count == 0


@on_each_pool
def test_slow_reader_gets_the_last_answer(wire):
    body = bytes(range(250)) * 20
    wire.answer("/", body=body)
    peer = wire.connect(window=300)
    peer.send(get("/", "Connection: close"))
    for _ in range(60):
        wire.polls(2, 1)
        peer.read(300)
    assert [answer.body for answer in wire.answers(peer)] == [body]
    assert wire.state(peer) == "GONE" and not peer.got_reset


class Pushed(Response):
    def _send(self):
        self._send_headers(4)
        self._send_bytes(self._request.connection, b"late")
        self._close_connection()


@on_each_pool
def test_pushed_bytes_are_flushed_before_the_end(wire):
    wire.route("/")(Pushed)
    peer = wire.connect(window=20)
    peer.send(get())
    for _ in range(40):
        wire.polls(2, 1)
        peer.read(20)
    assert [answer.body for answer in wire.answers(peer)] == [b"late"]
    assert wire.state(peer) == "GONE"
