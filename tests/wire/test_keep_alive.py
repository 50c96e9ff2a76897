# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Several requests over one connection, and when it ends."""

from adafruit_httpserver import CONNECTION_TIMED_OUT, Response
from tests.support.wire import everywhere, get, post, raw_request


@everywhere
def test_many_requests_over_one_connection(wire):
    @wire.route("/<number>", ("GET", "POST"))
    def handler(request, number):
        return Response(request, number.encode() + b":" + request.body)

    peer = wire.connect()
    for number in range(12):
        request = post(b"body", target="/%d" % number) if number % 2 else get("/%d" % number)
        (answer,) = wire.ask(peer, request)
        assert answer.body == (b"%d:body" if number % 2 else b"%d:") % number
        assert answer.header("connection") is None
    assert wire.count == 1


@everywhere
def test_who_keeps_the_connection(wire):
    wire.answer("/")
    for version, lines, option in (
        ("1.1", (), None),
        ("1.1", ("Connection: keep-alive",), None),
        ("1.1", ("Connection: keep-alive, Upgrade",), None),
        ("1.1", ("Connection: close",), "close"),
        ("1.1", ("Connection: Close",), "close"),
        ("1.1", ("connection: x,close",), "close"),
        ("1.1", ("Connection: keep-alive", "Connection: close"), "close"),
        ("1.0", (), "close"),
        ("1.0", ("Connection: keep-alive",), "keep-alive"),
        ("1.0", ("Connection: Keep-Alive",), "keep-alive"),
        ("1.0", ("Connection: keep-alive, close",), "close"),
    ):
        peer = wire.connect()
        (answer,) = wire.ask(peer, raw_request("GET", "/", lines, version))
        assert answer.header("connection") == option, (version, lines)
        assert wire.ended(peer) == (option == "close"), (version, lines)
        if option != "close":
            assert len(wire.ask(peer, get("/", "Connection: close"))) == 1


@everywhere
def test_last_of_the_requests_allowed_says_close(wire):
    wire.answer("/")
    for most in (1, 2, 5):
        wire.server.keep_alive_max_requests = most
        peer = wire.connect()
        for number in range(1, most + 1):
            (answer,) = wire.ask(peer, get())
            assert answer.header("connection") == ("close" if number == most else None)
        assert wire.ended(peer)


@everywhere
def test_keep_alive_turned_off(wire):
    wire.answer("/")
    wire.server.keep_alive_timeout = 0
    for version in ("1.1", "1.0"):
        peer = wire.connect()
        lines = ("Connection: keep-alive",)
        (answer,) = wire.ask(peer, raw_request("GET", "/", lines, version))
        assert answer.header("connection") == "close"
        assert wire.ended(peer)


@everywhere
def test_idle_client_is_closed_silently_after_the_timeout(wire):
    wire.answer("/")
    peer = wire.connect()
    wire.ask(peer, get())
    size = len(peer.received)
    wire.wait(14900, 50)
    assert wire.state(peer) == "READING"
    wire.wait(250)
    assert wire.state(peer) == "GONE"
    assert len(peer.received) == size
    assert CONNECTION_TIMED_OUT not in wire.results


@everywhere
def test_each_request_renews_the_timeout(wire):
    wire.answer("/")
    wire.server.keep_alive_timeout = 3
    peer = wire.connect()
    for _ in range(4):
        assert len(wire.ask(peer, get())) == 1
        wire.wait(2800, 100)
    assert wire.state(peer) == "READING"


@everywhere
def test_response_with_a_connection_header_of_its_own(wire):
    wire.answer("/", headers={"Connection": "close"})
    peer = wire.connect()
    (answer,) = wire.ask(peer, get())
    assert answer.header("connection") == "close"
    assert wire.ended(peer)


@everywhere
def test_response_whose_length_is_not_that_of_its_body_ends_the_connection(wire):
    wire.answer("/", headers={"Content-Length": "3"})
    peer = wire.connect()
    wire.say(peer, get())
    assert wire.ended(peer)


@everywhere
def test_errors_of_the_client_keep_the_connection_if_the_request_is_whole(wire):
    wire.answer("/", methods="GET")
    peer = wire.connect()
    for request, status in (
        (get("/missing"), 404),
        (post(b"12345"), 405),
        (get(), 200),
        (raw_request("OPTIONS", "/"), 204),
        (get("/missing"), 404),
    ):
        (answer,) = wire.ask(peer, request)
        assert answer.status == status
        assert answer.header("connection") is None
    assert wire.state(peer) == "READING"


@everywhere
def test_empty_lines_before_a_request_are_ignored(wire):
    wire.answer("/", methods=("GET", "POST"))
    peer = wire.connect()
    for request in (b"\r\n" + get(), b"\r\n\r\n" + post(b"12345"), get()):
        assert [answer.status for answer in wire.ask(peer, request)] == [200], request


@everywhere
def test_empty_line_behind_a_request_is_not_the_beginning_of_one(wire):
    wire.answer("/", methods=("GET", "POST"))
    peer = wire.connect()
    wire.ask(peer, post(b"12345") + b"\r\n")
    size = len(peer.received)
    wire.wait(5000, 100)
    assert len(peer.received) == size, "nobody has asked, but it was answered"
    assert [answer.status for answer in wire.ask(peer, get())] == [200]


@everywhere
def test_slow_client_has_its_time_for_each_request(wire):
    wire.answer("/")
    peer = wire.connect()
    for _ in range(3):
        wire.ask(peer, get()[:10])
        wire.wait(900)
        wire.say(peer, get()[10:])
        wire.run()
        wire.wait(2000, 100)
    assert [answer.status for answer in wire.answers(peer)] == [200, 200, 200]
