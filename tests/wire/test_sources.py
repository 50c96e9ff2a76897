# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Iterables of chunks: closed once, however the connection ends; endings that are true."""

from adafruit_httpserver import POST, ChunkedResponse, Response
from tests.support.wire import everywhere, get, on_each_pool, raw_request


class Source:
    """An iterator that counts how often it is closed."""

    def __init__(self, chunks):
        self._chunks = list(chunks)
        self.closed = 0

    def __iter__(self):
        return self

    def __next__(self):
        assert not self.closed, "asked after it was closed"
        if not self._chunks:
            raise StopIteration
        chunk = self._chunks.pop(0)
        if isinstance(chunk, Exception):
            raise chunk
        return chunk

    def close(self):
        self.closed += 1


class Plain(Response):
    """Attaches an iterable as it is."""

    def __init__(self, request, source):
        super().__init__(request)
        self._source = source

    def _chunks(self):
        return self._source


HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"


def sources(wire, chunks):
    made = []

    @wire.route("/")
    def handler(request):
        made.append(Source(chunks))
        return Plain(request, made[-1])

    return made


@on_each_pool
def test_client_that_leaves(wire):
    made = sources(wire, [HEAD] + [bytes(100)] * 100)
    for leave in ("close", "reset"):
        peer = wire.connect(window=500)
        peer.send(get())
        wire.polls(3)
        assert made[-1].closed == 0
        getattr(peer, leave)()
        wire.polls(4)
        assert made[-1].closed == 1 and wire.count == 0, leave


@on_each_pool
def test_timeout(wire):
    made = sources(wire, [HEAD] + [bytes(100)] * 100)
    wire.connect(window=0).send(get())
    wire.wait(1400)
    assert [source.closed for source in made] == [1] and wire.count == 0


@on_each_pool
def test_stop(wire):
    made = sources(wire, [HEAD] + [None] * 100000)
    wire.connect().send(get())
    wire.polls(3)
    wire.stop()
    assert [source.closed for source in made] == [1]


@on_each_pool
def test_connection_closed_by_the_program(wire):
    made = sources(wire, [HEAD] + [None] * 1000)
    connections = []

    @wire.route("/late")
    def handler(request):
        connections.append(request.connection)
        made.append(Source([HEAD] + [None] * 1000))
        return Plain(request, made[-1])

    peer = wire.connect()
    peer.send(get("/late"))
    wire.polls(3)
    connections[0].close()
    assert wire.ended(peer) and made[-1].closed == 1


@on_each_pool
def test_failing_socket(wire):
    made = sources(wire, [HEAD] + [bytes(100)] * 100)
    for fault in (OSError(104, "reset"), OSError(5, "input/output error"), OSError(9, "closed")):
        peer = wire.connect()
        peer.send_faults = [OSError(11, "later"), fault]
        peer.send(get())
        wire.polls(6)
        assert made[-1].closed == 1 and wire.state(peer) == "GONE"


@everywhere
def test_end(wire):
    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, ["a", b"b", bytearray(b"c"), "", b"", "d"])

    peer = wire.connect()
    for _ in range(3):
        (answer,) = wire.ask(peer, get())
        assert answer.body == b"abcd"
        assert answer.raw.count(b"0\r\n\r\n") == 1


@on_each_pool
def test_any_iterable_is_a_body(wire):
    """On boards the built-in types have no attribute __iter__."""

    def generator():
        yield "a"
        yield "b"

    for body in (["a", "b"], ("a", "b"), "ab", generator, generator(), map(str, "ab")):

        @wire.route("/" + str(len(wire.calls)))
        def handler(request):
            return ChunkedResponse(request, body)  # noqa: B023

        (answer,) = wire.ask(wire.connect(), get("/" + str(len(wire.calls))))
        assert (answer.status, answer.body) == (200, b"ab"), body


