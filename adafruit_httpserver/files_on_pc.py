# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.files_on_pc`
====================================================

What only PCs have: symbolic links, names in which a letter stands for another, and a system call
that copies a file into a socket.
"""

import os

from .exceptions import InvalidPathError
from .file_response import is_hidden, missing

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass


def check(response: "FileResponse") -> None:
    """
    Refuses what leads out of the root directory.

    :param FileResponse response: The response.
    :raises InvalidPathError: for a symbolic link that leads out of it.
    :raises FileNotExistsError: for a file that is never served, however it is written.
    """
    path = response._full_file_path
    if not response._filename.isascii():
        # Some file systems take a long s for an s.
        if is_hidden(response._filename.casefold(), response.never_served):
            raise missing(path)
    if not is_below(response._root_path, path):
        raise InvalidPathError("Symbolic link leads out of the root: " + path)


def is_below(root: str, path: str) -> bool:
    """
    Whether a path is below the root directory when all links have been followed.

    :param str root: The root directory.
    :param str path: Path that begins with it.
    """
    real = os.path.realpath(root)
    return (os.path.realpath(path) + os.sep).startswith(real.rstrip(os.sep) + os.sep)
