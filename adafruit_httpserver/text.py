# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.text`
====================================================

What bytes on the wire may be, and the text that they stand for: tokens, control characters,
and UTF-8.
"""

from .limits import ON_BOARD

# What a token (RFC 9110 section 5.6.2) consists of, and all of ASCII but control characters other
# than tab, CR and LF. strip() tells in one call whether there is anything else; in Python it would
# take a board a millisecond. It looks from left to right, so what heads have most stands first.
TOKEN = b"ecnto-grAspiaCudUhRLfEHIykqSMFlTDPONmwbvxjzGWBVKXJQYZ0123456789!#$%&'*+.^_`|~"
PRINTABLE = b"e tina.co0/1p\n\r:l-grs,d5;=hAfm267T" + TOKEN + b'"()?@<>[\\]{}\t'


def is_token(data: bytes) -> bool:
    """
    Whether a name is a token, as methods and field names must be.

    :param bytes data: The name.
    """
    return len(data) > 0 and not data.strip(TOKEN)


def has_control(data: bytes, lines: int = 0) -> bool:
    """
    Whether there is a control character other than a tab in it: a bare CR or LF, a NUL, ...

    :param bytes data: A header line without its end, or several lines with their ends.
    :param int lines: How many ends of lines there are in it.
    """
    for byte in data.strip(PRINTABLE):
        if byte < 32 and byte not in (9, 10, 13) or byte == 127:
            return True
    return data.count(b"\r") != lines or data.count(b"\n") != lines


def check_line(name: str, value: str) -> None:
    """
    Refuses text that would end its header line and start another.

    :param str name: What the text is, for the message.
    :param str value: The text.
    :raises ValueError: if there is a CR, LF or NUL in it.
    """
    if "\r" in value or "\n" in value or "\0" in value:
        raise ValueError(f"{name} must not contain CR, LF or NUL, but is {value!r}")


def utf_8(data: bytes) -> str:
    """
    Text of bytes that must be UTF-8 (RFC 3629).

    :param bytes data: What came.
    :return: The text.
    :raises ValueError: if it is not UTF-8.
    """
    text = str(data, "utf-8")
    if ON_BOARD and len(text) != len(data):
        # Loaded by the first text that is not ASCII.
        from .strict_utf_8 import check

        check(text, data)
    return text


def as_text(data: bytes) -> str:
    """
    Text of bytes that a peer sent: UTF-8, else Latin-1, which has a character for every byte
    (RFC 9110 section 5.5).

    :param bytes data: What came.
    :return: The text.
    """
    try:
        return utf_8(data)
    except ValueError:
        # A board's decode() knows UTF-8 only.
        return "".join([chr(byte) for byte in data])
