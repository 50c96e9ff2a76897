# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Multipart bodies (RFC 2046 section 5.1, RFC 7578), fed in all the ways bytes can arrive."""

from adafruit_httpserver.field_storage import FieldStorage
from adafruit_httpserver.multipart import (
    MAX_BOUNDARY_SIZE,
    MAX_PART_HEAD_SIZE,
    MultipartParser,
    boundary_of,
)
from tests.support.expect import raises
from tests.support.parser_cases import ways


def parts_of(boundary, pieces):
    """List of (headers, content, ended) and whether the last delimiter came."""
    parser = MultipartParser(boundary)
    parts = []
    inside = False
    for piece in pieces:
        for event, value in parser.feed(piece):
            if event == MultipartParser.PART:
                assert not inside, "a part begins before the last has ended"
                assert isinstance(value, FieldStorage)
                parts.append([list(value.items()), b"", False])
                inside = True
            elif event == MultipartParser.DATA:
                assert inside
                assert isinstance(value, (bytes, bytearray)) and value
                parts[-1][1] += bytes(value)
            else:
                assert event == MultipartParser.END and value is None
                assert inside
                parts[-1][2] = True
                inside = False
    return [tuple(part) for part in parts], parser.complete


def splits(body, boundary=b"B"):
    """Parts of a body; fails unless all ways of feeding it come to the same."""
    result = None
    for name, pieces in ways(body):
        try:
            found = parts_of(boundary, pieces)
        except ValueError:
            found = ValueError
        if result is None:
            result = found
        assert found == result, (body, name, found, result)
    return result


def accepts(body, parts, boundary=b"B", complete=True):
    found = splits(body, boundary)
    assert found is not ValueError, body
    assert found[0] == parts, (body, found[0], parts)
    assert found[1] == complete, (body, found)


X = [("x", "y")]
HEAD = b"X: y\r\n\r\n"

BODIES = (
    # body, parts: (headers, content)
    (b"--B--", []),
    (b"--B--\r\n", []),
    (b"--B\r\nX: y\r\n\r\nabc\r\n--B--", [(X, b"abc")]),
    (b"--B\r\nX: y\r\n\r\nabc\r\n--B--\r\n", [(X, b"abc")]),
    (b"\r\n--B\r\nX: y\r\n\r\nabc\r\n--B--", [(X, b"abc")]),
    (b"--B\r\nX: y\r\n\r\n\r\n--B--", [(X, b"")]),
    (b"--B\r\nX: y\r\n\r\na\r\n--B\r\n\r\nb\r\n--B--", [(X, b"a"), ([], b"b")]),
    (b"--B\r\n\r\n\r\n--B--", [([], b"")]),
    (b"--B\r\nX:y\r\nZ: \t1 \r\n\r\na\r\n--B--", [([("x", "y"), ("z", "1")], b"a")]),
    (b"--B\r\nX: 1\r\nX: 2\r\n\r\na\r\n--B--", [([("x", "1"), ("x", "2")], b"a")]),
    (b"--B\r\nX: caf\xc3\xa9\r\n\r\n\r\n--B--", [([("x", "caf\u00e9")], b"")]),
    (b"--B\r\nX: caf\xe9\r\n\r\n\r\n--B--", [([("x", "caf\u00e9")], b"")]),
    # what is before the first and after the last delimiter is not content
    (b"preamble\r\n--B\r\nX: y\r\n\r\na\r\n--B--epilogue", [(X, b"a")]),
    (b"pre --B\r\n amble\r\n--B\r\nX: y\r\n\r\na\r\n--B--\r\n--B\r\n\r\nb\r\n--B--", [(X, b"a")]),
    # blanks that a gateway put behind a delimiter
    (b"--B \t\r\nX: y\r\n\r\na\r\n--B  \r\n\r\nb\r\n--B--  \r\n", [(X, b"a"), ([], b"b")]),
    # content that looks like a delimiter
    (b"--B\r\n\r\n--B\r\n--B--", [([], b"--B")]),
    (b"--B\r\n\r\na--B--\r\n--B--", [([], b"a--B--")]),
    (b"--B\r\n\r\n\r\n--Bx\r\n--B--", [([], b"\r\n--Bx")]),
    (b"--B\r\n\r\n\r\n--B-\r\n--B--", [([], b"\r\n--B-")]),
    (b"--B\r\n\r\n\r\n--B-x\r\n--B--", [([], b"\r\n--B-x")]),
    (b"--B\r\n\r\n\r\n--B x\r\n--B--", [([], b"\r\n--B x")]),
    (b"--B\r\n\r\n\r\n--B\nx\r\n--B--", [([], b"\r\n--B\nx")]),
    (b"--B\r\n\r\n\r\n--B\rx\r\n--B--", [([], b"\r\n--B\rx")]),
    (b"--B\r\n\r\n\r\n--C\r\n--B--", [([], b"\r\n--C")]),
    (b"--B\r\n\r\n\r\n-\r\n--\r\n--B--", [([], b"\r\n-\r\n--")]),
    (b"--B\r\n\r\n\r\n\r\n\r\n--B--", [([], b"\r\n\r\n")]),
    (b"--B\r\n\r\n\r\r\n\n--B\r\n--B--", [([], b"\r\r\n\n--B")]),
    (b"--B\r\n\r\n\n--B\n\r\n--B--", [([], b"\n--B\n")]),
    (b"--B\r\n\r\n\r\n --B\r\n--B--", [([], b"\r\n --B")]),
    (b"--B\r\n\r\n\0\xff\r\n\0\r\n--B--", [([], b"\0\xff\r\n\0")]),
    # heads that look like content
    (b"--B\r\nX: --B\r\n\r\na\r\n--B--", [([("x", "--B")], b"a")]),
)


