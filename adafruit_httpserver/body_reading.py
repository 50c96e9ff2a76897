# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.body_reading`
====================================================

What a `Request` has for handlers that read its body as it comes. Loaded by the first of them.
"""

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


def reading_of(request: "Request", name: str) -> "Any":
    """
    An attribute of a request. It is made each time, because what it tells goes on.

    :param Request request: The request.
    :param str name: ``"bytes_received"``, ``"read"``, ``"save"`` or ``"save_files"``.
    """
    if name == "bytes_received":
        return request._parser.bytes_received
    if name == "read":
        from .request_stream import read

        return lambda: read(request)
    # Loaded by those who save.
    if name == "save":
        from .saved_file import save

        return lambda path: save(request, path)
    from .saved_form import save_files

    return lambda folder, **limits: save_files(request, folder, **limits)
