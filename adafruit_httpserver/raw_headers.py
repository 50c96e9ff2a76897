# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.raw_headers`
====================================================

A look into header lines as they came, for those who need one or two of them, and not all as text.
"""

from .text import as_text

try:
    from typing import Any, Optional, Union
except ImportError:
    pass


def find(raw: bytes, name: str, default: "Optional[str]" = None) -> "Union[str, Any]":
    """
    Value of the first header of a name.

    :param bytes raw: Header lines, each with its CRLF.
    :param str name: Name of the header, in lower case.
    :param str default: Returned when there is none.
    """
    raw = b"\r\n" + raw
    start = raw.lower().find(b"\r\n%s:" % name.encode())
    if start < 0:
        return default
    start += len(name) + 3
    return as_text(raw[start : raw.find(b"\r\n", start)].strip(b" \t"))
