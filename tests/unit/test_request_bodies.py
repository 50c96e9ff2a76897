# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Bodies of known length and chunked ones (RFC 9112 sections 6 and 7)."""

from tests.support.parser_cases import accepts, head, refuses, refuses_with_one_of, waits

POST = "POST / HTTP/1.1"
CHUNKED = head("Transfer-Encoding: chunked", start=POST)


def sized(length, body=b""):
    return head(f"Content-Length: {length}", start=POST) + body


def test_body_of_known_length():
    for body in (
        b"",
        b"x",
        b"hello",
        b"\r\n\r\n",
        b"\0\xff",
        b"GET / HTTP/1.1\r\n\r\n",
        b"a" * 700,
    ):
        accepts(sized(len(body), body), body=body, content_length=len(body))


def test_any_method_may_have_a_body():
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        raw = head("Content-Length: 3", start=f"{method} / HTTP/1.1") + b"abc"
        accepts(raw, method=method, body=b"abc")


def test_body_on_http_1_0():
    raw = b"POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"
    accepts(raw, body=b"abc")


def test_no_length_means_no_body():
    # Section 6.3, number 7.
    accepts(head(start=POST), body=b"", content_length=None)
    accepts(b"POST / HTTP/1.0\r\n\r\n", body=b"")


def test_a_body_that_is_too_short_waits():
    waits(sized(5, b"hell"))
    waits(sized(5))


def test_content_length_has_digits_only():
    for value in ("0", "00", "3", "03", "0000003", " 3", "3 ", "\t3\t", "000000000000003"):
        size = int(value.strip())
        accepts(sized(value, b"abc"[:size]), body=b"abc"[:size])
    for value in (
        "",
        " ",
        "+3",
        "-3",
        "-0",
        "0x3",
        "3.0",
        "3e0",
        "3_0",
        "3 3",
        "3,",
        ",3",
        "3,3",
        "3, 3",
        "3;3",
        "three",
        '"3"',
        "3\v",
        "3\f",
        "\u0663",
        "\u00b3",
        "\uff13",
        "3\u00a0",
        "0b11",
        "3L",
        "NaN",
        "chunked",
    ):
        refuses(sized(value, b"abc"), 400)


def test_content_length_beyond_everything():
    for value in ("9" * 15, "9" * 16, "4294967299", "18446744073709551619", "9" * 400):
        refuses_with_one_of(sized(value, b"abc"), (400, 413))


def test_content_length_is_there_once():
    for first, second in (("3", "3"), ("3", "4"), ("0", "3"), ("3", "0"), ("03", "3"), ("3", "")):
        for name in ("Content-Length", "content-length", "CONTENT-LENGTH"):
            refuses(head(f"Content-Length: {first}", f"{name}: {second}", start=POST) + b"abc", 400)


def test_limit_of_a_sized_body():
    for limit in (0, 1, 10, 1000):
        limits = {"max_body_size": limit}
        if limit:
            accepts(sized(limit - 1, b"x" * (limit - 1)), limits)
        accepts(sized(limit, b"x" * limit), limits)
        refuses(sized(limit + 1), 413, limits)
        refuses(sized(limit + 1, b"x" * (limit + 1)), 413, limits)


