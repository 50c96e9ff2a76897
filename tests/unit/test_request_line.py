# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The request line (RFC 9112 section 3)."""

from tests.support.parser_cases import accepts, head, refuses

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")

TARGETS = (
    # method, target, path, query
    ("GET", b"/", b"/", b""),
    ("GET", b"/a/b", b"/a/b", b""),
    ("GET", b"/a?b=c", b"/a", b"b=c"),
    ("GET", b"/a?b=c?d", b"/a", b"b=c?d"),
    ("GET", b"/?", b"/", b""),
    ("GET", b"/a%20b?c%20d", b"/a%20b", b"c%20d"),
    ("GET", b"//a", b"//a", b""),
    ("GET", b"/a/../b", b"/a/../b", b""),
    ("GET", b"/a:b@c;d=e,f", b"/a:b@c;d=e,f", b""),
    ("GET", b"/http://a/", b"/http://a/", b""),
    ("GET", b"http://a/b?c", b"/b", b"c"),
    ("GET", b"HTTP://a/b", b"/b", b""),
    ("GET", b"https://a/b", b"/b", b""),
    ("GET", b"http://a", b"/", b""),
    ("GET", b"http://a?b/c", b"/", b"b/c"),
    ("GET", b"http://a/b?http://c/", b"/b", b"http://c/"),
    ("GET", b"http://[::1]:80/b", b"/b", b""),
    ("POST", b"http://a:5000/b", b"/b", b""),
    ("OPTIONS", b"*", b"*", b""),
    ("OPTIONS", b"/a", b"/a", b""),
    ("CONNECT", b"a:80", b"a:80", b""),
    ("CONNECT", b"[::1]:443", b"[::1]:443", b""),
)

BAD_TARGETS = (
    # method, target: section 3.2
    ("GET", b"*"),
    ("POST", b"*"),
    ("OPTIONS", b"**"),
    ("OPTIONS", b"*?a"),
    ("GET", b"a"),
    ("GET", b"a/b"),
    ("GET", b"?a"),
    ("GET", b"a:80"),
    ("GET", b"/a#b"),
    ("GET", b"http://a/#b"),
    ("GET", b"ftp://a/"),
    ("GET", b"http:/a"),
    ("GET", b"http:a"),
    ("GET", b"http://"),
    ("GET", b"http:///a"),
    ("GET", b"://a/"),
    ("CONNECT", b"/"),
    ("CONNECT", b"a"),
    ("CONNECT", b"a:"),
    ("CONNECT", b":80"),
    ("CONNECT", b"a:b"),
    ("CONNECT", b"a/b:80"),
    ("CONNECT", b"http://a/"),
    ("CONNECT", b"*"),
    # Percent-escapes that are none, or no UTF-8 (RFC 3986 section 2.1)
    ("GET", b"/%"),
    ("GET", b"/%1"),
    ("GET", b"/%zz"),
    ("GET", b"/%+1"),
    ("GET", b"/% 1"),
    ("GET", b"/%1_"),
    ("GET", b"/a?%zz"),
    ("GET", b"/%ff"),
    ("GET", b"/%c3"),
    ("GET", b"/%c0%af"),
)