@everywhere
def test_finally_of_a_body_that_ends_or_raises_or_is_left(wire):
    log = []

    @wire.route("/<name>")
    def handler(request, name):
        def body():
            try:
                yield "one"
                if name == "raise":
                    raise ZeroDivisionError
                while name == "wait":
                    yield None
            finally:
                log.append(name)

        return ChunkedResponse(request, body)

    for name in ("end", "raise", "wait"):
        peer = wire.connect()
        wire.say(peer, get("/" + name))
        wire.polls(6)
        if name == "wait":
            assert name not in log
            wire.stop()
        assert log[-1:] == [name] and log.count(name) == 1
    wire.take_error(ZeroDivisionError)


@everywhere
def test_nothing_yet_now_and_then(wire):
    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, [None, "a", None, None, "b", None])

    (answer,) = wire.ask(wire.connect(), get())
    assert answer.body == b"ab"


@everywhere
def test_http_1_0_ends_with_the_connection(wire):
    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, ["a", "b"])

    for lines in ((), ("Connection: keep-alive",)):
        peer = wire.connect()
        (answer,) = wire.ask(peer, raw_request("GET", "/", lines, "1.0"))
        assert answer.body == b"ab"
        assert answer.header("transfer-encoding") is None
        assert answer.header("connection") == "close"
        # Whoever waits for the end of the body must not wait for the end of any lingering.
        assert peer.server_ended


@everywhere
def test_head_and_no_content_have_no_body(wire):
    log = []

    @wire.route("/", ("GET", POST))
    def handler(request):
        def body():
            log.append("asked")
            yield "body"

        return ChunkedResponse(request, body)

    @wire.route("/204")
    def empty(request):
        return ChunkedResponse(request, ["body"], status=204)

    wire.answer("/text")
    wire.answer("/304", status=304)
    peer = wire.connect()
    requests = (
        raw_request("HEAD", "/")
        + get("/204")
        + raw_request("HEAD", "/text")
        + get("/304")
        + get("/text")
    )
    answers = wire.ask(peer, requests, heads=(0, 2))
    assert [answer.status for answer in answers] == [200, 204, 200, 304, 200]
    assert log == []
    assert answers[2].header("content-length") == "5"
    for number in (1, 3):
        assert answers[number].header("content-length") is None
    assert answers[4].body == b"Hello"


@everywhere
def test_no_content_has_no_transfer_encoding(wire):
    """RFC 9112 section 6.1: it must not be sent with 204."""

    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, ["body"], status=204)

    (answer,) = wire.ask(wire.connect(), get())
    assert answer.header("transfer-encoding") is None


@on_each_pool
def test_source_that_closes_its_own_connection(wire):
    connections = []
    log = []

    @wire.route("/")
    def handler(request):
        connections.append(request.connection)

        def body():
            try:
                yield "one"
                connections[-1].close()
                for _ in range(100):
                    log.append("asked")
                    yield "more"
            finally:
                log.append("finally")

        return ChunkedResponse(request, body)

    for window in (None, 30):
        log[:] = []
        peer = wire.connect(window)
        peer.send(get())
        for _ in range(100):
            wire.polls(1, 1)
            peer.read(30)
        assert log[-1] == "finally" and log.count("finally") == 1, log
        assert log.count("asked") <= 1, "asked after the connection was closed"
        peer.window = None
        assert wire.ended(peer)


@on_each_pool
def test_source_that_drops_another_connection(wire):
    """A body that pushes to a stream whose client is gone, while several are being sent."""

    class Held(Response):
        def _send(self):
            self._send_headers()

    held = []

    @wire.route("/held")
    def stream(request):
        held.append(Held(request))
        return held[-1]

    @wire.route("/")
    def handler(request):
        def body():
            for number in range(30):
                yield str(number)
                if number == 10:
                    try:
                        held[0]._send_bytes(held[0]._request.connection, b"event")
                    except BrokenPipeError:
                        pass

        return ChunkedResponse(request, body)

    one = wire.connect()
    one.send(get("/held"))
    wire.run()
    one.send_faults = [OSError(104, "reset")]
    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        peer.send(get())
    wire.run()
    expected = b"".join([b"%d" % number for number in range(30)])
    for peer in peers:
        assert [answer.body for answer in wire.answers(peer)] == [expected]
    wire.wait(100)
    assert wire.state(one) == "GONE"
