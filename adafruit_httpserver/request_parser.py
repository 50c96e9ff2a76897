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
BODY_AWAITED `request_body.begin_body`      BODY_SIZED, CHUNK_SIZE
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

from .limits import MAX_EMPTY_LINES, MAX_LENGTH_DIGITS, Limits
from .text import PRINTABLE, TOKEN, has_control, is_token

try:
    from typing import Any, Optional, Tuple, Union
except ImportError:
    pass

# In the order in which an Allow header names them, each between blanks.
METHODS = " GET HEAD POST PUT DELETE PATCH OPTIONS TRACE CONNECT "
_IN_HOST = b"0123456789.etaoinsrhldcumfpgwybvkxjqz-ETAOINSRHLDCUMFPGWYBVKXJQZ_~!$&'()*+;=%"
_IN_BRACKETS = b"0123456789abcdefABCDEF:."
# A bit for each of Host, Expect, Connection, Content-Length, Transfer-Encoding and Content-Type:
# for the last five bits of the name's length minus its first letter, small or capital.
_FRAMING = 1 << 28 | 1 << 1 | 1 << 7 | 1 << 11 | 1 << 29 | 1 << 9


class RequestError(Exception):
    """
    A request that cannot be read or may not be served. The server answers it and closes.

    :param int status_code: Status code of the answer.
    :param str reason: What is wrong, for the debug output. Never holds what the peer sent.
    """

    def __init__(self, status_code: int, reason: str):
        super().__init__(reason)
        self.status_code = status_code


def is_host(value: bytes) -> bool:
    """
    Whether it is a host and perhaps a port (RFC 3986 section 3.2), without user information.

    :param bytes value: E.g. ``board.local:5000`` or ``[::1]``.
    """
    if value[-1:] != b"]" and b":" in value:
        value, _, port = value.rpartition(b":")
        if port and not port.isdigit():
            return False
    in_brackets = value[:1] == b"["
    if in_brackets:
        if value[-1:] != b"]":
            return False
        value = value[1:-1]
    if value.strip(_IN_BRACKETS if in_brackets else _IN_HOST):
        return False
    return len(value) > 0 and not _is_malformed(value)


def _is_malformed(data: bytes) -> bool:
    """Whether there is a percent-escape in it that is none, or that does not spell UTF-8."""
    if b"%" in data:
        from .urls import unquote

        try:
            unquote(data, False, True)
        except ValueError:
            return True
    return False


class RequestLine:
    """
    The request line.

    :param bytes line: The line without its end.
    :raises RequestError: 400, 501 for an unknown method, 505 for another version than 1.0 or 1.1.
    """

    method = "GET"
    version = "HTTP/1.1"
    # Host of a target in absolute form, which counts more than a Host header.
    authority: "Optional[bytes]" = None

    def __init__(self, line: bytes):
        parts = line.split(b" ")
        # What strip() leaves is not printable, and split() parts at tabs, CR and LF as well.
        if len(parts) != 3 or line.strip(PRINTABLE) or line.split() != parts:
            raise RequestError(400, "request line")
        method, target, version = parts
        # Texts cost more than they look like: a board looks for each among all names.
        if method != b"GET":
            self.method = str(method, "utf-8")
        if version != b"HTTP/1.1":
            self.version = str(version, "utf-8")
        self.target = path = target
        if (
            target[:1] != b"/"
            or b"#" in target
            or method != b"GET"
            and (method == b"CONNECT" or f" {self.method} " not in METHODS)
            or version != b"HTTP/1.1"
            and version != b"HTTP/1.0"
        ):
            # Loaded by the first one.
            from .odd_request_line import origin_form

            path = origin_form(self)
        self.path, _, self.query = path.partition(b"?")


