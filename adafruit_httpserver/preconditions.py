# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.preconditions`
====================================================

What a client says about what it has already (RFC 9110 section 13). Loaded by the first that does.
"""

from .response import Status

try:
    from typing import TYPE_CHECKING, Any, Optional, Union

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass


def evaluate(response: "FileResponse", head: bytes, stat: "Any", coding: bytes) -> bytes:
    """
    Makes a response a 304, 412, 206 or 416 if its request wants it.

    :param FileResponse response: The response, which is a 200.
    :param bytes head: Head of its request.
    :param stat: What ``os.stat()`` says of the file.
    :param bytes coding: How it is encoded. Parts are those of the file itself only.
    :return: More header lines of the response.
    """
    lower = head.lower()
    status = _refused(response, head, lower)
    if status is not None:
        response._status = status
        response._file_length = 0
    elif b"\r\nrange:" in lower and response._request.method == "GET":
        if not (response._head_only or coding):
            # Loaded by the first part of a file.
            from .byte_ranges import choose

            condition = field(head, lower, b"if-range")
            return choose(response, field(head, lower, b"range"), condition, stat)
    return b""


def _refused(response: "FileResponse", head: bytes, lower: bytes) -> "Optional[Status]":
    """In the order of section 13.2.2: what has an ETag counts more than what has a date."""
    tags = field(head, lower, b"if-match")
    if tags is not None:
        if not matches(tags, response._etag, False):
            return Status(412, "Precondition Failed")
    elif _changed_since(response, field(head, lower, b"if-unmodified-since")):
        return Status(412, "Precondition Failed")
    tags = field(head, lower, b"if-none-match")
    if tags is not None:
        same = matches(tags, response._etag, True)
    else:
        same = _changed_since(response, field(head, lower, b"if-modified-since")) is False
    return Status(304, "Not Modified") if same else None


def _changed_since(response: "FileResponse", date: "Optional[bytes]") -> "Optional[bool]":
    """``None`` where nobody can tell, because one of the two is no date."""
    if date is None or not response._modified:
        return None
    from .file_dates import moment_of

    date_line = response._request.server._date_line
    then = moment_of(date, date_line)
    return None if then is None else moment_of(response._modified[15:-2], date_line) > then


def field(head: bytes, lower: bytes, name: bytes) -> "Union[bytes, Any]":
    """
    Value of a header, of all its lines if there are several.

    :param bytes head: Head of a request.
    :param bytes lower: The same in lower case.
    :param bytes name: Name of the header, in lower case.
    :return: ``None`` if there is none.
    """
    value = None
    name = b"\r\n%s:" % name
    start = lower.find(name)
    while start >= 0:
        start += len(name)
        line = head[start : head.find(b"\r\n", start)].strip(b" \t")
        value = line if value is None else value + b"," + line
        start = lower.find(name, start)
    return value


def matches(tags: bytes, etag: bytes, weak: bool) -> bool:
    """
    Whether an ETag is among those of a header.

    :param bytes tags: E.g. ``*`` or ``"a", W/"b"``.
    :param bytes etag: The one that is looked for, with its quotes.
    :param bool weak: Whether weak ones count (section 8.8.3.2).
    """
    if tags == b"*":
        return True
    if etag[:2] == b"W/":
        if not weak:
            return False
        etag = etag[2:]
    # There is no quote in a tag, but there may be commas. What is between two tags says whether
    # the second is a weak one.
    pieces = tags.split(b'"')
    for index in range(1, len(pieces) - 1, 2):
        if etag == b'"%s"' % pieces[index] and (weak or pieces[index - 1][-2:] != b"W/"):
            return True
    return False
