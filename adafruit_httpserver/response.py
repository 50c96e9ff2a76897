# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.response`
====================================================

What handlers answer with, and how it looks on the wire (RFC 9112 sections 4 to 6).
"""

# Names of other modules have always been importable from here.
from . import __getattr__  # noqa: F401
from .text import check_line

try:
    from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
except ImportError:
    pass

# A body up to this size is joined with its head, so that both leave as one packet.
_JOINED_SIZE = 2048


class Status:
    """
    HTTP status code and reason phrase of a response.

    :param int code: Status code, e.g. ``404``.
    :param str text: Reason phrase, e.g. ``"Not Found"``.
    :raises TypeError: if the code is no int.
    :raises ValueError: for a code outside 100..999, or a text with a line break in it.

    Example::

        Status(404, "Not Found") == NOT_FOUND_404
        # True
    """

    def __init__(self, code: int, text: str):
        if not isinstance(code, int) or isinstance(code, bool):
            raise TypeError(f"status must be a Status, (code, text) or an int, not {code!r}")
        if not 100 <= code <= 999:
            raise ValueError(f"status code must be from 100 to 999, not {code}")
        check_line("status text", text)
        self.code = code
        self.text = text
        # Whether a response may have a body and the headers that describe one (RFC 9110 sections
        # 15.2, 15.3.5 and 15.4.5).
        self.has_body = code >= 200 and code != 204 and code != 304
        # Its status line (RFC 9112 section 4).
        self.line = b"HTTP/1.1 %d %s\r\n" % (code, text.encode())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Status) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def __repr__(self) -> str:
        return f'<Status {self.code}, "{self.text}">'


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

    # Set by MIMETypes.configure().
    _default_type = "text/plain"
    # How many bytes of it have been handed over, head included.
    _size = 0
    _status = Status(200, "OK")
    _content_type: "Union[str, Any]" = None
    _own_headers: "Union[Headers, Any]" = None
    # Set by `mime_types`, when files shall not use their own.
    _common_types: "Optional[str]" = None

    def __init__(
        self,
        request: "Request",
        body: "Any" = "",
        *,
        status: "Union[Status, Tuple[int, str], int]" = None,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: "Dict[str, str]" = None,
        content_type: str = None,
    ):
        self._request = request
        # A pair of types would be made each time.
        if not (isinstance(body, str) or isinstance(body, bytes)):  # noqa: SIM101
            # Not bytes(body), which makes three zeros of 3.
            body = b"" if body is None else bytes(memoryview(body))
        self._body: "Any" = body
        if status is not None:
            from .status import as_status

            self._status = as_status(status)
        if headers:
            from .headers import Headers

            self._own_headers = Headers(headers)
        self._cookies = {}
        if cookies:
            from .cookies import cookie_lines

            cookie_lines(cookies)
            self._cookies.update(cookies)
        if content_type is not None:
            check_line("content_type", content_type)
            self._content_type = content_type

    @property
    def _headers(self) -> "Headers":
        # Made when somebody wants it: most responses have no headers of their own.
        if self._own_headers is None:
            from .headers import Headers

            self._own_headers = Headers()
        return self._own_headers

    @_headers.setter
    def _headers(self, headers: "Headers") -> None:
        self._own_headers = headers

    def set_cookie(self, name: str, value: str, **attributes: "Any") -> None:
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

        self._cookies[name] = cookie(name, value, **attributes)

    def delete_cookie(self, name: str, **attributes: "Any") -> None:
        """
        Makes the browser forget a cookie.

        :param str name: Name of the cookie.
        :param str path: Path that it was set with.
        :param str domain: Domain that it was set with.
        """
        self.set_cookie(name, "", max_age=0, **attributes)

    # Sending. What follows are the hooks of users' own response classes.

    def _send(self) -> None:
        """Hands the response over to the connection. Called once by the server."""
        self._request.connection.attach(self._chunks())

    def _chunks(self) -> "Iterable[Optional[bytes]]":
        """The whole response in pieces. One piece and one packet, if the body is small."""
        body = self._body
        if isinstance(body, str):
            body = body.encode()
        size = len(body)
        if not self._status.has_body or self._request.method == "HEAD":
            body = b""
        elif size > _JOINED_SIZE:
            message = self._head(size)
            self._size = len(message) + size
            return message, body
        message = self._head(size, None, body)
        self._size = len(message)
        return (message,)

    def _head(
        self, content_length: "Union[int, Any]", content_type: str = None, body: bytes = b""
    ) -> bytes:
        """
        Head of the response, with the empty line at its end, that keeps the connection if the
        client and the length allow it.

        :param int content_length: Length of the body, ``None`` if it ends in another way.
        :param str content_type: Used if the response has no content type of its own.
        :param bytes body: Put behind it.
        """
        request = self._request
        connection = request.connection
        status = self._status
        modern = request._parser.line.version == "HTTP/1.1"
        content_type = self._content_type or content_type or self._default_type
        # Bytes: a board looks up each text that is made in the table of all names.
        lines = request.server._date_line
        own = self._own_headers
        if not (own or self._cookies):
            if body and modern and connection.keep_alive:
                # Nearly every response, in one go.
                return b"%s%scontent-type: %s\r\ncontent-length: %d\r\n\r\n%s" % (
                    status.line,
                    lines,
                    content_type.encode(),
                    content_length,
                    body,
                )
            own = ()
        else:
            own = self._headers
            lines += own._lines(self._cookies, connection, content_length)
        if status.has_body:
            if "content-type" not in own:
                lines += b"content-type: %s\r\n" % content_type.encode()
            if content_length is not None and "content-length" not in own:
                lines += b"content-length: %d\r\n" % content_length
        if "connection" not in own:
            if not connection.keep_alive:
                lines += b"connection: close\r\n"
            elif not modern:
                lines += b"connection: keep-alive\r\n"
        return b"%s%s\r\n%s" % (status.line, lines, body)

    def _send_headers(self, content_length: int = None, content_type: str = None) -> None:
        """
        Sends the head, for a ``_send`` of one's own. It announces the end of the connection, as
        nobody knows what such a method does next.

        :param int content_length: Length of the body, if known.
        :param str content_type: Content type, if the response has none of its own.
        """
        connection = self._request.connection
        connection.keep_alive = False
        self._send_bytes(connection, self._head(content_length, content_type))

    def _send_bytes(self, conn: "Any", buffer: "Union[bytes, bytearray, memoryview]") -> None:
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
