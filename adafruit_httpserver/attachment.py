# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.attachment`
====================================================

Files that a browser keeps instead of showing them. Loaded by the first.
"""

from .text import is_token
from .urls import quote

# What an extended value may have as it is beside letters and digits (RFC 8187 section 3.2.1).
_PLAIN = b"!#$&+-.^_`|~"


def disposition_of(name: str) -> str:
    """
    Value of ``Content-Disposition`` (RFC 6266).

    :param str name: Name of the file. It is quoted where it must be, and said once more in the way
        of RFC 8187 where old browsers would not understand it.
    """
    data = name.encode()
    if is_token(data) and b"%" not in data:
        return "attachment; filename=" + name
    simple = "".join([c if " " <= c <= "~" and c not in '\\"%' else "_" for c in name])
    value = f'attachment; filename="{simple}"'
    if simple != name:
        value += "; filename*=UTF-8''" + quote(data, _PLAIN)
    return value
