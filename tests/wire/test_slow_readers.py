# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Clients that read slowly get all of it, in order, and nobody is asked for more than they take."""

from adafruit_httpserver import CONNECTION_IN_PROGRESS, NO_REQUEST, ChunkedResponse, Response
from tests.support.wire import everywhere, get, on_each_pool


def pattern(size):
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def read_all(wire, peer, piece, most=3000):
    """Reads as a slow client does, until nothing more comes; time passes."""
    quiet = 0
    for _ in range(most):
        before = len(peer.received)
        wire.polls(2, 1)
        peer.read(piece)
        quiet = quiet + 1 if len(peer.received) == before else 0
        if quiet > 100:
            return
    raise AssertionError("it never ends")


@everywhere
def test_any_window(wire):
    body = pattern(6000)
    wire.answer("/", body=body)
    for window, piece in ((1500, 1500), (100, 100), (333, 77), (7000, 10)):
        peer = wire.connect(window=window)
        wire.say(peer, get())
        read_all(wire, peer, piece)
        assert [answer.body for answer in wire.answers(peer)] == [body], (window, piece)
        peer.close()
        wire.run()


@on_each_pool
def test_socket_that_takes_one_byte_at_a_time(wire):
    body = pattern(300)
    wire.answer("/", body=body)

    @wire.route("/chunked")
    def handler(request):
        return ChunkedResponse(request, [body[:100], body[100:101], body[101:]])

    peer = wire.connect(max_send=1)
    for path in ("/", "/chunked"):
        peer.send(get(path))
        wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [body, body]


@on_each_pool
def test_source_is_asked_only_when_its_last_chunk_has_left(wire):
    pulled = []

    @wire.route("/")
    def handler(request):
        def source():
            for number in range(50):
                pulled.append(number)
                yield pattern(1000)

        return ChunkedResponse(request, source)

    peer = wire.connect(window=0)
    peer.send(get())
    wire.polls(10)
    assert pulled == []
    if wire.pool.send_waits:
        return
    for _ in range(5):
        before = len(pulled)
        peer.window += 1010
        wire.polls(10)
        assert len(pulled) - before <= 2, pulled
    peer.window = None
    wire.run()
    assert wire.answers(peer)[0].body == pattern(1000) * 50


@on_each_pool
def test_source_may_refill_its_buffer(wire):
    @wire.route("/")
    def handler(request):
        response = Response(request)

        def chunks():
            buffer = bytearray(300)
            yield response._head(3000)
            for number in range(10):
                for i in range(300):
                    buffer[i] = (number * 7 + i) % 256
                yield memoryview(buffer)
                for i in range(300):
                    buffer[i] = 0

        response._chunks = chunks
        return response

    expected = bytes([(number * 7 + i) % 256 for number in range(10) for i in range(300)])
    for window, piece in ((None, 1), (70, 70), (299, 150), (650, 13)):
        peer = wire.connect(window=window)
        peer.send(get())
        read_all(wire, peer, piece)
        assert [answer.body for answer in wire.answers(peer)] == [expected], window
        peer.close()
        wire.run()


@everywhere
def test_others_are_served_between_two_pieces(wire):
    body = pattern(5000)
    wire.answer("/", body=body)
    wire.answer("/small")
    slow, fast = wire.connect(window=200), wire.connect()
    wire.say(slow, get())
    for _ in range(200):
        assert [answer.body for answer in wire.ask(fast, get("/small"))] == [b"Hello"]
        slow.read(200)
        if len(slow.received) > 5000:
            break
        if wire.server.keep_alive_max_requests and fast.server_closed:
            fast = wire.connect()
    read_all(wire, slow, 200)
    assert [answer.body for answer in wire.answers(slow)] == [body]


@on_each_pool
def test_next_request_is_answered_behind_the_slow_answer(wire):
    body = pattern(3000)
    wire.answer("/", body=body)
    peer = wire.connect(window=100)
    for _ in range(3):
        peer.send(get())
        wire.polls(3)
    read_all(wire, peer, 100)
    assert [answer.body for answer in wire.answers(peer)] == [body] * 3


@on_each_pool
def test_client_that_leaves_in_mid_answer_closes_the_source(wire):
    for leave in ("close", "reset"):
        closed = []

        @wire.route("/" + leave)
        def handler(request):
            def source():
                try:
                    while True:
                        yield pattern(500)
                finally:
                    closed.append(True)  # noqa: B023

            return ChunkedResponse(request, source)

        peer = wire.connect(window=1200)
        peer.send(get("/" + leave))
        wire.polls(5)
        assert closed == []
        getattr(peer, leave)()
        wire.polls(5)
        assert closed == [True], leave
        assert wire.state(peer) == "GONE"


@on_each_pool
def test_client_that_leaves_at_every_place_of_the_answer(wire):
    body = pattern(60)
    wire.answer("/", body=body)
    whole = len(wire.ask(wire.connect(), get())[0].raw)
    for leave in ("half_close", "close", "reset"):
        for window in range(0, whole + 1, 7):
            peer = wire.connect(window=window)
            peer.send(get())
            wire.polls(2)
            getattr(peer, leave)()
            wire.polls(4)
            if leave != "half_close" or wire.pool.send_waits:
                peer.reset()
            peer.window = None
            wire.polls(4)
            assert wire.state(peer) == "GONE", (leave, window)
            other = wire.connect()
            assert [answer.body for answer in wire.ask(other, get())] == [body]
            other.close()
            wire.run()


@on_each_pool
def test_stalled_reader_is_work_under_way(wire):
    wire.answer("/", body=pattern(5000))
    peer = wire.connect(window=100 if not wire.pool.send_waits else 0)
    peer.send(get())
    wire.polls(2)
    # Where nobody can tell when the socket takes more, it has to be tried: do not sleep.
    told = wire.pool.select_class is not None
    assert wire.poll() == (NO_REQUEST if told else CONNECTION_IN_PROGRESS)
