# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.urls`
====================================================

Percent-encoding (RFC 3986 section 2.1). Loaded by the first URL that has a percent-escape, and by
all that read queries and forms.
"""

from binascii import unhexlify

from .text import as_text, utf_8

try:
    from typing import Any, List, Tuple, Union
except ImportError:
    pass


def unescape(data: bytes, strict: bool) -> bytes:
    """
    Bytes that percent-escapes (RFC 3986 section 2.1) stand for.

    :param bytes data: The encoded text.
    :param bool strict: Whether malformed escapes are an error. If not, they are left as they came.
    :raises ValueError: if ``strict`` and an escape is malformed.
    """
    pieces = data.split(b"%")
    for index in range(1, len(pieces)):
        data = pieces[index]
        try:
            # It takes no sign, blank or underscore, as int(data, 16) would, and no single digit.
            pieces[index] = unhexlify(data[:2] or b"?") + data[2:]
        except ValueError:
            if strict:
                raise ValueError("malformed percent-escape") from None
            pieces[index] = b"%" + data
    return b"".join(pieces)


def unescaped_path(path: bytes, segments: "List[bytes]") -> "Tuple[List[bytes], Union[bytes, Any]]":
    """
    A path may be written with more escapes than it needs, or with those it needs where a route has
    a letter like "é".

    :param bytes path: The path.
    :param list segments: Its segments.
    :return: The segments that these stand for, and all of the path, or ``None`` if an escape stands
        for a slash, which parts no segments.
    """
    decoded = []
    for segment in segments:
        decoded.append(unescape(segment, False))
    literal = b"/" + b"/".join(decoded)
    return decoded, literal if literal.count(b"/") == path.count(b"/") else None


def unquote(data: bytes, plus: bool = False, strict: bool = False) -> str:
    """
    Decodes percent-escapes.

    :param bytes data: The encoded text.
    :param bool plus: Whether ``+`` stands for a blank, as it does in queries and forms.
    :param bool strict: Whether malformed escapes are an error. If not, they are left as they came.
    :return: The decoded text.
    :raises ValueError: if ``strict`` and an escape is malformed or the result is not UTF-8.

    Example::

        unquote(b"caf%C3%A9+au%20lait", plus=True)
        # "café au lait"
    """
    if plus:
        data = data.replace(b"+", b" ")
    try:
        return utf_8(unescape(data, strict) if b"%" in data else data)
    except ValueError:
        if strict:
            raise
        return as_text(data)


def quote(data: bytes, plain: bytes) -> str:
    """
    Percent-encodes.

    :param bytes data: Any bytes.
    :param bytes plain: What may stay as it is beside letters and digits.
    """
    pieces = []
    for byte in data:
        letter = chr(byte)
        kept = byte in plain or byte < 128 and (letter.isalpha() or letter.isdigit())
        pieces.append(letter if kept else "%%%02X" % byte)
    return "".join(pieces)


def escaped_fields(data: bytes, strict: bool) -> "List[Tuple[str, str]]":
    """
    Fields of a query or an urlencoded body with escapes in it, see `parse_fields`.

    :param bytes data: E.g. ``b"name=Jos%C3%A9&flag"``.
    :param bool strict: Whether malformed escapes are an error.
    :return: List of ``(name, value)``.
    :raises ValueError: if ``strict`` and an escape is malformed.
    """
    fields = []
    for piece in data.split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            fields.append((unquote(name, True, strict), unquote(value, True, strict)))
    return fields
