# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The header fields of a request (RFC 9112 sections 3.2, 5 and 6)."""

from adafruit_httpserver.raw_headers import find
from adafruit_httpserver.request_parser import HeaderBlock, RequestError
from tests.support.expect import raises
from tests.support.parser_cases import accepts, head, make_limits, read, refuses

VALUES = (
    # header line, the bytes that `raw_headers` ends with before its CRLF
    "X:",
    "X: ",
    "X:a",
    "X: a",
    "X:\ta\t",
    "X:    a   b   ",
    "X: a:b:c",
    'X: "a\\"b"',
    "X: caf\u00e9",
    "X: a, b, c",
    "x-Y_z.1!#$%&'*+^`|~: a",
    "-: a",
    "1: a",
)

BAD_HEADERS = (
    # section 5.1: no blank before the colon, names are tokens, every line has a colon
    b"X : a",
    b"X\t: a",
    b" X: a",
    b"\tX: a",
    b"X Y: a",
    b"X",
    b"X a",
    b": a",
    b":",
    b" : a",
    b"X\x00: a",
    b"X\x0b: a",
    b"X\x7f: a",
    b"X\xc3\xa9: a",
    b"X\xff: a",
    b"X\xa0: a",
    b"(X): a",
    b"X,Y: a",
    b"X;: a",
    b"X/Y: a",
    b"[X]: a",
    b"X=: a",
    b"X?: a",
    b"X@: a",
    b"X\\: a",
    b'"X": a',
    b"{X}: a",
    b"<X>: a",
    # section 5.2: folded lines
    b"X: a\r\n b",
    b"X: a\r\n\tb",
    b"X: a\r\n b: c",
    b"X: a\r\n \r\nY: c",
    b"X: a\r\n\t",
    # section 2.2 and RFC 9110 section 5.5: CR, LF, NUL and other control characters
    b"X: a\rb",
    b"X: a\nb",
    b"X: a\nY: b",
    b"X: a\n",
    b"\nX: a",
    b"X: a\r",
    b"X: a\r\rY: b",
    b"X: \0",
    b"X: a\0b",
    b"X: a\x01b",
    b"X: a\x08",
    b"X: a\x0bb",
    b"X: a\x0cb",
    b"X: a\x1b[0m",
    b"X: a\x1fb",
    b"X: a\x7fb",
)


def test_header_lines_are_kept_as_they_came():
    for line in VALUES:
        raw = line.encode() + b"\r\n"
        accepts(head(line), raw_headers=b"Host: a\r\n" + raw)
        accepts(head(line, "Y: z"), raw_headers=b"Host: a\r\n" + raw + b"Y: z\r\n")


def test_values_may_have_any_byte_from_128():
    for value in (b"\x80\xff", b"\xc3\xa9", b"\xa0"):
        raw = b"GET / HTTP/1.1\r\nHost: a\r\nX: " + value + b"\r\n\r\n"
        accepts(raw, raw_headers=b"Host: a\r\nX: " + value + b"\r\n")


def test_malformed_header_lines():
    for line in BAD_HEADERS:
        refuses(b"GET / HTTP/1.1\r\nHost: a\r\n" + line + b"\r\n\r\n", 400)
        refuses(b"GET / HTTP/1.1\r\nHost: a\r\n" + line + b"\r\nZ: z\r\n\r\n", 400)


def test_line_between_request_line_and_first_header_is_no_header():
    # Section 2.2: a line that begins with a blank.
    for line in (b" ", b"\t", b" Host: b", b"\tX: a"):
        refuses(b"GET / HTTP/1.1\r\n" + line + b"\r\nHost: a\r\n\r\n", 400)


HOSTS = (
    (b"Host: a", b"a"),
    (b"host:a", b"a"),
    (b"HOST:\t a \t", b"a"),
    (b"Host: a:80", b"a:80"),
    (b"Host: a.b-c.example:5000", b"a.b-c.example:5000"),
    (b"Host: 127.0.0.1", b"127.0.0.1"),
    (b"Host: [::1]:80", b"[::1]:80"),
    (b"Host: [::1]", b"[::1]"),
    (b"Host: pico_w.local", b"pico_w.local"),
    (b"Host: a%20b", b"a%20b"),
    (b"Host: a!$&'()*+;=~", b"a!$&'()*+;=~"),
    # Section 3.2: empty where the target has no authority.
    (b"Host:", b""),
    (b"Host: ", b""),
)

BAD_HOSTS = (
    b"a b",
    b"a\tb",
    b"a/b",
    b"a/",
    b"http://a",
    b"a\\b",
    b"a@b",
    b"a?b",
    b"a#b",
    b'"a"',
    b"<a>",
    b"a,b",
    b"a, a",
    b"{a}",
    b"a|b",
    b"a^b",
    b"a`b",
    b"\xc3\xa9",
    b"a\xff",
)

BAD_PORTS_AND_ADDRESSES = (
    # uri-host [ ":" port ], RFC 3986 section 3.2.2
    b"a:b",
    b"a:80:80",
    b"a:80x",
    b"a:-1",
    b"a: 80",
    b"a:+80",
    b"::1",
    b"[::1",
    b"::1]",
    b"[::1]x",
    b"[::1]:x",
    b"[]",
    b"a[::1]",
    b"a%",
    b"a%zz",
)


def test_host():
    for line, host in HOSTS:
        accepts(b"GET / HTTP/1.1\r\n" + line + b"\r\n\r\n", host=host)


def test_host_with_an_invalid_value():
    for value in BAD_HOSTS:
        refuses(b"GET / HTTP/1.1\r\nHost: " + value + b"\r\n\r\n", 400)


