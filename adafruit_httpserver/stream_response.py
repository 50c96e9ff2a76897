# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.stream_response`
====================================================

Bodies that grow while the client reads them.
"""

import json

from .held_response import HeldResponse

try:
    from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass


class StreamResponse(HeldResponse):
    """
    Response that stays open, and whose body the program sends piece by piece, whenever it has
    something. Where the program knows how to make the next piece when the last one has left, use
    `ChunkedResponse`.

    :param Request request: Request that this is a response to.
    :param str content_type: Content type of the body. Defaults to ``text/plain``.
    :param Status status: `Status`, ``(code, text)`` or ``int``. Defaults to 200 OK.
    :param Headers headers: Headers to be sent with the response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.

    Example::

        logs = []

        @server.route("/log", GET)
        def route_func(request):
            log = StreamResponse(request)
            logs.append(log)
            return log

        def print_to_logs(line):
            for log in list(logs):
                if not log.send(line + "\\n", fail_silently=True):
                    logs.remove(log)
    """

    _takes_objects = False
    _farewell: "Optional[bytes]" = None

    def __init__(
        self,
        request: "Request",
        *,
        content_type: str = None,
        status: "Union[Status, Tuple[int, str], int]" = None,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
    ):
        super().__init__(
            request,
            None,
            status=status,
            headers=headers,
            cookies=cookies,
            content_type=content_type,
        )
        # A client can tell such a body from one that was cut off.
        if request._parser.line.version != "HTTP/1.0":
            self._farewell = b"0\r\n\r\n"

    def _head(self, *_: Any) -> bytes:
        self._request.connection.keep_alive = False
        head = super()._head(None)
        return head[:-2] + b"transfer-encoding: chunked\r\n\r\n" if self._farewell else head

    def send(self, data: Union[str, bytes], fail_silently: bool = False) -> bool:
        """
        Sends a piece of the body.

        :param data: ``str`` or bytes-like.
        :param bool fail_silently: Whether to return ``False`` if the client is gone.
        :return: Whether it was sent.
        :raises BrokenPipeError: if the client is gone, or has not taken `Server.max_send_size`
            bytes of what came before.
        :raises TypeError: for data that is neither text nor bytes.
        """
        # Not bytes(data), which makes three zeros of 3.
        data = data.encode() if isinstance(data, str) else bytes(memoryview(data))
        if not data:
            # An empty chunk would be the last one.
            return not self.closed
        if self._farewell:
            data = b"%x\r\n%s\r\n" % (len(data), data)
        return self._push(data, fail_silently)


class NDJSONResponse(StreamResponse):
    """
    Response that stays open, with one JSON text per line.

    :param Request request: Request that this is a response to.
    :param Headers headers: Headers to be sent with the response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.

    Example::

        @server.route("/measurements", GET)
        def route_func(request):
            global response

            response = NDJSONResponse(request)
            response.send({"temperature": 21.5})
            return response
    """

    _takes_objects = True

    def __init__(
        self,
        request: "Request",
        *,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
    ):
        super().__init__(
            request, headers=headers, cookies=cookies, content_type="application/x-ndjson"
        )

    def send(self, data: Any, fail_silently: bool = False) -> bool:
        """
        Sends one line.

        :param data: Anything that ``json.dumps`` takes.
        :param bool fail_silently: See `StreamResponse.send`.
        :return: See `StreamResponse.send`.
        :raises BrokenPipeError: See `StreamResponse.send`.
        :raises TypeError: if ``data`` cannot be expressed in JSON.
        """
        return super().send(json.dumps(data) + "\n", fail_silently)
