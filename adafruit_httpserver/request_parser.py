# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_parser`
====================================================

Sans-I/O parser of one request (RFC 9112): takes bytes, and never sees a socket or a clock.

===========  ==============================  ==========================================
state        event                           next
===========  ==============================  ==========================================
HEAD         head complete, no body          COMPLETE
HEAD         head complete, a body follows   BODY_AWAITED
BODY_AWAITED `RequestParser.begin_body`      BODY_SIZED, CHUNK_SIZE
BODY_SIZED   as many bytes as announced      COMPLETE
CHUNK_SIZE   size line                       CHUNK_DATA, TRAILERS after the last chunk
CHUNK_DATA   as many bytes as announced      CHUNK_END
CHUNK_END    CRLF                            CHUNK_SIZE
TRAILERS     empty line                      COMPLETE
any          RequestError                    FAILED, which refuses all input
===========  ==============================  ==========================================

Between head and body the parser stands still, so that the server can refuse a body (401, 413)
before it comes. In COMPLETE and BODY_AWAITED it takes nothing: what follows is for later.
"""

from .headers import has_control, is_token
from .limits import MAX_EMPTY_LINES, Limits
from .request_error import RequestError
from .request_head import HeaderBlock, RequestLine, check_together


class RequestParser:
    """
    Parser of one request.

    :param Limits limits: Limits of head and body.
    :param bool live: Whether the request comes from the network, and not from a program that made
        it by hand. Then it must have a ``Host`` and well-formed percent-escapes.

    ``line`` and ``block`` are there when the head is complete, ``body`` when ``complete`` is.
    """

    line = None
    block = None
    head = b""
    body = b""
    complete = False
    body_awaited = False
    # Bytes of the body that have come.
    bytes_received = 0
    _error = None

    def __init__(self, limits: Limits, live: bool = True):
        self._limits = limits
        self._live = live
        # What has come of the head, or of a chunk's size line. Bytes once a whole head came at
        # once, which is the rule; a bytearray while it comes in pieces.
        self._buffer = None
        # A plain function, not a bound method: that would be a reference cycle, and the parser
        # of every request would stay until the garbage collector runs.
        self._step = _feed_head

    def feed(self, view) -> int:
        """
        Takes bytes.

        :param view: A ``memoryview`` of what came. Nothing of it is kept but copies.
        :return: How many bytes were used. The rest belongs to the next request, or comes again
            after `begin_body`.
        :raises RequestError: for a request that is malformed or beyond the limits. After that
            every further byte raises the same.
        """
        used = 0
        try:
            while used < len(view) and not (self.complete or self.body_awaited):
                used += self._step(self, view[used:] if used else view)
        except RequestError as error:
            self._fail(error)
            raise
        return used

    def _fail(self, error: RequestError) -> None:
        # Not the error itself: it knows the frames that know this parser.
        self._error = (error.status_code, str(error))
        self._step = _refuse
        self._buffer = None

    @property
    def started(self) -> bool:
        """Whether anything of a request has come. An empty line before it is nothing of it."""
        if self.line is not None or self._error is not None:
            return True
        return self._buffer is not None and bytes(self._buffer).strip() != b""

    @property
    def head_complete(self) -> bool:
        """Whether the head is complete."""
        return self.block is not None

    def begin_body(self, max_body_size: int) -> None:
        """
        Lets the body come.

        :param int max_body_size: How many bytes it may have.
        :raises RequestError: 413 if it is announced to be longer, or there is no memory for it.
        """
        # Loaded when the first body comes, or a route is added that is likely to get one.
        from .request_body import begin_body

        self.body_awaited = False
        try:
            begin_body(self, max_body_size)
        except RequestError as error:
            self._fail(error)
            raise

    def _enter_body(self) -> None:
        """The head is complete: does a body follow?"""
        self._buffer = None
        if self.block.chunked or self.block.content_length:
            self.body_awaited = True
        else:
            self.complete = True


def _feed_head(parser: RequestParser, view) -> int:
    """HEAD. Buffered, and split once at its end, wherever the network has cut it."""
    before = parser._buffer
    if before is None:
        data = bytes(view)
        kept = 0
        limits = parser._limits
        if data == limits.last_head and parser._live:
            # A page that polls asks for the same, and in the same words, again and again.
            parser.head = data
            parser.line = limits.last_line
            parser.block = limits.last_block
            parser._enter_body()
            return len(data)
    else:
        kept = len(before)
        before += view
        data = before
    empty = _skip_empty_lines(data)
    end = data.find(b"\r\n\r\n", max(empty, kept - 3))
    size = (len(data) if end < 0 else end + 4) - empty
    if size > parser._limits.max_header_size:
        too_long = data.find(b"\r\n", empty, empty + parser._limits.max_header_size) < 0
        raise RequestError(414 if too_long else 431, "head is too long")
    if end < 0:
        _check_incomplete(data, empty, kept)
        if before is None:
            parser._buffer = bytearray(data)
        return len(view)
    head = bytes(data[empty : end + 4]) if empty or kept or end + 4 < len(data) else data
    _read_head(parser, head)
    parser._enter_body()
    return end + 4 - kept


def _skip_empty_lines(data) -> int:
    """RFC 9112 section 2.2: an empty line or two before the request line is no request."""
    start = 0
    while data[start : start + 2] == b"\r\n":
        start += 2
        if start > 2 * MAX_EMPTY_LINES:
            raise RequestError(400, "only empty lines")
    return start


def _check_incomplete(data, empty: int, kept: int) -> None:
    """What can never become a head is refused now, not when the time is over."""
    if len(data) > empty and not (
        is_token(bytes(data[empty : empty + 1])) or data[empty:] == b"\r"
    ):
        raise RequestError(400, "request does not begin with a method")
    # The last byte of before is looked at again: it may be the CR of an LF that came now.
    start = max(kept - 1, empty)
    fresh = bytes(data[start + (data[start : start + 1] == b"\n") :])
    lines = fresh.split(b"\r\n")
    lines[-1] = lines[-1][:-1] if fresh.endswith(b"\r") else lines[-1]
    if has_control(b"".join(lines)):
        raise RequestError(400, "control character in the head")


def _read_head(parser: RequestParser, head: bytes) -> None:
    limits = parser._limits
    line_end = head.find(b"\r\n")
    line = RequestLine(head[:line_end])
    # The other things that a page asks for come with the same header lines: comparing them with
    # the last ones costs a fiftieth of reading them.
    raw = head[line_end + 2 : -2]
    block = limits.last_block
    if block is None or block.raw != raw:
        block = HeaderBlock(raw, limits.max_header_lines)
    if parser._live:
        check_together(line, block)
        limits.last_head = head
        limits.last_line = line
        limits.last_block = block
    parser.head = head
    parser.line = line
    parser.block = block


def _refuse(parser: RequestParser, view) -> int:
    """FAILED."""
    raise RequestError(*parser._error)
