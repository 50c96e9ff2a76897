# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Errors of sockets: some mean "later", all others mean that the client is gone."""

import errno

from adafruit_httpserver import POST, Response
from tests.support.wire import everywhere, get, on_each_pool, post

BODY = bytes(range(250)) * 4
# Of the C library of boards (newlib) and of Linux, where they differ.
GONE = (
    errno.ECONNRESET,
    errno.ENOTCONN,
    errno.EBADF,
    errno.ECONNABORTED,
    errno.EHOSTUNREACH,
    errno.EIO,
    32,
    -29312,
    -30976,
    113,
)
LATER = (errno.EAGAIN, errno.ETIMEDOUT, errno.EINPROGRESS, errno.EALREADY)


def echo(wire):
    @wire.route("/", ("GET", POST))
    def handler(request):
        return Response(request, request.body or BODY)


@everywhere
def test_receive_later(wire):
    echo(wire)
    peer = wire.connect()
    faults = [OSError(code, "later") for code in LATER] + [MemoryError()]
    for fault in faults:
        peer.receive_faults = [fault] * 3
        (answer,) = wire.ask(peer, post(b"12345"))
        assert answer.body == b"12345", fault


@everywhere
def test_receive_fails(wire):
    echo(wire)
    for part in (b"", get()[:10], post(b"12345")[:-2]):
        for code in GONE:
            peer = wire.connect()
            wire.say(peer, part)
            wire.poll()
            peer.receive_faults = [OSError(code, "gone")]
            wire.polls(2)
            assert wire.state(peer) == "GONE", (part, code)
            assert peer.server_closed and not peer.received
    assert wire.errors == [] and wire.calls == []


@on_each_pool
def test_send_later(wire):
    echo(wire)
    peer = wire.connect()
    faults = [OSError(code, "later") for code in LATER + (errno.ENOBUFS,)] + [MemoryError()]
    for fault in faults:
        peer.send_faults = [fault] * 3
        peer.send(get())
        wire.polls(3, 20)
        assert wire.state(peer) == "SENDING", fault
        wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [BODY] * len(faults)


@on_each_pool
def test_send_fails(wire):
    echo(wire)
    for code in GONE:
        peer = wire.connect()
        peer.send_faults = [OSError(code, "gone")]
        peer.send(get())
        wire.polls(3)
        assert wire.state(peer) == "GONE", code
        assert peer.server_closed and not peer.received
    assert wire.errors == []


@on_each_pool
def test_send_fails_while_a_refusal_leaves(wire):
    for code in GONE:
        peer = wire.connect()
        peer.send_faults = [OSError(code, "gone")]
        peer.send(b"GET / HTTP/1.1\r\nno colon\r\n\r\n")
        wire.polls(3)
        assert wire.state(peer) == "GONE", code
    assert wire.errors == []


@on_each_pool
def test_send_that_never_works_is_given_up(wire):
    echo(wire)
    for fault in (OSError(errno.ENOBUFS, "later"), MemoryError()):
        peer = wire.connect()
        peer.send_faults = [fault] * 10000
        peer.send(get())
        wire.poll()
        wire.wait(1300)
        assert wire.state(peer) == "GONE" and peer.server_closed


@on_each_pool
def test_connection_that_is_reset_without_a_word_is_given_up(wire):
    """What looks like "nothing to read" for ever."""
    echo(wire)
    peer = wire.connect()
    peer.send(get()[:-1])
    wire.poll()
    peer.receive_faults = [OSError(errno.EAGAIN, "nothing")] * 10000
    peer.send_faults = [OSError(errno.ENOTCONN, "not connected")] * 10
    wire.wait(1300)
    assert wire.state(peer) == "GONE" and wire.errors == []


@everywhere
def test_leaving_at_every_place_of_the_request(wire):
    echo(wire)
    request = post(b"12345", "Connection: close")
    for leave in ("half_close", "close", "reset"):
        for size in range(0, len(request) + 1, 3):
            peer = wire.connect()
            wire.say(peer, request[:size])
            getattr(peer, leave)()
            wire.run()
            wire.polls(2)
            assert wire.state(peer) == "GONE", (leave, size)
    assert wire.errors == [] and wire.count == 0
    assert len(wire.ask(wire.connect(), get())) == 1


@everywhere
def test_stalling_at_every_place_of_the_request(wire):
    echo(wire)
    request = post(b"12345", "Connection: close")
    wire.server.max_connections = 100
    if wire.pool.max_sockets is not None:
        wire.pool.max_sockets = 100
    peers = []
    for size in range(0, len(request), 2):
        peers.append(wire.connect())
        wire.say(peers[-1], request[:size])
        # Not for each of them: every poll looks at all, so that would take most of this folder's
        # time on a board's interpreter.
        if len(peers) % 6 == 1:
            other = wire.connect()
            assert len(wire.ask(other, get("/", "Connection: close"))) == 1
    wire.wait(8000, 250)
    assert wire.count == 0
    for peer in peers[1:]:
        assert [answer.status for answer in wire.answers(peer)] == [408]


@on_each_pool
def test_option_that_fails_in_another_way(wire):
    """Not every pool's setsockopt raises an OSError."""
    echo(wire)
    if not hasattr(wire.pool.socket_class, "setsockopt"):
        return

    class Picky(wire.pool.socket_class):
        def setsockopt(self, level, option, value):
            raise NotImplementedError("no options")

    wire.pool.socket_class = Picky
    wire.stop()
    wire.start()
    assert len(wire.ask(wire.connect(), get())) == 1
