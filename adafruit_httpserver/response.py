# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.response`
====================================================

What handlers answer with.
"""

import json
import sys

from .headers import Headers, check_line
from .lazy import load
from .message_framing import cookie_lines, has_body, header_lines, response_head
from .status import Status, as_status

try:
    from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass

# Names of other modules that have always been importable from here.
_ELSEWHERE = (
    ("chunked_response", " ChunkedResponse "),
    ("file_response", " FileResponse "),
    ("mime_types", " MIMETypes "),
    ("redirect", " Redirect "),
    ("request", " Request "),
    ("sse_response", " SSEResponse "),
    ("websocket", " Websocket "),
)

_MIME_TYPES = __name__[: __name__.rfind(".")] + ".mime_types"
_OK = as_status(200)


class Response:
    """
    Response to a given `Request`. Use in `Server.route` handler functions.

    Base class for all other response classes.

    :param Request request: Request that this is a response to.
    :param str body: Body of response, ``str`` or bytes-like. Defaults to empty string.
    :param Status status: `Status`, ``(code, text)`` or ``int``. Defaults to 200 OK.
    :param Headers headers: Headers to include in response. Defaults to empty dict.
    :param Dict[str, str] cookies: Cookies to be sent with the response; ``None`` as value deletes
        a cookie.
    :param str content_type: Content type of response. Defaults to ``text/plain``.
    :raises ValueError: for CR, LF or NUL in what becomes a header.
    :raises TypeError: for a body that is neither text nor bytes.

    Example::

        @server.route(path, method)
        def route_func(request):

            return Response(request, body='Some content', content_type="text/plain")
    """

    # How many bytes of it have been handed over, head included.
    _size = 0
    _own_headers = None
    _own_cookies = None

    def __init__(
        self,
        request: "Request",
        body: Union[str, bytes] = "",
        *,
        status: Union[Status, Tuple[int, str], int] = None,
        headers: Union[Headers, Dict[str, str]] = None,
        cookies: Dict[str, str] = None,
        content_type: str = None,
    ):
        self._request = request
        if not isinstance(body, (str, bytes)):
            body = as_bytes(body)
        self._body = body
        self._status = _OK if status is None else as_status(status)
        if headers:
            self._own_headers = Headers(headers)
        if cookies:
            self._own_cookies = dict(cookies)
            cookie_lines(cookies)
        if content_type is not None:
            check_line("content_type", content_type)
        self._content_type = content_type

    @property
    def _headers(self) -> Headers:
        # Made when somebody wants it: most responses have no headers of their own.
        if self._own_headers is None:
            self._own_headers = Headers()
        return self._own_headers

    @_headers.setter
    def _headers(self, headers: Headers) -> None:
        self._own_headers = headers

    @property
    def _cookies(self) -> Dict[str, str]:
        if self._own_cookies is None:
            self._own_cookies = {}
        return self._own_cookies

    @_cookies.setter
    def _cookies(self, cookies: Dict[str, str]) -> None:
        self._own_cookies = cookies

    def _set_status(self, status: Any) -> None:
        self._status = as_status(status)

    def set_cookie(
        self,
        name: str,
        value: str,
        *,
        max_age: int = None,
        expires: str = None,
        path: str = None,
        domain: str = None,
        secure: bool = False,
        http_only: bool = False,
        same_site: str = None,
    ) -> None:
        """
        Sends a cookie with the response (RFC 6265 section 4.1).

        :param str name: Name of the cookie.
        :param str value: Its value.
        :param int max_age: Seconds that it lives. Defaults to the browser's session.
        :param str expires: Date at which it ends, as HTTP spells dates.
        :param str path: Path below which it is sent back.
        :param str domain: Domain to which it is sent back.
        :param bool secure: Whether it is sent back over TLS only.
        :param bool http_only: Whether scripts of a page cannot read it.
        :param str same_site: ``"Strict"``, ``"Lax"`` or ``"None"``.
        :raises ValueError: for a CR, LF, NUL or semicolon in any of them, a name that is empty or
            has a ``=`` or a blank, or an unknown ``same_site``.

        Example::

            response = Response(request, "Welcome")
            response.set_cookie("theme", "dark", max_age=31536000, path="/", http_only=True)
        """
        from .cookies import cookie

        self._cookies[name] = cookie(
            name, value, max_age, expires, path, domain, secure, http_only, same_site
        )

    def delete_cookie(self, name: str, *, path: str = None, domain: str = None) -> None:
        """
        Makes the browser forget a cookie.

        :param str name: Name of the cookie.
        :param str path: Path that it was set with.
        :param str domain: Domain that it was set with.
        """
        self.set_cookie(name, "", max_age=0, path=path, domain=domain)

    # Sending. What follows are the hooks of users' own response classes.

    def _send(self) -> None:
        """Hands the response over to the connection. Called once by the server."""
        self._request.connection.attach(self._chunks())

    def _chunks(self) -> Iterable[Optional[bytes]]:
        """The whole response in pieces. One piece and one packet, if it has a body at all."""
        body = self._body
        if isinstance(body, str):
            body = body.encode()
        head = self._head(len(body))
        without_body = self._request.method == "HEAD" or not has_body(self._status.code)
        message = head if without_body else head + body
        self._size = len(message)
        return (message,)

    def _head(self, content_length: Optional[int], content_type: str = None) -> bytes:
        """
        Head of the response, with the empty line at its end, that keeps the connection if the
        client and the length allow it.

        :param int content_length: Length of the body, ``None`` if it ends in another way.
        :param str content_type: Used if the response has no content type of its own.
        """
        connection = self._request.connection
        if self._own_headers is not None:
            self._heed_own_headers(connection, content_length)
        if not connection.keep_alive:
            option = "close"
        elif self._request.http_version == "HTTP/1.1":
            option = None
        else:
            option = "keep-alive"
        return self._head_lines(content_length, content_type, option)

    def _heed_own_headers(self, connection: Any, content_length: Optional[int]) -> None:
        headers = self._own_headers
        if "close" in (headers.get("connection") or "").lower():
            connection.keep_alive = False
        # Whoever announces another length than that of the body cannot be followed by anything.
        announced = headers.get("content-length")
        if announced is not None and str(announced) != str(content_length):
            connection.keep_alive = False

    def _head_lines(
        self, content_length: Optional[int], content_type: Optional[str], option: Optional[str]
    ) -> bytes:
        status = self._status
        more = self._request.server._date_line
        if has_body(status.code):
            content_type = self._content_type or content_type or _default_content_type()
        else:
            content_type = content_length = None
        headers = self._own_headers
        if headers:
            more += header_lines(headers.items())
            if "content-type" in headers:
                content_type = None
            if "content-length" in headers:
                content_length = None
            if "connection" in headers:
                option = None
        if self._own_cookies:
            more += cookie_lines(self._own_cookies)
        return response_head(status, content_type, content_length, option, more).encode()

    def _send_headers(self, content_length: int = None, content_type: str = None) -> None:
        """
        Sends the head, for a ``_send`` of one's own. It announces the end of the connection, as
        nobody knows what such a method does next.

        :param int content_length: Length of the body, if known.
        :param str content_type: Content type, if the response has none of its own.
        """
        connection = self._request.connection
        connection.keep_alive = False
        self._send_bytes(connection, self._head_lines(content_length, content_type, "close"))

    def _send_bytes(self, conn: Any, buffer: Union[bytes, bytearray, memoryview]) -> None:
        """
        Sends bytes.

        :param conn: ``request.connection``.
        :param buffer: All of it is sent, or queued, before this returns.
        :raises BrokenPipeError: if the client is gone, or does not read for ``socket_timeout``.
        """
        conn.send_all(buffer)
        self._size += len(buffer)

    def _close_connection(self) -> None:
        """Closes the connection when all that was sent has left. Never raises."""
        self._request.connection.close()


def _default_content_type() -> str:
    """`MIMETypes.DEFAULT`, without loading the types for a program that has not named them."""
    module = sys.modules.get(_MIME_TYPES)
    return "text/plain" if module is None else module.MIMETypes.DEFAULT


def as_bytes(body: Any) -> bytes:
    """
    Bytes of a body.

    :param body: ``str``, bytes-like, or ``None`` for none.
    :return: Its bytes.
    :raises TypeError: for anything else.
    """
    if isinstance(body, str):
        return body.encode()
    if body is None:
        return b""
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    raise TypeError(f"body must be str or bytes, not {type(body).__name__}")


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

    def __init__(
        self,
        request: "Request",
        data: Any,
        *,
        headers: Union[Headers, Dict[str, str]] = None,
        cookies: Dict[str, str] = None,
        status: Union[Status, Tuple[int, str], int] = None,
    ):
        super().__init__(
            request,
            json.dumps(data).encode(),
            status=status,
            headers=headers,
            cookies=cookies,
            content_type="application/json",
        )


def __getattr__(name: str) -> Any:
    return load(globals(), _ELSEWHERE, name)
