# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Parts of files: RFC 9110 section 14 as tables."""

import os

from adafruit_httpserver.byte_ranges import part_of
from adafruit_httpserver.dates import http_date
from adafruit_httpserver.file_dates import utc
from tests.support.files import DATE, Site

# (Range, size of the file): (where it begins, how long it is), (0, 0) for 416, None for all of it.
PARTS = (
    (b"bytes=0-0", 10, (0, 1)),
    (b"bytes=0-9", 10, (0, 10)),
    (b"bytes=0-4", 10, (0, 5)),
    (b"bytes=9-9", 10, (9, 1)),
    (b"bytes=5-", 10, (5, 5)),
    (b"bytes=0-", 10, (0, 10)),
    (b"bytes=9-", 10, (9, 1)),
    (b"bytes=5-100", 10, (5, 5)),
    (b"bytes=-1", 10, (9, 1)),
    (b"bytes=-10", 10, (0, 10)),
    (b"bytes=-11", 10, (0, 10)),
    (b"bytes=00-004", 10, (0, 5)),
    (b"Bytes=0-4", 10, (0, 5)),
    (b"BYTES=0-4", 10, (0, 5)),
    # Beyond its end.
    (b"bytes=10-", 10, (0, 0)),
    (b"bytes=10-10", 10, (0, 0)),
    (b"bytes=100-200", 10, (0, 0)),
    (b"bytes=-0", 10, (0, 0)),
    # Nothing there.
    (b"bytes=0-", 0, (0, 0)),
    (b"bytes=0-0", 0, (0, 0)),
    (b"bytes=-0", 0, (0, 0)),
    (b"bytes=-5", 0, None),
    # Numbers of any length.
    (b"bytes=0-99999999999999999999", 10, (0, 10)),
    (b"bytes=0-" + b"9" * 4000, 10, (0, 10)),
    (b"bytes=-" + b"9" * 4000, 10, (0, 10)),
    (b"bytes=" + b"9" * 4000 + b"-", 10, (0, 0)),
    (b"bytes=" + b"0" * 4000 + b"1-1", 10, (1, 1)),
    (b"bytes=" + b"9" * 50 + b"-" + b"9" * 60, 10, (0, 0)),
    # Several parts: all of it is sent.
    (b"bytes=0-1,3-4", 10, None),
    (b"bytes=0-1, 3-4", 10, None),
    (b"bytes=-1,0-0", 10, None),
    (b"bytes=" + b"0-,".replace(b",", b",") * 1000, 10, None),
    # What is malformed is ignored.
    (b"", 10, None),
    (b"bytes", 10, None),
    (b"bytes=", 10, None),
    (b"bytes=-", 10, None),
    (b"bytes=5", 10, None),
    (b"bytes=5-4", 10, None),
    (b"bytes=20-19", 10, None),
    (b"bytes=a-b", 10, None),
    (b"bytes=0-b", 10, None),
    (b"bytes=0x1-2", 10, None),
    (b"bytes=+1-2", 10, None),
    (b"bytes=1-+2", 10, None),
    (b"bytes=1_0-", 10, None),
    (b"bytes=1--2", 10, None),
    (b"bytes=--1", 10, None),
    (b"bytes=1-2-3", 10, None),
    (b"bytes=1 - 2", 10, None),
    (b"bytes=1-2;3", 10, None),
    (b"bytes:1-2", 10, None),
    (b"bytes 1-2/10", 10, None),
    (b"=1-2", 10, None),
    (b"lines=1-2", 10, None),
    (b"seconds=0-1", 10, None),
    (b"bytes=\xb2-\xb3", 10, None),
)


def test_what_a_range_says():
    for ranges, size, expected in PARTS:
        assert part_of(ranges, size) == expected, (ranges[:40], size)


CONTENT = bytes(range(100))


def site():
    made = Site({"a.html": CONTENT, "empty.html": b""})
    made.server._date_line = DATE
    return made


def test_every_part_of_a_file():
    pages = site()
    for first in (0, 1, 50, 99):
        for last in (first, 98, 99, 100, 5000):
            if last < first:
                continue
            answer = pages.ask("/a.html", "Range: bytes=%d-%d" % (first, last))
            end = min(last, 99)
            assert (answer.status, answer.body) == (206, CONTENT[first : end + 1])
            assert answer.header("content-range") == "bytes %d-%d/100" % (first, end)
            assert answer.header("content-length") == str(end + 1 - first)
            assert answer.header("content-type") == "text/html"
            assert answer.header("accept-ranges") == "bytes"
            assert answer.header("etag") and answer.header("last-modified")


