# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What bytes may be and the text they stand for: tokens, control characters, UTF-8."""

from adafruit_httpserver.text import as_text, check_line, has_control, is_token, utf_8
from tests.support.expect import raises

TEXTS = (
    (b"", ""),
    (b"abc", "abc"),
    (b"caf\xc3\xa9", "caf\u00e9"),
    (b"\xe2\x82\xac", "\u20ac"),
    (b"\xed\x9f\xbf\xee\x80\x80", "\ud7ff\ue000"),
    (b"\xf0\x9f\x98\x80", "\U0001f600"),
    (b"\0\x7f", "\0\x7f"),
)

NO_UTF_8 = (
    # RFC 3629: bytes that begin nothing, ends that are missing
    b"\xe9",
    b"\x80",
    b"\xff",
    b"\xfe",
    b"\xc3",
    b"\xc3(",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
    b"a\xc3\xa9\xe9",
    # a second way to write "/", NUL and others
    b"\xc0\xaf",
    b"\xc1\xbf",
    b"\xc0\x80",
    b"\xe0\x80\xaf",
    b"\xf0\x80\x80\xaf",
    b"/\xc0\xae\xc0\xae/",
    # halves of surrogate pairs
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\xed\xa0\xbd\xed\xb8\x80",
    # beyond the last character
    b"\xf4\x90\x80\x80",
)


def test_utf_8():
    for raw, text in TEXTS:
        assert utf_8(raw) == text, raw


def test_what_is_no_utf_8_is_an_error():
    for raw in NO_UTF_8:
        raises(ValueError, utf_8, raw)
        raises(ValueError, utf_8, b"a" + raw + b"b")


def test_text_of_bytes():
    for raw, text in TEXTS + (
        (b"caf\xe9", "caf\u00e9"),
        (b"\xff\x00\x80", "\u00ff\0\u0080"),
        (b"\xc3\xa9\xe9", "\u00c3\u00a9\u00e9"),
        (b"\xc0\xaf", "\u00c0\u00af"),
        (b"\xed\xa0\x80", "\u00ed\u00a0\u0080"),
    ):
        assert as_text(raw) == text, raw
        assert as_text(bytearray(raw)) == text, raw


def test_tokens():
    for name in (b"a", b"Z", b"Content-Length", b"-", b"--", b"x-1", b"1", b"!#$%&'*+-.^_`|~09"):
        assert is_token(name), name
    for byte in range(256):
        # RFC 9110 section 5.6.2
        allowed = 48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122
        allowed = allowed or byte in b"!#$%&'*+-.^_`|~"
        for name in (bytes([byte]), b"a" + bytes([byte]), bytes([byte]) + b"-a"):
            assert is_token(name) == allowed, name
    assert not is_token(b"")


def test_control_characters():
    for byte in range(256):
        control = byte < 32 and byte != 9 or byte == 127
        for data in (bytes([byte]), b"a" + bytes([byte]), bytes([byte]) + b"\xff"):
            assert has_control(data) == control, data
    for data in (b"", b"a b~!", b"a\tb", b"\x80\xff", b"\xc3\xa9"):
        assert not has_control(data), data


def test_text_of_a_line_stays_in_it():
    for text in ("", "a", "a b\t", "caf\u00e9", "\x0b\x0c\x1b\x7f\u0085\u2028"):
        check_line("x", text)
    for text in ("\r", "\n", "\0", "a\r\nb: c", "a\n", "\rb", "a\0b"):
        error = raises(ValueError, check_line, "the name of it", text)
        assert "the name of it" in str(error)
