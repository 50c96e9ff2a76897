# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_stream`
====================================================

Bodies that a handler takes while they come. There is no buffer for them: what has been read once is
handed on, and until somebody wants more, it waits in the network.
"""

from .connection import HANDLING, SENDING
from .limits import READS_PER_POLL
from .request_body import check_size, feed_chunk_size
from .request_parser import RequestError
from .transport import LATER, broken_pipe, receive_into

try:
    from typing import TYPE_CHECKING, Any, Generator, Optional, Union

    if TYPE_CHECKING:
        from .connection import Connection
        from .request import Request
        from .request_parser import RequestParser
except ImportError:
    pass

# More than any body has, and a number that limits nothing.
_ANY_SIZE = 10**16


class RequestStream:
    """The body of a request that comes while its handler runs, in place of its bytes."""

    # What has come and was not taken. It may lie in the buffer that all connections share.
    data: "Union[bytes, bytearray, memoryview]" = b""
    # How often it may be read from the socket before others have their turn.
    left = READS_PER_POLL
    # Whether the connection may be kept when all has come.
    keep_alive = False
    # Whether the client waits to be asked for its body.
    expected = False
    # Since when nothing has come.
    since: "Optional[int]" = None

    def __iadd__(self, view: memoryview) -> "RequestStream":
        if len(self.data):
            # Small chunks that came at once.
            if not isinstance(self.data, bytearray):
                self.data = bytearray(self.data)
            self.data += view
        else:
            self.data = view
        return self

    def refuse(self) -> None:
        """
        Tells a handler that wants all of it at once.

        :raises RuntimeError: always.
        """
        raise RuntimeError(
            "the body of a stream route is never in memory as a whole: use `yield from "
            "request.read()`, request.save() or request.save_files()"
        )


def begin(request: "Request", max_body_size: "Optional[int]") -> None:
    """
    Makes the body of a request a stream.

    :param Request request: A request that stands before its body.
    :param int max_body_size: How many bytes it may have, any number if ``None``.
    :raises RequestError: 413 if it is announced to be longer.
    """
    parser = request._parser
    block = parser.block
    parser.body_awaited = False
    parser._max_body_size = _ANY_SIZE if max_body_size is None else max_body_size
    parser._body_size = 0
    parser._step = feed_chunk_size
    if not block.chunked:
        try:
            check_size(parser, block.content_length)
        except RequestError as error:
            parser.fail(error)
            raise
        parser._body_size = block.content_length
        parser._step = _feed_sized_stream
    parser.body = RequestStream()
    parser.body.expected = block.expect_continue and parser.line.version == "HTTP/1.1"


def _feed_sized_stream(parser: "RequestParser", view: memoryview) -> int:
    """BODY_SIZED, without keeping it."""
    size = min(len(view), parser._body_size)
    parser.body += view[:size]
    parser.bytes_received += size
    parser._body_size -= size
    parser.complete = not parser._body_size
    return size


def read(request: "Request") -> "Generator[None, None, bytes]":
    """See `Request.read`."""
    while True:
        data = take(request)
        if data is not None:
            return bytes(data)
        yield


def take(request: "Request") -> "Union[memoryview, bytes, bytearray, None]":
    """
    The next piece of a body, for whoever writes it away at once.

    :param Request request: The request.
    :return: The piece, which is good until the next ``yield``; ``b""`` at the end; ``None`` if
        others have to have their turn first.
    :raises RequestError: for a body that is malformed, too long or does not come.
    :raises BrokenPipeError: if the connection is closed.
    :raises RuntimeError: if the request was answered.
    """
    parser = request._parser
    stream = parser.body
    if not isinstance(stream, RequestStream):
        # A body that is in memory is a stream of one piece, and stays where it is: the parser may
        # have more requests with the same head.
        data = b"" if request._taken else request.body
        request._taken = True
        return data
    while not (parser.complete or len(stream.data)):
        connection = request.connection
        if connection.state > SENDING or connection.linger_size:
            if connection.closed:
                raise broken_pipe()
            raise RuntimeError("the request was answered: nothing is left of its body")
        view = _received(request, stream)
        if view is None or not _feed(connection, parser, view):
            stream.left = READS_PER_POLL
            return None
    data = stream.data
    stream.data = b""
    return data


def _feed(connection: "Connection", parser: "RequestParser", view: memoryview) -> bool:
    """Lets the parser have what came; ``False`` if that was the end of the connection."""
    stream = parser.body
    try:
        used = parser.feed(view)
    except RequestError:
        stream.data = b""
        if connection.state == HANDLING:
            raise
        # Half of an answer has left.
        connection.drop()
        return False
    if used < len(view):
        connection.leftover = bytes(view[used:])
    if parser.complete and connection.state == HANDLING:
        connection.keep_alive = stream.keep_alive
    return True


def _received(request: "Request", stream: RequestStream) -> "Optional[memoryview]":
    """What is there to be parsed, or ``None``. Then the client may have left as well."""
    connection = request.connection
    server = request.server
    view = connection.leftover
    overdue = False
    if view is None and stream.expected and connection.state == HANDLING:
        # RFC 9110 section 10.1.1: only now is it known that somebody wants the body.
        from .push_door import push

        push(connection, b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.flush()
        connection.list()
    stream.expected = False
    if view is None and not connection.more_input:
        # The engine looks whether more has come, unless it has no time for it.
        now = server._now()
        if stream.since is None:
            stream.since = now
        overdue = now - stream.since >= server._limits.socket_timeout
        if not overdue:
            return None
    elif not stream.left:
        return None
    stream.left -= 1
    if view is not None:
        connection.leftover = None
        stream.since = None
        return memoryview(view)
    view = server._buffer
    size = receive_into(connection.socket, view)
    connection.more_input = size == len(view)
    if size > 0:
        stream.since = None
        return view[:size]
    if size != LATER:
        # The generator that waits for it will be closed.
        connection.drop()
    elif overdue:
        _timed_out(connection, request._parser)
    return None


def _timed_out(connection: "Connection", parser: "RequestParser") -> "Any":
    error = RequestError(408, "timeout")
    parser.fail(error)
    if connection.state == HANDLING:
        raise error
    connection.drop()
