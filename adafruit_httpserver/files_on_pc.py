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
from .file_details import etag_of
from .file_response import FileResponse, stat_of

try:
    from typing import Any, Iterable
except ImportError:
    pass

# What is read at once. A smaller file leaves together with its head.
BUFFER_SIZE = 64 * 1024


def prepare(response: FileResponse) -> None:
    """
    Looks at the file before it is sent.

    :param FileResponse response: The response.
    :raises InvalidPathError: for a symbolic link that leads out of the root directory.
    :raises FileNotExistsError: if the file has gone.
    """
    path = response._full_file_path
    if response._safe and not is_below(response._root_path, path):
        raise InvalidPathError("Symbolic link leads out of the root: " + path)
    response._stat = stat = stat_of(path, True)
    response._file_length = stat[6]
    response._etag = etag_of(stat)
    if "_buffer_size" not in vars(response):
        response._buffer_size = BUFFER_SIZE


def is_below(root: str, path: str) -> bool:
    """
    Whether a path is below the root directory when all links have been followed.

    :param str root: The root directory.
    :param str path: Path that begins with it.
    """
    real = os.path.realpath(root).rstrip(os.sep) + os.sep
    return os.path.realpath(path).startswith(real)


def pieces(response: FileResponse, head: bytes) -> "Iterable[bytes]":
    """
    Takes the place of `FileResponse._pieces`.

    :param FileResponse response: The response.
    :param bytes head: Its head.
    :raises FileNotExistsError: if the file cannot be read.
    """
    left = response._file_length
    try:
        file = open(response._full_file_path, "rb", 0)
    except OSError:
        raise FileNotExistsError(response._full_file_path) from None
    if response._first:
        file.seek(response._first)
    if left > response._buffer_size:
        return stream(response, head, file)
    with file:
        body = file.read(left)
    response._size += len(body)
    if len(body) < left:
        response._request.connection.drop()
    return (head + body,)


def stream(response: FileResponse, head: bytes, file: "Any") -> "Iterable[bytes]":
    """
    The chunks of a large file.

    :param FileResponse response: The response.
    :param bytes head: Its head.
    :param file: The file, open, where its part begins.
    """
    left = response._file_length
    with file:
        yield head
        buffer = memoryview(bytearray(response._buffer_size))
        while left:
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


# From the first file on.
FileResponse._pieces = pieces
