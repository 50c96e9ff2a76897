# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""How a response looks on the wire (RFC 9110 and RFC 9112)."""

from adafruit_httpserver.message_framing import (
    CONTINUE,
    LAST_CHUNK,
    chunk,
    cookie_lines,
    has_body,
    header_lines,
    http_date,
    response_head,
)
from adafruit_httpserver.status import Status
from tests.support.expect import raises

OK = Status(200, "OK")


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
        assert http_date(moment) == expected, (moment, http_date(moment))
        assert http_date(moment + (0,)) == expected


def test_a_clock_that_was_never_set_has_no_date():
    for year in (1970, 1999, 2000, 2020, 2023):
        assert http_date((year, 1, 1, 0, 0, 0, 0, 1)) == ""


def test_which_responses_have_a_body():
    for code in (100, 101, 103, 199, 204, 304):
        assert not has_body(code), code
    for code in (200, 201, 202, 206, 301, 303, 400, 404, 418, 500, 505, 599):
        assert has_body(code), code


def lines(head, end="\r\n\r\n"):
    """The lines of a head, which must all end in CRLF."""
    assert head.endswith(end), head
    found = head[: -len(end)].split("\r\n")
    for line in found:
        assert line and "\r" not in line and "\n" not in line, head
    return found


def test_head_of_a_response():
    found = lines(response_head(OK, "text/plain", 5, "close", "x: y\r\n"))
    assert found[0] == "HTTP/1.1 200 OK"
    assert sorted(found[1:]) == [
        "connection: close",
        "content-length: 5",
        "content-type: text/plain",
        "x: y",
    ]


def test_what_is_none_is_left_out():
    assert lines(response_head(OK, None, None, None, "")) == ["HTTP/1.1 200 OK"]
    assert lines(response_head(OK, None, 0, None, "")) == ["HTTP/1.1 200 OK", "content-length: 0"]


def test_status_line_of_a_code_without_phrase():
    # RFC 9112 section 4: the blank before the phrase stays.
    assert lines(response_head(Status(299, ""), None, None, None, "")) == ["HTTP/1.1 299 "]


def test_header_lines():
    assert header_lines([]) == ""
    assert header_lines([("a", "1")]) == "a: 1\r\n"
    assert (
        header_lines([("a", "1"), ("b", None), ("a", "2"), ("c", 3)]) == "a: 1\r\na: 2\r\nc: 3\r\n"
    )


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


def test_constants():
    assert CONTINUE == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert LAST_CHUNK == b"0\r\n\r\n"
