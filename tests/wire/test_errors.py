# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Exceptions: a handler's fault is a 500 and leaves poll(), a client's is a status only."""

from adafruit_httpserver import ChunkedResponse, Response
from adafruit_httpserver.exceptions import (
    AuthenticationError,
    BackslashInPathError,
    FileNotExistsError,
    InvalidPathError,
    ServingFilesDisabledError,
)
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request


@everywhere
def test_handler_that_raises(wire):
    wire.answer("/")

    @wire.route("/bad", ("GET", "POST"))
    def bad(request):
        raise ZeroDivisionError("the secret reason")

    for request in (get("/bad"), post(b"12345", target="/bad")):
        peer, other = wire.connect(), wire.connect()
        (answer,) = wire.ask(peer, request)
        assert answer.status == 500
        assert answer.header("connection") == "close"
        assert b"secret" not in answer.raw
        assert wire.take_error(ZeroDivisionError).args == ("the secret reason",)
        assert len(wire.ask(other, get())) == 1
        assert wire.ended(peer)
        other.close()
        wire.run()


@everywhere
def test_answer_to_head_has_no_body_even_then(wire):
    @wire.route("/bad")
    def bad(request):
        raise ZeroDivisionError

    peer = wire.connect()
    (answer,) = wire.ask(peer, raw_request("HEAD", "/bad"), heads=(0,))
    assert answer.status == 500
    wire.take_error(ZeroDivisionError)


@everywhere
def test_faults_of_the_client_that_a_handler_passes_on(wire):
    for number, (error, status) in enumerate(
        (
            (AuthenticationError(), 401),
            (InvalidPathError("x"), 403),
            (BackslashInPathError("x"), 403),
            (FileNotExistsError("x"), 404),
            (ServingFilesDisabledError(), 404),
        )
    ):

        @wire.route("/%d" % number)
        def handler(request):
            raise error  # noqa: B023

        peer = wire.connect()
        for _ in range(2):
            (answer,) = wire.ask(peer, get("/%d" % number))
            assert answer.status == status
            assert answer.header("connection") is None
        peer.close()
        wire.run()
    assert wire.errors == []


@everywhere
def test_wrong_results_of_handlers(wire):
    others = []

    @wire.route("/<name>")
    def handler(request, name):
        if name == "other":
            return others[0]
        others.append(Response(request, "mine"))
        return {"number": 5, "object": object(), "pair": (1, 2, 3), "mine": others[-1]}[name]

    for name, error in (("number", TypeError), ("object", TypeError), ("pair", TypeError)):
        (answer,) = wire.ask(wire.connect(), get("/" + name))
        assert answer.status == 500, name
        wire.take_error(error)
    assert wire.ask(wire.connect(), get("/other"))[0].status == 500
    wire.take_error(ValueError)
    assert wire.ask(wire.connect(), get("/mine"))[0].body == b"mine"


def raising(wire, path, before):
    """A streamed response that raises after so many chunks; says when it was closed."""

    @wire.route(path)
    def handler(request):
        def source():
            for _ in range(before):
                yield b"chunk"
            raise ZeroDivisionError

        return ChunkedResponse(request, source)


@everywhere
def test_source_that_raises_behind_its_head_is_cut_off(wire):
    for before in (0, 1, 3, 10):
        raising(wire, "/%d" % before, before)
        peer = wire.connect()
        wire.say(peer, get("/%d" % before))
        wire.run()
        wire.take_error(ZeroDivisionError)
        data = bytes(peer.received)
        assert data.startswith(b"HTTP/1.1 200 OK") and data.count(b"HTTP/1.1") == 1
        assert data.count(b"chunk\r\n") == before and not data.endswith(b"0\r\n\r\n")
        assert peer.server_closed


class Late(Response):
    """Raises before its head is made."""

    def _chunks(self):
        if self._body:
            raise ZeroDivisionError
        yield b""


@everywhere
def test_source_that_raises_before_its_head_is_500(wire):
    @wire.route("/")
    def handler(request):
        return Late(request, "body")

    peer = wire.connect()
    (answer,) = wire.ask(peer, get())
    wire.take_error(ZeroDivisionError)
    assert answer.status == 500 and wire.errors == []
    assert wire.ended(peer)


@on_each_pool
def test_source_that_raises_before_its_head_is_a_whole_500_for_a_slow_reader(wire):
    if wire.pool.send_waits:
        return

    @wire.route("/")
    def handler(request):
        return Late(request, "body")

    peer = wire.connect(window=20)
    peer.send(get())
    for _ in range(30):
        wire.polls(2, 1)
        peer.read(20)
    wire.take_error(ZeroDivisionError)
    assert [answer.status for answer in wire.answers(peer)] == [500]
    assert wire.errors == []


