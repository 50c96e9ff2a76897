# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Siblings that are compressed already (RFC 9110 section 12.5.3)."""

import os

from adafruit_httpserver import FileNotExistsError
from adafruit_httpserver.precompressed import qualities
from adafruit_httpserver.request_parser import RequestError
from tests.support.expect import raises
from tests.support.files import DATE, Site

QUALITIES = (
    (None, {}),
    (b"", {}),
    (b"gzip", {"gzip": 1000}),
    (b"gzip, deflate, br", {"gzip": 1000, "deflate": 1000, "br": 1000}),
    (b"GZIP;Q=0.5", {"gzip": 500}),
    (b"gzip ; q = 0.25 ,br;q=1", {"gzip": 250, "br": 1000}),
    (b"gzip;q=0", {"gzip": 0}),
    (b"gzip;q=0.000", {"gzip": 0}),
    (b"gzip;q=0.001", {"gzip": 1}),
    (b"gzip;q=1.000", {"gzip": 1000}),
    (b"gzip;q=1.5", {"gzip": 1000}),
    (b"gzip;q=2", {"gzip": 0}),
    (b"gzip;q=-1", {"gzip": 0}),
    (b"gzip;q=x", {"gzip": 0}),
    (b"gzip;q=", {"gzip": 0}),
    (b"gzip;q=.5", {"gzip": 0}),
    (b"gzip;level=9", {"gzip": 1000}),
    (b",, gzip ,,", {"gzip": 1000}),
    (b"*;q=0.1, identity;q=0", {"*": 100, "identity": 0}),
    (b"\xff", {"\xff": 1000}),
)


def test_qualities():
    for value, expected in QUALITIES:
        assert qualities(value) == expected, value


BOTH = {"a.js": b"plain", "a.js.gz": b"GZ", "a.js.br": b"BROTLI"}
GZIP = {"a.js": b"plain", "a.js.gz": b"GZ"}
# (Accept-Encoding, which one of both, which one of plain and gzip); None is 406.
CHOICES = (
    (None, b"plain", b"plain"),
    ("", b"plain", b"plain"),
    ("gzip", b"GZ", b"GZ"),
    ("gzip, deflate", b"GZ", b"GZ"),
    ("gzip, deflate, br", b"BROTLI", b"GZ"),
    ("br", b"BROTLI", b"plain"),
    ("deflate", b"plain", b"plain"),
    ("gzip, br;q=0.9", b"GZ", b"GZ"),
    ("gzip;q=0.5, br;q=0.8", b"BROTLI", b"GZ"),
    ("gzip;q=0, br", b"BROTLI", b"plain"),
    ("gzip;q=0", b"plain", b"plain"),
    ("*", b"BROTLI", b"GZ"),
    ("*;q=0", None, None),
    ("gzip, *;q=0", b"GZ", b"GZ"),
    ("identity;q=1, *;q=0", b"plain", b"plain"),
    ("identity", b"plain", b"plain"),
    ("gzip;q=0.5, identity", b"plain", b"plain"),
    ("gzip, identity;q=0.5", b"GZ", b"GZ"),
    ("identity;q=0", None, None),
    ("gzip;q=0.001, identity;q=0", b"GZ", b"GZ"),
    ("br, identity;q=0", b"BROTLI", None),
    ("gzip;q=0, identity;q=0", None, None),
)
CODINGS = {b"plain": None, b"GZ": "gzip", b"BROTLI": "br"}


def test_which_one_is_sent():
    for files, number in ((BOTH, 1), (GZIP, 2)):
        site = Site(files)
        for choice in CHOICES:
            lines = () if choice[0] is None else ("Accept-Encoding: " + choice[0],)
            expected = choice[number]
            for method in ("GET", "HEAD"):
                response = site.response("/a.js", *lines, method=method)
                if expected is None:
                    error = raises(RequestError, response._chunks)
                    assert error.status_code == 406, choice
                    continue
                answer = site.sent(response)
                assert answer.status == 200
                if method == "GET":
                    assert answer.body == expected, (choice, number)
                assert answer.header("content-length") == str(len(expected))
                assert answer.headers.get("content-encoding", [None]) == [CODINGS[expected]]
                assert answer.header("vary") == "accept-encoding"
                assert answer.header("content-type") == "text/javascript"


