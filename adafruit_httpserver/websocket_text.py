# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.websocket_text`
====================================================

UTF-8 (RFC 3629) that comes in pieces, refused at the first byte that is wrong. Loaded by the first
text of a client that is not ASCII.
"""

try:
    from typing import Tuple
except ImportError:
    pass


def check(data: bytes, missing: int, low: int, high: int) -> "Tuple[int, int, int]":
    """
    Reads on, from one piece of a text to the next.

    :param bytes data: The piece.
    :param int missing: How many bytes the character lacks that the last piece has begun.
    :param int low: The least that the next of them may be.
    :param int high: The most that it may be.
    :return: The same three for the next piece.
    :raises ValueError: with the close code, if it is not UTF-8.
    """
    for byte in data:
        if missing:
            if not low <= byte <= high:
                raise ValueError(1007)
            missing -= 1
            low = 0x80
            high = 0xBF
        elif byte > 127:
            if not 0xC2 <= byte <= 0xF4:
                raise ValueError(1007)
            missing = 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
            low = 0xA0 if byte == 0xE0 else 0x90 if byte == 0xF0 else 0x80
            high = 0x9F if byte == 0xED else 0x8F if byte == 0xF4 else 0xBF
    return missing, low, high
