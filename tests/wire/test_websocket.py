# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""WebSockets on every kind of socket: handshake, messages, the end."""

from adafruit_httpserver import NO_REQUEST, Response, Websocket
from tests.support.expect import raises
from tests.support.websocket_cases import (
    BINARY,
    CLOSE,
    CONT,
    HELLO,
    PING,
    PONG,
    TEXT,
    close,
    fragments,
    frame,
)
from tests.support.websocket_client import ACCEPT, HANDSHAKE_LINES, frames
from tests.support.wire import everywhere, get, on_each_pool

MADE = []
HANDSHAKE = get("/ws", *HANDSHAKE_LINES)


def open_route(wire, cls=Websocket, **arguments):
    def handler(request):
        MADE.append(cls(request, **arguments))
        return MADE[-1]

    wire.route("/ws")(handler)


def opened(wire, *lines):
    """A client with an open Websocket, and that."""
    open_route(wire)
    return joined(wire, *lines)


def joined(wire, *lines, behind=b""):
    peer = wire.connect()
    wire.say(peer, get("/ws", *(HANDSHAKE_LINES + lines)) + behind)
    wire.run()
    assert bytes(peer.received).startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    return peer, MADE[-1]


def sent(peer):
    """The frames that came behind the head."""
    return frames(bytes(peer.received).partition(b"\r\n\r\n")[2])


def received(wire, websocket, count=1):
    """That many messages; there is a poll between two."""
    found = []
    for _ in range(count):
        found.append(websocket.receive())
        wire.poll()
    return found


# Handshake


@everywhere
def test_handshake(wire):
    peer, websocket = opened(wire)
    (answer,) = wire.answers(peer)
    assert answer.header("upgrade") == "websocket"
    assert answer.header("connection") == "Upgrade"
    assert answer.header("sec-websocket-accept") == ACCEPT
    for name in ("content-type", "content-length", "sec-websocket-protocol"):
        assert answer.header(name) is None, name
    assert not websocket.closed and websocket.close_code is None and wire.state(peer) == "HELD"
    assert websocket._request.is_websocket and len({websocket}) == 1


@on_each_pool
def test_own_headers_and_cookies(wire):
    open_route(wire, headers={"X": "y"}, cookies={"a": "b"})
    peer, websocket = joined(wire)
    (answer,) = wire.answers(peer)
    assert answer.header("x") == "y" and answer.header("set-cookie") == "a=b"


@on_each_pool
def test_spellings_of_browsers(wire):
    open_route(wire)
    for lines in (
        ("Upgrade: WebSocket", "Connection: keep-alive, Upgrade"),
        ("upgrade: websocket", "connection: upgrade"),
    ):
        peer = wire.connect()
        peer.send(get("/ws", *(lines + HANDSHAKE_LINES[2:])))
        wire.run()
        assert b" 101 " in bytes(peer.received), lines


@everywhere
def test_connection_that_was_kept(wire):
    wire.answer("/")
    open_route(wire)
    peer = wire.connect()
    assert wire.ask(peer, get())[0].body == b"Hello"
    wire.say(peer, get() + HANDSHAKE + HELLO)
    wire.run()
    answers = bytes(peer.received).split(b"HTTP/1.1 ")
    assert [answer[:3] for answer in answers] == [b"", b"200", b"200", b"101"]
    assert MADE[-1].receive() == "Hello"


@on_each_pool
def test_generator_that_closes_it_and_takes_its_time(wire):
    @wire.route("/ws")
    def handler(request):
        websocket = Websocket(request)
        websocket.close()
        for _ in range(100):
            yield
        return websocket

    peer = wire.connect()
    peer.send(HANDSHAKE)
    wire.wait(3000, 50)
    assert peer.received == b""
    wire.wait(3000, 50)
    assert sent(peer) == [(CLOSE, b"")] and wire.state(peer) == "GONE"


def without(number, *instead):
    return HANDSHAKE_LINES[:number] + instead + HANDSHAKE_LINES[number + 1 :]


@everywhere
def test_no_handshake(wire):
    open_route(wire)
    wire.answer("/")
    for lines in (
        (),
        without(0),
        without(1),
        without(3),
        without(0, "Upgrade: h2c"),
        without(1, "Connection: close"),
        without(3, "Sec-WebSocket-Key: abc"),
        without(3, "Sec-WebSocket-Key: " + "A" * 24),
    ):
        peer = wire.connect()
        (answer,) = wire.ask(peer, get("/ws", *lines))
        assert answer.status == 400, lines
        peer.close()
        wire.polls(3)
    for old, new in ((b"HTTP/1.1", b"HTTP/1.0"), (b"GET", b"HEAD")):
        peer = wire.connect()
        wire.say(peer, HANDSHAKE.replace(old, new))
        wire.run()
        assert bytes(peer.received).startswith(b"HTTP/1.1 400 Bad Request\r\n")


@everywhere
def test_other_versions(wire):
    open_route(wire)
    for instead in ((), ("Sec-WebSocket-Version: 8",), ("Sec-WebSocket-Version: x",)):
        lines = without(2, *instead)
        peer = wire.connect()
        (answer,) = wire.ask(peer, get("/ws", *lines))
        assert answer.status == 426 and answer.header("sec-websocket-version") == "13"
        peer.close()
        wire.polls(3)


@on_each_pool
def test_handler_can_catch_it(wire):
    @wire.route("/ws")
    def handler(request):
        assert not request.is_websocket
        try:
            return Websocket(request)
        except ValueError as error:
            return Response(request, str(error))

    (answer,) = wire.ask(wire.connect(), get("/ws"))
    assert answer.body == b"Request does not initiate websocket handshake"


@on_each_pool
def test_subprotocols(wire):
    open_route(wire, protocols=["b", "a"])
    for offered, chosen in (("a, b", "b"), ("a", "a"), ("x,a", "a"), ("x", None), ("", None)):
        peer, websocket = joined(wire, "Sec-WebSocket-Protocol: " + offered)
        (answer,) = wire.answers(peer)
        assert answer.header("sec-websocket-protocol") == websocket.protocol == chosen
        peer.close()
        wire.polls(3)


@on_each_pool
def test_origins(wire):
    open_route(wire, allowed_origins=["http://a", "https://b"])
    for lines, status in (
        (("Origin: http://a",), 101),
        (("Origin: https://b",), 101),
        ((), 101),
        (("Origin: http://evil",), 403),
        (("Origin: null",), 403),
    ):
        peer = wire.connect()
        (answer,) = wire.ask(peer, get("/ws", *(HANDSHAKE_LINES + lines)))
        assert answer.status == status, lines
        peer.close()
        wire.polls(3)


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


# The end


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
