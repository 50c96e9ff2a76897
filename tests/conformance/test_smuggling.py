# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Request smuggling: what hides in a request never becomes a request (RFC 9112 section 11.2)."""

import pytest

from tests.conformance.smuggling_corpus import ACCEPTED, POST, REFUSED, SMUGGLED
from tests.support.parser_cases import accepts, refuses_with_one_of

# What nobody can read is 400 or 501. These can be read, but are too long, expect the unknown
# or are of another version: the connection is closed as well.
OTHERS = {
    413: (
        "Content-Length: 4294967296",
        "8446744073709551616",
        "340282366920938463463374607431768211",
    ),
    417: ("Expect: 100-continu\\",),
    505: ("HTTP/0.9", "HTTP/2.0"),
}
OTHERS[413] += ("00000000000000000000000000000000000000", "ffffffff\\r", "99999999\\r")
STATUSES = (400, 501, *OTHERS)


def rows(corpus):
    return [pytest.param(*row[1:], id=row[0]) for row in corpus]


def test_size_of_the_corpus():
    assert len({raw for _, raw in REFUSED}) >= 300
    assert len(ACCEPTED) >= 40
    for _, raw in REFUSED:
        assert b"/smuggled" in raw


@pytest.mark.parametrize(("name", "raw"), [pytest.param(*row, id=row[0]) for row in REFUSED])
def test_refused(site, name, raw):
    others = [code for code in OTHERS for part in OTHERS[code] if part in name]
    site.refuses(raw, 400, 501, *others)


def test_few_are_refused_with_another_status():
    named = [
        name for name, _ in REFUSED for parts in OTHERS.values() for part in parts if part in name
    ]
    assert 0 < len(named) < 20


@pytest.mark.parametrize(("raw", "method", "url", "body"), rows(ACCEPTED))
def test_read_as_exactly_one_request(site, raw, method, url, body):
    site.accepts(raw, (method, url, body))


def test_refused_however_it_arrives():
    for _, raw in REFUSED:
        refuses_with_one_of(raw, STATUSES)


def test_read_as_one_request_however_it_arrives():
    for _, raw, method, _, body in ACCEPTED:
        accepts(raw, method=method, body=body)


# Where the answer is there before the body: what is left of it is no request either.


@pytest.mark.parametrize(
    ("target", "status"), [("/nothing", 404), ("/get", 405), ("/204", 204), ("/a.txt", 405)]
)
@pytest.mark.parametrize("framing", ["sized", "chunked"])
def test_an_early_answer_leaves_no_body_behind(site, target, status, framing):
    start = POST.replace(b" / ", b" %s " % target.encode())
    if framing == "sized":
        raw = start + b"Content-Length: %d\r\n\r\n%s" % (len(SMUGGLED), SMUGGLED)
    else:
        raw = start + b"Transfer-Encoding: chunked\r\n\r\n"
        raw += b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
    site.seen.clear()
    reply = site.ask(raw + b"GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 %d " % status), reply
    assert b"smuggled" not in reply
    assert reply.count(b"HTTP/1.1 ") == 2
    assert ("GET", "/next", b"") in site.seen
    assert [url for _, url, _ in site.seen if url == "/smuggled"] == []


def test_connect_with_a_body(site):
    raw = b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(SMUGGLED)
    site.seen.clear()
    reply = site.ask(raw + SMUGGLED, half_close=True)
    assert reply.count(b"HTTP/1.1 ") == 1
    assert site.seen == []
