# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""HTTP/1.1 (RFC 9112), sections 2 to 6: what a request may look like on a real connection."""

import pytest

from tests.support.conformance import SMUGGLED

H = b"\r\nHost: a\r\n"
GET_11 = b"GET / HTTP/1.1\r\nHost: a\r\n"


def case(section, text, raw, *expected):
    """One row of a table; its id is what a failure shows."""
    return pytest.param(raw, expected, id=f"{section} {text}")


def line(request_line):
    return request_line + H + b"\r\n"


def lines(*header_lines, start=b"GET / HTTP/1.1"):
    return start + H + b"".join([one + b"\r\n" for one in header_lines]) + b"\r\n"


REFUSED = [
    # 2.2: message parsing
    case("2.2", "only bare LF", b"GET / HTTP/1.1\nHost: a\n\n", 400),
    case("2.2", "bare LF after the request line", b"GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
    case("2.2", "bare LF after a header", GET_11 + b"X: y\nZ: z\r\n\r\n", 400),
    case("2.2", "bare LF as empty line", GET_11 + b"\n", 400),
    case("2.2", "bare CR in the request line", line(b"GET /\rx HTTP/1.1"), 400),
    case("2.2", "bare CR as line end", b"GET / HTTP/1.1\rHost: a\r\r", 400),
    case("2.2", "bare CR in a value", lines(b"X: a\rb"), 400),
    case("2.2", "bare CR before CRLF", lines(b"X: a\r"), 400),
    case("2.2", "bare CR in a name", lines(b"X\rY: a"), 400),
    case("2.2", "blank between start and first header", b"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    case("2.2", "blank line with blanks first", b" \r\n" + line(b"GET / HTTP/1.1"), 400),
    case("2.2", "three empty lines first", b"\r\n\r\n\r\n" + line(b"GET / HTTP/1.1"), 400),
    case("2.2", "LF first", b"\n" + line(b"GET / HTTP/1.1"), 400),
    case("2.2", "byte order mark", b"\xef\xbb\xbf" + line(b"GET / HTTP/1.1"), 400),
    case("2.2", "UTF-16", "GET / HTTP/1.1\r\nHost: a\r\n\r\n".encode("utf-16-le"), 400),
    # 2.3: version
    case("2.3", "HTTP/0.9 with a version", line(b"GET / HTTP/0.9"), 505),
    case("2.3", "HTTP/0.9 simple request", b"GET /\r\n\r\n", 400),
    case("2.3", "HTTP/2.0", line(b"GET / HTTP/2.0"), 505),
    case("2.3", "HTTP/3.0", line(b"GET / HTTP/3.0"), 505),
    case("2.3", "lower case", line(b"GET / http/1.1"), 400),
    case("2.3", "mixed case", line(b"GET / Http/1.1"), 400),
    case("2.3", "one digit", line(b"GET / HTTP/1"), 400),
    case("2.3", "two digits after the dot", line(b"GET / HTTP/1.01"), 400),
    case("2.3", "two digits before the dot", line(b"GET / HTTP/01.1"), 400),
    case("2.3", "no dot", line(b"GET / HTTP/11"), 400),
    case("2.3", "comma", line(b"GET / HTTP/1,1"), 400),
    case("2.3", "blank in it", line(b"GET / HTTP /1.1"), 400),
    case("2.3", "other name", line(b"GET / HTCPCP/1.1"), 400),
    case("2.3", "other full-width digits", line("GET / HTTP/\uff11.1".encode()), 400),
    case("2.3", "letters behind", line(b"GET / HTTP/1.1x"), 400),
    case("2.3", "negative", line(b"GET / HTTP/-1.1"), 400),
    # 3: request line
    case("3", "two blanks before the target", line(b"GET  / HTTP/1.1"), 400),
    case("3", "two blanks before the version", line(b"GET /  HTTP/1.1"), 400),
    case("3", "blank at the end", line(b"GET / HTTP/1.1 "), 400),
    case("3", "tab in place of a blank", line(b"GET\t/ HTTP/1.1"), 400),
    case("3", "vertical tab in place of a blank", line(b"GET\x0b/ HTTP/1.1"), 400),
    case("3", "form feed in place of a blank", line(b"GET /\x0cHTTP/1.1"), 400),
    case("3", "blank in the target", line(b"GET /a b HTTP/1.1"), 400),
    case("3", "no target", line(b"GET HTTP/1.1"), 400),
    case("3", "no method", line(b"/ HTTP/1.1"), 400),
    case("3", "method alone", line(b"GET"), 400),
    case("3", "NUL in the target", line(b"GET /\0 HTTP/1.1"), 400),
    case("3", "control character in the target", line(b"GET /\x01 HTTP/1.1"), 400),
    case("3", "delete in the target", line(b"GET /\x7f HTTP/1.1"), 400),
    case("3", "tab in the target", line(b"GET /\t HTTP/1.1"), 400),
    case("3", "bytes above 127 in the target", line(b"GET /\xc3\xa9 HTTP/1.1"), 400),
    case("3", "request line of 5000 bytes", line(b"GET /" + b"a" * 5000 + b" HTTP/1.1"), 414),
    case("3", "method of 5000 bytes", line(b"G" * 5000 + b" / HTTP/1.1"), 414, 501),
    # 3.1: method
    case("3.1", "unknown", line(b"BREW / HTTP/1.1"), 501),
    case("3.1", "lower case", line(b"get / HTTP/1.1"), 501),
    case("3.1", "mixed case", line(b"Get / HTTP/1.1"), 501),
    case("3.1", "longer", line(b"GETS / HTTP/1.1"), 501),
    case("3.1", "digit first", line(b"2GET / HTTP/1.1"), 501),
    case("3.1", "no token", line(b"G(T / HTTP/1.1"), 400),
    case("3.1", "colon", line(b"GET: / HTTP/1.1"), 400),
    case("3.1", "NUL in it", line(b"GE\0T / HTTP/1.1"), 400),
    case("3.1", "quoted", line(b'"GET" / HTTP/1.1'), 400),
    # 3.2: target
    case("3.2", "relative path", line(b"GET a HTTP/1.1"), 400),
    case("3.2", "query only", line(b"GET ?a HTTP/1.1"), 400),
    case("3.2", "fragment", line(b"GET /a#b HTTP/1.1"), 400),
    case("3.2", "backslash", line(b"GET \\a HTTP/1.1"), 400),
    case("3.2.1", "escape without digits", line(b"GET /% HTTP/1.1"), 400),
    case("3.2.1", "escape with one digit", line(b"GET /%1 HTTP/1.1"), 400),
    case("3.2.1", "escape without hexadecimal digits", line(b"GET /%zz HTTP/1.1"), 400),
    case("3.2.1", "escape in the query", line(b"GET /?%zz HTTP/1.1"), 400),
    case("3.2.1", "escape that is no UTF-8", line(b"GET /%ff HTTP/1.1"), 400),
    case("3.2.1", "escape of an overlong slash", line(b"GET /%c0%af HTTP/1.1"), 400),
    case("3.2.2", "other scheme", line(b"GET ftp://a/ HTTP/1.1"), 400),
    case("3.2.2", "no authority", line(b"GET http:///a HTTP/1.1"), 400),
    case("3.2.2", "nothing but the scheme", line(b"GET http:// HTTP/1.1"), 400),
    case("3.2.2", "port without host", line(b"GET http://:80/ HTTP/1.1"), 400),
    case("3.2.2", "user information", line(b"GET http://a@b/ HTTP/1.1"), 400),
    case("3.2.2", "one slash", line(b"GET http:/a/ HTTP/1.1"), 400),
    case("3.2.2", "without Host", b"GET http://a/ HTTP/1.1\r\n\r\n", 400),
    case("3.2.3", "authority form with GET", line(b"GET a:80 HTTP/1.1"), 400),
    case("3.2.3", "CONNECT with a path", line(b"CONNECT / HTTP/1.1"), 400),
    case("3.2.3", "CONNECT without a port", line(b"CONNECT a HTTP/1.1"), 400),
    case("3.2.3", "CONNECT with an empty port", line(b"CONNECT a: HTTP/1.1"), 400),
    case("3.2.3", "CONNECT with a URI", line(b"CONNECT http://a:80/ HTTP/1.1"), 400),
    case("3.2.4", "asterisk with GET", line(b"GET * HTTP/1.1"), 400),
    case("3.2.4", "asterisk with POST", line(b"POST * HTTP/1.1"), 400),
    case("3.2.4", "two asterisks", line(b"OPTIONS ** HTTP/1.1"), 400),
    # 3.2: Host
    case("3.2", "no Host on 1.1", b"GET / HTTP/1.1\r\n\r\n", 400),
    case("3.2", "no Host, other headers", b"GET / HTTP/1.1\r\nX: y\r\n\r\n", 400),
    case("3.2", "two Hosts", lines(b"Host: b"), 400),
    case("3.2", "two equal Hosts", lines(b"Host: a"), 400),
    case("3.2", "two Hosts in different case", lines(b"HOST: a"), 400),
    case("3.2", "two Hosts on 1.0", lines(b"Host: a", start=b"GET / HTTP/1.0"), 400),
    case("3.2", "Host list", b"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    case("3.2", "Host with a blank", b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    case("3.2", "Host with a path", b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    case("3.2", "Host with user information", b"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
    case("3.2", "Host with a scheme", b"GET / HTTP/1.1\r\nHost: http://a\r\n\r\n", 400),
    case("3.2", "Host with letters as port", b"GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
    case("3.2", "Host with two ports", b"GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", 400),
    case("3.2", "Host with half a bracket", b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
    case("3.2", "Host with a bare IPv6", b"GET / HTTP/1.1\r\nHost: ::1\r\n\r\n", 400),
    case("3.2", "Host above 127", b"GET / HTTP/1.1\r\nHost: \xc3\xa9\r\n\r\n", 400),
    # 5.1: names
    case("5.1", "blank before the colon", lines(b"X : a"), 400),
    case("5.1", "tab before the colon", lines(b"X\t: a"), 400),
    case("5.1", "blank before the colon of Host", b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
    case("5.1", "blank in a name", lines(b"X Y: a"), 400),
    case("5.1", "no colon", lines(b"X"), 400),
    case("5.1", "no name", lines(b": a"), 400),
    case("5.1", "NUL in a name", lines(b"X\0: a"), 400),
    case("5.1", "no token: brackets", lines(b"X[0]: a"), 400),
    case("5.1", "no token: slash", lines(b"X/Y: a"), 400),
    case("5.1", "no token: comma", lines(b"X,: a"), 400),
    case("5.1", "no token: quotes", lines(b'"X": a'), 400),
    case("5.1", "no token: above 127", lines(b"X\xc3\xa9: a"), 400),
    case("5.1", "another request line", lines(b"GET / HTTP/1.1"), 400),
    # 5.2: folding
    case("5.2", "folded with a blank", lines(b"X: a", b" b"), 400),
    case("5.2", "folded with a tab", lines(b"X: a", b"\tb"), 400),
    case("5.2", "folded with a header in it", lines(b"X: a", b" Y: b"), 400),
    case("5.2", "folded with nothing", lines(b"X: a", b" "), 400),
    case("5.2", "folded Host", b"GET / HTTP/1.1\r\nHost:\r\n a\r\n\r\n", 400),
    # RFC 9110 section 5.5: values
    case("9110-5.5", "NUL in a value", lines(b"X: a\0b"), 400),
    case("9110-5.5", "control character in a value", lines(b"X: a\x01b"), 400),
    case("9110-5.5", "delete in a value", lines(b"X: a\x7f"), 400),
    case("9110-5.5", "vertical tab around a value", lines(b"X: \x0ba\x0b"), 400),
    case("9110-5.5", "escape sequence", lines(b"X: \x1b[31m"), 400),
    # RFC 6585 section 5
    case("6585-5", "head of 5000 bytes", lines(b"X: " + b"y" * 5000), 431),
    case("6585-5", "65 header lines", lines(*[b"X: y"] * 64), 431),
    case("6585-5", "2000 header lines", lines(*[b"X: y"] * 2000), 431),
    # Other protocols
    case("9113-3.4", "HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    case("8446", "TLS hello", b"\x16\x03\x01\x00\xee\x01\x00\x00\xea\x03\x03" + b"\x5a" * 32, 400),
    case("-", "SSH", b"SSH-2.0-x\r\n\r\n", 400),
    case("-", "SMTP", b"EHLO a\r\n\r\n", 400),
    case("-", "a response", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 400),
    case("-", "zeros", b"\0" * 100, 400),
    case("-", "JSON", b'{"a": 1}\r\n', 400),
]


@pytest.mark.parametrize(("raw", "statuses"), REFUSED)
def test_refused(site, raw, statuses):
    site.refuses(raw, *statuses)


def get(url, method="GET"):
    return (method, url, b"")


ACCEPTED = [
    case("2.2", "one empty line first", b"\r\n" + line(b"GET / HTTP/1.1"), get("/")),
    case("2.2", "two empty lines first", b"\r\n\r\n" + line(b"GET / HTTP/1.1"), get("/")),
    case("3.2.1", "path", line(b"GET /echo/a/b HTTP/1.1"), get("/echo/a/b")),
    case("3.2.1", "path and query", line(b"GET /echo?a=b&c HTTP/1.1"), get("/echo?a=b&c")),
    case("3.2.1", "question mark in the query", line(b"GET /?a?b HTTP/1.1"), get("/?a?b")),
    case("3.2.1", "escapes", line(b"GET /%65cho?%20 HTTP/1.1"), get("/%65cho?%20")),
    case(
        "3.2.1",
        "all other characters",
        line(b"GET /?-._~!$&'()*+,;=:@/? HTTP/1.1"),
        get("/?-._~!$&'()*+,;=:@/?"),
    ),
    case("3.2.2", "absolute", line(b"GET http://a/echo HTTP/1.1"), get("http://a/echo")),
    case(
        "3.2.2",
        "absolute with a port",
        line(b"GET http://a:5000/?b HTTP/1.1"),
        get("http://a:5000/?b"),
    ),
    case("3.2.2", "absolute in capitals", line(b"GET HTTP://A/ HTTP/1.1"), get("HTTP://A/")),
    case("3.2.2", "absolute without a path", line(b"GET http://a HTTP/1.1"), get("http://a")),
    case(
        "3.2.2", "absolute with a query only", line(b"GET http://a?b HTTP/1.1"), get("http://a?b")
    ),
    case(
        "3.2.2",
        "absolute with IPv6",
        line(b"GET http://[::1]:80/ HTTP/1.1"),
        get("http://[::1]:80/"),
    ),
    case("3.2.2", "absolute with https", line(b"GET https://a/ HTTP/1.1"), get("https://a/")),
    case("3.2", "Host without blank", b"GET / HTTP/1.1\r\nHost:a\r\n\r\n", get("/")),
    case("3.2", "Host in capitals", b"GET / HTTP/1.1\r\nHOST: A\r\n\r\n", get("/")),
    case("3.2", "Host with a port", b"GET / HTTP/1.1\r\nHost: a:1\r\n\r\n", get("/")),
    case("3.2", "Host with IPv6", b"GET / HTTP/1.1\r\nHost: [::1]:1\r\n\r\n", get("/")),
    case("3.2", "empty Host", b"GET / HTTP/1.1\r\nHost:\r\n\r\n", get("/")),
    case("3.2", "Host last", b"GET / HTTP/1.1\r\nX: y\r\nHost: a\r\n\r\n", get("/")),
    case("5", "empty value", lines(b"X:", b"Y: "), get("/")),
    case("5.1", "blanks and tabs around a value", lines(b"X:\t a \t"), get("/")),
    case("5", "tab in a value", lines(b"X: a\tb"), get("/")),
    case("9110-5.5", "bytes above 127 in a value", lines(b"X: \x80\xff"), get("/")),
    case("9110-5.3", "same name twice", lines(b"X: a", b"x: b"), get("/")),
    case("9110-5.6.2", "all token characters", lines(b"!#$%&'*+-.^_`|~09azAZ: a"), get("/")),
    case("9110-5.1", "unknown names", lines(b"X-Unknown: a", b"Foo: bar"), get("/")),
    case("-", "64 header lines", lines(*[b"X: y"] * 63), get("/")),
]


@pytest.mark.parametrize(("raw", "expected"), ACCEPTED)
def test_accepted(site, raw, expected):
    for answer in site.accepts(raw, *expected):
        assert answer.status == 200, answer


@pytest.mark.parametrize(("raw", "statuses"), REFUSED[::7])
def test_nothing_behind_a_refused_request_is_read(site, raw, statuses):
    # Section 2.2 and 9.6: the connection is closed.
    site.refuses(raw + SMUGGLED, *statuses)


def test_3_2_2_the_host_of_an_absolute_target_counts(site):
    raw = b"GET http://right:80/host HTTP/1.1\r\nHost: wrong\r\nConnection: close\r\n\r\n"
    assert site.answers(raw).body == b"right:80"
