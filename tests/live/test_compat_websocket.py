# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section M of the compatibility cases: WebSockets."""

import time

import pytest

from adafruit_httpserver import Response, Websocket
from tests.support.harness import Client, fetch, request
from tests.support.websocket_cases import (
    BINARY,
    CLOSE,
    CONT,
    PING,
    PONG,
    TEXT,
    close,
    fragments,
    frame,
)
from tests.support.websocket_client import ACCEPT, HANDSHAKE_LINES
from tests.support.websocket_live import WebsocketClient, serving

CLOSED_RECEIVE = "Websocket connection is closed, cannot receive messages"
CLOSED_SEND = "Websocket connection is closed, cannot send message"


@pytest.fixture
def pair():
    """(run, the server's Websocket, the client's end)"""
    with serving(Websocket) as (run, made), WebsocketClient(run.port) as client:
        yield run, made[0], client


def receive(run, websocket):
    """The next message, waited for."""
    return run.until(lambda: take(run, websocket))[0]


def take(run, websocket):
    message = run.call(websocket.receive)
    return None if message is None else (message,)


def test_c211_handshake(pair):
    _, _, client = pair
    answer = client.answer
    assert (answer.status, answer.reason) == (101, "Switching Protocols")
    assert answer.header("Sec-WebSocket-Accept") == ACCEPT == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    assert answer.header("Upgrade").lower() == "websocket"
    assert answer.header("Connection").lower() == "upgrade"
    assert answer.header("Content-Type") is None


def test_c212_firefox():
    lines = ["Connection: keep-alive, Upgrade", HANDSHAKE_LINES[0], *HANDSHAKE_LINES[2:]]
    with serving(Websocket) as (run, _):
        assert fetch_upgrade(run, lines) == 101


def fetch_upgrade(run, lines):
    with Client(run.port) as client:
        client.send(request("/ws", headers=lines))
        return client.read().status


def test_c213_no_handshake():
    def make(asked):
        with pytest.raises(ValueError) as caught:
            Websocket(asked)
        return Response(asked, str(caught.value))

    with serving(make) as (run, _):
        assert fetch(run.port, "/ws").body == b"Request does not initiate websocket handshake"


def test_c214_no_handshake_is_answered():
    with serving(Websocket) as (run, _):
        assert fetch(run.port, "/ws").status == 400


def test_c215_messages(pair):
    run, websocket, client = pair
    for opcode, data in ((TEXT, "hi é"), (BINARY, b"\x00\xff"), (TEXT, "")):
        client.send(frame(opcode, data))
        found = receive(run, websocket)
        assert found == data and type(found) is type(data)


def test_c216_nothing_pending(pair):
    run, websocket, _ = pair
    started = time.perf_counter()
    assert run.call(websocket.receive) is None
    assert time.perf_counter() - started < 0.1


def test_c217_two_in_one_packet(pair):
    run, websocket, client = pair
    client.send(frame(TEXT, "one") + frame(TEXT, "two"))
    assert [receive(run, websocket), receive(run, websocket)] == ["one", "two"]


def test_c218_ping_between_fragments(pair):
    run, websocket, client = pair
    client.send(frame(TEXT, "Hel", False) + frame(PING, b"data") + frame(CONT, "lo"))
    assert receive(run, websocket) == "Hello"
    assert client.read() == (PONG, b"data")


def test_c219_pong_is_ignored(pair):
    run, websocket, client = pair
    client.send(frame(PONG, b"unsolicited") + frame(TEXT, "x"))
    assert receive(run, websocket) == "x"


@pytest.mark.parametrize(
    "message, opcode",
    [("text é", TEXT), (b"bytes", BINARY), (bytearray(b"array"), BINARY)]
    + [("*" * size, TEXT) for size in (200, 70000)]
    + [(b"*" * size, BINARY) for size in (200, 70000)],
)
def test_c220_send_message(pair, message, opcode):
    run, websocket, client = pair
    run.call(websocket.send_message, message)
    payload = message.encode() if isinstance(message, str) else bytes(message)
    # The client checks FIN, the mask and the shortest length.
    assert client.read() == (opcode, payload)


def test_c221_send_ping(pair):
    run, websocket, client = pair
    run.call(websocket.send_message, b"t", Websocket.PING)
    assert client.read() == (PING, b"t")


def test_c222_close_with_a_reason(pair):
    run, websocket, client = pair
    run.call(websocket.close, 1000, "bye")
    assert client._take(7) == b"\x88\x05\x03\xe8bye"
    assert websocket.closed
    run.call(websocket.close)
    assert client.ended()


def test_c223_close(pair):
    run, websocket, client = pair
    run.call(websocket.close)
    assert client.read() == (CLOSE, b"")


