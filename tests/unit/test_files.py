# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Cache-Control, names of attachments, and other things that a program says of files."""

from adafruit_httpserver import Server
from adafruit_httpserver.attachment import disposition_of
from adafruit_httpserver.cache_rules import matches
from tests.support.expect import raises
from tests.support.files import DATE, Site

PATTERNS = (
    ("*", "a/b.js", True),
    ("*.js", "a.js", True),
    ("*.js", "js/a.js", True),
    ("*.js", "a.json", False),
    ("*.js", ".js", True),
    ("/*.js", "a.js", True),
    ("fonts/*", "fonts/a.woff2", True),
    ("fonts/*", "a/fonts/a.woff2", False),
    ("*/fonts/*", "a/fonts/a.woff2", True),
    ("a*b*c", "abc", True),
    ("a*b*c", "axxbyyc", True),
    ("a*b*c", "acb", False),
    ("ab*ba", "aba", False),
    ("a*a", "a", False),
    ("*a*", "bab", True),
    ("index.html", "index.html", True),
    ("index.html", "a/index.html", False),
    ("**", "", True),
    ("*[a].js", "[a].js", True),
)


def test_patterns():
    for pattern, name, expected in PATTERNS:
        assert matches(pattern, name) is expected, (pattern, name)


def cache_control(site, target, **arguments):
    return site.ask(target, **arguments).headers.get("cache-control", [None])[0]


def test_cache_control():
    site = Site({"a.js": b"", "b.js": b"", "a.css": b"", "sub/index.html": b""})
    server = site.server
    for date_line in (b"", DATE):
        server._date_line = date_line
        server.cache_control = None
        assert cache_control(site, "/a.js") == "no-cache"
        server.cache_control = {"*.js": "max-age=5", "*": "max-age=1", "b.js": "", "a.j*": "a"}
        assert cache_control(site, "/a.js") in ("a", "max-age=5")
        assert cache_control(site, "/b.js") in (None, "max-age=5")
        assert cache_control(site, "/a.css") == "max-age=1"
        server.cache_control = {"*.js": "max-age=5", "very long and not it": "x"}
        assert cache_control(site, "/a.js") == "max-age=5"
        assert cache_control(site, "/a.css") == "no-cache"
        assert cache_control(site, "/a.js", cache_control="private") == "private"
        assert cache_control(site, "/a.js", cache_control="") is None
        assert cache_control(site, "/a.js", headers={"Cache-Control": "x"}) == "x"
        server.cache_control = "max-age=7"
        assert cache_control(site, "/sub/") == "max-age=7"
        names = []
        server.cache_control = names.append
        assert cache_control(site, "/sub/") == "no-cache"
        assert names == ["sub/index.html"]


def test_a_304_says_how_long_it_may_be_kept():
    site = Site({"a.js": b"x"})
    site.server.cache_control = {"*.js": "max-age=5"}
    etag = site.ask("/a.js").header("etag")
    answer = site.ask("/a.js", "If-None-Match: " + etag)
    assert (answer.status, answer.header("cache-control")) == (304, "max-age=5")


def test_rules_that_make_no_sense():
    server = Server(None)
    for value in (5, True, ["*.js"], {"*.js": 5}, {5: "no-cache"}, {"*": "a\r\nb: c"}, "a\nb"):
        error = raises(ValueError, setattr, server, "cache_control", value)
        assert "cache_control" in str(error)
    assert server.cache_control is None
    site = Site({"a.js": b""})
    raises(ValueError, site.response, "/a.js", cache_control="a\r\nb: c")
    site.server.cache_control = lambda name: 5
    raises(TypeError, site.ask, "/a.js")


def test_other_settings():
    server = Server(None)
    assert server.directory_listing is False and server.spa is None
    for value in (1, "yes", None):
        raises(ValueError, setattr, server, "directory_listing", value)
    for value in (1, "", True):
        raises(ValueError, setattr, server, "spa", value)
    server.directory_listing = True
    server.spa = "index.html"
    assert server.directory_listing is True and server.spa == "index.html"
    server.spa = None
    assert server.spa is None


DISPOSITIONS = (
    ("a.txt", "attachment; filename=a.txt"),
    ("my file;.txt", 'attachment; filename="my file;.txt"'),
    ("café.txt", "attachment; filename=\"caf_.txt\"; filename*=UTF-8''caf%C3%A9.txt"),
    ("日本", "attachment; filename=\"__\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"),
    ('a"b.txt', "attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt"),
    ("a\\b.txt", "attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%5Cb.txt"),
    # Some browsers decode a percent-escape in the simple one.
    ("100%41.txt", "attachment; filename=\"100_41.txt\"; filename*=UTF-8''100%2541.txt"),
    ("a'(b)*.txt", 'attachment; filename="a\'(b)*.txt"'),
    ("é'(b)*.txt", "attachment; filename=\"_'(b)*.txt\"; filename*=UTF-8''%C3%A9%27%28b%29%2A.txt"),
    ("a\r\nX: y", "attachment; filename=\"a__X: y\"; filename*=UTF-8''a%0D%0AX%3A%20y"),
    ("a\0b", "attachment; filename=\"a_b\"; filename*=UTF-8''a%00b"),
    ("", 'attachment; filename=""'),
)


def test_names_of_attachments():
    for name, expected in DISPOSITIONS:
        assert disposition_of(name) == expected, name
    site = Site({"é.html": b"x"})
    answer = site.ask("/%C3%A9.html", as_attachment=True)
    assert answer.header("content-disposition").endswith("filename*=UTF-8''%C3%A9.html")


def test_pieces_of_any_size():
    content = bytes(range(251)) * 13
    site = Site({"a.html": content, "empty.html": b""})
    for size in (None, 1, 1023, 1024, 1025, len(content) - 1, len(content), len(content) + 1):
        response = site.response("/a.html", buffer_size=size)
        pieces = [bytes(piece) for piece in response._chunks()]
        assert b"".join(pieces).endswith(b"\r\n\r\n" + content)
        if size is not None and size < len(content):
            assert max([len(piece) for piece in pieces[1:]]) == size
        assert site.ask("/empty.html", buffer_size=size).body == b""
    for size in (0, -1, 1.5, "1"):
        raises(ValueError, site.response, "/a.html", buffer_size=size)


def test_a_file_that_shrinks_is_no_shorter_file():
    for size in (None, 10):
        site = Site({"a.html": b"x" * 100})
        response = site.response("/a.html", buffer_size=size)
        site.write("a.html", b"x" * 50)
        sent = b"".join([bytes(piece) for piece in response._chunks()])
        assert response._request.connection.dropped
        assert len(sent.split(b"\r\n\r\n")[1]) <= 50


def test_a_file_that_grows_is_sent_as_it_was():
    for size in (None, 10, 1000):
        site = Site({"a.html": b"x" * 100})
        response = site.response("/a.html", buffer_size=size)
        site.write("a.html", b"x" * 500)
        answer = site.sent(response)
        assert answer.body == b"x" * 100
        assert not response._request.connection.dropped