class LaterLate(Late):
    """Has nothing at first, and then raises before its head is made."""

    def _chunks(self):
        yield None
        yield None
        raise ZeroDivisionError


@on_each_pool
def test_source_that_raises_in_a_later_poll_but_before_its_head_is_500(wire):
    @wire.route("/")
    def handler(request):
        return LaterLate(request, "body")

    for window in (None, 20):
        if window and wire.pool.send_waits:
            continue
        peer = wire.connect(window)
        peer.send(get())
        for _ in range(30):
            wire.polls(2, 1)
            peer.read(20)
        wire.take_error(ZeroDivisionError)
        assert [answer.status for answer in wire.answers(peer)] == [500]


@everywhere
def test_handler_that_has_pushed_and_raises_is_cut_off(wire):
    @wire.route("/")
    def handler(request):
        request.connection.send(b"HTTP/1.1 200 OK\r\n")
        raise ZeroDivisionError

    peer = wire.connect()
    wire.say(peer, get())
    wire.run()
    wire.take_error(ZeroDivisionError)
    assert bytes(peer.received) == b"HTTP/1.1 200 OK\r\n"
    assert peer.server_closed


@everywhere
def test_fault_of_the_client_behind_the_end_of_the_connection(wire):
    """A handler that closed the connection itself, and then says that there is no such file."""
    for error in (FileNotExistsError("x"), AuthenticationError()):

        @wire.route("/" + type(error).__name__)
        def handler(request):
            request.connection.close()
            raise error  # noqa: B023

        peer = wire.connect()
        wire.say(peer, get("/" + type(error).__name__))
        wire.run()
        assert wire.errors == [], wire.errors
        assert wire.state(peer) == "GONE"


@on_each_pool
def test_exception_delays_nobody(wire):
    wire.answer("/")

    @wire.route("/bad")
    def bad(request):
        raise ZeroDivisionError

    peers = [wire.connect() for _ in range(4)]
    for number in range(4):
        peers[number].send(get("/bad" if number % 2 else "/"))
    wire.polls(4)
    for number in range(4):
        status = 500 if number % 2 else 200
        assert [answer.status for answer in wire.answers(peers[number])] == [status]
    for _ in range(2):
        wire.take_error(ZeroDivisionError)


@on_each_pool
def test_authentication_that_raises_is_a_500_before_the_body(wire):
    class Broken:
        def __str__(self):
            raise ZeroDivisionError

    wire.answer("/", methods=("GET", "POST"))
    wire.server.require_authentication([Broken()])
    other = wire.connect()
    for request in (get(), raw_request("POST", "/", ("Content-Length: 5",))):
        peer = wire.connect()
        peer.send(request)
        wire.run()
        if wire.errors:
            wire.errors.pop()
            assert [answer.status for answer in wire.answers(peer)] == [500]
        peer.close()
        wire.run()
    wire.server.require_authentication([])
    assert len(wire.ask(other, get())) == 1


@on_each_pool
def test_exception_of_a_source_loses_no_other_output(wire):
    body = bytes(range(250)) * 20
    raising(wire, "/bad", 9)
    wire.answer("/", body=body)
    peers = [wire.connect(window=None) for _ in range(4)]
    for number in range(4):
        peers[number].send(get("/bad" if number % 2 else "/"))
    wire.run()
    for _ in range(2):
        wire.take_error(ZeroDivisionError)
    for number in (0, 2):
        assert [answer.body for answer in wire.answers(peers[number])] == [body]
    assert peers[1].server_closed and peers[3].server_closed


@on_each_pool
def test_debug_output_that_is_turned_on_meanwhile(wire):
    """Nobody knows when the handler was called, and nobody is told how long the server has run."""
    told = []

    def tell(name, *arguments):
        if name == "_debug_response_sent":
            told.append(arguments[1])

    wire.server._debug = tell

    @wire.route("/on")
    def on(request):
        wire.server.debug = True
        return Response(request, "")

    @wire.route("/slow")
    def slow(request):
        wire.advance(250)
        return Response(request, "")

    for before in ("/nothing", "/on"):
        wire.server.debug = False
        peer = wire.connect()
        assert len(wire.ask(peer, get(before))) == 1
        wire.advance(700)
        assert wire.ask(peer, get("/on"))[0].status == 200
        assert wire.ask(peer, get("/slow"))[0].status == 200
        wire.server.debug = False
        wire.advance(700)
        assert wire.ask(peer, get("/on"))[0].status == 200
        peer.close()
        wire.run()
        assert told == [0, 0.25, 0] if before == "/nothing" else told == [0, 0, 0.25, 0], told
        told.clear()
