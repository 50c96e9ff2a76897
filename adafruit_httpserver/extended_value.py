# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.extended_value`
====================================================

Parameters of header fields with a charset (RFC 8187), which forms should not use for the names of
files, but some programs do. Loaded by the first of them.
"""

from .field_lines import parameter_of
from .urls import unquote

try:
    from typing import Optional
except ImportError:
    pass


def extended_value(field: str, name: str, default: str = None) -> "Optional[str]":
    """
    Value of a parameter like ``filename*=UTF-8''caf%C3%A9.txt``.

    :param str field: Value of the header field.
    :param str name: Name of the parameter, with its asterisk.
    :param str default: Returned when there is no such parameter.
    :raises ValueError: for malformed escapes and other charsets than UTF-8.
    """
    value = parameter_of(field, name)
    if value is None:
        return default
    charset, _, text = value.partition("'")
    _, quote, text = text.partition("'")
    if charset.lower() != "utf-8" or not quote:
        raise ValueError("value is not in UTF-8")
    return unquote(text.encode(), False, True)
