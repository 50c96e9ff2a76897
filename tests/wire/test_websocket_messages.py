# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Messages of WebSockets and their limits, on every kind of socket."""

from adafruit_httpserver import NO_REQUEST, Websocket
from tests.support.expect import raises
from tests.support.websocket_cases import (
    BINARY,
    CLOSE,
    CONT,
    HELLO,
    PING,
    PONG,
    TEXT,
    fragments,
    frame,
)
from tests.support.websocket_wire import HANDSHAKE, joined, open_route, opened, sent
from tests.support.wire import everywhere, get, on_each_pool


def received(wire, websocket, count=1):
    """That many messages; there is a poll between two."""
    found = []
    for _ in range(count):
        found.append(websocket.receive())
        wire.poll()
    return found


# Messages


@everywhere
def test_messages_of_the_client(wire):
    peer, websocket = opened(wire)
    assert websocket.receive() is None and websocket.pending == 0
    for opcode, data, message in (
        (TEXT, "hi \u00e9", "hi \u00e9"),
        (BINARY, b"\0\xff", b"\0\xff"),
        (TEXT, "", ""),
        (BINARY, b"", b""),
        (TEXT, "*" * 4096, "*" * 4096),
    ):
        wire.say(peer, frame(opcode, data))
        wire.run()
        assert websocket.pending == 1
        found = websocket.receive()
        assert found == message and isinstance(found, type(message))
        assert websocket.receive() is None
    assert sent(peer) == []


@everywhere
def test_messages_of_the_server(wire):
    peer, websocket = opened(wire)
    long = b"*" * 70000
    for message, opcode, frame_opcode in (
        ("text \u00e9", None, TEXT),
        (b"bytes", None, BINARY),
        (bytearray(b"array"), None, BINARY),
        (memoryview(b"view"), None, BINARY),
        ("", None, TEXT),
        (b"text", TEXT, TEXT),
        ("binary", BINARY, BINARY),
        (b"ping", PING, PING),
        ("*" * 200, None, TEXT),
        (long, None, BINARY),
    ):
        before = len(sent(peer))
        assert websocket.send_message(message, opcode) is True
        wire.run()
        payload = message.encode() if isinstance(message, str) else bytes(message)
        assert sent(peer)[before:] == [(frame_opcode, payload)]
    assert websocket.ping("data") is True
    assert sent(peer)[-1] == (PING, b"data")
    raises(ValueError, websocket.ping, b"*" * 126)


@everywhere
def test_several_in_one_packet(wire):
    peer, websocket = opened(wire)
    wire.say(peer, b"".join([frame(TEXT, str(number)) for number in range(40)]))
    wire.poll()
    found = []
    for _ in range(400):
        message = websocket.receive()
        if message is not None:
            found.append(message)
        wire.poll()
    assert found == [str(number) for number in range(40)]


@everywhere
def test_behind_the_handshake(wire):
    open_route(wire)
    peer, websocket = joined(wire, behind=HELLO + frame(PING, b"x") + HELLO)
    assert received(wire, websocket, 3) == ["Hello", "Hello", None]
    assert sent(peer) == [(PONG, b"x")]


@everywhere
def test_fragments_and_pings(wire):
    peer, websocket = opened(wire)
    wire.say(peer, frame(TEXT, "Hel", False))
    wire.run()
    assert websocket.receive() is None
    wire.say(peer, frame(PING, b"ping") + frame(PONG, b"pong"))
    wire.run()
    assert sent(peer) == [(PONG, b"ping")] and websocket.receive() is None
    wire.say(peer, frame(CONT, "lo"))
    wire.run()
    assert websocket.receive() == "Hello"


@everywhere
def test_pings_are_answered_without_receive(wire):
    peer, websocket = opened(wire)
    wire.say(peer, b"".join([frame(PING, b"%d" % number) for number in range(10)]))
    wire.run()
    assert sent(peer) == [(PONG, b"%d" % number) for number in range(10)]


@everywhere
def test_receive_without_polls(wire):
    peer, websocket = opened(wire)
    wire.split = "whole"
    for text in ("one", "two", "*" * 3000):
        wire.say(peer, frame(TEXT, text))
        for _ in range(10):
            message = wire.call(websocket.receive)
            if message is not None:
                break
        assert message == text
    peer.close()
    for _ in range(3):
        assert wire.call(websocket.receive, True) is None
    assert websocket.closed
    wire.polls(2)
    assert wire.state(peer) == "GONE"


@everywhere
def test_messages_before_the_handler_has_returned(wire):
    @wire.route("/ws")
    def handler(request):
        websocket = Websocket(request)
        websocket.send_message("early")
        assert websocket.receive() is None
        return websocket

    peer = wire.connect()
    wire.say(peer, HANDSHAKE)
    wire.run()
    assert sent(peer) == [(TEXT, b"early")]


@everywhere
def test_others_are_served_meanwhile(wire):
    wire.answer("/")
    peers = [opened(wire) for _ in range(3)]
    other = wire.connect()
    for number in range(3):
        for peer, websocket in peers:
            wire.say(peer, frame(TEXT, str(number)))
            assert wire.ask(other, get())[0].body == b"Hello"
            websocket.send_message(websocket.receive())
    for peer, _ in peers:
        assert sent(peer) == [(TEXT, b"0"), (TEXT, b"1"), (TEXT, b"2")]


