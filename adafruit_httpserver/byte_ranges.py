# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.byte_ranges`
====================================================

Parts of files (RFC 9110 section 14): what makes a video seek, and a download go on. Loaded by the
first request for one.
"""

from .response import Status

try:
    from typing import TYPE_CHECKING, Any, Optional, Tuple

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass

# Digits of a number; no file has 10**18 bytes.
_MAX_DIGITS = 18
# A date tells one version of a file from another if the file is that much older than the answer.
_STRONG_AFTER = 60


def choose(
    response: "FileResponse", ranges: "Any", condition: "Optional[bytes]", stat: "Any"
) -> bytes:
    """
    Decides which part of a file is sent.

    :param FileResponse response: The response.
    :param bytes ranges: The ``Range``. Several parts at once, or none that can be read, mean all.
    :param bytes condition: The ``If-Range``, if there is one.
    :param stat: What ``os.stat()`` says of the file.
    :return: More header lines of the response.
    """
    size = response._file_length
    if condition is not None and not _unchanged(response, condition, stat):
        return b""
    part = part_of(ranges, size)
    if part is None:
        return b""
    first, left = part
    response._file_length = left
    if not left:
        response._status = Status(416, "Range Not Satisfiable")
        return b"content-range: bytes */%d\r\n" % size
    response._first = first
    response._status = Status(206, "Partial Content")
    return b"content-range: bytes %d-%d/%d\r\n" % (first, first + left - 1, size)


def _unchanged(response: "FileResponse", condition: bytes, stat: "Any") -> bool:
    """Whether the client has parts of the same file (section 13.1.5)."""
    if b'"' in condition:
        return condition == response._etag and condition[:1] == b'"'
    if not response._modified:
        return False
    from .file_dates import last_modified, moment_of

    date_line = response._request.server._date_line
    if not last_modified(stat[8] + _STRONG_AFTER, date_line):
        return False
    then = moment_of(condition, date_line)
    return then is not None and then == moment_of(response._modified[15:-2], date_line)


def part_of(ranges: bytes, size: int) -> "Optional[Tuple[int, int]]":
    """
    Reads a ``Range``.

    :param bytes ranges: E.g. ``bytes=0-499``, ``bytes=500-`` or ``bytes=-500``.
    :param int size: Size of the file.
    :return: Where the part begins, and how long it is, 0 if there is nothing of it; ``None`` for
        all of the file.
    """
    unit, _, ranges = ranges.partition(b"=")
    first, dash, last = ranges.strip(b" \t").partition(b"-")
    if unit.strip(b" \t").lower() != b"bytes" or not dash:
        return None
    if not first:
        if not last.isdigit():
            return None
        left = _number(last)
        if not left:
            return 0, 0
        # There is no way to say that the end of an empty file was sent.
        return (max(size - left, 0), min(left, size)) if size else None
    if not first.isdigit() or last and not last.isdigit():
        return None
    start = _number(first)
    end = _number(last) if last else size
    if last and end < start:
        return None
    end = min(end, size - 1)
    return (start, end + 1 - start) if start <= end else (0, 0)


def _number(digits: bytes) -> int:
    digits = digits.lstrip(b"0")
    return 10**_MAX_DIGITS if len(digits) > _MAX_DIGITS else int(digits or b"0")
