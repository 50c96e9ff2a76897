# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Frames of the server, masks, the key of the handshake, and messages that come in chunks."""

from adafruit_httpserver import Websocket
from adafruit_httpserver.websocket_handshake import accept_key
from adafruit_httpserver.websocket_protocol import (
    BINARY,
    CLOSE,
    TEXT,
    WebsocketProtocol,
    close_frame,
    frame,
    unmask,
)
from tests.support import websocket_cases as client
from tests.support.expect import raises
from tests.support.websocket_cases import SPLITS, VALID, masked, pieces


def test_key_of_the_handshake():
    # RFC 6455 section 1.3
    assert (
        accept_key(b"dGhlIHNhbXBsZSBub25jZQ==", Websocket.GUID) == b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    )
    for key in (b"", b"abc", b"dGhlIHNhbXBsZSBub25jZQ=", b"dGhlIHNhbXBsZSBub25jZSE=", b"=" * 24):
        raises(ValueError, accept_key, key, Websocket.GUID)


def test_masks():
    data = bytes(range(256)) * 20
    for size in (0, 1, 2, 3, 4, 5, 7, 8, 125, 255, 256, 257, 258, 259, 511, 512, 513, 4096, 4097):
        for offset in (0, 1, 2, 3, 4, 5, 1023):
            mask = b"\x01\x02\x04\x88"
            expected = masked(bytes(offset & 3) + data[:size], mask)[offset & 3 :]
            assert unmask(data[:size], mask, offset) == expected, (size, offset)
            assert unmask(memoryview(data)[:size], mask, offset) == expected, (size, offset)


def test_frames():
    for size, head in (
        (0, b"\x81\x00"),
        (1, b"\x81\x01"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65535, b"\x81\x7e\xff\xff"),
        (65536, b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"),
    ):
        data = b"*" * size
        for payload in (data, bytearray(data), memoryview(data)):
            made = frame(TEXT, payload)
            assert made == head + data, size
            assert isinstance(made, bytes)
    assert frame(BINARY, b"a") == b"\x82\x01a"
    assert frame(9, b"a", 0) == b"\x09\x01a"


def test_close_frames():
    assert close_frame() == b"\x88\x00"
    assert close_frame(None, "ignored") == b"\x88\x00"
    assert close_frame(1000) == b"\x88\x02\x03\xe8"
    assert close_frame(1000, "bye") == b"\x88\x05\x03\xe8bye"
    for reason in ("*" * 123, "*" * 200):
        assert close_frame(1000, reason) == b"\x88\x7d\x03\xe8" + b"*" * 123
    # Never cut inside a character.
    for character in ("\u00e9", "\u20ac", "\U0001f600"):
        for ahead in range(5):
            made = close_frame(1000, "*" * ahead + character * 124)
            assert made[0] == 0x80 | CLOSE and made[1] == len(made) - 2 <= 125
            assert len(made) > 120
            assert str(made[4:], "utf-8").replace("*", "").replace(character, "") == ""


def chunks(data, size, split="whole", opcode=TEXT):
    """(data, is first, is last) of all chunks of what came."""
    protocol = WebsocketProtocol(size, 2, True)
    found = []
    for piece in pieces(data, split):
        view = memoryview(piece)
        while len(view):
            used = protocol.feed(view)
            view = view[used:]
            event = protocol.event
            protocol.event = None
            if event is not None and event[0] == opcode:
                found.append(event[1:])
    assert not (protocol.opcode or protocol.head)
    return found


def test_chunks_of_a_binary_message():
    data = bytes(range(256)) * 4
    for split in SPLITS:
        for sent in (
            client.frame(BINARY, data),
            client.fragments(BINARY, data[:100], b"", data[100:101], data[101:]),
            client.frame(BINARY, data[:100], False)
            + client.frame(client.PING, b"*" * 125)
            + client.frame(0, data[100:]),
        ):
            for size, count in ((100, 11), (1023, 2), (1025, 1)):
                found = chunks(sent, size, split, BINARY)
                assert len(found) == count, (size, split)
                assert b"".join([one[0] for one in found]) == data
                assert [one[1] for one in found] == [True] + [False] * (count - 1)
                assert [one[2] for one in found] == [False] * (count - 1) + [True]


def test_a_message_of_exactly_one_chunk():
    assert chunks(client.frame(BINARY, b"*" * 100), 100, "whole", BINARY) == [
        (b"*" * 100, True, True)
    ]


def test_chunks_of_a_text_end_where_a_character_does():
    for text in VALID:
        text = text * 5
        for split in SPLITS:
            for size in (1, 4, 5, 6, 7, 50, 1000):
                found = chunks(client.frame(TEXT, text), size, split)
                assert "".join([one[0] for one in found]) == text, (size, split)
                for one in found:
                    assert len(one[0].encode()) <= max(size, 4)
                assert [one[2] for one in found][-1] is True
                assert found[0][1] and not [one for one in found[1:] if one[1]]


def test_two_messages_in_chunks():
    sent = client.frame(TEXT, "abcdef") + client.frame(TEXT, "") + client.frame(TEXT, "xyz")
    for split in SPLITS:
        assert chunks(sent, 4, split) == [
            ("abcd", True, False),
            ("ef", False, True),
            ("", True, True),
            ("xyz", True, True),
        ]
