# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Percent-encoding (RFC 3986 section 2.1) and urlencoded fields."""

from adafruit_httpserver.field_storage import parse_fields
from adafruit_httpserver.urls import unescape, unquote
from tests.support.expect import raises

GOOD = (
    # encoded, decoded
    (b"", b""),
    (b"abc", b"abc"),
    (b"%41", b"A"),
    (b"%2f", b"/"),
    (b"%2F", b"/"),
    (b"a%20b", b"a b"),
    (b"%20", b" "),
    (b"%00", b"\0"),
    (b"%ff", b"\xff"),
    (b"%25", b"%"),
    (b"%2541", b"%41"),
    (b"%25%34%31", b"%41"),
    (b"%41%42%43", b"ABC"),
    (b"a+b", b"a+b"),
    (b"%c3%A9", b"\xc3\xa9"),
    (b"%0d%0a", b"\r\n"),
)

MALFORMED = (
    # encoded, what is left of it where malformed escapes are no error
    (b"%", b"%"),
    (b"%%", b"%%"),
    (b"a%", b"a%"),
    (b"%4", b"%4"),
    (b"%4g", b"%4g"),
    (b"%g4", b"%g4"),
    (b"%zz%41", b"%zzA"),
    (b"%%41", b"%A"),
    (b"%4%41", b"%4A"),
    (b"% 1", b"% 1"),
    (b"%+1", b"%+1"),
    (b"%-1", b"%-1"),
    (b"%1_", b"%1_"),
    (b"%0x41", b"%0x41"),
    (b"%u0041", b"%u0041"),
    (b"%\xc3\xa9", b"%\xc3\xa9"),
    (b"%\xb2\xb3", b"%\xb2\xb3"),
    (b"100%", b"100%"),
    (b"%4\0", b"%4\0"),
)


def test_well_formed_escapes():
    for raw, expected in GOOD:
        for strict in (False, True):
            found = unescape(raw, strict)
            assert isinstance(found, bytes)
            assert found == expected, (raw, strict, found)


def test_malformed_escapes_stay_as_they_came():
    for raw, expected in MALFORMED:
        assert unescape(raw, False) == expected, (raw, unescape(raw, False))


def test_malformed_escapes_are_an_error_where_strict():
    for raw, _ in MALFORMED:
        raises(ValueError, unescape, raw, True)
        raises(ValueError, unquote, raw, False, True)


def test_unquote_makes_text():
    for raw, expected in (
        ("", ""),
        ("abc", "abc"),
        ("caf%C3%A9", "caf\u00e9"),
        ("caf\u00e9", "caf\u00e9"),
        ("%F0%9F%98%80", "\U0001f600"),
        ("a%2Fb", "a/b"),
        ("a+b", "a+b"),
        ("a%2Bb", "a+b"),
        ("%zz", "%zz"),
    ):
        assert unquote(raw.encode()) == expected, raw


def test_plus_is_a_blank_where_asked_for():
    for raw, expected in (
        ("a+b", "a b"),
        ("+", " "),
        ("a++b", "a  b"),
        ("a%2Bb", "a+b"),
        ("a%20b", "a b"),
        ("%+1", "% 1"),
    ):
        assert unquote(raw.encode(), True) == expected, raw


def test_what_is_no_utf_8_is_left_encoded():
    for raw in ("%ff", "%C3", "%C3%28", "%E2%82", "%C0%AF", "%ED%A0%80", "%F4%90%80%80"):
        data = raw.encode()
        assert unquote(data) == raw, (raw, unquote(data))
        assert unquote(b"a=" + data + b"+", True) == "a=" + raw + " "
        raises(ValueError, unquote, data, False, True)
        raises(ValueError, unquote, data, True, True)


def test_bytes_that_are_no_utf_8():
    assert unquote(b"\xe9") == "\u00e9"
    assert unquote(b"\xff%41") == "\u00ff%41"
    # Strict: whether there is an escape somewhere makes no difference.
    raises(ValueError, unquote, b"\xff%41", False, True)
    raises(ValueError, unquote, b"\xff", False, True)


def test_all_bytes_there_and_back():
    for byte in range(256):
        for form in ("%%%02x", "%%%02X"):
            assert unescape((form % byte).encode(), True) == bytes([byte])


FIELDS = (
    (b"", []),
    (b"&", []),
    (b"&&&", []),
    (b"a=1", [("a", "1")]),
    (b"a=1&b=2", [("a", "1"), ("b", "2")]),
    (b"a=1&a=2", [("a", "1"), ("a", "2")]),
    (b"&a=1&&b=2&", [("a", "1"), ("b", "2")]),
    (b"a", [("a", "")]),
    (b"a=", [("a", "")]),
    (b"=", [("", "")]),
    (b"=1", [("", "1")]),
    (b"a=b=c", [("a", "b=c")]),
    (b"a==", [("a", "=")]),
    (b"a+b=c+d", [("a b", "c d")]),
    (b"a%20b=c%26d", [("a b", "c&d")]),
    (b"a%3Db=c%3Dd", [("a=b", "c=d")]),
    (b"caf%C3%A9=%E2%82%AC", [("caf\u00e9", "\u20ac")]),
    (b"caf\xc3\xa9=1", [("caf\u00e9", "1")]),
    (b"a;b=1", [("a;b", "1")]),
    (b"a=1;b=2", [("a", "1;b=2")]),
    (b"a=%00", [("a", "\0")]),
    (b"a=1\r\n", [("a", "1\r\n")]),
    (b"b=1&a=2&b=3", [("b", "1"), ("a", "2"), ("b", "3")]),
)


def test_fields():
    for raw, expected in FIELDS:
        for strict in (False, True):
            found = list(parse_fields(raw, strict))
            assert found == expected, (raw, found)


MALFORMED_FIELDS = (
    (b"%%", "%%"),
    (b"a%", "a%"),
    (b"%4", "%4"),
    (b"%4g", "%4g"),
    (b"%g4", "%g4"),
    (b"%zz%41", "%zzA"),
    (b"%%41", "%A"),
    (b"%4%41", "%4A"),
    (b"% 1", "% 1"),
    (b"%+1", "% 1"),
    (b"%-1", "%-1"),
    (b"%1_", "%1_"),
    (b"%0x41", "%0x41"),
    (b"%u0041", "%u0041"),
    (b"%\xc3\xa9", "%\u00e9"),
    (b"%\xb2\xb3", "%\u00b2\u00b3"),
    (b"100%", "100%"),
    (b"%4\0", "%4\0"),
)


def test_malformed_fields_stay_as_they_came():
    for raw, expected in (
        (b"a=%", [("a", "%")]),
        (b"%zz=1", [("%zz", "1")]),
        (b"a=%ff&b=%41", [("a", "%ff"), ("b", "A")]),
        (b"a=\xff", [("a", "\u00ff")]),
    ):
        assert list(parse_fields(raw)) == expected, raw
        raises(ValueError, parse_fields, raw, True)
    for raw, expected in MALFORMED_FIELDS:
        assert list(parse_fields(b"a=" + raw)) == [("a", expected)], raw
        raises(ValueError, parse_fields, b"a=" + raw, True)
        raises(ValueError, parse_fields, raw + b"=1", True)


def test_many_fields():
    raw = b"&".join([b"f%d=%d" % (number, number) for number in range(1000)])
    fields = list(parse_fields(raw))
    assert len(fields) == 1000
    assert fields[0] == ("f0", "0")
    assert fields[999] == ("f999", "999")
