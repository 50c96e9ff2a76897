# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A thousand clients of every kind that open a stream and leave: no socket, no object is left."""

import gc
import sys

from adafruit_httpserver import (
    Channel,
    DelayedResponse,
    NDJSONResponse,
    SSEResponse,
    StreamResponse,
    Websocket,
    XMixedReplaceResponse,
)
from tests.support.websocket_cases import BYE, HELLO, TEXT, frame
from tests.support.websocket_client import HANDSHAKE_LINES
from tests.support.wire import POOLS, Wire, get

# Where objects are counted, not collected, nothing may wait for a collector.
ON_CPYTHON = sys.implementation.name == "cpython"
# Cycles of each kind on the first kind of socket, and on each of the others.
COUNTS = (1000, 60) if ON_CPYTHON else (60, 15)
KINDS = (
    SSEResponse,
    StreamResponse,
    NDJSONResponse,
    XMixedReplaceResponse,
    Websocket,
    DelayedResponse,
)
COUNTED = {cls.__name__ for cls in KINDS}
COUNTED |= {"Connection", "Request", "RequestParser", "WebsocketProtocol", "function", "method"}


def alive():
    """How many objects there are of each class that belongs to one client."""
    found = {}
    for thing in gc.get_objects():
        name = type(thing).__name__
        if name in COUNTED:
            found[name] = found.get(name, 0) + 1
    return found


def use(response):
    """What a program does with it."""
    if isinstance(response, SSEResponse):
        response.send_event("event", fail_silently=True)
    elif isinstance(response, XMixedReplaceResponse):
        response.send_frame(b"frame", fail_silently=True)
    elif isinstance(response, Websocket):
        # While messages wait, nobody looks whether the client is still there.
        while response.receive(fail_silently=True) is not None:
            pass
        response.send_message("message", fail_silently=True)
    elif isinstance(response, StreamResponse):
        response.send("text", fail_silently=True)


def cycle(wire, current, path, how):
    """A client that comes, stays for a moment and leaves."""
    peer = wire.connect()
    socket = path == "Websocket"
    peer.send(get("/" + path, *(HANDSHAKE_LINES if socket else ())))
    wire.polls(3)
    response = current.pop()
    if socket:
        peer.send(HELLO * 6 + frame(TEXT, "a", False))
        wire.polls(2)
    use(response)
    if how == "closed":
        if socket:
            peer.send(BYE)
        response.close()
        wire.polls(2)
        peer.close()
    elif how == "stalled":
        peer.window = 0
        use(response)
        peer.reset()
    else:
        getattr(peer, how)()
    for _ in range(4):
        wire.poll()
    if wire.count:
        wire.wait(1300, 100)
    wire.results[:] = []
    wire.pool.accept_times[:] = []


def left_after(pool_class, cls, channel):
    wire = Wire(pool_class)
    current = []

    def handler(request):
        response = cls(request)
        current.append(response)
        return response if channel is None else channel.subscribe(response)

    wire.route("/" + cls.__name__)(handler)
    ways = ("close", "reset", "half_close", "closed", "stalled")
    if ON_CPYTHON:
        # What the tests before this one have left is neither collected nor counted.
        gc.freeze()
    for how in ways:
        cycle(wire, current, cls.__name__, how)
    if channel is not None:
        assert len(channel) == 0
    gc.collect()
    if ON_CPYTHON:
        gc.disable()
    try:
        before = alive() if ON_CPYTHON else None
        for number in range(COUNTS[pool_class is not POOLS[0]]):
            cycle(wire, current, cls.__name__, ways[number % len(ways)])
        assert wire.count == 0 and len(wire.pool.open_sockets) == 1
        assert not wire.errors, wire.errors
        if channel is not None:
            assert len(channel) == 0
        return (before, alive()) if ON_CPYTHON else (None, None)
    finally:
        gc.enable()
        if ON_CPYTHON:
            gc.unfreeze()


def nothing_left(cls, channel=None):
    for pool_class in POOLS:
        before, after = left_after(pool_class, cls, channel)
        assert before == after, (pool_class.name, cls, before, after)


def test_event_streams_leave_nothing():
    nothing_left(SSEResponse)


def test_streams_leave_nothing():
    nothing_left(StreamResponse)
    nothing_left(NDJSONResponse)


def test_videos_leave_nothing():
    nothing_left(XMixedReplaceResponse)


def test_websockets_leave_nothing():
    nothing_left(Websocket)


def test_delayed_responses_leave_nothing():
    nothing_left(DelayedResponse)


def test_channels_leave_nothing():
    for cls in (SSEResponse, Websocket, NDJSONResponse):
        nothing_left(cls, Channel(history=3))