def test_bodies():
    for body, parts in BODIES:
        accepts(body, [(headers, content, True) for headers, content in parts])


def test_bodies_with_a_long_boundary():
    for boundary in (b"-" * 27 + b"1234567890", b"'()+_,-./:=?", b"a b", b"x" * 70, b"--", b"B-"):
        for body, parts in BODIES:
            longer = body.replace(b"--B", b"--" + boundary)
            if b"B" in repr(parts).encode():
                continue
            accepts(longer, [(headers, content, True) for headers, content in parts], boundary)


def test_incomplete_bodies():
    accepts(b"", [], complete=False)
    accepts(b"--B", [], complete=False)
    accepts(b"nothing of the kind", [], complete=False)
    accepts(b"--B\r\nX: y", [], complete=False)
    accepts(b"--B\r\nX: y\r\n\r\nabc", [(X, b"abc", False)], complete=False)
    accepts(b"--B\r\n\r\nabc\r\n--B\r\n", [([], b"abc", True)], complete=False)
    accepts(b"--B\r\n\r\nabc\n--B--", [([], b"abc\n--B--", False)], complete=False)
    accepts(b"--C\r\n\r\nabc\r\n--C--", [], complete=False)


def test_what_may_be_a_delimiter_is_kept_back_and_no_more():
    parser = MultipartParser(b"B")
    parser.feed(b"--B\r\n\r\n")
    for piece, expected in (
        (b"abc", b"abc"),
        (b"abc\r", b"abc"),
        (b"x", b"\rx"),
        (b"\r\n--", b""),
        (b"-", b"\r\n---"),
        (b"\r\n--B", b""),
        (b"C", b"\r\n--BC"),
        (b"\r\n--B ", b""),
        (b"D", b"\r\n--B D"),
    ):
        data = b"".join([value for event, value in parser.feed(piece)])
        assert data == expected, (piece, data)


def test_malformed_heads_are_a_value_error():
    for head in (
        b"X",
        b": y",
        b"X : y",
        b" X: y",
        b"X: y\r\n z",
        b"X\xe9: y",
        b"X Y: z",
        b"X: y\r\nZ",
        b"\0: y",
    ):
        assert splits(b"--B\r\n" + head + b"\r\n\r\nabc\r\n--B--") is ValueError, head


def test_control_characters_in_a_head_are_a_value_error():
    # As in the head of a request: a name or file name with a line break in it is an attack.
    for value in (b"a\nb", b"a\rb", b"a\0b", b"a\n", b"\x01", b"a\x7f"):
        body = b'--B\r\nX: "' + value + b'"\r\n\r\nabc\r\n--B--'
        assert splits(body) is ValueError, value


def test_largest_head_of_a_part():
    for size in range(MAX_PART_HEAD_SIZE - 5, MAX_PART_HEAD_SIZE + 6):
        value = "y" * (size - 3)
        body = b"--B\r\nX: " + value.encode() + b"\r\n\r\nabc\r\n--B--"
        if size <= MAX_PART_HEAD_SIZE:
            accepts(body, [([("x", value)], b"abc", True)])
        else:
            assert splits(body) is ValueError, size


def test_a_head_without_end_is_a_value_error():
    assert splits(b"--B\r\nX: " + b"y" * (MAX_PART_HEAD_SIZE + 100)) is ValueError


def test_boundaries():
    for value, boundary in (
        ("multipart/form-data; boundary=B", b"B"),
        ('multipart/form-data; boundary="a b;c"', b"a b;c"),
        ("multipart/form-data; charset=utf-8; Boundary=B", b"B"),
        ("multipart/form-data;boundary=" + "x" * MAX_BOUNDARY_SIZE, b"x" * MAX_BOUNDARY_SIZE),
    ):
        assert boundary_of(value) == boundary, value
    for value in (
        "multipart/form-data",
        "multipart/form-data; boundary",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary=""',
        "multipart/form-data; boundary=" + "x" * (MAX_BOUNDARY_SIZE + 1),
    ):
        raises(ValueError, boundary_of, value)
    raises(ValueError, boundary_of, "")


def test_many_small_parts():
    body = b"--B\r\n\r\n" + b"\r\n--B\r\n\r\n" * 999 + b"\r\n--B--"
    parser = MultipartParser(b"B")
    assert len(parser.feed(body)) == 2 * 1000
    assert parser.complete
