# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The parser's contract: what it uses, what it waits for, its states and the limits of a head."""

from adafruit_httpserver.request_body import begin_body
from adafruit_httpserver.request_parser import RequestError
from tests.support.expect import raises
from tests.support.parser_cases import (
    NEXT,
    accepts,
    byte_by_byte,
    head,
    make_limits,
    new_parser,
    read,
    refuses,
    refuses_with_one_of,
    waits,
)

GET = b"GET /a HTTP/1.1\r\nHost: a\r\n\r\n"


def test_smallest_requests():
    accepts(GET, method="GET", path=b"/a", body=b"", content_length=None, chunked=False)
    accepts(b"GET / HTTP/1.0\r\n\r\n", path=b"/", body=b"", raw_headers=b"")


def test_every_beginning_of_a_request_waits():
    post = b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
    chunked = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked += b"3;x=y\r\nabc\r\n0\r\nX: y\r\n\r\n"
    for raw in (GET, post, chunked):
        for size in range(len(raw)):
            waits(raw[:size])
        accepts(raw)


def test_a_fresh_parser():
    parser = new_parser()
    assert not parser.started
    assert parser.block is None
    assert not parser.complete
    assert not parser.body_awaited
    assert parser.feed(memoryview(b"")) == 0
    assert not parser.started


def test_progress_is_told():
    parser = new_parser()
    parser.feed(memoryview(b"P"))
    assert parser.started
    assert parser.block is None
    rest = b"OST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
    assert parser.feed(memoryview(rest)) == len(rest)
    assert parser.started
    assert parser.line is not None
    assert parser.block is not None
    assert parser.body_awaited
    assert not parser.complete
    assert parser.feed(memoryview(b"abc")) == 0
    begin_body(parser, 3)
    assert not parser.body_awaited
    assert parser.feed(memoryview(b"ab")) == 2
    assert not parser.complete
    assert parser.bytes_received == 2
    assert parser.feed(memoryview(b"cGET")) == 1
    assert parser.complete
    assert parser.bytes_received == 3
    assert bytes(parser.body) == b"abc"
    assert parser.feed(memoryview(b"GET")) == 0


def test_head_is_kept_as_it_came():
    for before in (b"", b"\r\n", b"\r\n\r\n"):
        for pieces in ([before + GET + NEXT], byte_by_byte(before + GET)):
            parser = new_parser()
            for piece in pieces:
                parser.feed(memoryview(piece))
            assert bytes(parser.head) == GET


def test_many_requests_in_one_piece_are_read_one_by_one():
    raw = b""
    for number in range(10):
        raw += b"POST /%d HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n%d" % (number, number)
    for number in range(10):
        found = read([raw])
        assert found.path == b"/%d" % number
        assert found.body == b"%d" % number
        raw = raw[found.used :]
    assert raw == b""


def test_empty_lines_before_a_request():
    # RFC 9112 section 2.2: at least one should be ignored; there is a bound.
    accepts(b"\r\n" + GET, path=b"/a", raw_headers=b"Host: a\r\n")
    accepts(b"\r\n\r\n" + GET, path=b"/a", raw_headers=b"Host: a\r\n")
    refuses(b"\r\n\r\n\r\n" + GET, 400)
    refuses(b"\r\n" * 50, 400)
    for beginning in (b"\r", b"\r\n", b"\r\n\r", b"\r\n\r\n"):
        waits(beginning)
    for beginning in (b"\n", b"\r\r\n", b"\r\n\n", b" \r\n", b"\r\n \r\n", b"\rGET"):
        refuses(beginning + GET, 400)


def test_what_can_never_become_a_request_is_refused_at_once():
    for beginning in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
        b"\x80\x2e\x01\x00\x02",  # SSL 2
        b"\0",
        b"\xff\xfe",
        b" GET",
        b"\tGET",
        b"{",
        b"\xef\xbb\xbfGET",
        b"GET /\0",
        b"GET /\x7f",
        b"GET /\n",
        b"GET /\rx",
        b"GET /\r\r",
        b"GET / HTTP/1.1\r\nX: \x01",
        b"GET / HTTP/1.1\r\nX: a\rb",
        b"GET / HTTP/1.1\r\nX: a\n",
        b"GET / HTTP/1.1\nHost: a\n\n",
        b"GET / HTTP/1.1\r\nHost: a\n\n",
        b"GET / HTTP/1.1\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        b"GET / HTTP/1.1\rHost: a\r\r",
        b"SSH-2.0-OpenSSH_9.2\n",
    ):
        refuses(beginning, 400)


