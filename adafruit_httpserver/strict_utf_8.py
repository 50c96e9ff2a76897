# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.strict_utf_8`
====================================================

What a board's decoder lets pass, which only counts continuation bytes: ``b"\\xc0\\xaf"`` would be a
second way to write a slash, and half of a surrogate pair would be a character (RFC 3629).
"""


def check(text: str, data: bytes) -> None:
    """
    Refuses bytes that are not UTF-8.

    :param str text: What a board makes of them.
    :param bytes data: The bytes.
    :raises ValueError: if it is not UTF-8.
    """
    for character in text:
        if 0xD800 <= ord(character) < 0xE000:
            raise ValueError("surrogate in UTF-8")
    # chr() spells each character in the shortest way.
    if "".join([chr(ord(character)) for character in text]).encode() != data:
        raise ValueError("overlong UTF-8")
