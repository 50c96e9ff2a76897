# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""stop(), from where it may be called, and start() again."""

from adafruit_httpserver import (
    REQUEST_HANDLED_RESPONSE_SENT,
    ChunkedResponse,
    Response,
    ServerStoppedError,
)
from tests.support.wire import everywhere, get, on_each_pool, post

BODY = bytes(range(250)) * 40


def pieces(count, size=500):
    return [bytes(size) for _ in range(count)]


@everywhere
def test_idle_clients_are_closed(wire):
    wire.answer("/")
    peers = [wire.connect(), wire.connect(), wire.connect()]
    wire.ask(peers[0], get())
    wire.say(peers[1], get()[:-1])
    wire.stop()
    assert wire.count == 0 and wire.pool.open_sockets == []
    assert (wire.server.host, wire.server.port, wire.server.stopped) == (None, None, True)
    for peer in peers:
        assert peer.server_closed
    wire.poll()
    wire.take_error(ServerStoppedError)


@everywhere
def test_inside_a_handler_its_response_is_delivered(wire):
    @wire.route("/", ("GET", "POST"))
    def handler(request):
        wire.server.stop()
        return Response(request, BODY)

    for request in (get(), post(b"12345")):
        if wire.server.stopped:
            wire.start()
        peer = wire.connect()
        wire.say(peer, request)
        for _ in range(5):
            if not wire.server.stopped:
                wire.poll()
        (answer,) = wire.answers(peer)
        assert (answer.body, answer.header("connection")) == (BODY, "close")
        assert wire.count == 0 and wire.pool.open_sockets == []


@on_each_pool
def test_inside_a_handler_that_raises(wire):
    @wire.route("/")
    def handler(request):
        wire.server.stop()
        raise ZeroDivisionError

    peer = wire.connect()
    peer.send(get())
    wire.poll()
    wire.take_error(ZeroDivisionError)
    assert [answer.status for answer in wire.answers(peer)] == [500]
    assert wire.count == 0


@on_each_pool
def test_slow_readers_get_the_rest(wire):
    wire.answer("/", body=BODY)

    @wire.route("/chunked")
    def handler(request):
        return ChunkedResponse(request, [BODY[i : i + 100] for i in range(0, len(BODY), 100)])

    peers = [wire.connect(window=300), wire.connect(window=300)]
    peers[0].send(get())
    peers[1].send(get("/chunked"))
    wire.polls(3)

    def read():
        for peer in peers:
            peer.read(300)

    wire.clock.meanwhile = read
    wire.stop()
    for peer in peers:
        assert [answer.body for answer in wire.answers(peer)] == [BODY]
    assert wire.count == 0


@on_each_pool
def test_who_does_not_read_is_given_up(wire):
    wire.answer("/", body=BODY)
    peer = wire.connect(window=300 if not wire.pool.send_waits else 0)
    peer.send(get())
    wire.poll()
    start = wire.clock.now()
    wire.stop()
    assert 900 <= wire.clock.now() - start <= 1200
    assert wire.count == 0 and peer.server_closed


@on_each_pool
def test_source_that_has_nothing_yet_is_given_up(wire):
    closed = []

    @wire.route("/")
    def handler(request):
        def source():
            try:
                while True:
                    yield None
            finally:
                closed.append(True)

        return ChunkedResponse(request, source)

    wire.connect().send(get())
    wire.polls(3)
    start = wire.clock.now()
    wire.stop()
    assert wire.clock.now() - start <= 1200
    assert closed == [True] and wire.count == 0


@on_each_pool
def test_inside_a_source_with_other_sources_under_way(wire):
    """The generator of a body calls stop(), in the middle of the sending of several."""

    @wire.route("/stop")
    def stopping(request):
        def source():
            yield b"before"
            for piece in pieces(6):
                yield piece
            wire.server.stop()
            yield b"after"

        return ChunkedResponse(request, source)

    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, pieces(40))

    for first in (0, 1, 2):
        if wire.server.stopped:
            wire.start()
        peers = [wire.connect() for _ in range(3)]
        for number in range(3):
            peers[number].send(get("/stop" if number == first else "/"))
            wire.poll()
        for _ in range(30):
            if not wire.server.stopped:
                wire.poll()
        assert wire.errors == [], wire.errors
        assert wire.server.stopped and wire.count == 0
        for number in range(3):
            (answer,) = wire.answers(peers[number])
            size = 6 + 6 * 500 + 5 if number == first else 40 * 500
            assert len(answer.body) == size, (first, number)


def endless(wire, path, error=None):
    """A streamed response that has nothing yet, and may raise when the server stops."""
    closed = []

    @wire.route(path)
    def handler(request):
        def source():
            try:
                yield "piece"
                while not (wire.server.stopped and error):
                    yield None
                raise error
            finally:
                closed.append(True)

        return ChunkedResponse(request, source)

    return closed