def test_other_protocols():
    for raw in (
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"PRI * HTTP/2.0\r\nHost: a\r\n\r\n",
    ):
        assert read([raw]) == 505
        assert read(byte_by_byte(raw)) == 505
    for raw in (
        b"GET /\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"EHLO a\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"OPTIONS sip:a SIP/2.0\r\n\r\n",
        b"SETUP rtsp://a/ RTSP/1.0\r\n\r\n",
    ):
        refuses_with_one_of(raw, (400, 501))


def test_largest_head():
    smallest = len(head("X: "))
    for limit in (64, 100, 4096):
        limits = {"max_header_size": limit}
        for size, fits in ((limit - 1, True), (limit, True), (limit + 1, False)):
            raw = head("X: " + "y" * (size - smallest))
            assert len(raw) == size
            if fits:
                accepts(raw, limits)
            else:
                refuses(raw, 431, limits)


def test_longest_request_line():
    smallest = len(head(start="GET / HTTP/1.1"))
    for limit in (64, 4096):
        limits = {"max_header_size": limit}
        accepts(head(start="GET /" + "a" * (limit - smallest) + " HTTP/1.1"), limits)
        # The line alone fills it: 414, whatever may follow. RFC 9112 section 3.
        line = b"GET /" + b"a" * (limit - 15) + b" HTTP/1.1\r\n"
        for raw in (line[:-2] + b"a" * 10, b"GET /" + b"a" * limit, b"G" * (limit + 1)):
            refuses(raw, 414, limits)
        # It fits, the rest does not.
        line = b"GET /" + b"a" * (limit - 30) + b" HTTP/1.1\r\n"
        refuses(line + b"Host: a\r\nX: " + b"y" * 40, 431, limits)


def test_a_head_without_end_is_refused_when_the_limit_is_passed_not_later():
    limits = make_limits(max_header_size=64)
    parser = new_parser(limits)
    raw = b"GET / HTTP/1.1\r\nX: " + b"y" * 45
    assert len(raw) == 64
    parser.feed(memoryview(raw))
    error = raises(RequestError, parser.feed, memoryview(b"y"))
    assert error.status_code == 431


def test_empty_lines_do_not_count_for_the_limit():
    limits = {"max_header_size": len(GET)}
    accepts(GET, limits)
    accepts(b"\r\n" + GET, limits)
    accepts(b"\r\n\r\n" + GET, limits)


def test_what_follows_does_not_count_for_the_limit():
    limits = make_limits(max_header_size=64)
    raw = head("X: " + "y" * 30)
    found = read([raw + b"z" * 1000], limits)
    assert found.used == len(raw)


def test_request_made_by_hand_needs_no_host():
    accepts(b"GET /%zz HTTP/1.1\r\n\r\n", live=False, path=b"/%zz", host=None)


def test_error_is_kept():
    parser = new_parser()
    first = raises(RequestError, parser.feed, memoryview(b"\0"))
    for piece in (b"\0", GET, b"\r\n"):
        error = raises(RequestError, parser.feed, memoryview(piece))
        assert error.status_code == first.status_code
    assert not parser.complete
    assert not parser.body_awaited
    assert parser.block is None


def test_body_that_is_refused_fails_the_parser():
    # What comes after a 413 is the refused body, never the next request.
    for framing in ("Content-Length: 99", "Transfer-Encoding: chunked"):
        parser = new_parser()
        raw = head(framing, start="POST / HTTP/1.1")
        assert parser.feed(memoryview(raw)) == len(raw)
        if "chunked" in framing:
            begin_body(parser, 10)
            error = raises(RequestError, parser.feed, memoryview(b"b\r\n"))
        else:
            error = raises(RequestError, begin_body, parser, 10)
        assert error.status_code == 413
        error = raises(RequestError, parser.feed, memoryview(NEXT))
        assert error.status_code == 413
        assert not parser.complete


def test_a_slow_head_costs_no_more_than_a_fast_one():
    # Counted in bytes that were looked at through the view, not in time.
    raw = head(*["X: " + "y" * 40] * 60)
    found = read(byte_by_byte(raw))
    assert found.used == len(raw)
