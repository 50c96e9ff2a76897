# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.missing_file`
====================================================

Paths below ``root_path`` that are those of no file: directories, paths that a page has made up, and
the icon that every browser asks for. Loaded by the first of them.
"""

import os

from .file_response import FileResponse, is_hidden, regular
from .limits import ON_BOARD
from .raw_headers import find
from .response import Response
from .text import as_text

try:
    from typing import TYPE_CHECKING, Optional

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


def answer(request: "Request", error: Exception) -> Response:
    """
    Answers a request for what is not there.

    :param Request request: A GET or HEAD.
    :param Exception error: What `FileResponse` has raised.
    :raises Exception: the same, if there is no better answer.
    """
    path = request.path
    if error.status_code == 404 and path.count("/") == request._parser.line.path.count(b"/"):
        server = request.server
        response = _directory(request, path)
        if response is None and server.spa and _is_page(request, path):
            response = FileResponse(request, server.spa)
        if response is not None:
            return response
        if path == "/favicon.ico":
            return no_icon(request)
    raise error


def no_icon(request: "Request") -> Response:
    """
    The answer to a browser that asks for an icon where there is none. It asks again tomorrow.

    :param Request request: The request.
    """
    return Response(request, status=204, headers={"Cache-Control": "max-age=86400"})


def _directory(request: "Request", path: str) -> "Optional[Response]":
    """What a directory is answered with: its list, or its address with a slash."""
    server = request.server
    folder = FileResponse._combine_path(server.root_path, path)
    if is_hidden(path.lower(), FileResponse.never_served) or not _is_directory(folder):
        return None
    if not ON_BOARD:
        from .files_on_pc import is_below

        if not is_below(server.root_path, folder):
            return None
    if path[-1:] == "/":
        if not server.directory_listing:
            return None
        # Loaded by the first list.
        from .directory_listing import listing

        return listing(request, path, folder)
    if not (server.directory_listing or regular(folder + "/index.html")):
        return None
    from .redirect import Redirect

    line = request._parser.line
    # One slash: two of them would begin the name of another server.
    location = "/" + as_text(line.path).strip("/") + "/"
    if line.query:
        location += "?" + as_text(line.query)
    # Browsers would remember it for ever.
    headers = {"Cache-Control": "no-cache"}
    return Redirect(request, location, permanent=True, preserve_method=True, headers=headers)


def _is_directory(path: str) -> bool:
    try:
        return os.stat(path.rstrip("/") or "/")[0] >> 12 == 4
    except (OSError, ValueError):
        return False


def _is_page(request: "Request", path: str) -> bool:
    """Whether a path is that of a page, and who asks takes one."""
    accept = find(request._parser.raw, "accept", "*/*")
    return "." not in path[path.rfind("/") :] and ("text/html" in accept or "*/*" in accept)