CHUNKS = (
    # what follows the head, the body
    (b"0\r\n\r\n", b""),
    (b"000\r\n\r\n", b""),
    (b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
    (b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"abcde"),
    (b"03\r\nabc\r\n0\r\n\r\n", b"abc"),
    (b"00000003\r\nabc\r\n00000000\r\n\r\n", b"abc"),
    (b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
    (b"a\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
    (b"1\r\n\r\r\n1\r\n\n\r\n0\r\n\r\n", b"\r\n"),
    (b"2\r\n\r\n\r\n0\r\n\r\n", b"\r\n"),
    (b"5\r\n0\r\n\r\n\r\n0\r\n\r\n", b"0\r\n\r\n"),
    (b"1f\r\n" + b"x" * 31 + b"\r\n0\r\n\r\n", b"x" * 31),
    (b"1F4\r\n" + b"y" * 500 + b"\r\n0\r\n\r\n", b"y" * 500),
    # section 7.1.1: extensions are ignored
    (b"3;a\r\nabc\r\n0\r\n\r\n", b"abc"),
    (b"3;a=b\r\nabc\r\n0;c=d\r\n\r\n", b"abc"),
    (b'3;a="b;c"\r\nabc\r\n0\r\n\r\n', b"abc"),
    (b"3;a=b;c;d=e\r\nabc\r\n0\r\n\r\n", b"abc"),
    (b"3; a = b\r\nabc\r\n0\r\n\r\n", b"abc"),
    (b"3;\ta\r\nabc\r\n0\r\n\r\n", b"abc"),
    # section 7.1.2: trailers are read over
    (b"0\r\nX: y\r\n\r\n", b""),
    (b"3\r\nabc\r\n0\r\nX: y\r\nZ:\r\n\r\n", b"abc"),
    (b"0\r\nContent-Length: 5\r\n\r\n", b""),
    (b"0\r\nHost: b\r\nConnection: close\r\n\r\n", b""),
    (b"0\r\nTransfer-Encoding: chunked\r\n\r\n", b""),
)

BAD_CHUNKS = (
    # sizes
    b"\r\n",
    b" \r\n",
    b"x\r\n",
    b"g\r\n",
    b"0x3\r\nabc\r\n",
    b"0X3\r\nabc\r\n",
    b"x3\r\nabc\r\n",
    b"+3\r\nabc\r\n",
    b"-3\r\nabc\r\n",
    b"-0\r\n\r\n",
    b"+0\r\n\r\n",
    b" 3\r\nabc\r\n",
    b"\t3\r\nabc\r\n",
    b"3 \r\nabc\r\n",
    b"3\t\r\nabc\r\n",
    b"3 3\r\nabc\r\n",
    b"3_\r\nabc\r\n",
    b"0_3\r\nabc\r\n",
    b"3.0\r\nabc\r\n",
    b"3,3\r\nabc\r\n",
    b"3h\r\nabc\r\n",
    b"\\x33\r\nabc\r\n",
    b"\0003\r\nabc\r\n",
    b"3\0\r\nabc\r\n",
    b"3\x0b\r\nabc\r\n",
    b"3\x0c\r\nabc\r\n",
    b"3\xa0\r\nabc\r\n",
    b"\xb3\r\nabc\r\n",
    b"\xef\xbc\x93\r\nabc\r\n",
    b";a\r\nabc\r\n",
    b"=3\r\nabc\r\n",
    b"100000000\r\nabc\r\n",
    b"000000003\r\nabc\r\n",
    b"10000000000000003\r\nabc\r\n",
    b"fffffffffffffffff\r\nabc\r\n",
    # ends of lines
    b"3\nabc\r\n0\r\n\r\n",
    b"3\rabc\r\n0\r\n\r\n",
    b"3\r\r\nabc\r\n0\r\n\r\n",
    b"3\n\r\nabc\r\n0\r\n\r\n",
    b"3;a\nabc\r\n0\r\n\r\n",
    b"3;a\rb\r\nabc\r\n0\r\n\r\n",
    b"3;a\0\r\nabc\r\n0\r\n\r\n",
    b"3;a\x01\r\nabc\r\n0\r\n\r\n",
    b"3;a\x7f\r\nabc\r\n0\r\n\r\n",
    b'3;a="\n"\r\nabc\r\n0\r\n\r\n',
    b"3;\nabc\r\n0\r\n\r\n",
    # ends of data
    b"3\r\nabcd\r\n",
    b"3\r\nab\r\n0\r\n\r\n",
    b"3\r\nabc\n0\r\n\r\n",
    b"3\r\nabc\r0\r\n\r\n",
    b"3\r\nabc\r\r\n0\r\n\r\n",
    b"3\r\nabc0\r\n\r\n",
    b"3\r\nabc\r\n\r\n",
    b"3\r\nabcXX0\r\n\r\n",
    b"3\r\nabc\n\n0\r\n\r\n",
    # trailers
    b"0\nX: y\r\n\r\n",
    b"0\r\n\n",
    b"0\r\n\rX\r\n\r\n",
    b"0\r\nX\r\n\r\n",
    b"0\r\nX : y\r\n\r\n",
    b"0\r\n X: y\r\n\r\n",
    b"0\r\nX: y\r\n z\r\n\r\n",
    b"0\r\nX: y\n\r\n",
    b"0\r\nX: \0\r\n\r\n",
    b"0\r\nX: a\rb\r\n\r\n",
    b"0\r\n: y\r\n\r\n",
    b"0\r\nGET / HTTP/1.1\r\n\r\n",
)


def test_chunked_bodies():
    for rest, body in CHUNKS:
        accepts(CHUNKED + rest, body=body, chunked=True, content_length=None)


def test_malformed_chunks():
    for rest in BAD_CHUNKS:
        refuses(CHUNKED + rest, 400)


def test_longest_chunk_line():
    accepts(CHUNKED + b"3;" + b"x" * 254 + b"\r\nabc\r\n0\r\n\r\n", body=b"abc")
    refuses(CHUNKED + b"3;" + b"x" * 255 + b"\r\nabc\r\n0\r\n\r\n", 400)
    refuses(CHUNKED + b"3;" + b"x" * 1000, 400)
    refuses(CHUNKED + b"0" * 300, 400)


def test_limit_of_a_chunked_body():
    for limit in (1, 10, 500):
        limits = {"max_body_size": limit}
        half = limit // 2
        for size, fits in ((limit, True), (limit + 1, False)):
            one = b"%x\r\n" % size + b"x" * size + b"\r\n0\r\n\r\n"
            two = b"1\r\nx\r\n%x\r\n" % (size - 1) + b"x" * (size - 1) + b"\r\n0\r\n\r\n"
            for rest in (one, two) if half else (one,):
                if fits:
                    accepts(CHUNKED + rest, limits, body=b"x" * size)
                else:
                    refuses(CHUNKED + rest, 413, limits)
    # It is refused when its size is told, not when it has come.
    refuses(CHUNKED + b"b\r\n", 413, {"max_body_size": 10})
    refuses(CHUNKED + b"ffffffff\r\n", 413)


def test_limit_of_the_trailers():
    limits = {"max_header_size": 100}
    raw = CHUNKED + b"0\r\n" + b"X: y\r\n" * 15 + b"\r\n"
    accepts(raw, limits, body=b"")
    refuses_with_one_of(CHUNKED + b"0\r\n" + b"X: y\r\n" * 20 + b"\r\n", (400, 431), limits)
    refuses_with_one_of(CHUNKED + b"0\r\nX: " + b"y" * 200, (400, 431), limits)


def test_only_chunked_and_only_once():
    body = b"0\r\n\r\n"
    for value in ("chunked", "Chunked", "CHUNKED", "\tchunked ", " chunked\t"):
        accepts(head(f"Transfer-Encoding:{value}", start=POST) + body, chunked=True)
    for value in (
        "",
        " ",
        ",",
        "chunked,",
        ",chunked",
        "chunked, chunked",
        "chunked chunked",
        "chunked\v",
        "\x0cchunked",
        "\0chunked",
        "chunked\0",
        "chunked\x7f",
    ):
        refuses_with_one_of(head(f"Transfer-Encoding: {value}", start=POST) + body, (400, 501))
    for value in (
        "gzip, chunked",
        "x, chunked",
        "x;q=1, chunked",
    ):
        refuses(head(f"Transfer-Encoding: {value}", start=POST) + body, 501)


def test_transfer_encoding_that_does_not_end_in_chunked():
    # Section 6.3 number 4: must be answered with 400, because the length cannot be known.
    for value in ("gzip", "identity", "chunked, gzip", "chunked, identity", "chunke", "xchunked"):
        refuses(head(f"Transfer-Encoding: {value}", start=POST) + b"0\r\n\r\n", 400)


def test_transfer_encoding_in_two_lines():
    for first, second in (
        ("chunked", "chunked"),
        ("chunked", "gzip"),
        ("chunked", "identity"),
        ("identity", "chunked"),
        ("gzip", "chunked"),
        ("chunked", ""),
        ("", "chunked"),
    ):
        lines = (f"Transfer-Encoding: {first}", f"transfer-encoding: {second}")
        refuses_with_one_of(head(*lines, start=POST) + b"0\r\n\r\n", (400, 501))


def test_both_transfer_encoding_and_content_length():
    for length in ("0", "3", "5"):
        lines = ("Transfer-Encoding: chunked", f"Content-Length: {length}")
        refuses(head(*lines, start=POST) + b"0\r\n\r\n", 400)
        refuses(head(*reversed(lines), start=POST) + b"0\r\n\r\n", 400)


def test_transfer_encoding_on_http_1_0():
    raw = b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    refuses(raw, 400)
    refuses(raw.replace(b"Transfer", b"Host: a\r\nConnection: keep-alive\r\nTransfer"), 400)
