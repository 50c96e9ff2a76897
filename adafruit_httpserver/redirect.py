# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.redirect`
====================================================

Sending a client elsewhere (RFC 9110 section 15.4).
"""

from .response import Response

try:
    from typing import TYPE_CHECKING, Dict, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass


class Redirect(Response):
    """
    Specialized version of `Response` class for redirecting to another URL.

    Instead of requiring the body to be passed to the constructor, it expects a URL to redirect to.

    By default uses ``permament`` and ``preserve_method`` to determine the ``status`` code to use,
    but if you prefer you can specify it directly.

    Note that ``301 Moved Permanently`` and ``302 Found`` can change the method to ``GET`` while
    ``307 Temporary Redirect`` and ``308 Permanent Redirect`` preserve the method.

    :param Request request: Request that this is a response to.
    :param str url: URL to redirect to.
    :param bool permanent: Whether to use a permanent redirect or a temporary one.
    :param bool preserve_method: Whether to preserve the method of the request.
    :param Status status: `Status`, ``(code, text)`` or ``int``, instead of the two above.
    :param Headers headers: Headers to include in response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.
    :raises ValueError: if both ``status`` and one of the two are given, or for CR, LF or NUL in
        the URL.

    Example::

        @server.route(path, method)
        def route_func(request):

            return Redirect(request, "https://www.example.com")
    """

    def __init__(
        self,
        request: "Request",
        url: str,
        *,
        permanent: bool = False,
        preserve_method: bool = False,
        status: "Union[Status, Tuple[int, str], int]" = None,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
    ):
        if status is not None and (permanent or preserve_method):
            raise ValueError("Cannot specify both status and permanent/preserve_method argument")
        if status is None:
            if preserve_method:
                status = 308 if permanent else 307
            else:
                status = 301 if permanent else 302
        super().__init__(request, status=status, headers=headers, cookies=cookies)
        self._headers.set("location", url)
