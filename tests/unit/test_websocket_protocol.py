# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Frames of clients, fed in every way; the list of cases is in tests/support/websocket_cases.py."""

from adafruit_httpserver.websocket_protocol import (
    CLOSE,
    PONG,
    TEXT,
    WebsocketProtocol,
)
from tests.support import websocket_cases as all_cases
from tests.support.websocket_cases import MAX_FRAGMENTS, MAX_SIZE, SPLITS, cases, pieces


def read(data, split="whole", protocol=None):
    """The events of some bytes; the buffer that they come in is overwritten afterwards."""
    protocol = protocol or WebsocketProtocol(MAX_SIZE, MAX_FRAGMENTS)
    found = []
    for piece in pieces(data, split):
        buffer = bytearray(piece)
        view = memoryview(buffer)
        try:
            while len(view):
                used = protocol.feed(view)
                assert used or protocol.event, "no progress"
                view = view[used:]
                found += events_of(protocol)
        except ValueError as error:
            return found + [("fault", error.args[0])]
        for index in range(len(buffer)):
            buffer[index] = 0xAA
    return found


def events_of(protocol):
    event = protocol.event
    protocol.event = None
    if event is None:
        return []
    if event[0] == CLOSE:
        return [("close", event[1], event[2])]
    if event[0] in {all_cases.PING, PONG}:
        return [("pong" if event[0] == PONG else "ping", event[1])]
    assert event[2:] == (True, True)
    return [("text" if event[0] == TEXT else "binary", event[1])]


def check(chapter):
    count = 0
    for name, data, events in cases(chapter):
        for split in SPLITS:
            found = read(data, split)
            assert found == events, (name, split, str(found)[:200])
            kinds = [type(one) for event in found for one in event]
            assert kinds == [type(one) for event in events for one in event], (name, split)
        count += 1
    return count


def test_framing():
    assert check("1 framing") > 50


def test_pings():
    assert check("2 pings") > 20


def test_reserved_bits():
    assert check("3 reserved bits") > 40


def test_opcodes():
    assert check("4 opcodes") == 30


def test_fragmentation():
    assert check("5 fragmentation") > 30


def test_text_is_utf_8_at_every_split_point():
    assert check("6 UTF-8") > 250


def test_closing():
    assert check("7 closing") > 80


def test_limits():
    assert check("9 limits") == 16


def test_a_wrong_byte_is_refused_as_soon_as_it_comes():
    for raw, good in all_cases.INVALID:
        data = all_cases.frame(all_cases.TEXT, raw)
        protocol = WebsocketProtocol(MAX_SIZE, MAX_FRAGMENTS)
        head = len(data) - len(raw)
        assert read(data[: head + good], "bytes", protocol) == []
        assert read(data[head + good : head + good + 1], "whole", masks(protocol, good)) == [
            ("fault", 1007)
        ], raw


def masks(protocol, good):
    assert protocol.opcode and not protocol.ended
    return protocol


def test_nothing_is_read_behind_a_fault():
    protocol = WebsocketProtocol(MAX_SIZE, MAX_FRAGMENTS)
    assert read(all_cases.frame(3), "whole", protocol) == [("fault", 1002)]
    assert protocol.ended
    assert protocol.feed(memoryview(all_cases.HELLO)) == len(all_cases.HELLO)
    assert protocol.event is None


def test_one_event_at_a_time():
    data = memoryview(all_cases.HELLO * 2)
    protocol = WebsocketProtocol(MAX_SIZE, MAX_FRAGMENTS)
    half = len(data) // 2
    assert protocol.feed(data) == half
    assert protocol.feed(data[half:]) == 0, "the first has not been taken"
    assert events_of(protocol) == [("text", "Hello")]
    assert protocol.feed(data[half:]) == half
    assert events_of(protocol) == [("text", "Hello")]


def test_whether_something_has_begun():
    protocol = WebsocketProtocol(MAX_SIZE, MAX_FRAGMENTS)
    states = []
    for piece in pieces(all_cases.fragments(1, "a", "b"), "bytes"):
        states.append(bool(protocol.opcode or protocol.head))
        protocol.feed(memoryview(piece))
    assert states == [False] + [True] * 13
    assert not (protocol.opcode or protocol.head)
