# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The end of a WebSocket, on every kind of socket."""

from adafruit_httpserver import NO_REQUEST, Websocket
from tests.support.expect import raises
from tests.support.websocket_cases import CLOSE, CONT, HELLO, PING, PONG, TEXT, close, frame
from tests.support.websocket_wire import HANDSHAKE, joined, open_route, opened, sent
from tests.support.wire import everywhere, on_each_pool


@everywhere
def test_closed_by_the_client(wire):
    peer, websocket = opened(wire)
    wire.say(peer, close(1000, "bye"))
    wire.run()
    assert sent(peer) == [(CLOSE, b"\x03\xe8bye")]
    assert websocket.closed and (websocket.close_code, websocket.close_reason) == (1000, "bye")
    assert peer.server_closed and not peer.got_reset and wire.state(peer) == "GONE"
    assert websocket.receive() is None
    error = raises(RuntimeError, websocket.receive)
    assert str(error) == "Websocket connection is closed, cannot receive messages"
    assert websocket.receive(fail_silently=True) is None
    error = raises(RuntimeError, websocket.send_message, "x")
    assert str(error) == "Websocket connection is closed, cannot send message"
    assert websocket.send_message("x", fail_silently=True) is False
    websocket.close()
    assert len(sent(peer)) == 1


@everywhere
def test_what_comes_before_the_end_can_be_answered(wire):
    peer, websocket = opened(wire)
    for end, last in (
        (close(1000, "bye"), [(CLOSE, b"\x03\xe8bye")]),
        (frame(3), [(CLOSE, b"\x03\xea")]),
        (frame(PING, b"x") + frame(CONT), [(CLOSE, b"\x03\xea")]),
    ):
        peer, websocket = opened(wire)
        wire.say(peer, HELLO + HELLO + end)
        wire.run()
        for _ in range(2):
            assert not websocket.closed
            assert websocket.send_message(websocket.receive()) is True
            wire.poll()
        assert websocket.receive() is None and websocket.closed
        assert [one for one in sent(peer) if one[0] != PONG] == [(TEXT, b"Hello")] * 2 + last
        peer.close()
        wire.run()


@everywhere
def test_an_end_that_the_program_does_not_look_at(wire):
    peer, websocket = opened(wire)
    wire.say(peer, HELLO + close(1001) + HELLO * 10)
    wire.wait(900, 50)
    assert not websocket.closed and sent(peer) == []
    wire.wait(300, 50)
    assert websocket.closed and websocket.close_code == 1001
    assert sent(peer) == [(CLOSE, b"\x03\xe9")] and wire.state(peer) == "GONE"
    assert websocket.receive() == "Hello", "what came before is not lost"
    assert websocket.receive() is None


@everywhere
def test_closed_without_a_code(wire):
    peer, websocket = opened(wire)
    wire.say(peer, close())
    wire.run()
    assert sent(peer) == [(CLOSE, b"")] and websocket.close_code == 1005
    assert wire.state(peer) == "GONE"


@everywhere
def test_closed_by_the_server(wire):
    peer, websocket = opened(wire)
    wire.say(peer, HELLO)
    wire.run()
    websocket.close(1000, "bye")
    assert websocket.closed and websocket.close_code == 1000
    websocket.close()
    wire.run()
    assert sent(peer) == [(CLOSE, b"\x03\xe8bye")]
    assert not peer.server_closed, "the client has time to confirm"
    # What it sends before it knows is read over, pings too.
    wire.say(peer, HELLO + frame(PING) + close(1000, "bye"))
    wire.run()
    assert peer.server_closed and not peer.got_reset and len(sent(peer)) == 1
    assert websocket.receive() == "Hello"
    raises(RuntimeError, websocket.receive)


@everywhere
def test_client_that_does_not_confirm(wire):
    peer, websocket = opened(wire)
    websocket.close()
    wire.run()
    assert sent(peer) == [(CLOSE, b"")]
    wire.say(peer, HELLO * 20)
    wire.wait(900, 50)
    assert not peer.server_closed
    wire.wait(300, 50)
    assert peer.server_closed and not peer.got_reset and wire.state(peer) == "GONE"


@on_each_pool
def test_closed_while_the_queue_is_full(wire):
    peer, websocket = opened(wire)
    peer.send(b"".join([frame(TEXT, "*" * 1000) for _ in range(20)]))
    wire.polls(20)
    websocket.close(1001)
    peer.send(close(1001))
    wire.polls(50)
    assert peer.server_closed and not peer.got_reset and wire.state(peer) == "GONE"


@on_each_pool
def test_a_close_code_that_no_frame_has_room_for_is_left_out(wire):
    for code in (-1, 65536, 10**9):
        peer, websocket = opened(wire)
        websocket.close(code, "reason")
        wire.run()
        assert sent(peer)[-1] == (CLOSE, b"") and websocket.close_code == 1005
        peer.close()
        wire.run()


@on_each_pool
def test_closed_before_the_handler_has_returned(wire):
    @wire.route("/ws")
    def handler(request):
        websocket = Websocket(request)
        websocket.close(4000, "no room")
        return websocket

    peer = wire.connect()
    peer.send(HANDSHAKE)
    wire.run()
    assert sent(peer) == [(CLOSE, b"\x0f\xa0no room")]
    wire.wait(1300, 50)
    assert wire.state(peer) == "GONE"


@everywhere
def test_faults(wire):
    open_route(wire)
    for data, code in (
        (frame(TEXT, "a", mask=None), 1002),
        (frame(TEXT, b"\xff"), 1007),
        (frame(CONT, "a"), 1002),
        (frame(TEXT, "a", False) + HELLO, 1002),
        (frame(PING, b"*" * 126), 1002),
        (frame(PING, b"", False), 1002),
        (frame(3), 1002),
        (frame(TEXT, "a", rsv=4), 1002),
        (frame(CLOSE, b"\x03"), 1002),
        (close(999), 1002),
        (close(1000, b"\xff"), 1007),
    ):
        peer, websocket = joined(wire)
        wire.say(peer, data)
        wire.run()
        assert sent(peer) == [(CLOSE, code.to_bytes(2, "big"))], (data, code)
        assert websocket.closed and websocket.close_code == code
        assert websocket.receive() is None
        wire.say(peer, HELLO + close(1000))
        peer.close()
        wire.wait(1300, 50)
        assert wire.state(peer) == "GONE"


@everywhere
def test_client_that_vanishes(wire):
    for leave in ("half_close", "close", "reset"):
        peer, websocket = opened(wire)
        wire.say(peer, HELLO)
        wire.run()
        getattr(peer, leave)()
        wire.polls(3)
        assert websocket.closed and websocket.close_code == 1006, leave
        assert wire.state(peer) == "GONE"
        assert websocket.receive() == "Hello"
        assert websocket.receive() is None
        raises(RuntimeError, websocket.receive)
        assert raises(BrokenPipeError, websocket.send_message, "x").errno == 32
        assert websocket.send_message("x", fail_silently=True) is False
        websocket.close()


@on_each_pool
def test_idle_is_idle(wire):
    peer, websocket = opened(wire)
    wire.wait(5000, 50)
    assert wire.polls(3) == [NO_REQUEST] * 3
    wire.wait(100000, 1000)
    assert not websocket.closed
