# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The memory that clients can make a server hold is the sum of its limits, and no more."""

import os
import tracemalloc

import pytest

import adafruit_httpserver
from adafruit_httpserver import Channel, Response, SSEResponse, Websocket
from adafruit_httpserver.limits import MESSAGES_WAITING
from tests.support.fake_select import PollPool
from tests.support.websocket_cases import CONT, TEXT, frame
from tests.support.websocket_client import HANDSHAKE_LINES
from tests.support.wire import Wire, get, raw_request

PACKAGE = os.path.join(os.path.dirname(adafruit_httpserver.__file__), "*")
CLIENTS = 10
# Python's objects of one client: connection, parser, request, response, lists, dicts.
OBJECTS = 12_000


def bound(wire):
    """The sum: what each client may make the server hold, and what the server has once."""
    limits = wire.limits
    buffer = limits.request_buffer_size
    # The head while it comes, with what came with it, and once more when it is complete.
    head = 2 * (limits.max_header_size + buffer)
    # A bytearray that grows takes an eighth more than it needs; and the copy for the handler.
    body = limits.max_body_size * 9 // 8 + limits.max_body_size
    # What came behind the request; what was sent and not taken, with one message beyond it.
    rest = buffer + 2 * limits.max_send_size
    # Messages that wait, the one that comes, and the last piece.
    messages = (MESSAGES_WAITING + 2) * Websocket.MESSAGE_MAX_SIZE_BYTES + buffer
    each = head + max(body, messages) + rest + OBJECTS
    return limits.max_connections * each + head + buffer


def taken():
    """Bytes that the package has taken and not given back."""
    found = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, PACKAGE)])
    return sum(trace.size for trace in found.traces)


def half_heads(wire, peers):
    for peer in peers:
        peer.send(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 4000)
    return CLIENTS * 4000


def half_bodies(wire, peers):
    head = raw_request("POST", "/", ("Content-Length: %d" % wire.limits.max_body_size,))
    for peer in peers:
        peer.send(head + b"x" * (wire.limits.max_body_size - 1))
    return CLIENTS * wire.limits.max_body_size


def half_chunks(wire, peers):
    size = wire.limits.max_body_size
    chunks = b"4\r\nxxxx\r\n" * (size // 4)
    for peer in peers:
        peer.send(raw_request("POST", "/", ("Transfer-Encoding: chunked",)) + chunks)
    return CLIENTS * size


def endless_trailers(wire, peers):
    for peer in peers:
        peer.send(raw_request("POST", "/", ("Transfer-Encoding: chunked",)) + b"0\r\n")
        peer.send(b"X: y\r\n" * 600)
    return 0


def pipelined(wire, peers):
    for peer in peers:
        peer.send(get("/waits") + get("/waits") * 300)
    return 0


def deaf(wire, peers):
    for peer in peers:
        peer.window = 300
        peer.send(get("/events"))
    wire.polls(30)
    for _ in range(33):
        wire.channel.publish("x" * 100)
        wire.polls(1)
    return 0


def messages(wire, peers):
    size = Websocket.MESSAGE_MAX_SIZE_BYTES
    for peer in peers:
        peer.send(get("/socket", *HANDSHAKE_LINES))
        peer.send(frame(TEXT, b"x" * size) * (MESSAGES_WAITING + 8))
    return CLIENTS * size * MESSAGES_WAITING


def fragments(wire, peers):
    for peer in peers:
        peer.send(get("/socket", *HANDSHAKE_LINES) + frame(TEXT, b"x" * 300, False))
        peer.send(frame(CONT, b"y" * 300, False) * 12)
    return CLIENTS * 3000


def bodies_and_answers(wire, peers):
    size = wire.limits.max_body_size
    head = raw_request("POST", "/", ("Content-Length: %d" % size,))
    for peer in peers:
        peer.window = 100
        peer.send(head + b"x" * size)
    return CLIENTS * size


WORST = (
    half_heads,
    half_bodies,
    half_chunks,
    endless_trailers,
    pipelined,
    deaf,
    messages,
    fragments,
    bodies_and_answers,
)


@pytest.mark.parametrize("worst", WORST, ids=lambda worst: worst.__name__)
def test_the_sum_of_the_limits_is_the_bound(worst):
    wire = Wire(PollPool, max_connections=CLIENTS)
    wire.server.max_body_size = 16 * 1024
    wire.server.max_send_size = 4 * 1024
    wire.channel = Channel(keep_alive=0)
    held = []

    @wire.route("/", ("GET", "POST"))
    def handler(request):
        return Response(request, request.body)

    @wire.route("/waits")
    def waits(request):
        while True:
            yield

    @wire.route("/events")
    def events(request):
        return wire.channel.subscribe(SSEResponse(request))

    @wire.route("/socket")
    def socket(request):
        held.append(Websocket(request))
        return held[-1]

    # All that is loaded by its first use.
    for warm in WORST:
        peers = [wire.connect() for _ in range(2)]
        warm(wire, peers)
        wire.polls(60)
        for peer in peers:
            peer.reset()
        wire.wait(7000, 100)
        held.clear()
    assert wire.count == 0
    tracemalloc.start()
    try:
        # One more than there is room for knocks in vain.
        peers = [wire.connect() for _ in range(CLIENTS)]
        wire.knock()
        most = 0
        least = worst(wire, peers)
        for _ in range(60):
            wire.polls(4)
            most = max(most, taken())
        assert wire.count <= CLIENTS
        sum_of_limits = bound(wire)
        print(f"{worst.__name__}: {most} bytes of at most {sum_of_limits}")
        assert least <= most <= sum_of_limits
        for peer in peers:
            peer.reset()
        wire.wait(7000, 100)
        held.clear()
        wire.errors[:] = []
        del peer, peers
        # What the last head takes stays, and no more.
        assert taken() < 2 * wire.limits.max_header_size + 8000
    finally:
        tracemalloc.stop()
    wire.pool.knocking = []
    wire.wait(3000, 100)
    wire.finish()
