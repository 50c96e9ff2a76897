# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""How a response looks on the wire (RFC 9110 and RFC 9112): its head, its chunks, its date."""

import adafruit_httpserver.server as server_module
from adafruit_httpserver.chunked_response import chunk
from adafruit_httpserver.cookies import cookie_lines
from adafruit_httpserver.dates import http_date
from adafruit_httpserver.headers import Headers
from adafruit_httpserver.request import Request
from adafruit_httpserver.response import Response
from adafruit_httpserver.status import Status
from tests.support.expect import raises


def test_dates():
    # RFC 9110 section 5.6.7: one form with fixed widths. Monday is 0.
    for moment, expected in (
        ((2024, 1, 1, 0, 0, 0, 0, 1), "Mon, 01 Jan 2024 00:00:00 GMT"),
        ((2024, 2, 29, 23, 59, 59, 3, 60), "Thu, 29 Feb 2024 23:59:59 GMT"),
        ((2025, 3, 4, 5, 6, 7, 1, 63), "Tue, 04 Mar 2025 05:06:07 GMT"),
        ((2026, 4, 8, 12, 30, 1, 2, 98), "Wed, 08 Apr 2026 12:30:01 GMT"),
        ((2026, 5, 1, 12, 30, 1, 4, 121), "Fri, 01 May 2026 12:30:01 GMT"),
        ((2026, 6, 6, 1, 2, 3, 5, 157), "Sat, 06 Jun 2026 01:02:03 GMT"),
        ((2026, 7, 5, 1, 2, 3, 6, 186), "Sun, 05 Jul 2026 01:02:03 GMT"),
        ((2026, 8, 31, 1, 2, 3, 0, 243), "Mon, 31 Aug 2026 01:02:03 GMT"),
        ((2026, 9, 1, 1, 2, 3, 1, 244), "Tue, 01 Sep 2026 01:02:03 GMT"),
        ((2026, 10, 1, 1, 2, 3, 3, 274), "Thu, 01 Oct 2026 01:02:03 GMT"),
        ((2026, 11, 30, 1, 2, 3, 0, 334), "Mon, 30 Nov 2026 01:02:03 GMT"),
        ((2099, 12, 31, 23, 59, 60, 3, 365), "Thu, 31 Dec 2099 23:59:60 GMT"),
    ):
        line = ("date: " + expected + "\r\n").encode()
        assert http_date(moment) == line, (moment, http_date(moment))
        assert http_date(moment + (0,)) == line


def test_a_clock_that_was_never_set_has_no_date():
    utc = server_module._utc
    server = server_module.Server(None)
    try:
        for year in (1970, 1999, 2000, 2020, 2023):
            server_module._utc = lambda year=year: (year, 1, 1, 0, 0, 0, 0, 1)
            server._set_date(0)
            assert server._date_line == b"", year
        server_module._utc = lambda: (2024, 1, 1, 0, 0, 0, 0, 1)
        server._set_date(0)
        assert server._date_line == b"date: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
    finally:
        server_module._utc = utc


def test_which_responses_have_a_body():
    for code in (100, 101, 103, 199, 204, 304):
        assert not Status(code, "").has_body, code
    for code in (200, 201, 202, 206, 301, 303, 400, 404, 418, 500, 505, 599):
        assert Status(code, "").has_body, code


class FakeServer:
    """What a head asks its server for."""

    debug = False
    _date_line = b""


class FakeConnection:
    """What a head asks its connection for."""

    def __init__(self, keep_alive):
        self.keep_alive = keep_alive
        self.chunks = None

    def attach(self, chunks):
        self.chunks = chunks


def request_of(method="GET", version="HTTP/1.1", keep_alive=True):
    raw = f"{method} / {version}\r\nHost: a\r\n\r\n".encode()
    return Request(FakeServer(), FakeConnection(keep_alive), ("1.2.3.4", 5), raw)


def lines(head, end="\r\n\r\n"):
    """The lines of a head, which must all end in CRLF."""
    if isinstance(head, bytes):
        head = str(head, "utf-8")
    assert head.endswith(end), head
    found = head[: -len(end)].split("\r\n")
    for line in found:
        assert line and "\r" not in line and "\n" not in line, head
    return found


def head_of(content_length=5, content_type=None, request=None, **arguments):
    """The lines of the head of a response."""
    response = Response(request or request_of(), **arguments)
    return lines(response._head(content_length, content_type))


def test_head_of_a_response():
    request = request_of(keep_alive=False)
    found = head_of(request=request, content_type="text/html", headers={"X": "y"})
    assert found[0] == "HTTP/1.1 200 OK"
    assert sorted(found[1:]) == [
        "connection: close",
        "content-length: 5",
        "content-type: text/html",
        "x: y",
    ]


def test_head_that_keeps_the_connection():
    assert sorted(head_of()[1:]) == ["content-length: 5", "content-type: text/plain"]
    # RFC 9112 section 9.3: who speaks HTTP/1.0 is told.
    assert "connection: keep-alive" in head_of(request=request_of(version="HTTP/1.0"))
    for version in ("HTTP/1.0", "HTTP/1.1"):
        request = request_of(version=version, keep_alive=False)
        assert "connection: close" in head_of(request=request)


def test_what_is_none_is_left_out():
    for code in (204, 304, 101, 103):
        found = head_of(None, status=Status(code, "x"))
        assert found == [f"HTTP/1.1 {code} x"]
        assert head_of(0, status=Status(code, "x"), content_type="a/b") == found
    assert head_of(None)[1:] == ["content-type: text/plain"]
    assert sorted(head_of(0)[1:]) == ["content-length: 0", "content-type: text/plain"]


