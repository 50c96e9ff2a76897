# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_details`
====================================================

What there is to say of a file that is sent, beside its ETag. Loaded by the first file of a server
that knows the time or has headers of its own, by the first that has a sibling, and by the first
client that asks for a part, or only if something has changed.
"""

from .file_response import stat_of

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass


def describe(response: "FileResponse") -> bytes:
    """
    Decides what is sent of a file, and describes it.

    :param FileResponse response: The response, which is a 200.
    :return: Header lines.
    """
    request = response._request
    server = request.server
    head = request._parser.head
    lower = head.lower()
    stat = response._stat
    lines = coding = b""
    if has_sibling(response):
        # Loaded by the first file that has one.
        from .precompressed import choose

        lines = b"vary: accept-encoding\r\n"
        coding, stat = choose(response, head, stat)
    value = None
    if server.cache_control:
        from .cache_rules import value_for

        value = value_for(server.cache_control, response._filename)
    value = "no-cache" if value is None else value
    if value:
        lines += b"cache-control: %s\r\n" % value.encode()
    if server._date_line and (coding or not response._modified):
        from .file_dates import last_modified

        response._modified = last_modified(stat[8], server._date_line)
    lines = b"etag: %s\r\n%s" % (response._etag, lines)
    if response._own_headers:
        # Whoever has headers of his own has paid for Headers already.
        from .file_headers import without_own

        lines = without_own(response, lines)
    if b"\r\nif-" in lower or b"\r\nrange:" in lower:
        # Loaded by the first browser that comes back.
        from .preconditions import evaluate

        lines += evaluate(response, head, stat, coding)
    if response._status.code < 300:
        lines += response._modified
        lines += b"content-encoding: %s\r\n" % coding if coding else b"accept-ranges: bytes\r\n"
    return lines


def has_sibling(response: "FileResponse") -> bool:
    """
    Whether there is a sibling that may be sent in its place.

    :param FileResponse response: The response.
    """
    if not may_be_packed(response._content_type):
        return False
    path = response._full_file_path
    head = response._request._parser.head
    return bool(stat_of(path + ".gz") or b"br" in head.lower() and stat_of(path + ".br"))


def may_be_packed(content_type: str) -> bool:
    """
    Whether siblings are looked for. Pictures, sounds and fonts are packed already.

    :param str content_type: Media type of the file.
    """
    if content_type[:5] in ("text/", "appli"):
        # Of bytes nobody knows.
        return content_type != "application/octet-stream"
    return content_type[-4:] == "+xml"


def etag_of(stat: "Any", coding: bytes = b"") -> bytes:
    """
    The ETag of a file: its size, and when it was changed. FAT knows every other second; where there
    are nanoseconds they tell more.

    :param stat: What ``os.stat()`` says of it.
    :param bytes coding: How it is encoded, for a sibling.
    """
    changed = getattr(stat, "st_mtime_ns", stat[8])
    return b'"%x-%x%s"' % (changed, stat[6], b"-" + coding if coding else b"")
