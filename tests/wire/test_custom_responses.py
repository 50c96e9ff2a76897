# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Users' own Response classes, through the hooks that have always been there."""

from adafruit_httpserver import POST, ChunkedResponse, Response
from tests.support.wire import everywhere, get, on_each_pool, post


def pattern(size):
    return (bytes(range(251)) * (size // 251 + 1))[:size]


class Complete(Response):
    """Head, body, end: all at once."""

    data = b"pushed"

    def _send(self):
        self._send_headers(len(self.data), "text/x")
        self._send_bytes(self._request.connection, self.data)
        self._close_connection()


class Open(Response):
    """The head only; the program sends the rest."""

    made = []

    def _send(self):
        self._send_headers(content_type="multipart/x-mixed-replace")
        self.made.append(self)

    def push(self, data):
        self._send_bytes(self._request.connection, data)


def opened(wire, window=None):
    Open.made[:] = []
    wire.route("/open")(Open)
    peer = wire.connect(window)
    wire.say(peer, get("/open"))
    wire.run()
    return peer, Open.made[0]


def broken(function, *arguments):
    try:
        function(*arguments)
    except BrokenPipeError as error:
        assert isinstance(error, OSError) and error.errno == 32
        return True
    return False


@everywhere
def test_complete_reply(wire):
    wire.route("/", ("GET", POST))(Complete)
    for request in (get(), post(b"12345")):
        peer = wire.connect()
        (answer,) = wire.ask(peer, request)
        assert answer.body == b"pushed"
        assert answer.header("content-type") == "text/x"
        assert answer.header("content-length") == "6"
        assert answer.header("connection") == "close"
        assert wire.state(peer) == "GONE" and not peer.got_reset


@everywhere
def test_stream_that_the_program_feeds(wire):
    wire.answer("/")
    peer, response = opened(wire)
    assert wire.state(peer) == "HELD"
    other = wire.connect()
    for number in range(5):
        response.push(b"frame %d." % number)
        assert len(wire.ask(other, get())) == 1
    response._close_connection()
    wire.run()
    (answer,) = wire.answers(peer)
    assert answer.header("connection") == "close"
    assert answer.body == b"frame 0.frame 1.frame 2.frame 3.frame 4."
    assert wire.state(peer) == "GONE"


@everywhere
def test_client_that_leaves_is_a_broken_pipe(wire):
    for leave in ("half_close", "close", "reset"):
        peer, response = opened(wire)
        response.push(b"frame")
        getattr(peer, leave)()
        wire.polls(3)
        assert wire.state(peer) == "GONE", leave
        assert broken(response.push, b"frame")
        response._close_connection()


@everywhere
def test_client_that_leaves_between_two_polls_is_a_broken_pipe(wire):
    for leave in ("close", "reset"):
        peer, response = opened(wire)
        getattr(peer, leave)()
        assert [broken(response.push, b"frame") for _ in range(3)][-1], leave
        wire.polls(3)
        assert wire.state(peer) == "GONE"


@everywhere
def test_nothing_can_be_sent_behind_the_end(wire):
    peer, response = opened(wire)
    response._close_connection()
    response._close_connection()
    assert broken(response.push, b"frame")
    wire.run()
    assert wire.state(peer) == "GONE"


@everywhere
def test_what_a_held_client_sends_is_read_over(wire):
    wire.answer("/")
    peer, response = opened(wire)
    wire.say(peer, get() + bytes(5000) + get())
    wire.polls(20)
    assert not peer.to_server, "an end of input could not be seen behind this"
    assert wire.calls == ["/open"]
    response.push(b"frame")
    assert bytes(peer.received).endswith(b"frame")


class Long(Complete):
    data = pattern(200000)


@on_each_pool
def test_long_push_to_a_client_that_reads_meanwhile(wire):
    if wire.pool.send_waits:
        return
    wire.route("/")(Long)
    peer = wire.connect(window=1000)
    wire.clock.meanwhile = lambda: peer.read(1000)
    peer.send(get())
    wire.poll()
    for _ in range(300):
        peer.read(1000)
        wire.polls(1, 1)
    assert [answer.body for answer in wire.answers(peer)] == [Long.data]
    assert wire.errors == []


@on_each_pool
def test_push_to_a_client_that_does_not_read_is_given_up(wire):
    wire.answer("/")
    wire.route("/long")(Long)
    peer = wire.connect(window=1000 if not wire.pool.send_waits else 0)
    peer.send(get("/long"))
    start = wire.clock.now()
    wire.poll()
    assert 900 <= wire.clock.now() - start <= 1200
    wire.polls(2)
    assert wire.state(peer) == "GONE" and wire.errors == []
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_push_from_the_program_to_a_client_that_does_not_read_is_a_broken_pipe(wire):
    peer, response = opened(wire, window=None)
    peer.window = 0
    start = wire.clock.now()
    assert wire.call(broken, response.push, Long.data)
    assert 900 <= wire.clock.now() - start <= 1200
    wire.poll()
    assert wire.state(peer) == "GONE"


@on_each_pool
def test_push_to_a_slow_but_steady_reader_is_not_given_up(wire):
    """At most socket_timeout without progress: ten bytes are progress."""
    if wire.pool.send_waits or wire.pool.tls_context is not None:
        return
    wire.server.max_send_size = 4096
    peer, response = opened(wire)
    before = len(peer.received)
    peer.window = 100
    peer.unread = 0
    wire.clock.meanwhile = lambda: peer.read(10)
    data = pattern(12000)
    assert not wire.call(broken, response.push, data)
    for _ in range(2000):
        peer.read(10)
        wire.poll()
    assert bytes(peer.received[before:]) == data


@on_each_pool
def test_what_waits_for_a_client_is_never_more_than_max_send_size(wire):
    if wire.pool.send_waits:
        return
    for limit in (256, 1000, 4096):
        wire.server.max_send_size = limit
        peer, response = opened(wire)
        connection = response._request.connection
        peer.window = 0
        taken = 0
        for _ in range(20):
            try:
                taken += connection.send(pattern(400))
            except BrokenPipeError:
                raise
            except OSError as error:
                assert error.errno == 11 or error.args
                break
        assert 0 < taken <= limit, (taken, limit)
        peer.window = None
        wire.run()
        peer.close()
        wire.polls(3)


@on_each_pool
def test_send_says_how_much_it_has_taken(wire):
    if wire.pool.send_waits:
        return
    wire.server.max_send_size = 1000
    peer, response = opened(wire)
    connection = response._request.connection
    before = len(peer.received)
    assert connection.send(b"") == 0
    assert connection.send(pattern(500)) == 500
    peer.window = 0
    data = pattern(3000)
    taken = connection.send(data)
    assert 0 < taken <= 1000
    peer.window = None
    wire.run()
    assert bytes(peer.received[before:]) == pattern(500) + data[:taken]


@on_each_pool
def test_buffer_may_be_used_again_at_once(wire):
    if wire.pool.send_waits:
        return
    peer, response = opened(wire)
    before = len(peer.received)
    peer.window = 0
    buffer = bytearray(b"first")
    response.push(buffer)
    buffer[:] = b"later"
    response.push(memoryview(buffer))
    buffer[:] = b"spoil"
    peer.window = None
    wire.run()
    assert bytes(peer.received[before:]) == b"firstlater"


class FailsFirst(Response):
    def _send(self):
        raise ZeroDivisionError


class FailsLater(Response):
    def _send(self):
        self._send_headers(100)
        self._send_bytes(self._request.connection, b"half")
        raise ZeroDivisionError


@everywhere
def test_override_that_raises(wire):
    wire.route("/first")(FailsFirst)
    wire.route("/later")(FailsLater)
    peer = wire.connect()
    (answer,) = wire.ask(peer, get("/first"))
    assert answer.status == 500
    wire.take_error(ZeroDivisionError)
    peer = wire.connect()
    wire.say(peer, get("/later"))
    wire.run()
    wire.take_error(ZeroDivisionError)
    assert bytes(peer.received).endswith(b"\r\n\r\nhalf") and b" 200 " in bytes(peer.received)
    assert peer.server_closed


class Wrapped(Response):
    def _send(self):
        self._headers.set("X-Own", "1")
        super()._send()


@everywhere
def test_override_that_leaves_the_sending_to_the_base(wire):
    @wire.route("/")
    def handler(request):
        return Wrapped(request, "body")

    peer = wire.connect()
    for _ in range(2):
        (answer,) = wire.ask(peer, get())
        assert (answer.body, answer.header("x-own")) == (b"body", "1")
        assert answer.header("connection") is None


class Chunks(ChunkedResponse):
    def _send(self):
        self._send_headers()
        self._send_chunk("one")
        self._send_chunk(b"two")
        self._send_chunk()
        self._close_connection()


@everywhere
def test_send_chunk(wire):
    @wire.route("/")
    def handler(request):
        return Chunks(request, lambda: [])

    (answer,) = wire.ask(wire.connect(), get())
    assert answer.body == b"onetwo"


@on_each_pool
def test_several_streams_of_one_frame(wire):
    """One client that is gone does not keep the others from their frame."""
    Open.made[:] = []
    wire.route("/open")(Open)
    peers = [wire.connect() for _ in range(4)]
    for peer in peers:
        peer.send(get("/open"))
        wire.run()
    peers[1].reset()
    peers[2].close()
    failed = 0
    for _ in range(4):
        for response in Open.made:
            failed += broken(response.push, b"frame")
        wire.polls(2)
    assert failed >= 4
    for peer in (peers[0], peers[3]):
        assert bytes(peer.received).endswith(b"frame" * 4)
    assert wire.count == 2
