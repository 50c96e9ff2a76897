# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Nobody starves: bounded work per poll and client, and a first place that goes round."""

from adafruit_httpserver import (
    CONNECTION_IN_PROGRESS,
    NO_REQUEST,
    POST,
    REQUEST_HANDLED_RESPONSE_SENT,
    ChunkedResponse,
    Response,
)
from tests.support.wire import everywhere, get, on_each_pool, raw_request


def polls_until_answered(wire, peer, most=50):
    before = len(wire.answers(peer))
    for count in range(1, most + 1):
        wire.poll()
        if len(wire.answers(peer)) > before:
            return count
    raise AssertionError("not answered within %d polls" % most)


@on_each_pool
def test_four_at_once_are_answered_in_four_polls(wire):
    wire.answer("/")
    peers = [wire.connect() for _ in range(4)]
    for peer in peers:
        peer.send(get())
    assert wire.polls(5) == [REQUEST_HANDLED_RESPONSE_SENT] * 4 + [NO_REQUEST]
    for peer in peers:
        assert [answer.status for answer in wire.answers(peer)] == [200]


@on_each_pool
def test_everybody_is_first_once(wire):
    """Where sockets are tried one after the other; a system has an order of its own."""
    if wire.pool.select_class is not None:
        return

    @wire.route("/<name>")
    def handler(request, name):
        return Response(request, name)

    peers = [wire.connect() for _ in range(4)]
    first = []
    for turn in range(24):
        calls = len(wire.calls)
        for number in range(4):
            peers[number].send(get("/%d" % number))
        wire.polls(4)
        first.append(wire.calls[calls])
        wire.polls(turn % 3)
    assert sorted(set(first)) == ["/0", "/1", "/2", "/3"], first


@on_each_pool
def test_client_that_uploads_for_ever_delays_nobody(wire):
    wire.answer("/", methods=("GET", POST))
    wire.server.max_body_size = 1000000
    uploader, peer = wire.connect(), wire.connect()
    uploader.send(raw_request("POST", "/", ("Content-Length: 900000",)))
    uploader.send(bytes(500000))
    wire.poll()
    for _ in range(5):
        peer.send(get())
        assert polls_until_answered(wire, peer) <= 2


@on_each_pool
def test_upload_is_read_in_bounded_pieces(wire):
    wire.answer("/", methods=POST)
    wire.server.max_body_size = 1000000
    peer = wire.connect()
    peer.send(raw_request("POST", "/", ("Content-Length: 100000",)) + bytes(100000))
    left = len(peer.to_server)
    while left:
        wire.poll()
        taken = left - len(peer.to_server)
        left = len(peer.to_server)
        assert 0 < taken <= 4 * 1024, taken
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [200]


@on_each_pool
def test_client_that_downloads_for_ever_delays_nobody(wire):
    wire.answer("/")
    pulled = []

    @wire.route("/endless")
    def endless(request):
        def source():
            while True:
                pulled.append(True)
                yield bytes(100)

        return ChunkedResponse(request, source)

    reader, peer = wire.connect(), wire.connect()
    reader.send(get("/endless"))
    wire.polls(2)
    for _ in range(5):
        peer.send(get())
        assert polls_until_answered(wire, peer) <= 2
    before = len(pulled)
    assert wire.poll() == CONNECTION_IN_PROGRESS
    assert len(pulled) - before <= 4
    reader.close()


@on_each_pool
def test_flood_of_pipelined_requests_delays_nobody(wire):
    wire.answer("/")
    wire.server.keep_alive_max_requests = 1000
    flood, peer = wire.connect(), wire.connect()
    flood.send(get() * 200)
    wire.polls(3)
    for _ in range(5):
        peer.send(get())
        assert polls_until_answered(wire, peer) <= 4


@everywhere
def test_many_halves_and_one_whole(wire):
    wire.answer("/")
    halves = [wire.connect() for _ in range(4)]
    peer = wire.connect()
    for half in halves:
        wire.say(half, get()[:-3])
    wire.say(peer, get())
    assert polls_until_answered(wire, peer) <= 2


@on_each_pool
def test_generators_that_wait_delay_nobody(wire):
    wire.answer("/")

    @wire.route("/wait")
    def handler(request):
        while True:
            yield

    for _ in range(4):
        wire.connect().send(get("/wait"))
        wire.polls(2)
    peer = wire.connect()
    for _ in range(3):
        peer.send(get())
        assert polls_until_answered(wire, peer) <= 2


@on_each_pool
def test_stalled_readers_delay_nobody(wire):
    wire.answer("/")
    wire.answer("/long", body=bytes(20000))
    for _ in range(3):
        wire.connect(window=100).send(get("/long"))
        wire.polls(2)
    peer = wire.connect()
    for _ in range(3):
        peer.send(get())
        assert polls_until_answered(wire, peer) <= 2


@everywhere
def test_small_answer_leaves_in_the_poll_of_its_handler(wire):
    wire.answer("/")
    peer = wire.connect()
    wire.say(peer, get())
    for _ in range(10):
        if wire.poll() == REQUEST_HANDLED_RESPONSE_SENT:
            break
    assert [answer.status for answer in wire.answers(peer)] == [200]
