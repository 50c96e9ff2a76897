# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.chunked_response`
====================================================

A body whose length is not known when its head leaves (RFC 9112 section 7.1).
"""

from .pull_door import pull  # noqa: F401  Loaded here, and not in the middle of a response.
from .response import Response

try:
    from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass


def as_bytes(body: Any) -> bytes:
    """
    Bytes of a body.

    :param body: ``str``, bytes-like, or ``None`` for none.
    :return: Its bytes.
    :raises TypeError: for anything else.
    """
    if isinstance(body, str):
        return body.encode()
    return b"" if body is None else bytes(memoryview(body))


def chunk(data: bytes) -> bytes:
    """
    One chunk of a chunked body (RFC 9112 section 7.1).

    :param bytes data: At least one byte: the empty chunk is the last one.
    :return: The chunk with its size.
    """
    return b"%x\r\n%s\r\n" % (len(data), data)


class ChunkedResponse(Response):
    """
    Specialized version of `Response` class for sending data using chunked transfer encoding.

    Instead of requiring the whole content to be passed to the constructor, it expects a generator
    that yields chunks of data. The next chunk is asked for when the last one has left, so the
    response takes no more memory than one chunk. A client that speaks HTTP/1.0 gets the same
    data without the encoding.

    :param Request request: Request that this is a response to.
    :param body: Function that returns an iterable of ``str`` or bytes-like chunks, e.g. a
        generator function; or such an iterable. A chunk of ``None`` means "nothing yet": others
        are served, and the iterable is asked again.
    :param Status status: `Status`, ``(code, text)`` or ``int``. Defaults to 200 OK.
    :param Headers headers: Headers to be sent with the response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.
    :param str content_type: Content type of the response. Defaults to ``text/plain``.
    :raises TypeError: for a body that is neither a function nor an iterable.

    Example::

        @server.route(path, method)
        def route_func(request):

            def body():
                yield "Some ch"
                yield "unked co"
                yield "ntent"

            return ChunkedResponse(request, body, content_type="text/plain")
    """

    # What makes the body may read that of the request meanwhile, see `stream_route`.
    _may_read = True

    def __init__(
        self,
        request: "Request",
        body: Union[Callable, Iterable],
        *,
        status: "Union[Status, Tuple[int, str], int]" = None,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
        content_type: str = None,
    ):
        super().__init__(
            request, status=status, headers=headers, cookies=cookies, content_type=content_type
        )
        if not callable(body):
            try:
                # A list of a board has no __iter__ to look for.
                body = iter(body)
            except TypeError:
                raise TypeError(
                    f"body must be a function or an iterable, not {type(body).__name__}"
                ) from None
        self._body = body
        self._chunked = request._parser.line.version != "HTTP/1.0" and self._status.has_body
        if self._chunked:
            self._headers.setdefault("transfer-encoding", "chunked")

    def _chunks(self) -> Iterable[Optional[bytes]]:
        request = self._request
        if self._status.has_body and not self._chunked:
            # Only the end of the connection can be the end of the body.
            request.connection.keep_alive = False
        head = self._head(None)
        self._size = len(head)
        yield head
        if request.method == "HEAD" or not self._status.has_body:
            return
        body = self._body() if callable(self._body) else self._body
        try:
            for piece in body:
                if piece is None:
                    yield None
                    continue
                data = as_bytes(piece)
                if data:
                    yield self._counted(chunk(data) if self._chunked else data)
        finally:
            # A client that left must not leave a file open in the handler's generator.
            if hasattr(body, "close"):
                body.close()
        if self._chunked:
            yield self._counted(chunk(b""))

    def _counted(self, data: bytes) -> bytes:
        self._size += len(data)
        return data

    def _send_chunk(self, chunk_data: Any = "") -> None:
        """
        Sends one chunk, for a ``_send`` of one's own.

        :param chunk_data: ``str`` or bytes-like. An empty one is the last.
        :raises BrokenPipeError: see ``_send_bytes``.
        """
        self._send_bytes(self._request.connection, chunk(as_bytes(chunk_data)))
