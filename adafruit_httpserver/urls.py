# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.urls`
====================================================

Percent-encoding (RFC 3986 section 2.1) and the fields of a query or an urlencoded form.
"""

from binascii import unhexlify

from .field_storage import as_text, utf_8

try:
    from typing import List, Tuple, Union
except ImportError:
    pass


def unescape(raw: bytes, strict: bool) -> bytes:
    """
    Bytes that percent-escapes stand for.

    :param bytes raw: The encoded text.
    :param bool strict: Whether malformed escapes are an error. If not, they are left as they came.
    :raises ValueError: if ``strict`` and an escape is malformed.
    """
    pieces = raw.split(b"%")
    for index in range(1, len(pieces)):
        piece = pieces[index]
        try:
            if len(piece) < 2:
                raise ValueError
            # unhexlify() takes no sign, blank or underscore, as int(piece, 16) would.
            pieces[index] = unhexlify(piece[:2]) + piece[2:]
        except ValueError:
            if strict:
                raise ValueError("percent-escape is not % and two hexadecimal digits") from None
            pieces[index] = b"%" + piece
    return b"".join(pieces)


def unquote(text: Union[str, bytes], plus: bool = False, strict: bool = False) -> str:
    """
    Decodes percent-escapes.

    :param text: The encoded text.
    :param bool plus: Whether ``+`` stands for a blank, as it does in queries and forms.
    :param bool strict: Whether malformed escapes are an error. If not, they are left as they came.
    :return: The decoded text.
    :raises ValueError: if ``strict`` and an escape is malformed or the result is not UTF-8.

    Example::

        unquote("caf%C3%A9+au%20lait", plus=True)
        # "café au lait"
    """
    raw = text.encode() if isinstance(text, str) else text
    if plus:
        raw = raw.replace(b"+", b" ")
    decoded = unescape(raw, strict) if b"%" in raw else raw
    try:
        return utf_8(decoded)
    except ValueError:
        if strict:
            raise ValueError("percent-escapes do not spell UTF-8") from None
        return as_text(raw)


def parse_fields(raw: bytes, strict: bool = False) -> List[Tuple[str, str]]:
    """
    Splits a query or an ``application/x-www-form-urlencoded`` body.

    :param bytes raw: E.g. ``b"name=Jos%C3%A9&flag"``.
    :param bool strict: Whether malformed escapes are an error, see `unquote`.
    :return: List of ``(name, value)``; a field without ``=`` has an empty value.
    :raises ValueError: if ``strict`` and an escape is malformed.
    """
    fields = []
    for piece in raw.split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            fields.append((unquote(name, True, strict), unquote(value, True, strict)))
    return fields