# Limits


@on_each_pool
def test_a_full_queue_stops_the_reading(wire):
    peer, websocket = opened(wire)
    data = b"".join([frame(TEXT, "%04d" % number + "*" * 1000) for number in range(20)])
    peer.send(data)
    wire.polls(50)
    assert websocket.pending == 4
    assert len(peer.to_server) > 10000, "the rest waits in the network"
    assert wire.polls(3) == [NO_REQUEST] * 3, "no work is left"
    found = []
    for _ in range(300):
        message = websocket.receive()
        if message is not None:
            found.append(int(message[:4]))
            assert websocket.pending <= 4
        wire.poll()
    assert found == list(range(20))
    assert not websocket.closed


@on_each_pool
def test_queue_of_small_messages_in_one_read(wire):
    peer, websocket = opened(wire)
    peer.send(b"".join([frame(TEXT, str(number)) for number in range(100)]))
    wire.polls(20)
    assert websocket.pending == 4
    found = []
    for _ in range(100):
        found.append(int(websocket.receive()))
    assert found == list(range(100)), "without any poll in between"
    peer.send(HELLO)
    wire.polls(5)
    assert websocket.pending == 1, "it is read again"
    peer.close()
    wire.polls(3)
    assert websocket.closed


@everywhere
def test_too_big(wire):
    peer, websocket = opened(wire)
    wire.say(peer, frame(TEXT, "*" * 4096))
    wire.run()
    assert websocket.receive() == "*" * 4096
    # The payload has not come, and is not waited for.
    wire.say(peer, frame(TEXT, digits=2, length=4097))
    wire.run()
    assert sent(peer) == [(CLOSE, b"\x03\xf1")]
    assert websocket.closed and websocket.close_code == 1009 and websocket.receive() is None


class Small(Websocket):
    MESSAGE_MAX_SIZE_BYTES = 10
    MESSAGE_MAX_FRAGMENTS = 2
    MESSAGE_FRAGMENT_TIMEOUT_NS = 2 * 10**9


@on_each_pool
def test_limits_of_a_subclass(wire):
    open_route(wire, Small)
    for data, code in (
        (frame(TEXT, "*" * 11), 1009),
        (fragments(TEXT, "a", "b", "c"), 1008),
    ):
        peer, websocket = joined(wire)
        peer.send(fragments(BINARY, b"12345", b"67890"))
        wire.run()
        assert websocket.receive() == b"1234567890"
        peer.send(data)
        wire.run()
        assert websocket.close_code == code
        wire.wait(1500, 50)


@on_each_pool
def test_max_message_size(wire):
    open_route(wire, max_message_size=20000)
    peer, websocket = joined(wire)
    peer.send(frame(TEXT, "*" * 20000))
    wire.run()
    assert websocket.receive() == "*" * 20000
    peer.send(frame(TEXT, "*" * 20001))
    wire.run()
    assert websocket.close_code == 1009


@on_each_pool
def test_fragments_that_come_too_slowly(wire):
    open_route(wire, Small)
    peer, websocket = joined(wire)
    for begun in (frame(TEXT, "a", False), frame(TEXT, "abc")[:3]):
        peer, websocket = joined(wire)
        peer.send(begun)
        wire.wait(1500, 100)
        assert not websocket.closed
        wire.wait(700, 100)
        assert websocket.closed and websocket.close_code == 1008
        wire.wait(1500, 50)
        assert wire.state(peer) == "GONE"


@on_each_pool
def test_a_slow_but_steady_message_is_not_too_slow(wire):
    open_route(wire, Small)
    peer, websocket = joined(wire)
    data = frame(TEXT, "abc")
    for position in range(len(data)):
        peer.send(data[position : position + 1])
        wire.wait(1900, 100)
    assert websocket.receive() == "abc"
    wire.wait(60000, 1000)
    assert not websocket.closed


@everywhere
def test_chunks(wire):
    open_route(wire, chunked=True, max_message_size=1000)
    peer, websocket = joined(wire)
    text = "0123456789" * 350
    wire.say(peer, fragments(TEXT, text[:1500], text[1500:]))
    found = []
    for _ in range(100):
        wire.poll()
        chunk = websocket.receive_chunk()
        if chunk is not None:
            found.append(chunk)
    assert "".join([chunk[0] for chunk in found]) == text
    assert [chunk[1:] for chunk in found] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]


@on_each_pool
def test_client_that_does_not_read_is_dropped(wire):
    if wire.pool.send_waits:
        return
    wire.server.max_send_size = 1000
    for flood in (False, True):
        peer, websocket = opened(wire)
        peer.window = 0
        start = wire.clock.now()
        if flood:
            # Its own pings are what it does not read the answers to.
            peer.send(frame(PING, b"*" * 90) * 20)
            wire.polls(20)
        else:
            while websocket.send_message("*" * 98, fail_silently=True):
                pass
        assert websocket.closed and wire.clock.now() == start
        assert websocket.close_code == 1006
        raises(BrokenPipeError, websocket.send_message, "x")
        assert websocket.send_message("x", fail_silently=True) is False
        wire.polls(2)
        assert wire.state(peer) == "GONE"
