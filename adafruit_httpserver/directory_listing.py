# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.directory_listing`
====================================================

The page that shows what is in a directory. Loaded by the first of them.
"""

import os

from .chunked_response import ChunkedResponse
from .field_storage import escape_html
from .file_response import FileResponse
from .odd_files import is_hidden
from .response import Response
from .urls import quote

try:
    from typing import TYPE_CHECKING, Iterator, List

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass

# What a name may have in an address as it is beside letters and digits (RFC 3986 section 2.3).
_PLAIN = b"-._~"
_HEAD = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>%s</title><style>'
    "body{font:1em/1.6 system-ui,sans-serif;max-width:45em;margin:2em auto;padding:0 1em}"
    "table{width:100%%;border-collapse:collapse}td{border-top:1px solid #8884;padding:.2em 0}"
    "td+td{text-align:right}:root{color-scheme:light dark}</style><h1>%s</h1><table>"
)
_ROW = '<tr><td><a href="%s">%s</a><td>%s\n'


def listing(request: "Request", path: str, folder: str) -> Response:
    """
    Answers with the names in a directory.

    :param Request request: The request.
    :param str path: Its path, which ends in a slash.
    :param str folder: The directory.
    """

    def body() -> "Iterator[str]":
        yield _HEAD % (escape_html(path), escape_html(path))
        if path.strip("/"):
            yield _ROW % ("../", "..", "")
        for name in names:
            yield _row(folder, name)
        yield "</table></html>\n"

    names = names_in(folder)
    headers = {"Cache-Control": "no-cache"}
    return ChunkedResponse(request, body, headers=headers, content_type="text/html; charset=utf-8")


def names_in(folder: str) -> "List[str]":
    """
    What of a directory may be seen, in order.

    :param str folder: The directory.
    """
    names = []
    for name in os.listdir(folder.rstrip("/") or "/"):
        if not is_hidden(name, FileResponse.never_served):
            names.append(name)
    names.sort()
    return names


def _row(folder: str, name: str) -> str:
    try:
        address = quote(name.encode(), _PLAIN)
        stat = os.stat(folder + name)
    except (OSError, ValueError):
        # It has gone, or has a name that is no text.
        return ""
    if stat[0] >> 12 == 4:
        return _ROW % (address + "/", escape_html(name) + "/", "")
    size = f"{stat[6]:,} B" if stat[6] < 10000 else f"{stat[6] // 1024:,} KB"
    return _ROW % (address, escape_html(name), size)
