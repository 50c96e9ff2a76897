# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_body`
====================================================

The states of `RequestParser` that read a body: of known length, or chunked (RFC 9112 section 7.1).
"""

from .limits import MAX_CHUNK_DIGITS, MAX_CHUNK_LINE_SIZE
from .request_parser import HeaderBlock, RequestError
from .text import has_control

try:
    from typing import Any, Optional, Tuple
except ImportError:
    pass

_HEXADECIMAL = b"0123456789abcdefABCDEF"


def begin_body(parser: Any, max_body_size: int) -> None:
    """
    Makes a parser read the body that follows its head.

    :param RequestParser parser: The parser.
    :param int max_body_size: How many bytes it may have.
    :raises RequestError: 413 if it is announced to be longer, or there is no memory for it.
    """
    parser.body_awaited = False
    parser._max_body_size = max_body_size
    try:
        parser._body_size = 0
        if parser.block.chunked:
            parser.body = bytearray()
            parser._step = feed_chunk_size
        else:
            size = parser.block.content_length
            check_size(parser, size)
            parser.body = _buffer(size)
            parser._body_size = size
            parser._step = feed_sized_body
    except RequestError as error:
        parser.fail(error)
        raise


def _buffer(size: int) -> bytearray:
    try:
        return bytearray(size)
    except MemoryError:
        raise RequestError(413, "no memory for the body") from None


def check_size(parser: Any, size: "Any") -> None:
    """
    Refuses a body that is too long.

    :param RequestParser parser: The parser.
    :param int size: How many bytes it has, as far as it is known.
    :raises RequestError: 413.
    """
    if size > parser._max_body_size:
        raise RequestError(413, f"body is longer than {parser._max_body_size} bytes")


def feed_sized_body(parser: Any, view: memoryview) -> int:
    """BODY_SIZED. Into a buffer that was made once, for the length is known."""
    received = parser.bytes_received
    size = min(len(view), parser._body_size - received)
    parser.body[received : received + size] = view[:size]
    parser.bytes_received = received + size
    parser.complete = parser.bytes_received == parser._body_size
    return size


def _take_line(parser: Any, view: memoryview, max_size: int) -> "Tuple[int, Optional[bytes]]":
    """
    Collects a line that ends in CRLF.

    :return: How many bytes were used, and the line without its end or None while incomplete.
    """
    if parser._buffer is None:
        parser._buffer = bytearray()
    line = parser._buffer
    data = bytes(view[: max_size + 2])
    end = data.find(b"\n") + 1
    line += data[:end] if end else data
    if not end:
        if len(line) > max_size + 1:
            raise RequestError(400, "line of a chunked body is too long")
        return len(data), None
    parser._buffer = None
    if not line.endswith(b"\r\n") or len(line) > max_size + 2 or has_control(bytes(line[:-2])):
        raise RequestError(400, "line of a chunked body is too long or has no CRLF")
    return end, bytes(line[:-2])


def feed_chunk_size(parser: Any, view: memoryview) -> int:
    """CHUNK_SIZE. Extensions are read over, as RFC 9112 section 7.1.1 wants it."""
    used, line = _take_line(parser, view, MAX_CHUNK_LINE_SIZE)
    if line is None:
        return used
    digits = line.partition(b";")[0]
    if not 0 < len(digits) <= MAX_CHUNK_DIGITS:
        raise RequestError(400, "chunk size is not a hexadecimal number")
    for digit in digits:
        if digit not in _HEXADECIMAL:
            raise RequestError(400, "chunk size is not a hexadecimal number")
    size = int(digits, 16)
    if size:
        check_size(parser, parser.bytes_received + size)
        parser._body_size = size
        parser._step = feed_chunk_data
    else:
        parser._body_size = 0
        parser._step = feed_trailers
    return used


def feed_chunk_data(parser: Any, view: memoryview) -> int:
    """CHUNK_DATA."""
    size = min(len(view), parser._body_size)
    try:
        parser.body += view[:size]
    except MemoryError:
        raise RequestError(413, "no memory for the body") from None
    parser.bytes_received += size
    parser._body_size -= size
    if not parser._body_size:
        parser._step = feed_chunk_end
    return size


def feed_chunk_end(parser: Any, view: memoryview) -> int:
    """CHUNK_END."""
    used, line = _take_line(parser, view, 0)
    if line is None:
        return used
    parser._step = feed_chunk_size
    return used


def feed_trailers(parser: Any, view: memoryview) -> int:
    """TRAILERS. Checked as header lines, counted, and left out: nobody here may merge them."""
    used, line = _take_line(parser, view, parser._limits.max_header_size - parser._body_size)
    if line is None:
        return used
    if line:
        parser._body_size += len(line) + 2
        if parser._body_size >= parser._limits.max_header_size:
            raise RequestError(431, "trailers are too long")
        HeaderBlock(line + b"\r\n\r\n", 0, 1)
    else:
        parser.complete = True
    return used