@on_each_pool
def test_source_that_raises_while_it_is_flushed(wire):
    bad, good = endless(wire, "/bad", ZeroDivisionError()), endless(wire, "/good")
    for paths in (("/bad", "/good"), ("/good", "/bad")):
        if wire.server.stopped:
            wire.start()
        bad[:] = good[:] = []
        for path in paths:
            wire.connect().send(get(path))
            wire.poll()
        try:
            wire.stop()
        except ZeroDivisionError:
            pass
        assert wire.server.stopped
        assert (wire.count, bad, good) == (0, [True], [True]), paths
        assert wire.pool.open_sockets == []


@on_each_pool
def test_clean_up_of_a_generator_that_raises(wire):
    log = []

    @wire.route("/bad")
    def bad(request):
        try:
            while True:
                yield
        finally:
            log.append("bad")
            raise ZeroDivisionError

    @wire.route("/good")
    def good(request):
        try:
            while True:
                yield
        finally:
            log.append("good")

    for paths in (("/bad", "/good"), ("/good", "/bad")):
        if wire.server.stopped:
            wire.start()
        log[:] = []
        for path in paths:
            wire.connect().send(get(path))
            wire.polls(2)
        try:
            wire.stop()
        except ZeroDivisionError:
            pass
        assert sorted(log) == ["bad", "good"], paths
        assert wire.count == 0 and wire.pool.open_sockets == []


class Held(Response):
    made = []

    def _send(self):
        self._send_headers()
        self.made.append(self)

    def push(self, data):
        self._send_bytes(self._request.connection, data)


@on_each_pool
def test_streams_belong_to_the_program(wire):
    Held.made[:] = []
    wire.answer("/")
    wire.route("/held")(Held)
    peer = wire.connect()
    peer.send(get("/held"))
    wire.run()
    wire.stop()
    assert not peer.server_closed
    Held.made[0].push(b"one")
    wire.start()
    assert len(wire.ask(wire.connect(), get())) == 1
    Held.made[0].push(b"two")
    assert bytes(peer.received).endswith(b"onetwo")
    peer.close()
    wire.polls(4)
    assert wire.state(peer) == "GONE"


@on_each_pool
def test_streams_that_ended_while_the_server_was_stopped_take_no_others_along(wire):
    Held.made[:] = []
    wire.answer("/")
    wire.route("/held")(Held)
    peers = [wire.connect() for _ in range(4)]
    for peer in peers:
        peer.send(get("/held"))
        wire.run()
    wire.stop()
    for index in (0, 2):
        Held.made[index]._close_connection()
    wire.start()
    wire.polls(4, 30)
    assert wire.count == 2
    for index in (1, 3):
        Held.made[index].push(b"one")
        assert bytes(peers[index].received).endswith(b"one")
        peers[index].close()
    wire.polls(4, 30)
    assert wire.count == 0 and wire.errors == []


@on_each_pool
def test_stream_of_an_earlier_start_counts(wire):
    Held.made[:] = []
    wire.server.max_connections = 1
    wire.route("/held")(Held)
    wire.answer("/")
    peer = wire.connect()
    peer.send(get("/held"))
    wire.run()
    wire.stop()
    wire.start()
    other = wire.knock()
    other.send(get())
    wire.polls(10, 10)
    assert not other.accepted
    Held.made[0]._close_connection()
    wire.polls(20, 10)
    assert len(wire.answers(other)) == 1


@everywhere
def test_start_after_stop(wire):
    wire.answer("/")
    for _ in range(3):
        peer = wire.connect()
        assert len(wire.ask(peer, get())) == 1
        wire.stop()
        wire.stop()
        assert wire.pool.open_sockets == []
        wire.start()
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_start_twice(wire):
    try:
        wire.server.start("10.0.0.254", 5001)
    except RuntimeError:
        assert len(wire.pool.open_sockets) == 1
        return
    raise AssertionError("started twice")


@on_each_pool
def test_start_that_fails_leaves_no_socket(wire):
    wire.stop()
    taken = wire.pool.socket()
    taken.bind(("10.0.0.254", 5000))
    for host, error in (("no.such.host", RuntimeError), ("10.0.0.254", OSError)):
        try:
            wire.call(wire.server.start, host, 5000)
        except error:
            assert wire.pool.open_sockets == [taken]
            assert wire.server.stopped
        else:
            raise AssertionError("started")
    taken.close()
    wire.start()


@on_each_pool
def test_with_statement(wire):
    wire.answer("/")
    with wire.server as server:
        assert len(wire.ask(wire.connect(), get())) == 1
    assert server.stopped and wire.count == 0


@on_each_pool
def test_lingering_clients_do_not_keep_it(wire):
    peer = wire.connect()
    peer.send(b"GET / HTTP/1.1\r\nno colon\r\n\r\n")
    wire.run()
    start = wire.clock.now()
    wire.stop()
    assert wire.clock.now() - start <= 10
    assert [answer.status for answer in wire.answers(peer)] == [400]


@on_each_pool
def test_poll_in_which_a_handler_stops_the_server_tells_of_its_response(wire):
    @wire.route("/")
    def handler(request):
        wire.server.stop()
        return Response(request, "bye")

    peer = wire.connect()
    peer.send(get())
    assert wire.poll() == REQUEST_HANDLED_RESPONSE_SENT
    assert len(wire.answers(peer)) == 1