def test_host_with_an_invalid_port_or_address():
    # RFC 9112 section 3.2: an invalid value must be answered with 400.
    for value in BAD_PORTS_AND_ADDRESSES:
        refuses(b"GET / HTTP/1.1\r\nHost: " + value + b"\r\n\r\n", 400)


def test_host_is_needed_once():
    refuses(b"GET / HTTP/1.1\r\n\r\n", 400)
    refuses(b"GET / HTTP/1.1\r\nX: a\r\n\r\n", 400)
    refuses(b"GET / HTTP/1.1\r\nX-Host: a\r\n\r\n", 400)
    refuses(b"GET http://a/ HTTP/1.1\r\n\r\n", 400)
    for second in ("Host: a", "Host: b", "host: a", "HOST:"):
        refuses(head(second), 400)
        refuses(head("X: y", second), 400)
        refuses(head(second, start="GET / HTTP/1.0"), 400)


def test_host_is_not_needed_on_http_1_0_nor_by_hand():
    accepts(b"GET / HTTP/1.0\r\n\r\n", version="HTTP/1.0", host=None, raw_headers=b"")
    accepts(b"GET / HTTP/1.1\r\n\r\n", live=False, host=None)
    refuses(b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, live=False)


def test_connection_options():
    # line, close, keep_alive (RFC 9110 section 7.6.1)
    for line, close, keep_alive in (
        ("Connection: close", True, False),
        ("connection:CLOSE", True, False),
        ("Connection: keep-alive", False, True),
        ("Connection: Keep-Alive", False, True),
        ("Connection: keep-alive, close", True, True),
        ("Connection: close, keep-alive", True, True),
        ("Connection: x ,\tclose ,y", True, False),
        ("Connection: ,,close,,", True, False),
        ("Connection: upgrade\r\nConnection: close", True, False),
        ("Connection: upgrade", False, False),
        ("Connection: closed", False, False),
        ("Connection: not-close", False, False),
        ("Connection: close x", False, False),
        ("Connection:", False, False),
        ("X-Connection: close", False, False),
        ("X: close", False, False),
    ):
        accepts(head(line), close=close, keep_alive=keep_alive)


def test_expectations():
    for line in ("Expect: 100-continue", "expect:100-CONTINUE"):
        accepts(head(line), expect_continue=True)
    accepts(head(), expect_continue=False)
    for line in ("Expect: 200-ok", "Expect: 100", "Expect: 100-continue, x", "Expect: x=y"):
        refuses(head(line), 417)


def test_names_that_only_look_like_framing_are_harmless():
    for name in (
        "Content-Lengt",
        "Content-Lengthh",
        "Content_Length",
        "X-Content-Length",
        "Transfer_Encoding",
        "TransferEncoding",
        "X-Transfer-Encoding",
        "Content-Encoding",
    ):
        accepts(head(f"{name}: 5"), content_length=None, chunked=False, body=b"")
        accepts(head(f"{name}: chunked"), content_length=None, chunked=False, body=b"")


def test_names_of_every_length():
    """One of more than 130 bytes once raised a ValueError out of poll(); atheris found it."""
    for letter in "aHz~":
        for size in (130, 131, 134, 158, 159, 160, 184, 224, 255, 256, 300):
            accepts(head(letter * size + ": 1"))


def test_number_of_header_lines():
    def lines(count):
        return ["X: y"] * (count - 1)

    for limit in (1, 2, 10, 64):
        limits = {"max_header_lines": limit}
        if limit > 1:
            accepts(head(*lines(limit - 1)), limits)
        accepts(head(*lines(limit)), limits)
        refuses(head(*lines(limit + 1)), 431, limits)


def test_lines_that_were_remembered_are_read_again():
    # One set of limits remembers the last lines: the next request may not inherit from them.
    limits = make_limits()
    body = b"hello"
    post = head("Content-Length: 5", start="POST /a HTTP/1.1") + body
    get = head("Connection: close")
    for raw, expected in (
        (post, (5, False, body)),
        (post, (5, False, body)),
        (get, (None, True, b"")),
        (get, (None, True, b"")),
        (post, (5, False, body)),
    ):
        found = read([raw], limits)
        assert (found.content_length, found.close, found.body) == expected, (raw, found)
    without_host = b"GET / HTTP/1.0\r\nX: y\r\n\r\n"
    assert read([without_host], limits).host is None
    assert read([without_host.replace(b"1.0", b"1.1")], limits) == 400
    bad = b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"
    assert read([bad], limits) == 400
    assert read([bad], limits) == 400
    chunked = head("Transfer-Encoding: chunked", start="POST / HTTP/1.1") + b"0\r\n\r\n"
    assert read([chunked], limits).chunked
    assert read([chunked.replace(b"HTTP/1.1", b"HTTP/1.0")], limits) == 400


def test_find_of_a_header_block():
    raw = b"Host: a\r\nX-A:  1 \r\nx-a: 2\r\nX-Aa: 3\r\nEmpty:\r\nU: \xff\r\n"
    for name, value in (
        ("host", "a"),
        ("x-a", "1"),
        ("x-aa", "3"),
        ("empty", ""),
        ("u", "\xff"),
        ("a", None),
        ("x", None),
        ("ost", None),
        ("nothing", None),
    ):
        assert find(raw, name) == value, (name, find(raw, name))
    assert find(b"", "host") is None


def test_errors_never_hold_what_the_peer_sent():
    for raw in (
        b"SECRET: a\nb\r\n",
        b"SECRET\r\n",
        b"SECRET : a\r\n",
        b"Content-Length: SECRET\r\n",
    ):
        error = raises(RequestError, HeaderBlock, raw + b"\r\n", 0, 64)
        assert "SECRET" not in str(error)
