# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.handler_result`
====================================================

What a handler may return besides a `Response`. Loaded by the first handler that does.
"""

from .json_response import JSONResponse
from .response import Response

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


def as_response(request: "Request", value: "Any") -> Response:
    """
    Makes a response of what a handler returned.

    :param Request request: The request.
    :param value: `Response`, ``str``, bytes-like, ``dict``, ``list``, or a tuple of one of them
        and a status.
    :return: The response.
    :raises TypeError: for anything else.
    :raises ValueError: for a response to another request.
    """
    status = None
    if isinstance(value, tuple) and len(value) == 2:
        value, status = value
    if isinstance(value, (dict, list)):
        value = JSONResponse(request, value)
    elif isinstance(value, (str, bytes, bytearray, memoryview)):
        value = Response(request, value)
    handler = request._handler
    name = getattr(handler, "__name__", handler)
    if not isinstance(value, Response):
        raise TypeError(
            f"handler {name} must return a Response, str, bytes, dict or list, "
            f"not {type(value).__name__}"
        )
    if value._request is not request:
        raise ValueError(f"handler {name} returned the response to another request")
    if status is not None:
        from .status import as_status

        value._status = as_status(status)
    return value
