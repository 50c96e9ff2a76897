# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.message_framing`
====================================================

How a response looks on the wire (RFC 9112 sections 4 to 7): its head, its chunks, its date.
"""

from .headers import check_line

try:
    from typing import Any, List, Optional, Tuple
except ImportError:
    pass

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"

_DAYS = "MonTueWedThuFriSatSun"
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
# A clock that shows an earlier year was never set.
_FIRST_YEAR = 2024


def http_date(moment: tuple) -> str:
    """
    Date as HTTP spells it (RFC 9110 section 5.6.7).

    :param tuple moment: A ``struct_time`` in UTC, or a tuple like one.
    :return: E.g. ``Sun, 06 Nov 1994 08:49:37 GMT``; empty for a clock that was never set.
    """
    year, month, day, hour, minute, second, weekday = moment[:7]
    if year < _FIRST_YEAR:
        return ""
    return "%s, %02d %s %04d %02d:%02d:%02d GMT" % (
        _DAYS[3 * weekday : 3 * weekday + 3],
        day,
        _MONTHS[3 * month - 3 : 3 * month],
        year,
        hour,
        minute,
        second,
    )


def has_body(status_code: int) -> bool:
    """
    Whether a response of this status may have a body and the headers that describe one
    (RFC 9110 sections 15.2, 15.3.5 and 15.4.5).

    :param int status_code: Status code.
    """
    return status_code >= 200 and status_code not in {204, 304}


def response_head(
    status: Any,
    content_type: Optional[str],
    content_length: Optional[int],
    connection: Optional[str],
    more: str,
) -> str:
    """
    Head of a response, with the empty line at its end.

    :param Status status: Its status.
    :param str content_type: Content-Type, or ``None`` to send none.
    :param int content_length: Content-Length, or ``None`` to send none.
    :param str connection: Connection, or ``None`` to send none.
    :param str more: Further lines, each with its CRLF.
    """
    if content_type is not None and content_length is not None and connection is None:
        # Nearly every response, in one go.
        return (
            f"HTTP/1.1 {status.code} {status.text}\r\n{more}content-type: {content_type}\r\n"
            f"content-length: {content_length}\r\n\r\n"
        )
    head = f"HTTP/1.1 {status.code} {status.text}\r\n{more}"
    if content_type is not None:
        head += f"content-type: {content_type}\r\n"
    if content_length is not None:
        head += f"content-length: {content_length}\r\n"
    if connection is not None:
        head += f"connection: {connection}\r\n"
    return head + "\r\n"


def header_lines(fields: List[Tuple[str, Any]]) -> str:
    """
    Lines of header fields.

    :param list fields: List of ``(name, value)``. A field whose value is ``None`` is left out.
    """
    return "".join([f"{name}: {value}\r\n" for name, value in fields if value is not None])


def cookie_lines(cookies: dict) -> str:
    """
    ``Set-Cookie`` lines (RFC 6265 section 4.1).

    :param dict cookies: Names and values, attributes behind the value; ``None`` deletes a cookie.
    :raises ValueError: for CR, LF or NUL in a name or value.
    """
    lines = ""
    for name, value in cookies.items():
        line = f"{name}={value}" if value is not None else f"{name}=; Max-Age=0"
        check_line("cookie", line)
        lines += f"set-cookie: {line}\r\n"
    return lines


def chunk(data: bytes) -> bytes:
    """
    One chunk of a chunked body (RFC 9112 section 7.1).

    :param bytes data: At least one byte: an empty chunk would be the last one.
    """
    return b"%x\r\n%s\r\n" % (len(data), data)