class HeaderBlock:
    """
    What the header fields of a request say about framing.

    :param bytes head: The head, with the empty line at its end.
    :param int start: Where the first header line begins.
    :param int max_lines: How many there may be.
    :raises RequestError: 400, 413, 417, 431 or 501.
    """

    host: "Optional[bytes]" = None
    content_length: "Union[int, Any]" = None
    content_type = b""
    chunked = False
    expect_continue = False
    close = False
    keep_alive = False

    def __init__(self, head: bytes, start: int, max_lines: int):
        # In place: a board would need several times the head for lines and their parts.
        # All ends of lines: that of the request line, where there is one, and the empty line's.
        ends = 2 if start else 1
        max_lines += ends
        size = len(head) - 2
        while start < size:
            ends += 1
            if ends > max_lines:
                raise RequestError(431, "header")
            end = head.find(b"\r\n", start)
            colon = head.find(b":", start, end)
            # Folded lines and blanks before the colon are no tokens either.
            if colon <= start or head[start:colon].strip(TOKEN):
                raise RequestError(400, "header")
            # Nearly all that are none of the six can be told by their first letter and length.
            if _FRAMING >> (colon - start - head[start] & 31) & 1:
                self._read(head[start:colon].lower(), head[colon + 1 : end].strip(b" \t"))
            start = end + 2
        if has_control(head, ends):
            raise RequestError(400, "control character")
        if self.chunked and self.content_length is not None:
            raise RequestError(400, "length")

    def _read(self, name: bytes, value: bytes) -> None:
        """A field that may be about framing. Most of them may not come twice."""
        good = True
        status_code = 400
        if name == b"host":
            # RFC 9112 section 3.2: empty where the target has no authority.
            good = self.host is None and (not value or is_host(value))
            self.host = value
        elif name == b"connection":
            for option in value.lower().split(b","):
                option = option.strip(b" \t")
                if option == b"close":
                    self.close = True
                elif option == b"keep-alive":
                    self.keep_alive = True
        elif name == b"content-length":
            good = self.content_length is None and value.isdigit()
            if good and len(value) > MAX_LENGTH_DIGITS:
                good = False
                status_code = 413
            self.content_length = int(value) if good else 0
        elif name == b"transfer-encoding":
            lower = value.lower()
            good = lower == b"chunked" and not self.chunked
            # "gzip, chunked" is a coding we lack. Without "chunked" as its last part, or with it
            # twice, nobody can tell where the body ends (RFC 9112 section 6.3).
            if lower[-9:] in (b", chunked", b",\tchunked") and lower.count(b"chunked") == 1:
                status_code = 501
            self.chunked = True
        elif name == b"content-type":
            # Of no use here, but for whoever reads the body, and here it costs least.
            self.content_type = self.content_type or value
        elif name == b"expect":
            good = value.lower() == b"100-continue"
            status_code = 417
            self.expect_continue = True
        if not good:
            raise RequestError(status_code, str(name, "utf-8"))


class RequestParser:
    """
    Parser of one request.

    :param Limits limits: Limits of head and body.
    :param bool live: Whether the request comes from the network, and not from a program that made
        it by hand. Then it must have a ``Host`` and well-formed percent-escapes.

    ``line`` and ``block`` are there when the head is complete, ``body`` when ``complete`` is.
    """

    line: "Union[RequestLine, Any]" = None
    block: "Union[HeaderBlock, Any]" = None
    head = b""
    body: "Any" = b""
    # Whether the client may go on with another request (RFC 9112 section 9.3).
    keep_alive = False
    complete = False
    body_awaited = False
    # Bytes of the body that have come.
    bytes_received = 0
    _max_body_size: int
    _body_size: "Union[int, Any]"
    # What has come of the head, or of a chunk's size line. A bytearray while it comes in pieces.
    _buffer: "Any" = None
    _live = True
    # Status code and reason of what was refused. Not the error itself: it knows the frames that
    # know this parser.
    _error: "Optional[Tuple[int, str]]" = None

    def __init__(self, limits: Limits, live: bool = True):
        self._limits = limits
        if not live:
            self._live = False
        # A plain function, not a bound method: that would be a reference cycle, and the parser
        # of every request would stay until the garbage collector runs.
        self._step = _feed_head

    def feed(self, view: memoryview) -> int:
        """
        Takes bytes.

        :param view: A ``memoryview`` of what came. Nothing of it is kept but copies.
        :return: How many bytes were used. The rest belongs to the next request, or comes again
            after `request_body.begin_body`.
        :raises RequestError: for a request that is malformed or beyond the limits. After that
            every further byte raises the same.
        """
        used = 0
        if self._error:
            raise RequestError(*self._error)
        try:
            while used < len(view) and not (self.complete or self.body_awaited):
                used += self._step(self, view[used:] if used else view)
        except RequestError as error:
            self.fail(error)
            raise
        return used

    def begin(self, head: bytes, line: "RequestLine", block: "HeaderBlock") -> None:
        """
        The head is complete.

        :param bytes head: All of it.
        :param RequestLine line: Its first line.
        :param HeaderBlock block: Its other lines.
        """
        if self._buffer is not None:
            self._buffer = None
        self.head = head
        self.line = line
        self.block = block
        self.keep_alive = not block.close and (block.keep_alive or line.version == "HTTP/1.1")
        if block.chunked or block.content_length:
            self.body_awaited = True
        else:
            self.complete = True

    def fail(self, error: RequestError) -> None:
        """
        Makes it refuse all that comes.

        :param RequestError error: Why.
        """
        self._error = (error.status_code, str(error))
        self._buffer = None

    @property
    def raw(self) -> bytes:
        """The header lines, each with its CRLF."""
        return self.head[self.head.find(b"\r\n") + 2 : -2]

    @property
    def started(self) -> bool:
        """Whether anything of a request has come. An empty line before it is nothing of it."""
        if self.line or self._error:
            return True
        return self._buffer is not None and bytes(self._buffer).strip() != b""


