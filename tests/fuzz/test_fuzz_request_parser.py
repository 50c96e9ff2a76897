# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The request parser: a request, a status or "need more", and nothing else."""

from collections import namedtuple

from hypothesis import given
from hypothesis import strategies as st

from tests.support.parser_cases import (
    NEXT,
    WAITS,
    Reading,
    at_random,
    byte_by_byte,
    make_limits,
    read,
)
from tests.support.strategies import (
    PATH,
    TOKEN,
    cut,
    fuzz,
    mutated,
    of,
    sharp_bytes,
    tokens,
    values,
)

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")
STATUSES = (400, 413, 414, 417, 431, 501, 505)
# Names that mean something to the parser.
TAKEN = (b"host", b"content-length", b"transfer-encoding", b"expect", b"connection")

Sample = namedtuple("Sample", ("raw", "method", "path", "query", "version", "headers", "body"))

escapes = st.sampled_from([b"%20", b"%2F", b"%C3%A9", b"%25", b"%00"])
segments = st.lists(st.one_of(of(PATH, 1, 6), escapes), max_size=3).map(b"".join)
paths = st.lists(segments, min_size=1, max_size=4).map(lambda found: b"/" + b"/".join(found))
queries = st.lists(st.one_of(of(PATH + b"/?", 1, 6), escapes), max_size=3).map(b"".join)
names = tokens.filter(lambda name: name.lower() not in TAKEN)
header_lists = st.lists(st.tuples(names, values, st.sampled_from([b"", b" ", b"\t "])), max_size=5)
quoted = of(bytes(range(35, 92)) + b" ", 0, 8).map(lambda text: b'"' + text + b'"')
extension = st.tuples(tokens, st.one_of(of(TOKEN, 1), quoted)).map(lambda pair: b";%s=%s" % pair)
bodies = st.one_of(st.binary(max_size=80), st.just(NEXT), st.just(b"0\r\n\r\n"))


def chunked(draw, body):
    """The body as chunks with everything that may be in them."""
    raw = b""
    for piece in draw(cut(body)):
        form = draw(st.sampled_from([b"%x", b"%X", b"0%x", b"%05x"]))
        raw += form % len(piece) + draw(st.one_of(st.just(b""), extension))
        raw += b"\r\n" + piece + b"\r\n"
    raw += draw(st.sampled_from([b"0", b"00", b"00000000", b"0;a=b"])) + b"\r\n"
    for name, value, blank in draw(header_lists):
        raw += name + b":" + blank + value + b"\r\n"
    return raw + b"\r\n"


@st.composite
def samples(draw):
    """A valid request and what is to be read in it."""
    method = draw(st.sampled_from(METHODS))
    path = draw(paths)
    query = draw(queries)
    version = draw(st.sampled_from(["HTTP/1.1", "HTTP/1.1", "HTTP/1.0"]))
    target = path + (b"?" + query if query else b"")
    if draw(st.integers(0, 4)) == 0:
        target = b"http://a:80" + target
    lines = [
        name + b":" + blank + value + draw(st.sampled_from([b"", b" "]))
        for name, value, blank in draw(header_lists)
    ]
    lines.insert(draw(st.integers(0, len(lines))), b"Host: a")
    framing = draw(st.sampled_from(["none", "sized", "chunked"]))
    body = b"" if framing == "none" else draw(bodies)
    content = body
    if framing == "sized":
        lines.append(b"content-LENGTH:%d" % len(body))
    elif framing == "chunked" and version == "HTTP/1.1":
        lines.append(b"Transfer-Encoding: Chunked")
        content = chunked(draw, body)
    elif framing == "chunked":
        content = body = b""
    headers = b"".join([line + b"\r\n" for line in lines])
    start = f"{method} ".encode() + target + f" {version}\r\n".encode()
    raw = start + headers + b"\r\n" + content
    return Sample(raw, method, path, query, version, headers, body)


def same(first, second):
    """Whether two results are of the same kind: a status may depend on what is seen first."""
    if isinstance(first, Reading) or isinstance(second, Reading):
        return first == second
    return (first == WAITS) == (second == WAITS)


def check(raw, pieces):
    """Nothing but a request, a status or "need more", the same in all ways."""
    limits = {"max_header_size": 256, "max_body_size": 100, "max_header_lines": 8}
    whole = read([raw] if raw else [], make_limits(**limits))
    assert isinstance(whole, Reading) or whole in STATUSES or whole == WAITS
    if isinstance(whole, Reading):
        assert 0 < whole.used <= len(raw)
        assert len(whole.body) <= 100
    for other in (pieces, byte_by_byte(raw), at_random(raw, len(raw))):
        found = read(other, make_limits(**limits))
        assert same(whole, found), (raw, other, whole, found)


@fuzz(200)
@given(st.data())
def test_valid_requests_come_out_as_they_went_in(data):
    sample = data.draw(samples())
    before = data.draw(st.sampled_from([b"", b"\r\n", b"\r\n\r\n"]))
    after = data.draw(st.one_of(st.just(b""), st.just(NEXT), st.binary(max_size=9)))
    raw = before + sample.raw
    for pieces in ([raw + after], data.draw(cut(raw + after))):
        found = read(pieces)
        assert isinstance(found, Reading), (pieces, found)
        assert found.method == sample.method
        assert found.path == sample.path
        assert found.query == sample.query
        assert found.version == sample.version
        assert found.raw_headers == sample.headers
        assert found.body == sample.body
        assert found.used == len(raw)


@fuzz(100)
@given(st.data())
def test_every_beginning_of_a_valid_request_waits(data):
    raw = data.draw(samples()).raw
    part = raw[: data.draw(st.integers(0, len(raw) - 1))]
    assert read(data.draw(cut(part))) == WAITS


@fuzz(250)
@given(st.data())
def test_mutated_requests(data):
    raw = data.draw(mutated(samples().map(lambda sample: sample.raw)))
    check(raw, data.draw(cut(raw)))


@fuzz(300)
@given(st.data())
def test_bytes_that_are_nearly_a_request(data):
    raw = data.draw(sharp_bytes)
    check(raw, data.draw(cut(raw)))


@fuzz(100)
@given(st.data())
def test_any_bytes(data):
    raw = data.draw(st.binary(max_size=400))
    check(raw, data.draw(cut(raw)))
