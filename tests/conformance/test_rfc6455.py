# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""RFC 6455 on real connections: every case of tests/support/websocket_cases.py against a server
that says everything again, its bytes sent whole and one by one."""

import contextlib

import pytest

from adafruit_httpserver import Websocket
from tests.support.websocket_cases import (
    BINARY,
    BYE,
    CLOSE,
    MAX_SIZE,
    PONG,
    TEXT,
    cases,
    pieces,
)
from tests.support.websocket_live import WebsocketClient, echo, serving

CASES = [pytest.param(data, events, id=name) for name, data, events in cases()]


@pytest.fixture(scope="module")
def port():
    with serving(lambda r: Websocket(r, max_message_size=MAX_SIZE), work=echo) as (run, made):
        yield run.port
        run.until(lambda: not made)


def expected(events):
    """The frames of the server, and whether it is the one who ends the connection."""
    frames = []
    for event in events:
        kind, value = event[:2]
        if kind == "text":
            frames.append((TEXT, value.encode()))
        elif kind == "binary":
            frames.append((BINARY, value))
        elif kind == "ping":
            frames.append((PONG, value))
        elif kind == "fault":
            frames.append((CLOSE, value.to_bytes(2, "big")))
        elif kind == "close":
            code = b"" if value is None else value.to_bytes(2, "big")
            frames.append((CLOSE, code + event[2].encode()))
    return frames


@pytest.mark.parametrize("split", ["whole", "bytes"])
@pytest.mark.parametrize("data, events", CASES)
def test_case(port, data, events, split):
    with WebsocketClient(port) as client:
        # Who goes on behind a close frame may find the connection closed.
        ended = (BrokenPipeError, ConnectionResetError) if events[-1][0] == "close" else ()
        with contextlib.suppress(*ended):
            for piece in pieces(data, split):
                client.send(piece)
        # Echoes come in their order, but a ping is answered when it is read.
        wanted = expected(events)
        found = [client.read() for _ in wanted]
        assert [one for one in found if one[0] != PONG] == [one for one in wanted if one[0] != PONG]
        assert [one for one in found if one[0] == PONG] == [one for one in wanted if one[0] == PONG]
        if events[-1][0] == "fault":
            client.half_close()
        elif events[-1][0] != "close":
            client.send(BYE)
            assert client.read() == (CLOSE, b"\x03\xe8")
        assert client.ended()


def test_there_are_cases():
    names = [case.id for case in CASES]
    assert len(names) == len(set(names)) > 600
