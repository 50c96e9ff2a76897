# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What happens when a client takes too long, at the limit, before and after it.

Deadlines are looked at every 50 ms: a timeout may come that much late.
"""

from adafruit_httpserver import CONNECTION_TIMED_OUT, POST, ChunkedResponse, Response
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request

LATE = 110


def silence(wire):
    """Milliseconds that a client without a first byte has; a TLS handshake may take longer."""
    return 5000 if wire.pool.tls_context is not None else 1000


@on_each_pool
def test_silent_client(wire):
    peer = wire.connect()
    wire.wait(silence(wire) - 30)
    assert not peer.server_closed and CONNECTION_TIMED_OUT not in wire.results
    wire.wait(LATE)
    assert peer.server_closed and not peer.received
    assert wire.results == [CONNECTION_TIMED_OUT]


@on_each_pool
def test_silent_client_is_told_of_once_each(wire):
    for _ in range(3):
        wire.connect()
    wire.wait(silence(wire) + LATE)
    assert wire.results == [CONNECTION_TIMED_OUT] * 3
    assert wire.count == 0


@on_each_pool
def test_socket_timeout_may_be_changed(wire):
    wire.answer("/")
    wire.server.socket_timeout = 0.2
    peer = wire.connect()
    wire.say(peer, b"G")
    wire.wait(180)
    assert not peer.server_closed
    wire.wait(LATE)
    assert [answer.status for answer in wire.answers(peer)] == [408]


HALF_HEADS = (b"G", b"GET / HTTP/1.1\r\n", get()[:-1], get()[:-2])


@everywhere
def test_silence_in_the_head_is_408(wire):
    for half in HALF_HEADS:
        peer = wire.connect()
        wire.say(peer, half)
        wire.poll()
        wire.wait(970)
        assert not peer.received, half
        wire.wait(LATE)
        (answer,) = wire.answers(peer)
        assert answer.status == 408, half
        assert answer.header("connection") == "close"
        wire.wait(1000 + LATE)
        assert wire.state(peer) == "GONE"
    assert CONNECTION_TIMED_OUT not in wire.results


@on_each_pool
def test_head_that_drips_has_five_seconds(wire):
    wire.answer("/")
    peer = wire.connect()
    request = raw_request("GET", "/", ("X: " + "y" * 100,))
    start = wire.clock.now()
    for i in range(len(request)):
        peer.send(request[i : i + 1])
        wire.wait(500, 100)
        if peer.received:
            break
    passed = wire.clock.now() - start
    assert 5000 <= passed <= 5600, passed
    assert [answer.status for answer in wire.answers(peer)] == [408]


@on_each_pool
def test_head_that_drips_fast_enough(wire):
    wire.answer("/")
    peer = wire.connect()
    for byte in range(len(get())):
        peer.send(get()[byte : byte + 1])
        wire.wait(4900 // len(get()))
    assert [answer.status for answer in wire.answers(peer)] == [200]


@on_each_pool
def test_request_timeout_may_be_changed(wire):
    wire.server.request_timeout = 2
    wire.server.socket_timeout = 10
    peer = wire.connect()
    peer.send(b"GET")
    wire.wait(1900)
    assert not peer.received
    wire.wait(100 + LATE)
    assert [answer.status for answer in wire.answers(peer)] == [408]


BODY_HEADS = (
    raw_request("POST", "/", ("Content-Length: 60",)),
    raw_request("POST", "/", ("Transfer-Encoding: chunked",)) + b"3c\r\n",
)


@everywhere
def test_silence_in_the_body_is_408(wire):
    wire.answer("/", methods=POST)
    for head in BODY_HEADS:
        for part in (b"", b"12345"):
            peer = wire.connect()
            wire.say(peer, head + part)
            wire.poll()
            wire.wait(970)
            assert not peer.received, head
            wire.wait(LATE)
            assert [answer.status for answer in wire.answers(peer)] == [408], head
            peer.close()
            wire.run()
    assert wire.calls == []


@on_each_pool
def test_body_that_drips_has_all_the_time(wire):
    wire.answer("/", methods=POST)
    for head in BODY_HEADS:
        peer = wire.connect()
        peer.send(head)
        for _ in range(60):
            peer.send(b"x")
            wire.wait(900, 300)
        assert not wire.server.stopped
        if b"chunked" in head:
            peer.send(b"\r\n0\r\n\r\n")
            wire.run()
        assert [answer.status for answer in wire.answers(peer)] == [200]


@on_each_pool
def test_what_has_been_waiting_is_not_taken_for_silence(wire):
    """A program that polls rarely: the bytes are there, only nobody has read them."""
    wire.answer("/", methods=("GET", "POST"))
    for request in (get(), post(b"12345")):
        peer = wire.connect()
        peer.send(request[:-3])
        wire.poll()
        peer.send(request[-3:])
        wire.advance(60000)
        wire.run()
        assert [answer.status for answer in wire.answers(peer)] == [200]
        peer.send(request)
        wire.advance(60000)
        wire.run()
        assert [answer.status for answer in wire.answers(peer)] == [200, 200]


@on_each_pool
def test_client_that_does_not_read_is_dropped(wire):
    closed = []

    @wire.route("/")
    def handler(request):
        def source():
            try:
                for _ in range(100):
                    yield bytes(1000)
            finally:
                closed.append(True)

        return ChunkedResponse(request, source)

    peer = wire.connect(window=500)
    peer.send(get())
    wire.poll()
    wire.wait(950)
    assert not peer.server_closed and not closed
    wire.wait(50 + LATE)
    assert peer.server_closed and closed == [True]
    assert wire.count == 0


@on_each_pool
def test_client_that_does_not_read_anything_at_all_is_dropped(wire):
    wire.answer("/")
    peer = wire.connect(window=0)
    peer.send(get())
    wire.poll()
    wire.wait(900)
    assert not peer.server_closed
    wire.wait(100 + LATE)
    assert peer.server_closed and wire.count == 0


@on_each_pool
def test_refused_client_that_does_not_read_is_dropped(wire):
    peer = wire.connect(window=10 if not wire.pool.send_waits else 0)
    peer.send(b"GET / HTTP/1.1\r\nno colon\r\n\r\n")
    wire.poll()
    wire.wait(2000 + 2 * LATE)
    assert peer.server_closed and wire.count == 0


@on_each_pool
def test_client_that_reads_a_little_now_and_then_is_not_dropped(wire):
    body = bytes(range(250)) * 4
    wire.answer("/", body=body)
    # Of a TLS record nobody can see how much has left.
    if wire.pool.send_waits or wire.pool.tls_context is not None:
        return
    peer = wire.connect(window=50)
    peer.send(get())
    while len(peer.received) < 1000:
        wire.wait(900, 100)
        assert not peer.server_closed
        peer.read(50)
    peer.window = None
    wire.run()
    assert wire.answers(peer)[0].body == body


@on_each_pool
def test_source_that_has_nothing_yet_has_all_the_time(wire):
    ready = []

    @wire.route("/")
    def handler(request):
        def source():
            while not ready:
                yield None
            yield "done"

        return ChunkedResponse(request, source)

    peer = wire.connect()
    peer.send(get())
    wire.wait(30000, 100)
    assert wire.state(peer) == "SENDING"
    ready.append(True)
    wire.run()
    assert wire.answers(peer)[0].body == b"done"


class Held(Response):
    def _send(self):
        self._send_headers()


@on_each_pool
def test_held_client_has_no_deadline(wire):
    wire.route("/")(Held)
    peer = wire.connect()
    peer.send(get())
    wire.wait(60000, 500)
    assert wire.state(peer) == "HELD"


@on_each_pool
def test_generator_has_no_deadline(wire):
    @wire.route("/")
    def handler(request):
        for _ in range(200):
            yield
        return Response(request, "done")

    peer = wire.connect()
    peer.send(get())
    wire.wait(30000, 500)
    wire.run()
    wire.wait(50000, 500)
    assert wire.answers(peer)[0].body == b"done"