def test_only_brotli():
    site = Site({"a.js": b"plain", "a.js.br": b"BROTLI"})
    assert site.ask("/a.js", "Accept-Encoding: gzip, br").body == b"BROTLI"
    assert site.ask("/a.js", "Accept-Encoding: gzip").body == b"plain"


def test_each_has_an_etag_of_its_own():
    site = Site(BOTH)
    tags = set()
    for coding in ("", "gzip", "br"):
        answer = site.ask("/a.js", "Accept-Encoding: " + coding)
        tags.add(answer.header("etag"))
        again = site.ask(
            "/a.js", "Accept-Encoding: " + coding, "If-None-Match: " + answer.header("etag")
        )
        assert again.status == 304 and "content-encoding" not in again.headers
        assert again.header("vary") == "accept-encoding"
    assert len(tags) == 3
    for etag in tags:
        found = 0
        for coding in ("", "gzip", "br"):
            line = "Accept-Encoding: " + coding
            found += site.ask("/a.js", line, "If-None-Match: " + etag).status == 304
        assert found == 1


def test_parts_are_those_of_the_file_itself():
    site = Site(GZIP)
    site.server._date_line = DATE
    answer = site.ask("/a.js", "Accept-Encoding: gzip", "Range: bytes=0-1")
    assert (answer.status, answer.body) == (206, b"pl")
    assert "content-encoding" not in answer.headers
    assert answer.header("vary") == "accept-encoding"
    assert answer.header("content-range") == "bytes 0-1/5"
    packed = site.ask("/a.js", "Accept-Encoding: gzip")
    assert "accept-ranges" not in packed.headers
    # Who has a part of the packed one gets all of the other.
    etag = packed.header("etag")
    lines = ("Accept-Encoding: gzip", "Range: bytes=0-1", "If-Range: " + etag)
    answer = site.ask("/a.js", *lines)
    assert (answer.status, answer.body) == (200, b"plain")
    # Who does not take the file itself gets no part.
    answer = site.ask("/a.js", "Accept-Encoding: gzip, identity;q=0", "Range: bytes=0-1")
    assert (answer.status, answer.body) == (200, b"GZ")


def test_files_without_siblings():
    site = Site({"a.png": b"plain", "a.png.gz": b"GZ", "a.html": b"page", "a.js": b"plain"})
    for target in ("/a.png", "/a.html"):
        answer = site.ask(target, "Accept-Encoding: gzip, br")
        assert "content-encoding" not in answer.headers and "vary" not in answer.headers
    answer = site.ask("/a.png.gz", "Accept-Encoding: gzip")
    assert (answer.body, answer.header("content-type")) == (b"GZ", "application/gzip")
    assert "content-encoding" not in answer.headers
    # A directory is no sibling.
    site.write("a.js.gz/x", b"")
    assert site.ask("/a.js", "Accept-Encoding: gzip").body == b"plain"


def test_a_sibling_alone_is_no_file():
    site = Site({"a.js.gz": b"GZ"})
    raises(FileNotExistsError, site.response, "/a.js", "Accept-Encoding: gzip")


def test_a_handler_that_encodes_by_itself():
    site = Site(GZIP)
    answer = site.ask("/a.js", "Accept-Encoding: gzip", headers={"Content-Encoding": "deflate"})
    assert (answer.body, answer.header("content-encoding")) == (b"plain", "deflate")


def test_a_vary_of_the_program_stays():
    site = Site(GZIP)
    answer = site.ask("/a.js", headers={"Vary": "Cookie"})
    assert sorted(answer.headers["vary"]) == ["Cookie", "accept-encoding"]


def test_a_sibling_of_another_version_is_not_sent():
    site = Site(GZIP)
    if hasattr(os, "utime"):
        os.utime(site.path("a.js.gz"), (1000000000, 1000000000))
        assert site.ask("/a.js", "Accept-Encoding: gzip").body == b"plain"
        os.utime(site.path("a.js"), (1000000000, 1000000000))
    assert site.ask("/a.js", "Accept-Encoding: gzip").body == b"GZ"


def test_what_is_packed_is_not_kept_as_the_file_itself():
    """Not even if both have one size."""
    site = Site({"a.html": b"plain", "a.html.gz": b"12345"})
    site.server._date_line = DATE
    for _ in range(2):
        assert site.ask("/a.html", "Accept-Encoding: gzip").body == b"12345"
        assert site.ask("/a.html").body == b"plain"
