# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Bodies of requests: with a length and chunked, around every limit, refused before they come."""

import sys

from adafruit_httpserver import GET, POST, Basic, Response
from tests.support.wire import everywhere, get, post, raw_request

CHUNKED = raw_request("POST", "/", ("Transfer-Encoding: chunked",))
SIZES = (0, 1, 2, 15, 16, 17, 1023, 1024, 1025, 4095, 4096, 4097)


def echo(wire):
    @wire.route("/", (GET, POST))
    def handler(request):
        return Response(request, request.body)


def pattern(size):
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def chunked(*chunks):
    return CHUNKED + b"".join([b"%x\r\n%s\r\n" % (len(c), c) for c in chunks]) + b"0\r\n\r\n"


@everywhere
def test_sizes(wire):
    echo(wire)
    peer = wire.connect()
    for size in SIZES:
        body = pattern(size)
        assert [answer.body for answer in wire.ask(peer, post(body))] == [body], size
        if size:
            half = size // 2
            parts = [part for part in (body[:half], body[half:]) if part]
            assert [answer.body for answer in wire.ask(peer, chunked(*parts))] == [body], size


@everywhere
def test_any_size_of_the_buffer(wire):
    echo(wire)
    body = pattern(300)
    for size in (1, 2, 7, 64, 5000):
        wire.server.request_buffer_size = size
        peer = wire.connect()
        answers = wire.ask(peer, post(body) + chunked(body[:1], body[1:]) + get())
        assert [answer.body for answer in answers] == [body, body, b""], size
        peer.close()
        wire.run()


@everywhere
def test_at_below_and_above_the_limit(wire):
    echo(wire)
    wire.server.max_body_size = 100
    for size, status in ((99, 200), (100, 200), (101, 413), (5000, 413)):
        for request in (post(pattern(size)), chunked(pattern(50), pattern(size - 50))):
            peer = wire.connect()
            wire.say(peer, request)
            wire.run()
            (answer,) = wire.answers(peer)
            assert answer.status == status, size
            assert (answer.header("connection") == "close") == (status == 413)
            peer.close()
            wire.run()
            assert wire.count == 0
    assert len(wire.calls) == 4


@everywhere
def test_too_long_is_refused_before_it_comes(wire):
    echo(wire)
    wire.server.max_body_size = 100
    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 101",)))
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [413]
    assert wire.calls == []


@everywhere
def test_length_that_no_machine_has(wire):
    echo(wire)
    for digits, status in ((b"9" * 15, 413), (b"9" * 16, 413), (b"0" * 14 + b"3", 200)):
        peer = wire.connect()
        wire.say(peer, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + digits + b"\r\n\r\nabc")
        wire.run()
        assert [answer.status for answer in wire.answers(peer)] == [status], digits
        peer.close()
        wire.run()


@everywhere
def test_no_memory_for_the_body_is_413(wire):
    echo(wire)
    size = 10**15 - 1 if sys.maxsize > 1 << 32 else 0x7FFFFF00
    wire.server.max_body_size = size
    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: %d" % size,)))
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [413]


@everywhere
def test_chunks_with_extensions_and_trailers(wire):
    echo(wire)
    peer = wire.connect()
    for body in (
        b"3;a=b\r\nabc\r\n0\r\n\r\n",
        b'3;a="b;c"\r\nabc\r\n0;last\r\n\r\n',
        b"3\r\nabc\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\n",
        b"00000003\r\nabc\r\n00\r\n\r\n",
        b"3;" + b"x" * 254 + b"\r\nabc\r\n0\r\n\r\n",
    ):
        assert [answer.body for answer in wire.ask(peer, CHUNKED + body)] == [b"abc"], body


@everywhere
def test_malformed_chunks_are_400(wire):
    echo(wire)
    for body in (
        b"x\r\nabc\r\n0\r\n\r\n",
        b"-3\r\nabc\r\n0\r\n\r\n",
        b"3\nabc\r\n0\r\n\r\n",
        b"3\r\nabcd\r\n0\r\n\r\n",
        b"3\r\nabc0\r\n\r\n",
        b"000000003\r\nabc\r\n0\r\n\r\n",
        b"3;" + b"x" * 255 + b"\r\nabc\r\n0\r\n\r\n",
        b"0\r\nno colon\r\n\r\n",
        b"\r\nabc\r\n0\r\n\r\n",
    ):
        peer = wire.connect()
        wire.say(peer, CHUNKED + body)
        wire.run()
        assert [answer.status for answer in wire.answers(peer)] == [400], body
        assert not peer.got_reset, body
        peer.close()
        wire.run()
        assert wire.count == 0
    assert wire.calls == []


@everywhere
def test_trailers_have_the_limit_of_a_head(wire):
    echo(wire)
    wire.server.max_header_size = 100
    for size, statuses in ((80, [200]), (120, [400, 431])):
        peer = wire.connect()
        wire.say(peer, CHUNKED + b"3\r\nabc\r\n0\r\nT: " + b"x" * size + b"\r\n\r\n")
        wire.run()
        (answer,) = wire.answers(peer)
        assert answer.status in statuses, size
        peer.close()
        wire.run()


@everywhere
def test_authentication_comes_before_the_body(wire):
    echo(wire)
    wire.server.require_authentication([Basic("user", "secret")])
    for lines, statuses in (
        ((), [401]),
        (("Authorization: Basic eHg6eHg=",), [401]),
        (("Authorization: Basic dXNlcjpzZWNyZXQ=",), [200]),
    ):
        peer = wire.connect()
        calls = len(wire.calls)
        head = raw_request("POST", "/", ("Content-Length: 5",) + lines)
        wire.say(peer, head)
        wire.run()
        if statuses == [401]:
            assert [answer.status for answer in wire.answers(peer)] == [401]
            assert wire.answers(peer)[0].header("connection") == "close"
        wire.say(peer, b"12345")
        wire.run()
        assert [answer.status for answer in wire.answers(peer)] == statuses
        assert not peer.got_reset
        assert len(wire.calls) - calls == statuses.count(200)
        peer.close()
        wire.run()
        assert wire.count == 0


@everywhere
def test_refused_client_that_goes_on_sending_reads_its_answer(wire):
    echo(wire)
    wire.server.max_body_size = 100
    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 10000",)))
    for _ in range(10):
        wire.say(peer, bytes(1000))
        wire.polls(3, 1)
    assert not peer.got_reset
    assert [answer.status for answer in wire.answers(peer)] == [413]
    peer.close()
    wire.run()
    assert wire.count == 0


@everywhere
def test_body_nobody_looks_at_is_not_the_next_request(wire):
    wire.answer("/", methods=(GET, POST))
    peer = wire.connect()
    inner = get("/inner")
    answers = wire.ask(peer, post(inner) + get() + post(inner, target="/missing") + get())
    assert [answer.status for answer in answers] == [200, 200, 404, 200]
    assert "/inner" not in wire.calls


@everywhere
def test_get_may_have_a_body(wire):
    echo(wire)
    peer = wire.connect()
    answers = wire.ask(peer, raw_request("GET", "/", ("Content-Length: 3",)) + b"abc" + get())
    assert [answer.body for answer in answers] == [b"abc", b""]
