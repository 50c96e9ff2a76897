# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The handshake of a WebSocket, on every kind of socket."""

from adafruit_httpserver import Response, Websocket
from tests.support.websocket_cases import CLOSE, HELLO
from tests.support.websocket_client import ACCEPT, HANDSHAKE_LINES
from tests.support.websocket_wire import HANDSHAKE, MADE, joined, open_route, opened, sent
from tests.support.wire import everywhere, get, on_each_pool


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
