# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.field_lines`
====================================================

Header fields as a peer sent them (RFC 9110 section 5), of a request or of a part of a form.
"""

from .text import as_text, has_control, is_token

try:
    from typing import Any, List, Tuple
except ImportError:
    pass


def fields_of(block: bytes) -> "List[Tuple[str, str]]":
    """
    Names and values of header lines.

    :param bytes block: The lines, parted by CRLF.
    :return: List of ``(name, value)``, names in lower case.
    :raises ValueError: for a line without a colon or a name that is not a token.
    """
    fields = []
    for line in block.split(b"\r\n"):
        if line:
            name, colon, value = line.partition(b":")
            if not colon or not is_token(name) or has_control(line):
                raise ValueError("header line is not 'Name: value'")
            fields.append((str(name, "utf-8").lower(), as_text(value.strip(b" \t"))))
    return fields


def parameter_of(value: str, name: str, default: "Any" = None) -> "Any":
    """
    Value of a parameter, see `Headers.get_parameter`.

    :param str value: Value of the header.
    :param str name: Name of the parameter.
    :param str default: Returned when there is no such parameter.
    """
    # What is inside of quotes (RFC 9110 section 5.6.4) hides behind CR, LF and NUL, which no
    # header has, until the semicolons are found that are outside. A single backslash is no
    # escape: a file name with them is a path of an old browser.
    pieces = value.replace("\\\\", "\r").replace('\\"', "\n").split('"')
    for index in range(1, len(pieces), 2):
        pieces[index] = pieces[index].replace(";", "\0")
    for piece in '"'.join(pieces).split(";")[1:]:
        key, equals, value = piece.partition("=")
        if equals and key.strip().lower() == name:
            value = value.strip(" \t").strip('"').replace("\r", "\\")
            return value.replace("\n", '"').replace("\0", ";")
    return default
