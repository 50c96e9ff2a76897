# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Answers of handlers that take the body as it comes: how early, and how late."""

from adafruit_httpserver import POST, ChunkedResponse, Response, StreamResponse
from tests.support.body_streams import CHUNKED, LONG, pieces_of, streamed
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request

# Early answers


@everywhere
def test_answer_before_the_body_has_come(wire):
    def early(request):
        return Response(request, "early")

    def generator(request):
        yield
        return Response(request, "early")

    def half(request):
        yield from request.read()
        return Response(request, "early")

    for number, handler in enumerate((early, generator, half)):
        path = "/%d" % number
        wire.route(path, POST, stream=True)(handler)
        peer = wire.connect()
        wire.say(peer, post(LONG, target=path))
        wire.run()
        (answer,) = wire.answers(peer)
        assert answer.body == b"early"
        assert answer.header("connection") == "close"
        assert wire.ended(peer), path


@on_each_pool
def test_long_answer_while_the_client_only_sends(wire):
    if wire.pool.send_waits:
        return

    @wire.route("/", POST, stream=True)
    def handler(request):
        return Response(request, LONG)

    peer = wire.connect(window=100)
    size = wire.server.request_buffer_size
    peer.send(post(bytes(20 * size))[:-1])
    wire.polls(60)
    # It was read, although the answer is stuck.
    assert wire.state(peer) == "SENDING"
    assert not peer.to_server
    peer.window = None
    wire.run()
    assert wire.answers(peer)[0].body == LONG


@everywhere
def test_stream_response_while_the_body_comes(wire):
    responses = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        yield from request.read()
        responses.append(StreamResponse(request))
        return responses[-1]

    peer = wire.connect()
    wire.say(peer, post(LONG)[:-1])
    wire.run()
    (response,) = responses
    response.send("Hello")
    wire.run()
    wire.say(peer, b"1")
    assert not response.closed
    response.close()
    wire.run()
    assert wire.answers(peer)[0].body == b"Hello"


@everywhere
def test_full_duplex(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        def body():
            for chunk in pieces_of(request):
                yield chunk and chunk.upper()

        return ChunkedResponse(request, body)

    for request in (post(b""), raw_request("POST", "/", (CHUNKED,))):
        request = request.replace(b"Length: 0", b"Length: 6")
        peer = wire.connect()
        wire.say(peer, request)
        wire.run()
        assert b"200 OK" in bytes(peer.received)
        for piece in (b"xyz", b"qjq"):
            wire.say(peer, b"3\r\n%s\r\n" % piece if b"chunked" in request else piece)
            wire.run()
            # Each letter may be a chunk of its own, and all of them are here.
            assert piece[-1:].upper() in bytes(peer.received)
        if b"chunked" in request:
            wire.say(peer, b"0\r\n\r\n")
        wire.run()
        assert wire.answers(peer)[0].body == b"XYZQJQ"
        assert wire.ended(peer)


@everywhere
def test_full_duplex_that_breaks_is_cut_off(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        return ChunkedResponse(request, lambda: pieces_of(request))

    for breaks in ("malformed", "silent", "close", "reset", "half_close"):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", (CHUNKED,)) + b"3\r\nabc\r\n")
        wire.run()
        if breaks == "malformed":
            wire.say(peer, b"x\r\n")
        elif breaks == "silent":
            wire.wait(1200)
        else:
            getattr(peer, breaks)()
        wire.run()
        assert wire.state(peer) == "GONE", breaks
        assert not bytes(peer.received).endswith(b"0\r\n\r\n")


# Time


@everywhere
def test_silent_client_is_408(wire):
    log = streamed(wire)
    for request in (post(b"12345")[:-5], post(b"12345")[:-2]):
        log[:] = []
        peer = wire.connect()
        wire.say(peer, request)
        wire.wait(900)
        assert log == ["begin"]
        wire.wait(300)
        assert log == ["begin", "finally"]
        assert wire.statuses(peer) == [408]
        assert wire.ended(peer)


@on_each_pool
def test_slow_client_has_all_the_time_it_needs(wire):
    streamed(wire)
    peer = wire.connect()
    peer.send(post(b"12345")[:-5])
    for _ in range(5):
        wire.wait(900)
        peer.send(b"x")
    wire.run()
    assert wire.answers(peer)[0].body == b"xxxxx"


@on_each_pool
def test_slow_handler_has_all_the_time_it_needs(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        while True:
            log.append((yield from request.read()))
            if not log[-1]:
                break
            end = wire.clock.now() + 5000
            while wire.clock.now() < end:
                yield
        return Response(request, b"".join(log))

    size = wire.server.request_buffer_size
    peer = wire.connect()
    peer.send(post(bytes(3 * size)))
    wire.wait(30000, 100)
    assert len(wire.answers(peer)[0].body) == 3 * size


@on_each_pool
def test_rare_polls_are_no_silence(wire):
    streamed(wire)
    peer = wire.connect()
    peer.send(post(b"1234")[:-4])
    for _ in range(4):
        wire.polls(1, 3000)
        peer.send(b"x")
    wire.polls(8, 3000)
    assert wire.answers(peer)[0].body == b"xxxx"


@on_each_pool
def test_others_are_served_meanwhile(wire):
    streamed(wire)
    wire.answer("/get")
    peer, other = wire.connect(), wire.connect()
    peer.send(post(bytes(40 * wire.server.request_buffer_size)))
    other.send(get("/get"))
    wire.polls(4)
    assert len(wire.answers(other)) == 1
    assert peer.to_server
    wire.run()
    assert wire.statuses(peer) == [200]
