# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.json_response`
====================================================

Answers in JSON.
"""

import json

from .response import Response

try:
    from typing import TYPE_CHECKING, Any, Dict, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass


class JSONResponse(Response):
    """
    Specialized version of `Response` class for sending JSON data.

    Instead of requiring ``body`` to be passed to the constructor, it expects ``data`` to be passed
    instead.

    :param Request request: Request that this is a response to.
    :param data: Anything that ``json.dumps`` takes.
    :param Headers headers: Headers to include in response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.
    :param Status status: Status code and text. Defaults to 200 OK.
    :raises TypeError: if ``data`` cannot be expressed in JSON.

    Example::

        @server.route(path, method)
        def route_func(request):

            return JSONResponse(request, {"key": "value"})
    """

    _content_type = "application/json"

    def __init__(
        self,
        request: "Request",
        data: "Any",
        *,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: "Dict[str, str]" = None,
        status: "Union[Status, Tuple[int, str], int]" = None,
    ):
        # Not super(), which takes longer on a PC.
        Response.__init__(
            self, request, json.dumps(data), status=status, headers=headers, cookies=cookies
        )
