# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Frames that are valid, nearly valid or none at all: events or one fault, however they are cut."""

from hypothesis import given
from hypothesis import strategies as st

from adafruit_httpserver.websocket_protocol import (
    CLOSE,
    TEXT,
    WebsocketProtocol,
)
from tests.support.websocket_cases import INVALID, VALID, frame

MAX_SIZE = 300
CODES = {1002, 1007, 1008, 1009}

texts = st.one_of(
    st.text(max_size=40).map(str.encode),
    st.sampled_from([text.encode() for text in VALID] + [raw for raw, _ in INVALID]),
    st.binary(max_size=140),
)
frames = st.builds(
    frame,
    st.sampled_from([0, 0, 1, 1, 1, 2, 8, 9, 10, 3, 11]),
    texts,
    fin=st.booleans(),
    rsv=st.sampled_from([0] * 20 + [1, 4]),
    mask=st.one_of(st.binary(min_size=4, max_size=4), st.binary(min_size=4, max_size=4), st.none()),
)


@st.composite
def streams(draw):
    """Bytes of a client, most of them frames, some with a byte changed."""
    data = bytearray(b"".join(draw(st.lists(frames, max_size=8))))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def read(pieces, chunked=False):
    """All events, and the code of the fault they end with."""
    protocol = WebsocketProtocol(MAX_SIZE, 5, chunked)
    found = []
    for piece in pieces:
        view = memoryview(piece)
        while len(view):
            try:
                used = protocol.feed(view)
            except ValueError as error:
                assert protocol.ended and error.args[0] in CODES
                found.append(error.args[0])
                return found
            assert used > 0
            view = view[used:]
            if protocol.event is not None:
                found.append(protocol.event)
                protocol.event = None
    return found


def cut(data, places):
    """The data in pieces."""
    ends = sorted({place % (len(data) + 1) for place in places} | {len(data)})
    return [data[a:b] for a, b in zip([0, *ends], ends)]


@given(streams(), st.lists(st.integers(0, 1200), max_size=12))
def test_the_cuts_make_no_difference(data, places):
    whole = read([data])
    assert read(cut(data, places)) == whole
    assert read([data[i : i + 1] for i in range(len(data))]) == whole
    for event in whole:
        if isinstance(event, tuple) and event[0] == TEXT:
            assert isinstance(event[1], str) and len(event[1].encode()) <= MAX_SIZE
        if isinstance(event, tuple) and event[0] == CLOSE:
            assert event is whole[-1]


@given(streams(), st.lists(st.integers(0, 1200), max_size=12))
def test_chunks_are_the_messages(data, places):
    """In chunks there is more that is allowed: larger messages, more fragments."""
    found = read(cut(data, places), chunked=True)
    joined = join(found)
    assert joined == join(read([data], chunked=True))
    whole = [event for event in read([data]) if event not in (1008, 1009)]
    if not whole or whole[-1] == (found[-1] if found else None):
        assert joined == whole


def join(events):
    """Messages of chunks; what is between them stands where it came."""
    joined, message = [], None
    for event in events:
        if not isinstance(event, tuple) or event[0] >= CLOSE:
            joined.append(event)
            continue
        opcode, data, is_first, is_last = event
        assert is_first == (message is None)
        message = data if is_first else message + data
        if is_last:
            joined.append((opcode, message, True, True))
            message = None
    return joined


@given(st.binary(max_size=300))
def test_any_bytes(data):
    assert read([data]) == read([data[i : i + 1] for i in range(len(data))])
