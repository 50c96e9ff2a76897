# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.other_method`
====================================================

Requests that no route and no file answers with their method: OPTIONS, 405, or 404. Loaded by the
first of them.
"""

from .exceptions import ServingFilesDisabledError
from .request_parser import METHODS
from .response import Response
from .status import reason_phrase

try:
    from typing import TYPE_CHECKING, Sequence

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


def answer(request: "Request", matches: "Sequence") -> Response:
    """
    Says which methods there are.

    :param Request request: The request.
    :param list matches: Routes of its path, see `RouteTable.find`.
    :raises ServingFilesDisabledError: if there is nothing of that path.
    """
    path = request._parser.line.path
    if matches:
        allowed = {"OPTIONS"}
        for _, route, _ in matches:
            allowed.update(route.methods)
        if "GET" in allowed:
            allowed.add("HEAD")
    elif path == b"*":
        return Response(request, status=204)
    elif request.server.root_path is not None and request.method not in ("GET", "HEAD"):
        # If there is such a file, it can be read.
        from .file_response import FileResponse

        FileResponse(request, request.path)
        allowed = {"GET", "HEAD"}
    elif path == b"/favicon.ico" and request.method == "GET":
        # Every browser asks for it, once per page.
        from .missing_file import no_icon

        return no_icon(request)
    else:
        raise ServingFilesDisabledError
    allow = {"Allow": ", ".join([method for method in METHODS.split() if method in allowed])}
    if request.method == "OPTIONS" and matches:
        return Response(request, status=204, headers=allow)
    return Response(
        request, reason_phrase(405), status=405, headers=allow, content_type="text/plain"
    )