def _feed_head(parser: RequestParser, view: memoryview) -> int:
    """HEAD. Buffered, and split once at its end, wherever the network has cut it."""
    kept = 0
    limits = parser._limits
    if parser._buffer is None:
        data = bytes(view)
    else:
        data = parser._buffer
        kept = len(data)
        data += view
    # RFC 9112 section 2.2: an empty line or two before the request line is no request.
    start = 0
    while data[start : start + 2] == b"\r\n":
        start += 2
        if start > 2 * MAX_EMPTY_LINES:
            raise RequestError(400, "empty lines")
    end = data.find(b"\r\n\r\n", max(start, kept - 3))
    size = (len(data) if end < 0 else end + 4) - start
    if size > limits.max_header_size:
        line_end = data.find(b"\r\n", start, start + limits.max_header_size)
        raise RequestError(414 if line_end < 0 else 431, "head")
    if end < 0:
        _check_incomplete(data, start, kept)
        if not kept:
            parser._buffer = bytearray(data)
        return len(view)
    end += 4
    if kept or size < len(data):
        data = bytes(data[start:end])
    start = data.find(b"\r\n")
    line = RequestLine(data[:start])
    # The other things that a page asks for come with the same header lines: comparing them with
    # the last ones costs a fiftieth of reading them.
    last = limits.last_parser
    if last and memoryview(data)[start:] == memoryview(last.head)[last.head.find(b"\r\n") :]:
        block = last.block
    else:
        block = HeaderBlock(data, start + 2, limits.max_header_lines)
    if parser._live:
        # What takes both to see, and what only a request from the network must keep.
        if line.version == "HTTP/1.1":
            bad = block.host is None
        else:
            bad = block.chunked
        if bad or _is_malformed(line.target):
            raise RequestError(400, "Host, Transfer-Encoding or percent-escape")
    parser.begin(data, line, block)
    if parser._live:
        if parser.body_awaited:
            # Another one: this one's body would stay.
            parser = RequestParser(limits)
            parser.begin(data, line, block)
        limits.last_parser = parser
    return end - kept


def _check_incomplete(data: bytes, start: int, kept: int) -> None:
    """What can never become a head is refused now, not when the time is over."""
    first = bytes(data[start : start + 1])
    if first and not is_token(first) and data[start:] != b"\r":
        raise RequestError(400, "method")
    # The last byte of before is looked at again: it may be the CR of an LF that came now.
    start = max(kept - 1, start)
    fresh = bytes(data[start + (data[start : start + 1] == b"\n") :])
    if has_control((fresh[:-1] if fresh[-1:] == b"\r" else fresh).replace(b"\r\n", b"")):
        raise RequestError(400, "head")