BAD_LINES = (
    # section 3: exactly one blank between exactly three parts, nothing but visible ASCII
    (400, b" "),
    (400, b"GET"),
    (400, b"GET /"),
    (400, b"GET / "),
    (400, b"GET  / HTTP/1.1"),
    (400, b"GET /  HTTP/1.1"),
    (400, b"GET / HTTP/1.1 "),
    (400, b" GET / HTTP/1.1"),
    (400, b"GET\t/\tHTTP/1.1"),
    (400, b"GET /a b HTTP/1.1"),
    (400, b"GET / HTTP/1.1 HTTP/1.1"),
    (400, b"GET /\x0bHTTP/1.1"),
    (400, b"GET / \xa0HTTP/1.1"),
    (400, b"GET HTTP/1.1"),
    (400, b"/ HTTP/1.1"),
    (400, b"GET /\0 HTTP/1.1"),
    (400, b"GET /\r HTTP/1.1"),
    (400, b"GET /\n HTTP/1.1"),
    (400, b"GET /\x7f HTTP/1.1"),
    (400, b"GET /\xc3\xa9 HTTP/1.1"),
    (400, b"GET /\xff HTTP/1.1"),
    (400, b"GET /\t HTTP/1.1"),
    (400, b"G\xc3\x89T / HTTP/1.1"),
    (400, b"GET\0 / HTTP/1.1"),
    # Methods (RFC 9110 section 9.1): case-sensitive tokens
    (501, b"get / HTTP/1.1"),
    (501, b"Get / HTTP/1.1"),
    (501, b"BREW / HTTP/1.1"),
    (501, b"PROPFIND / HTTP/1.1"),
    (501, b"GETT / HTTP/1.1"),
    (501, b"G / HTTP/1.1"),
    (501, b"X-1.a_b!#$%&'*+^`|~ / HTTP/1.1"),
    (400, b"G@T / HTTP/1.1"),
    (400, b"GET: / HTTP/1.1"),
    (400, b"GET,POST / HTTP/1.1"),
    (400, b"G(T) / HTTP/1.1"),
    # Versions (section 2.3): case-sensitive, two single digits
    (505, b"GET / HTTP/0.9"),
    (505, b"GET / HTTP/2.0"),
    (505, b"GET / HTTP/3.0"),
    (505, b"GET / HTTP/9.9"),
    (505, b"PRI * HTTP/2.0"),
    (400, b"GET / HTTP/1"),
    (400, b"GET / HTTP/2"),
    (400, b"GET / HTTP/1."),
    (400, b"GET / HTTP/.1"),
    (400, b"GET / HTTP/11"),
    (400, b"GET / HTTP/1.10"),
    (400, b"GET / HTTP/1.1.1"),
    (400, b"GET / HTTP/01.1"),
    (400, b"GET / HTTP/1,1"),
    (400, b"GET / HTTP/a.b"),
    (400, b"GET / HTTP/-.1"),
    (400, b"GET / http/1.1"),
    (400, b"GET / Http/1.1"),
    (400, b"GET / HTTPS/1.1"),
    (400, b"GET / ICY/1.1"),
    (400, b"GET / 1.1"),
    (400, b"GET / x"),
)


def with_line(line):
    return line + b"\r\nHost: a\r\n\r\n"


def test_every_method_is_read():
    for method in METHODS:
        raw = head(start=f"{method} /x HTTP/1.1")
        accepts(raw, method=method, path=b"/x", version="HTTP/1.1")


def test_targets_of_all_four_forms():
    for method, target, path, query in TARGETS:
        raw = with_line(method.encode() + b" " + target + b" HTTP/1.1")
        accepts(raw, method=method, target=target, path=path, query=query)


def test_targets_of_none_of_the_forms():
    for method, target in BAD_TARGETS:
        refuses(with_line(method.encode() + b" " + target + b" HTTP/1.1"), 400)


def test_http_uri_with_an_empty_host_is_invalid():
    # RFC 9110 section 4.2.1: must be rejected. Its host is what stands before the port.
    for target in (b"http://:80/", b"http://:/", b"https://:443"):
        refuses(with_line(b"GET " + target + b" HTTP/1.1"), 400)


def test_http_uri_with_user_information_is_refused():
    # RFC 9110 section 4.2.4: should be treated as an error.
    for target in (b"http://user@a/", b"http://user:word@a/", b"http://@a/"):
        refuses(with_line(b"GET " + target + b" HTTP/1.1"), 400)


def test_request_made_by_hand_may_have_any_escapes():
    for target in (b"/%", b"/%zz", b"/%ff", b"/a?%zz"):
        accepts(with_line(b"GET " + target + b" HTTP/1.1"), live=False, target=target)


def test_malformed_request_lines():
    for status_code, line in BAD_LINES:
        refuses(with_line(line), status_code)


def test_method_that_does_not_begin_with_a_letter_is_a_token_as_well():
    # RFC 9110 section 9.1: unknown, not malformed, however it arrives.
    for line in (b"1GET / HTTP/1.1", b"-X / HTTP/1.1", b"!A / HTTP/1.1", b"_ / HTTP/1.1"):
        refuses(with_line(line), 501)
