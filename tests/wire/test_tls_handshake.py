# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""TLS on boards: each accepted socket is wrapped, and its handshake runs inside the reads."""

from adafruit_httpserver import CONNECTION_TIMED_OUT
from tests.support.fake_pools import BoardTLSPool
from tests.support.wire import SPLITS, Wire, get


def wires():
    """One per way to cut the input; ends as every scenario does."""
    for split in SPLITS:
        wire = Wire(BoardTLSPool, split)
        wire.answer("/")
        yield wire
        wire.finish()


def test_states():
    for wire in wires():
        peer = wire.connect()
        assert wire.state(peer) == "OPENING"
        wire.say(peer, get()[:5])
        wire.poll()
        assert wire.state(peer) == "READING"
        wire.say(peer, get()[5:])
        wire.run()
        assert len(wire.answers(peer)) == 1


def test_silent_handshake_delays_nobody():
    for wire in wires():
        silent = wire.connect(shakes_hands=False)
        peer = wire.connect()
        assert len(wire.ask(peer, get())) == 1
        assert wire.state(silent) == "OPENING"
        silent.shakes_hands = True
        assert len(wire.ask(silent, get())) == 1


def test_silent_handshake_has_five_seconds():
    for wire in wires():
        silent = wire.connect(shakes_hands=False)
        wire.wait(4900, 50)
        assert wire.state(silent) == "OPENING"
        wire.wait(250)
        assert wire.state(silent) == "GONE" and silent.server_closed
        assert wire.results.count(CONNECTION_TIMED_OUT) == 1
        assert not silent.received


def test_plain_http_on_a_tls_port():
    for wire in wires():
        peer = wire.connect(speaks_plain=True)
        wire.say(peer, get())
        wire.run()
        assert wire.state(peer) == "GONE" and wire.errors == []
        assert len(wire.ask(wire.connect(), get())) == 1


def test_client_that_leaves_during_the_handshake():
    for wire in wires():
        for leave in ("half_close", "close", "reset"):
            peer = wire.connect(shakes_hands=False)
            getattr(peer, leave)()
            wire.run()
            assert wire.state(peer) == "GONE", leave
            assert wire.errors == [] and CONNECTION_TIMED_OUT not in wire.results


def test_wrap_that_fails_leaves_no_socket():
    for wire in wires():
        for fault in (MemoryError(), OSError(-17040, "alloc"), RuntimeError(), ValueError()):
            wire.pool.tls_context.faults.append(fault)
            lost = wire.knock()
            wire.advance(10)
            wire.poll()
            assert lost.server_closed, fault
            assert len(wire.pool.open_sockets) == 1 and wire.errors == []
            wire.polls(30, 5)
            peer = wire.connect()
            assert len(wire.ask(peer, get())) == 1
            peer.close()
            wire.run()


def test_listener_stays_plain():
    for wire in wires():
        assert type(wire.pool.open_sockets[0]) is wire.pool.socket_class
        wire.connect()
        assert type(wire.pool.open_sockets[1]) is wire.pool.socket_class


def test_refused_write_is_tried_again_with_the_same_bytes():
    """The fake socket itself sees to it, see Wire.check."""
    body = bytes(range(250)) * 40
    for wire in wires():
        wire.answer("/long", body=body)
        for window in (1, 100, 2047, 2049, 5000):
            peer = wire.connect(window=window)
            wire.say(peer, get("/long"))
            while len(peer.received) < len(body):
                wire.polls(1)
                peer.read(1 + window // 2)
            peer.window = None
            wire.run()
            assert wire.answers(peer)[0].body == body, window
            peer.close()
            wire.run()