def test_status_line_of_a_code_without_phrase():
    # RFC 9112 section 4: the blank before the phrase stays.
    for status in (299, (299, ""), Status(299, "")):
        assert head_of(status=status)[0] == "HTTP/1.1 299 "


def test_content_type_of_a_response_goes_before_that_of_its_class():
    for own, of_class, expected in (
        (None, None, "text/plain"),
        (None, "a/b", "a/b"),
        ("c/d", None, "c/d"),
        ("c/d", "a/b", "c/d"),
    ):
        response = Response(request_of(), content_type=own)
        assert f"content-type: {expected}" in lines(response._head(5, of_class))
        response = Response(request_of(), content_type=own, headers={"Content-Type": "e/f"})
        found = [line for line in lines(response._head(5, of_class)) if "content-type" in line]
        assert found == ["content-type: e/f"]


def headers_of(*fields):
    headers = Headers()
    for name, value in fields:
        headers.add(name, value)
    return headers


def header_lines(*fields):
    """The lines that these headers are sent as, beside those of every head."""
    return head_of(headers=headers_of(*fields))[1:-2]


def test_header_lines():
    assert header_lines() == []
    assert header_lines(("a", "1")) == ["a: 1"]
    fields = (("b", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("a", "5"))
    assert header_lines(*fields) == ["b: 1", "b: 3", "a: 2", "a: 5", "c: 4"]


def test_a_header_whose_value_is_none_is_left_out():
    response = Response(request_of(), headers={"A": "1", "B": None})
    found = lines(response._head(5))
    assert [line for line in found if line[:2] in ("a:", "b:")] == ["a: 1"]
    response._headers["C"] = None
    assert lines(response._head(5)) == found


def test_numbers_are_values_of_headers():
    assert "c: 3" in head_of(headers={"C": 3})


def test_date_of_the_server():
    request = request_of()
    request.server._date_line = http_date((2024, 1, 1, 0, 0, 0, 0, 1))
    assert "date: Mon, 01 Jan 2024 00:00:00 GMT" in head_of(request=request)


def test_headers_that_end_the_connection():
    for headers, content_length, kept in (
        ({}, 5, True),
        ({"Connection": "close"}, 5, False),
        ({"Connection": "x, Close"}, 5, False),
        ({"Connection": "keep-alive"}, 5, True),
        ({"Content-Length": "5"}, 5, True),
        # Nobody could tell where the next answer begins.
        ({"Content-Length": "6"}, 5, False),
        ({"Content-Length": "5"}, None, False),
    ):
        request = request_of()
        found = head_of(content_length, request=request, headers=headers)
        assert request.connection.keep_alive == kept, headers
        for name in ("connection", "content-length"):
            told = [line for line in found if line.startswith(name + ":")]
            assert len(told) <= 1, (name, found)
        if not kept:
            told = [line.lower() for line in found if line.startswith("connection:")]
            assert len(told) == 1 and "close" in told[0], found


def test_a_small_answer_is_one_piece_and_a_large_one_is_not_copied():
    request = request_of()
    Response(request, "caf\u00e9")._send()
    (whole,) = request.connection.chunks
    head, body = whole.split(b"\r\n\r\n")
    assert body == b"caf\xc3\xa9" and b"content-length: 5" in head
    data = b"x" * 100000
    request = request_of()
    Response(request, data)._send()
    head, body = request.connection.chunks
    assert body is data and b"content-length: 100000" in head


def test_what_has_no_body_sends_none():
    for method, status in (("HEAD", 200), ("GET", 204), ("GET", 304)):
        request = request_of(method)
        Response(request, "abc", status=status)._send()
        (head,) = request.connection.chunks
        assert head.endswith(b"\r\n\r\n") and b"abc" not in head
        assert (b"content-length: 3" in head) == (method == "HEAD")


def test_cookie_lines():
    assert cookie_lines({}) == ""
    assert cookie_lines({"a": "1"}) == "set-cookie: a=1\r\n"
    assert cookie_lines({"a": "1; Path=/; HttpOnly"}) == "set-cookie: a=1; Path=/; HttpOnly\r\n"
    assert cookie_lines({"n": 5}) == "set-cookie: n=5\r\n"
    deleted = cookie_lines({"a": None})
    assert deleted.startswith("set-cookie: a=;")
    assert "Max-Age=0" in deleted
    both = cookie_lines({"a": "1", "b": "2"})
    assert sorted(lines(both, "\r\n")) == ["set-cookie: a=1", "set-cookie: b=2"]


def test_cookies_cannot_break_out_of_their_line():
    for text in ("a\r\nX: y", "a\r", "\na", "a\0b"):
        raises(ValueError, cookie_lines, {"a": text})
        raises(ValueError, cookie_lines, {text: "a"})


def test_chunks():
    # RFC 9112 section 7.1
    for data, expected in (
        (b"a", b"1\r\na\r\n"),
        (b"x" * 10, b"a\r\n" + b"x" * 10 + b"\r\n"),
        (b"\r\n", b"2\r\n\r\n\r\n"),
        (b"y" * 255, b"ff\r\n" + b"y" * 255 + b"\r\n"),
        (b"z" * 4096, b"1000\r\n" + b"z" * 4096 + b"\r\n"),
    ):
        assert chunk(data) == expected


def test_the_last_chunk():
    assert chunk(b"") == b"0\r\n\r\n"
