# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.exceptions`
====================================================

What the library raises. ``_status_code`` is what a client is answered with when a handler lets the
exception pass; an exception without one is the handler's own fault: 500, and raised out of
`Server.poll`. ::

    Exception
    +-- ServerStoppedError
    +-- RequestError                        4xx or 5xx, only inside the library
    +-- AuthenticationError                 401
    +-- ServingFilesDisabledError           404
    +-- FileNotExistsError                  404
    +-- InvalidPathError                    403
    |   +-- ParentDirectoryReferenceError
    |   +-- BackslashInPathError
    +-- WebsocketError
"""

from .lazy import load
from .request_error import RequestError  # noqa: F401

try:
    from typing import Any
except ImportError:
    pass

# Lives where it is raised: who has no WebSockets needs no memory for it.
_ELSEWHERE = (("websocket_protocol", " WebsocketError "),)


class ServerStoppedError(Exception):
    """Raised when `Server.poll` is called on a stopped `Server`."""


class AuthenticationError(Exception):
    """Raised by `require_authentication` when the request is not authorized."""

    _status_code = 401


class InvalidPathError(Exception):
    """Parent class of all errors of a path."""

    _status_code = 403


class ParentDirectoryReferenceError(InvalidPathError):
    """
    Path contains ``..``, a reference to the parent directory.

    :param str path: The path.
    """

    def __init__(self, path: str):
        super().__init__(f"Parent directory reference in path: {path}")


class BackslashInPathError(InvalidPathError):
    """
    Path contains a backslash.

    :param str path: The path.
    """

    def __init__(self, path: str):
        super().__init__(f"Backslash in path: {path}")


class ServingFilesDisabledError(Exception):
    """Raised when ``root_path`` is not set and no route matches the request."""

    _status_code = 404


class FileNotExistsError(Exception):
    """
    Raised when a file does not exist.

    :param str path: The path.
    """

    _status_code = 404

    def __init__(self, path: str):
        super().__init__(f"File does not exist: {path}")


def __getattr__(name: str) -> Any:
    return load(globals(), _ELSEWHERE, name)
