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

from .file_response import FileResponse, stat_of
from .limits import ON_BOARD
from .odd_files import is_hidden
from .raw_headers import find
from .response import Response
from .text import as_text

try:
    from typing import TYPE_CHECKING, Optional, Sequence

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


def answer(request: "Request", matches: "Sequence", error: Exception) -> "Optional[Response]":
    """
    Answers a request for what is not there.

    :param Request request: A GET or HEAD.
    :param list matches: Routes of its path, but for other methods: a reason for another answer.
    :param Exception error: What `FileResponse` has raised.
    :return: ``None`` if there are some.
    :raises Exception: the same error, if there is no better answer.
    """
    code = getattr(error, "status_code", None)
    if matches and code is not None:
        return None
    if code != 404:
        raise error
    path = request.path
    response = _directory(request, path)
    if response is None and request.server.spa and _is_page(request, path):
        response = FileResponse(request, request.server.spa)
    if response is None and path == "/favicon.ico":
        response = no_icon(request)
    if response is None:
        raise error
    return response


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
    if is_hidden(path, FileResponse.never_served) or not _is_directory(folder):
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
    if not (server.directory_listing or stat_of(folder + "/index.html")):
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
