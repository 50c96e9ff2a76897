# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.files_on_pc`
====================================================

What only PCs have: symbolic links, more memory, and a system call that copies a file into a socket.
"""

import os

from .exceptions import FileNotExistsError, InvalidPathError
from .file_dates import last_modified, moment_of, utc
from .file_details import etag_of, has_sibling, may_be_packed
from .file_response import FileResponse

try:
    from typing import Any, Dict, Iterable, Optional, Tuple
except ImportError:
    pass

# What is read at once. A smaller file leaves together with its head, and is kept in memory.
BUFFER_SIZE = 64 * 1024
# Files that are known. All are forgotten when there are too many.
MAX_KNOWN = 32
# What was changed less than so many seconds ago may be changed again without showing it.
SETTLED_AFTER = 3
# What one call copies into a socket, so that nobody keeps others waiting.
SENT_SIZE = 256 * 1024
# What is read when the socket is full: it waits there until the socket takes it.
WAITING_SIZE = 16 * 1024


class Known:
    """
    What was found out about a file, which holds for as long as ``os.stat()`` says the same of it.

    :param tuple state: What it says.
    :param bytes etag: The ETag of the file.
    """

    modified = b""
    body: "Optional[bytes]" = None
    # Of a plain answer: its media type, whether a sibling may come, and what of its head comes
    # behind the date. All at once, because servers in several threads share it.
    plain: "Tuple[Optional[str], bool, bytes]" = (None, False, b"")

    def __init__(self, state: tuple, etag: bytes):
        self.state = state
        self.etag = etag


_known: "Dict[str, Known]" = {}


def prepare(response: FileResponse) -> "Optional[bytes]":
    """
    Looks at the file before it is sent.

    :param FileResponse response: The response.
    :return: All of the answer, if it is known already.
    :raises InvalidPathError: for a symbolic link that leads out of the root directory.
    """
    root = response._root_path if response._safe else ""
    response._known = known = known_file(response._full_file_path, root, response._stat)
    if response._buffer_size is None:
        response._buffer_size = BUFFER_SIZE
    date_line = response._request.server._date_line
    media_type, packable, lines = known.plain
    if (
        media_type == response._content_type
        and is_plain(response)
        and not (packable and has_sibling(response))
    ):
        return b"%s%s%s%s" % (response._status.line, date_line, lines, known.body)
    response._etag = known.etag
    if date_line:
        if not known.modified:
            known.modified = last_modified(response._stat[8], date_line)
        response._modified = known.modified
    return None


def is_plain(response: FileResponse) -> bool:
    """
    Whether it is what nearly everybody gets: nothing special was asked for, or is to be said.

    :param FileResponse response: The response.
    """
    request = response._request
    connection = request.connection
    parser = request._parser
    head = parser.head.lower()
    return (
        response._status.code == 200
        and not (response._own_headers or response._cookies or response._head_only)
        and response._buffer_size == BUFFER_SIZE
        and connection.keep_alive
        and request.method == "GET"
        and parser.line.version == "HTTP/1.1"
        and not (b"\r\nif-" in head or b"\r\nrange:" in head)
        and not request.server.cache_control
        # A class of the program's own may send something else.
        and type(response) is FileResponse
    )


def known_file(path: str, root: str, stat: "Any") -> Known:
    """
    What is known about a file.

    :param str path: Its path.
    :param str root: The directory below which it must be; empty for any.
    :param stat: What ``os.stat()`` says of it.
    :raises InvalidPathError: for a symbolic link that leads out of the root directory.
    """
    state = (root, stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
    known = _known.get(path)
    if known is None or known.state != state:
        if root and not is_below(root, path):
            raise InvalidPathError("Symbolic link leads out of the root: " + path)
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        known = _known[path] = Known(state, etag_of(stat))
    return known


def is_below(root: str, path: str) -> bool:
    """
    Whether a path is below the root directory when all links have been followed.

    :param str root: The root directory.
    :param str path: Path that begins with it.
    """
    real = os.path.realpath(root).rstrip(os.sep) + os.sep
    return (os.path.realpath(path) + os.sep).startswith(real)


def pieces(response: FileResponse, head: bytes) -> "Iterable[Any]":
    """
    Takes the place of `FileResponse._pieces`.

    :param FileResponse response: The response.
    :param bytes head: Its head.
    :raises FileNotExistsError: if the file cannot be read.
    """
    left = response._file_length
    first = response._first
    if left > response._buffer_size:
        return stream(response, head, opened(response))
    known = response._known
    if known.body is not None and not response._coding:
        body = known.body[first : first + left]
    else:
        with opened(response) as file:
            file.seek(first)
            body = file.read(left)
        if len(body) < left:
            response._request.connection.drop()
        elif left == response._stat[6] <= BUFFER_SIZE and is_settled(response):
            known.body = body
    if known.body is not None and not response._coding and is_plain(response):
        media_type = response._content_type
        if not has_sibling(response):
            start = len(response._status.line + response._request.server._date_line)
            known.plain = (media_type, may_be_packed(media_type), head[start:])
    response._size += left
    return (head + body,)


def opened(response: FileResponse) -> "Any":
    """
    The file of a response.

    :param FileResponse response: The response.
    :raises FileNotExistsError: if it cannot be read. Nothing has left yet.
    """
    try:
        return open(response._full_file_path, "rb", 0)
    except OSError:
        raise FileNotExistsError(response._full_file_path) from None


def is_settled(response: FileResponse) -> bool:
    """
    Whether the file was changed so long ago that any other change will show.

    :param FileResponse response: The response.
    """
    date_line = response._request.server._date_line
    if response._coding or not date_line:
        return False
    changed = max(response._stat.st_mtime, response._stat.st_ctime)
    return utc(int(changed) + SETTLED_AFTER)[:6] < moment_of(date_line[6:-2], date_line)


def stream(response: FileResponse, head: bytes, file: "Any") -> "Iterable[Any]":
    """
    The chunks of a large file.

    :param FileResponse response: The response.
    :param bytes head: Its head.
    :param file: The file, open.
    """
    left = response._file_length
    with file:
        file.seek(response._first)
        yield head
        # A size that was asked for is kept to.
        sends = response._buffer_size == BUFFER_SIZE and can_send(response)
        buffer = memoryview(bytearray(WAITING_SIZE if sends else response._buffer_size))
        while left:
            if sends:
                size = send(response._request.connection, file, left)
                response._size += size
                left -= size
                if not left:
                    return
            try:
                size = min(file.readinto(buffer), left)
            except OSError:
                size = 0
            if not size:
                # The file has become shorter: what was announced must not look complete.
                response._request.connection.drop()
                return
            left -= size
            response._size += size
            yield buffer[:size]


def can_send(response: FileResponse) -> bool:
    """
    Whether the operating system can copy the file into the socket: there is such a call, and
    nothing between the two.

    :param FileResponse response: The response.
    """
    kind = type(response._request.connection.socket)
    return hasattr(os, "sendfile") and (kind.__module__, kind.__name__) == ("socket", "socket")


def send(connection: "Any", file: "Any", left: int) -> int:
    """
    Lets the operating system copy what the socket takes now.

    :param Connection connection: The connection, which has nothing else to send.
    :param file: The file, open, where that begins.
    :param int left: How much there is.
    :return: How much was sent. An error of the socket is left to whoever sends next.
    """
    start = file.tell()
    try:
        size = os.sendfile(connection.socket.fileno(), file.fileno(), start, min(left, SENT_SIZE))
    except OSError:
        return 0
    connection.bytes_sent += size
    file.seek(start + size)
    return size


# From the first file on.
FileResponse._pieces = pieces  # type: ignore[assignment,method-assign]
