# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a client has already: RFC 9110 sections 8.8 and 13 as tables."""

from adafruit_httpserver.preconditions import matches
from tests.support.files import DATE, Site

TAG = b'"a,b"'
# (list, whether the tag is in it for a weak comparison, and for a strong one)
LISTS = (
    (b'"a,b"', True, True),
    (b'W/"a,b"', True, False),
    (b'"x", "a,b"', True, True),
    (b'"x","a,b"', True, True),
    (b'"x" , W/"a,b"', True, False),
    (b'W/"x", "a,b"', True, True),
    (b',, "a,b" ,', True, True),
    (b'"a,b", W/"a,b"', True, True),
    (b"*", True, True),
    (b'"a", "b"', False, False),
    (b'"a,b', False, False),
    (b'a,b"', False, False),
    (b"a,b", False, False),
    (b'"A,B"', False, False),
    (b'"a, b"', False, False),
    (b'"*"', False, False),
    (b'""', False, False),
    (b"", False, False),
)


def test_lists_of_etags():
    for tags, weak, strong in LISTS:
        assert matches(tags, TAG, True) is weak, tags
        assert matches(tags, TAG, False) is strong, tags
    # One of a program's own may be weak.
    assert matches(b'"a,b"', b'W/"a,b"', True)
    assert matches(b'W/"a,b"', b'W/"a,b"', True)
    assert not matches(b'W/"a,b"', b'W/"a,b"', False)


def page():
    site = Site({"a.html": b"hello"})
    site.server._date_line = DATE
    return site


def before(date):
    """The same date in another year."""
    return date[:12] + "1999" + date[16:]


def after(date):
    return date[:12] + "2099" + date[16:]


def test_conditions():
    site = page()
    plain = site.ask("/a.html")
    etag = plain.header("etag")
    date = plain.header("last-modified")
    cases = (
        # (lines, status)
        (("If-None-Match: " + etag,), 304),
        (("if-none-match:" + etag,), 304),
        (("IF-NONE-MATCH: \t" + etag + " ",), 304),
        (("If-None-Match: W/" + etag,), 304),
        (('If-None-Match: "x", ' + etag,), 304),
        (('If-None-Match: "x"', "If-None-Match: " + etag), 304),
        (("If-None-Match: *",), 304),
        (('If-None-Match: "x"',), 200),
        (("If-None-Match: " + etag.upper().replace('"', '"X'),), 200),
        (("If-None-Match: " + etag[1:-1],), 200),
        (("If-None-Match: " + etag[:-1],), 200),
        (("If-None-Match:",), 200),
        (("If-Modified-Since: " + date,), 304),
        (("If-Modified-Since: " + after(date),), 304),
        (("If-Modified-Since: " + before(date),), 200),
        (("If-Modified-Since: now",), 200),
        (("If-Modified-Since: " + date + ", " + date,), 200),
        (("If-Modified-Since: " + date, "If-Modified-Since: " + date), 200),
        # What has an ETag counts more than what has a date.
        (("If-None-Match: " + etag, "If-Modified-Since: " + before(date)), 304),
        (('If-None-Match: "x"', "If-Modified-Since: " + date), 200),
        (("If-Match: " + etag,), 200),
        (('If-Match: "x", ' + etag,), 200),
        (("If-Match: *",), 200),
        (("If-Match: W/" + etag,), 412),
        (('If-Match: "x"',), 412),
        (("If-Unmodified-Since: " + date,), 200),
        (("If-Unmodified-Since: " + after(date),), 200),
        (("If-Unmodified-Since: " + before(date),), 412),
        (("If-Unmodified-Since: now",), 200),
        (("If-Match: " + etag, "If-Unmodified-Since: " + before(date)), 200),
        (('If-Match: "x"', "If-Unmodified-Since: " + date), 412),
        # In the order of section 13.2.2.
        (('If-Match: "x"', "If-None-Match: " + etag), 412),
        (("If-Match: " + etag, "If-None-Match: " + etag), 304),
        (("If-Unmodified-Since: " + before(date), "If-None-Match: " + etag), 412),
        (("If-Unmodified-Since: " + date, "If-Modified-Since: " + date), 304),
    )
    for lines, status in cases:
        for method in ("GET", "HEAD"):
            answer = site.ask("/a.html", *lines, method=method)
            assert answer.status == status, (lines, answer.status)
            assert answer.header("etag") == etag
            if status == 412:
                assert (answer.header("content-length"), answer.body) == ("0", b"")
            elif status == 200:
                assert answer.header("content-length") == "5"


def test_a_304_has_what_a_cache_needs_and_no_more():
    site = page()
    site.server.headers["X-A"] = "1"
    etag = site.ask("/a.html").header("etag")
    for date_line in (DATE, b""):
        site.server._date_line = date_line
        response = site.response("/a.html", "If-None-Match: " + etag)
        response._headers.add("Set-Cookie", "a=b")
        answer = site.sent(response)
        assert (answer.status, answer.body) == (304, b"")
        assert response._status.text == "Not Modified"
        assert answer.header("cache-control") == "no-cache"
        for name in ("content-length", "content-type", "last-modified", "content-encoding"):
            assert name not in answer.headers
    # The shortest way of all.
    del site.server.headers["X-A"]
    answer = site.ask("/a.html", "If-None-Match: " + etag)
    assert (answer.status, answer.header("etag")) == (304, etag)


def test_other_methods_and_statuses_know_no_conditions():
    site = page()
    etag = site.ask("/a.html").header("etag")
    for arguments in ({"method": "POST"}, {"status": 404}):
        answer = site.ask("/a.html", "If-None-Match: " + etag, **arguments)
        assert answer.status == arguments.get("status", 200)
        assert answer.body == b"hello"
        assert "etag" not in answer.headers and "cache-control" not in answer.headers


def test_an_etag_is_that_of_one_version():
    site = page()
    first = site.ask("/a.html").header("etag")
    assert first[0] == first[-1] == '"' and len(first) > 4
    assert site.ask("/a.html").header("etag") == first
    site.write("a.html", b"other length")
    assert site.ask("/a.html").header("etag") != first
    answer = site.ask("/a.html", "If-None-Match: " + first)
    assert (answer.status, answer.body) == (200, b"other length")


def test_no_clock_no_date():
    site = page()
    date = site.ask("/a.html").header("last-modified")
    site.server._date_line = b""
    answer = site.ask("/a.html", "If-Modified-Since: " + date)
    assert answer.status == 200 and "last-modified" not in answer.headers
    # A file of the future is dated by nobody (section 8.8.2.1).
    site = page()
    site.server._date_line = b"date: Mon, 01 Jan 2001 00:00:00 GMT\r\n"
    assert "last-modified" not in site.ask("/a.html").headers


def test_head_is_get_without_its_body():
    site = page()
    for lines in ((), ("Accept-Encoding: gzip, br",), ("If-None-Match: *",), ('If-Match: "x"',)):
        get = site.ask("/a.html", *lines)
        head = site.ask("/a.html", *lines, method="HEAD")
        assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


def test_headers_of_the_program_count_more():
    site = page()
    headers = {"ETag": '"mine"', "Cache-Control": "no-store", "Last-Modified": "then"}
    answer = site.ask("/a.html", headers=headers)
    assert answer.header("etag") == '"mine"'
    assert answer.header("cache-control") == "no-store"
    assert answer.header("last-modified") == "then"
    answer = site.ask("/a.html", 'If-None-Match: "mine"', headers=headers)
    assert answer.status == 304