def test_c224_closed(pair):
    run, websocket, _ = pair
    run.call(websocket.close)
    with pytest.raises(RuntimeError) as caught:
        run.call(websocket.receive)
    assert str(caught.value) == CLOSED_RECEIVE
    with pytest.raises(RuntimeError) as caught:
        run.call(websocket.send_message, "x")
    assert str(caught.value) == CLOSED_SEND
    assert run.call(websocket.receive, True) is None
    assert not run.call(lambda: websocket.send_message("x", fail_silently=True))


@pytest.mark.parametrize("polled", [True, False])
def test_c225_closed_by_the_client(pair, polled):
    run, websocket, client = pair
    client.send(close(1000, "bye"))
    if polled:
        run.until(lambda: websocket.closed)
    assert client.read() == (CLOSE, b"\x03\xe8bye")
    assert run.call(websocket.receive) is None
    assert websocket.closed and client.ended()


@pytest.mark.parametrize(
    "data, code",
    [
        (frame(TEXT, "a", mask=None), 1002),
        (frame(TEXT, b"\xc3\x28"), 1007),
        (frame(CONT, "a"), 1002),
        (frame(TEXT, "a", False) + frame(TEXT, "b"), 1002),
        (frame(PING, b"*" * 126), 1002),
        (frame(PING, b"*", False), 1002),
        (frame(3, "a"), 1002),
        (frame(CLOSE, b"\x03"), 1002),
    ],
)
def test_c226_violations(pair, data, code):
    run, websocket, client = pair
    client.send(data)
    assert client.read() == (CLOSE, code.to_bytes(2, "big"))
    assert run.call(websocket.receive) is None
    assert websocket.closed and websocket.close_code == code


def test_c227_size(pair):
    run, websocket, client = pair
    client.send(frame(TEXT, "*" * 4096))
    assert receive(run, websocket) == "*" * 4096
    client.send(frame(TEXT, "*" * 4097))
    assert client.read() == (CLOSE, (1009).to_bytes(2, "big"))
    assert websocket.closed


def test_c228_fragments(pair):
    run, websocket, client = pair
    client.send(fragments(TEXT, *["*"] * 16))
    assert receive(run, websocket) == "*" * 16
    client.send(fragments(TEXT, *["*"] * 17))
    assert client.read() == (CLOSE, (1008).to_bytes(2, "big"))


def test_c229_reserved_bits(pair):
    _, _, client = pair
    client.send(frame(TEXT, "a", rsv=4))
    assert client.read() == (CLOSE, (1002).to_bytes(2, "big"))


@pytest.mark.parametrize("fail_silently", [True, False])
@pytest.mark.parametrize("leave", ["close", "reset"])
def test_c230_client_drops_the_connection(pair, leave, fail_silently):
    run, websocket, client = pair
    getattr(client, leave)()
    run.until(lambda: websocket.closed)
    assert run.call(websocket.receive, fail_silently) is None


def test_c231_send_to_a_client_that_has_vanished(pair):
    run, websocket, client = pair
    client.reset()
    assert run.until(lambda: raised(run, websocket)) == 32
    assert not run.call(lambda: websocket.send_message("x", fail_silently=True))


def raised(run, websocket):
    try:
        run.call(websocket.send_message, "x")
    except BrokenPipeError as error:
        return error.errno
    return None


def test_c232_in_a_set(pair):
    _, websocket, _ = pair
    assert websocket in {websocket} and websocket.closed is False


def test_c233_constants():
    expected = {
        "GUID": b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
        "FIN": 0x80,
        "CONT": 0,
        "TEXT": 1,
        "BINARY": 2,
        "CLOSE": 8,
        "PING": 9,
        "PONG": 10,
        "PROTOCOL_ERROR": 1002,
        "POLICY_VIOLATION": 1008,
        "MESSAGE_TOO_BIG": 1009,
        "MESSAGE_MAX_SIZE_BYTES": 4096,
        "MESSAGE_MAX_FRAGMENTS": 16,
        "MESSAGE_FRAGMENT_TIMEOUT_NS": 5_000_000_000,
    }
    assert {name: getattr(Websocket, name) for name in expected} == expected


def test_c233_overriding():
    class Small(Websocket):
        MESSAGE_MAX_SIZE_BYTES = 10

    def later(asked):
        websocket = Websocket(asked)
        websocket.MESSAGE_MAX_SIZE_BYTES = 10
        return websocket

    for make in (Small, later):
        with serving(make) as (run, made), WebsocketClient(run.port) as client:
            client.send(frame(TEXT, "*" * 10))
            assert receive(run, made[0]) == "*" * 10
            client.send(frame(TEXT, "*" * 11))
            assert client.read() == (CLOSE, (1009).to_bytes(2, "big"))


def test_c234_version_8():
    lines = [*HANDSHAKE_LINES[:2], "Sec-WebSocket-Version: 8", HANDSHAKE_LINES[3]]
    with serving(Websocket) as (run, _):
        assert fetch(run.port, "/ws", headers=lines[:1] + lines[2:]).status == 400
        assert fetch_upgrade(run, lines) == 426
