# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.printable`
====================================================

What peers have sent, for the eyes of whoever reads the debug output.
"""

import sys

try:
    from typing import Any
except ImportError:
    pass


# What is not seen, but ends lines or turns text around: first and last of each kind.
_UNSEEN = ((0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF))


def printable(text: str, but: str = "") -> str:
    """
    A text that cannot move the cursor of whoever reads it, nor forge a line.

    :param str text: What may have come from a client.
    :param str but: Control characters that may stay.
    """
    for character in text:
        code = ord(character)
        if (code < 32 or 127 <= code < 160) and character not in but:
            text = text.replace(character, "\\x%02x" % code)
        for first, last in _UNSEEN if code > 0x2000 else ():
            if first <= code <= last:
                text = text.replace(character, "\\u%04x" % code)
    return text


def show(text: str, file: "Any" = None) -> None:
    """
    Prints a text. Not every terminal has every character.

    :param str text: What is `printable`.
    :param file: Where to; by default the standard output.
    """
    file = file or sys.stdout
    try:
        print(text, file=file)
    except UnicodeError:
        for character in text:
            if ord(character) > 127:
                text = text.replace(character, "\\u%04x" % ord(character))
        print(text, file=file)