def test_parts_in_small_pieces():
    pages = site()
    for size in (1, 7, 49, 50, 51):
        answer = pages.ask("/a.html", "Range: bytes=20-69", buffer_size=size)
        assert answer.body == CONTENT[20:70], size


def test_beyond_the_end():
    pages = site()
    for name, size in (("/a.html", 100), ("/empty.html", 0)):
        answer = pages.ask(name, "Range: bytes=%d-" % size)
        assert (answer.status, answer.body) == (416, b"")
        assert answer.header("content-range") == "bytes */%d" % size
        assert answer.header("content-length") == "0"


def test_all_of_it():
    pages = site()
    for line in ("bytes=0-1,4-5", "bytes=5-4", "lines=0-1", "bytes=-"):
        answer = pages.ask("/a.html", "Range: " + line)
        assert (answer.status, answer.body) == (200, CONTENT), line
        assert "content-range" not in answer.headers
    answer = pages.ask("/empty.html", "Range: bytes=-1")
    assert (answer.status, answer.body) == (200, b"")
    # Two lines are one list.
    answer = pages.ask("/a.html", "Range: bytes=0-1", "Range: bytes=2-3")
    assert (answer.status, answer.body) == (200, CONTENT)


def test_only_get_has_parts():
    pages = site()
    for arguments in ({"method": "HEAD"}, {"head_only": True}, {"method": "POST"}):
        answer = pages.ask("/a.html", "Range: bytes=0-1", **arguments)
        assert answer.status == 200
        assert answer.header("content-length") == "100"
        assert "content-range" not in answer.headers
    answer = pages.ask("/a.html", "Range: bytes=0-1", status=404)
    assert (answer.status, answer.body) == (404, CONTENT)


def test_if_range():
    pages = site()
    plain = pages.ask("/a.html")
    etag = plain.header("etag")
    modified = plain.header("last-modified")
    cases = (
        (etag, 206),
        (modified, 206),
        ("W/" + etag, 200),
        ('"other"', 200),
        (etag[1:-1], 200),
        ("*", 200),
        (etag + ', "other"', 200),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 200),
        ("Sun, 06 Nov 2094 08:49:37 GMT", 200),
        ("yesterday", 200),
        ("", 200),
    )
    for value, status in cases:
        answer = pages.ask("/a.html", "Range: bytes=0-1", "If-Range: " + value)
        assert answer.status == status, value
        assert answer.body == (CONTENT[:2] if status == 206 else CONTENT)
    # Without a Range it says nothing.
    assert pages.ask("/a.html", "If-Range: " + etag).status == 200
    # Where the clock was not set, there are no dates.
    pages.server._date_line = b""
    answer = pages.ask("/a.html", "Range: bytes=0-1", "If-Range: " + modified)
    assert answer.status == 200


def test_a_date_is_strong_when_the_file_is_a_minute_older():
    """Within one second it may have been changed twice (RFC 9110 section 8.8.2.2)."""
    pages = site()
    date = pages.ask("/a.html").header("last-modified")
    changed = os.stat(pages.path("a.html"))[8]
    for seconds, status in ((0, 200), (1, 200), (59, 200), (60, 206), (61, 206)):
        pages.server._date_line = http_date(utc(changed + seconds), b"date")
        answer = pages.ask("/a.html", "Range: bytes=0-1", "If-Range: " + date)
        assert answer.status == status, seconds


def test_an_etag_of_a_program_is_strong_or_it_is_none():
    pages = site()
    for own, asked, status in (
        ('"mine"', '"mine"', 206),
        ('W/"mine"', 'W/"mine"', 200),
        ('W/"mine"', '"mine"', 200),
        ('"mine"', 'W/"mine"', 200),
    ):
        answer = pages.ask(
            "/a.html", "Range: bytes=0-1", "If-Range: " + asked, headers={"ETag": own}
        )
        assert answer.status == status, (own, asked)


def test_a_condition_comes_before_a_range():
    pages = site()
    etag = pages.ask("/a.html").header("etag")
    answer = pages.ask("/a.html", "Range: bytes=0-1", "If-None-Match: " + etag)
    assert answer.status == 304
    answer = pages.ask("/a.html", "Range: bytes=0-1", 'If-Match: "other"')
    assert answer.status == 412
    answer = pages.ask("/a.html", "Range: bytes=0-1", "If-Match: " + etag)
    assert answer.status == 206
