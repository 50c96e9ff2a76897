# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.attachment`
====================================================

Files that a browser keeps instead of showing them. Loaded by the first.
"""

from .text import is_token


def disposition_of(name: str) -> str:
    """
    Value of ``Content-Disposition`` (RFC 6266).

    :param str name: Name of the file, quoted where it must be.
    """
    if not is_token(name.encode()):
        name = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{name}"'
    return "attachment; filename=" + name
