# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""HTTP/1.1 (RFC 9112), sections 6 and 7: where a message ends."""

import pytest

from tests.support.conformance import SMUGGLED

POST = b"POST / HTTP/1.1\r\nHost: a\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def case(section, text, raw, *expected):
    return pytest.param(raw, expected, id=f"{section} {text}")


def sized(value, body=b"abc", start=POST):
    return start + b"Content-Length: " + value + b"\r\n\r\n" + body


def coded(value, body=b"3\r\nabc\r\n0\r\n\r\n", start=POST):
    return start + b"Transfer-Encoding: " + value + b"\r\n\r\n" + body


def chunks(body):
    return CHUNKED + body


REFUSED = [
    # 6.1: Transfer-Encoding
    case("6.1", "unknown coding, then chunked", coded(b"gzip, chunked"), 501),
    case("6.1", "two unknown codings, then chunked", coded(b"a, b, chunked"), 501),
    case("6.1", "coding with a parameter, then chunked", coded(b"a;b=c, chunked"), 501),
    case("6.1", "chunked twice", coded(b"chunked, chunked"), 400),
    case(
        "6.1",
        "chunked in two lines",
        POST + b"Transfer-Encoding: chunked\r\n" + CHUNKED[len(POST) :],
        400,
    ),
    case("6.1", "on HTTP/1.0", coded(b"chunked", start=b"POST / HTTP/1.0\r\n"), 400),
    case(
        "6.1",
        "on HTTP/1.0 with keep-alive",
        coded(b"chunked", start=b"POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"),
        400,
    ),
    case(
        "6.3-3",
        "with Content-Length",
        POST + b"Content-Length: 13\r\n" + CHUNKED[len(POST) :] + b"0\r\n\r\n",
        400,
    ),
    case(
        "6.3-3",
        "with Content-Length behind it",
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        400,
    ),
    case("6.3-4", "chunked is not last", coded(b"chunked, gzip"), 400),
    case("6.3-4", "no chunked at all", coded(b"gzip"), 400),
    case("6.3-4", "identity", coded(b"identity"), 400),
    case("6.3-4", "chunked, identity", coded(b"chunked, identity"), 400),
    case("6.3-4", "empty", coded(b""), 400),
    case("6.3-4", "misspelt", coded(b"chunk"), 400),
    case("6.3-4", "quoted", coded(b'"chunked"'), 400, 501),
    case("7", "chunked with a parameter", coded(b"chunked;a=b"), 400, 501),
    # 6.2, 6.3: Content-Length
    case("6.3-5", "negative", sized(b"-3"), 400),
    case("6.3-5", "plus sign", sized(b"+3"), 400),
    case("6.3-5", "hexadecimal", sized(b"0x3"), 400),
    case("6.3-5", "decimal point", sized(b"3.0"), 400),
    case("6.3-5", "exponent", sized(b"3e0"), 400),
    case("6.3-5", "underscore", sized(b"0_3"), 400),
    case("6.3-5", "letters", sized(b"abc"), 400),
    case("6.3-5", "empty", sized(b""), 400),
    case("6.3-5", "blank between digits", sized(b"1 3"), 400),
    case("6.3-5", "list of equals", sized(b"3, 3"), 400),
    case("6.3-5", "list of different", sized(b"3, 4"), 400),
    case("6.3-5", "quoted", sized(b'"3"'), 400),
    case("6.3-5", "other digits", sized("\u0663".encode()), 400),
    case("6.3-5", "superscript", sized(b"\xb3"), 400),
    case("6.3-5", "twice, equal", sized(b"3\r\nContent-Length: 3"), 400),
    case("6.3-5", "twice, different", sized(b"3\r\nContent-Length: 4"), 400),
    case("6.3-5", "twice, in other case", sized(b"3\r\ncontent-length: 3"), 400),
    case("6.3-5", "20 digits", sized(b"18446744073709551619"), 400, 413),
    case("6.3-5", "1000 digits", sized(b"3" * 1000), 400, 413),
    case("9110-15.5.14", "larger than allowed", sized(b"99999999", b""), 413),
    # 7.1: chunked
    case("7.1", "no size", chunks(b"\r\n"), 400),
    case("7.1", "letters in the size", chunks(b"xyz\r\n"), 400),
    case("7.1", "0x", chunks(b"0x3\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "plus sign", chunks(b"+3\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "negative", chunks(b"-3\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "blank before", chunks(b" 3\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "blank behind", chunks(b"3 \r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "underscore", chunks(b"0_3\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "17 digits", chunks(b"00000000000000003\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "2 ** 32 + 3", chunks(b"100000003\r\nabc\r\n0\r\n\r\n"), 400, 413),
    case("7.1", "2 ** 64 + 3", chunks(b"10000000000000003\r\nabc\r\n0\r\n\r\n"), 400, 413),
    case("7.1", "larger than allowed", chunks(b"7fffffff\r\n"), 413),
    case("7.1", "bare LF behind the size", chunks(b"3\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "bare CR behind the size", chunks(b"3\rabc\r\n0\r\n\r\n"), 400),
    case("7.1", "bare LF behind the data", chunks(b"3\r\nabc\n0\r\n\r\n"), 400),
    case("7.1", "bare CR behind the data", chunks(b"3\r\nabc\r0\r\n\r\n"), 400),
    case("7.1", "nothing behind the data", chunks(b"3\r\nabc0\r\n\r\n"), 400),
    case("7.1", "more data than said", chunks(b"3\r\nabcd\r\n0\r\n\r\n"), 400),
    case("7.1", "less data than said", chunks(b"4\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1", "empty line behind a chunk", chunks(b"3\r\nabc\r\n\r\n0\r\n\r\n"), 400),
    case("7.1.1", "extension without size", chunks(b";a=b\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1.1", "bare LF in an extension", chunks(b"3;a\nb\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1.1", "bare CR in an extension", chunks(b"3;a\rb\r\nabc\r\n0\r\n\r\n"), 400),
    case("7.1.1", "NUL in an extension", chunks(b"3;\0\r\nabc\r\n0\r\n\r\n"), 400),
    case(
        "7.1.1", "quoted line end in an extension", chunks(b'3;a="\r\n"\r\nabc\r\n0\r\n\r\n'), 400
    ),
    case("7.1.1", "extension of 5000 bytes", chunks(b"3;" + b"a" * 5000), 400),
    case("7.1.2", "trailer without colon", chunks(b"0\r\nX\r\n\r\n"), 400),
    case("7.1.2", "trailer with a blank before the colon", chunks(b"0\r\nX : y\r\n\r\n"), 400),
    case("7.1.2", "folded trailer", chunks(b"0\r\nX: y\r\n z\r\n\r\n"), 400),
    case("7.1.2", "bare LF behind a trailer", chunks(b"0\r\nX: y\n\r\n"), 400),
    case("7.1.2", "bare LF as the last line", chunks(b"0\r\n\n"), 400),
    case("7.1.2", "NUL in a trailer", chunks(b"0\r\nX: \0\r\n\r\n"), 400),
    case("7.1.2", "trailers of 5000 bytes", chunks(b"0\r\n" + b"X: y\r\n" * 1000), 400, 431),
]


@pytest.mark.parametrize(("raw", "statuses"), REFUSED)
def test_refused(site, raw, statuses):
    site.refuses(raw, *statuses)


@pytest.mark.parametrize(("raw", "statuses"), REFUSED)
def test_nothing_behind_a_refused_body_is_read(site, raw, statuses):
    # What follows may change which error is found, but never becomes a request.
    site.refuses(raw + SMUGGLED, *statuses, 400)


def body(content, url="/", method="POST"):
    return (method, url, content)


ACCEPTED = [
    case("6.3-6", "sized", sized(b"3"), body(b"abc")),
    case("6.3-6", "zero", sized(b"0", b""), body(b"")),
    case("6.3-6", "leading zeros", sized(b"0003"), body(b"abc")),
    case("6.3-6", "blanks around", sized(b"\t 3 \t"), body(b"abc")),
    case("6.3-6", "no blank", POST + b"Content-Length:3\r\n\r\nabc", body(b"abc")),
    case("6.3-6", "a request in the body", sized(b"%d" % len(SMUGGLED), SMUGGLED), body(SMUGGLED)),
    case("6.3-6", "line ends in the body", sized(b"4", b"\r\n\r\n"), body(b"\r\n\r\n")),
    case(
        "6.3-6", "any bytes in the body", sized(b"256", bytes(range(256))), body(bytes(range(256)))
    ),
    case("6.3-6", "body of 100 kB", sized(b"100000", b"x" * 100000), body(b"x" * 100000)),
    case("6.3-7", "neither", POST + b"\r\n", body(b"")),
    case("6.3-7", "with GET", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", body(b"", method="GET")),
    case(
        "6",
        "body of a GET",
        sized(b"3", start=b"GET / HTTP/1.1\r\nHost: a\r\n"),
        body(b"abc", method="GET"),
    ),
    case(
        "6",
        "body of a DELETE",
        sized(b"3", start=b"DELETE / HTTP/1.1\r\nHost: a\r\n"),
        body(b"abc", method="DELETE"),
    ),
    case(
        "6",
        "chunked body of a GET",
        coded(b"chunked", start=b"GET / HTTP/1.1\r\nHost: a\r\n"),
        body(b"abc", method="GET"),
    ),
    case("7.1", "one chunk", chunks(b"3\r\nabc\r\n0\r\n\r\n"), body(b"abc")),
    case("7.1", "two chunks", chunks(b"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"), body(b"abc")),
    case("7.1", "no chunk", chunks(b"0\r\n\r\n"), body(b"")),
    case("7.1", "several zeros", chunks(b"000\r\n\r\n"), body(b"")),
    case("7.1", "leading zeros", chunks(b"0003\r\nabc\r\n0\r\n\r\n"), body(b"abc")),
    case("7.1", "small letters", chunks(b"a\r\n0123456789\r\n0\r\n\r\n"), body(b"0123456789")),
    case("7.1", "capitals", chunks(b"A\r\n0123456789\r\n0\r\n\r\n"), body(b"0123456789")),
    case("7.1", "chunks in a chunk", chunks(b"5\r\n0\r\n\r\n\r\n0\r\n\r\n"), body(b"0\r\n\r\n")),
    case(
        "7.1",
        "a request in a chunk",
        chunks(b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)),
        body(SMUGGLED),
    ),
    case(
        "7.1", "a thousand chunks", chunks(b"1\r\nx\r\n" * 1000 + b"0\r\n\r\n"), body(b"x" * 1000)
    ),
    case("7.1", "chunked in capitals", coded(b"CHUNKED"), body(b"abc")),
    case("7.1", "blanks around chunked", coded(b"\tchunked "), body(b"abc")),
    case("7.1.1", "extension", chunks(b"3;a\r\nabc\r\n0\r\n\r\n"), body(b"abc")),
    case("7.1.1", "extension with a value", chunks(b"3;a=b\r\nabc\r\n0;c=d\r\n\r\n"), body(b"abc")),
    case(
        "7.1.1",
        "extension with a quoted value",
        chunks(b'3;a="b;c"\r\nabc\r\n0\r\n\r\n'),
        body(b"abc"),
    ),
    case("7.1.1", "several extensions", chunks(b"3;a;b=c;d\r\nabc\r\n0\r\n\r\n"), body(b"abc")),
    case("7.1.2", "trailer", chunks(b"3\r\nabc\r\n0\r\nX: y\r\n\r\n"), body(b"abc")),
    case(
        "7.1.2",
        "trailers that mean something in a head",
        chunks(b"0\r\nHost: b\r\nContent-Length: 9\r\nConnection: close\r\n\r\n"),
        body(b""),
    ),
]


@pytest.mark.parametrize(("raw", "expected"), ACCEPTED)
def test_accepted(site, raw, expected):
    answers = site.accepts(raw, *expected)
    for answer, (_, _, content) in zip(answers, expected):
        assert answer.status == 200
        assert answer.body == content


def test_7_1_2_trailers_are_not_merged_into_the_headers(site):
    raw = chunks(b"0\r\nHost: evil\r\n\r\n").replace(b"POST /", b"GET /host")
    (answer,) = site.accepts(raw, ("GET", "/host", b""))
    assert answer.body == b"a"


def test_6_3_a_body_that_ends_too_early_is_no_request(site):
    # Section 8: incomplete, so it must not be handled.
    for raw in (sized(b"10"), chunks(b"3\r\nabc\r\n"), chunks(b"5\r\nabc"), chunks(b"0\r\n")):
        site.seen.clear()
        reply = site.ask(raw, half_close=True)
        assert reply == b"" or reply.startswith(b"HTTP/1.1 400 "), reply
        assert site.seen == []
