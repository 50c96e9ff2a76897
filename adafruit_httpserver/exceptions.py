# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.exceptions`
====================================================

What the library raises. ``status_code`` is what a client is answered with when a handler lets the
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


class ServerStoppedError(Exception):
    """Raised when `Server.poll` is called on a stopped `Server`."""


class AuthenticationError(Exception):
    """Raised by `require_authentication` when the request is not authorized."""

    status_code = 401
    body = ""
    headers = {"WWW-Authenticate": 'Basic realm="adafruit_httpserver", charset="UTF-8"'}


class ServingFilesDisabledError(Exception):
    """Raised when ``root_path`` is not set and no route matches the request."""

    status_code = 404
    body = "File not found"


class _SubjectError(Exception):
    """What is common to those that say in their text what they are about."""

    _text = ""

    def __init__(self, subject: str = "", code: int = None):
        super().__init__(self._text + subject)
        self.code = code


class FileNotExistsError(_SubjectError):
    """
    Raised when a file does not exist.

    :param str path: The path.
    """

    status_code = 404
    body = ServingFilesDisabledError.body
    _text = "File does not exist: "


class InvalidPathError(_SubjectError):
    """Parent class of all errors of a path."""

    status_code = 403
    body = "Invalid path"


class ParentDirectoryReferenceError(InvalidPathError):
    """
    Path contains ``..``, a reference to the parent directory.

    :param str path: The path.
    """

    _text = "Parent directory reference in path: "


class BackslashInPathError(InvalidPathError):
    """
    Path contains a backslash.

    :param str path: The path.
    """

    _text = "Backslash in path: "


class WebsocketError(_SubjectError):
    """
    Raised for a fault of the WebSocket protocol.

    :param str message: What was wrong.
    :param int code: Close code that goes with it, if any.
    """

    _text = "WebSocket error: "


def path_error(path: str) -> InvalidPathError:
    """
    The exception for a path that could lead out of its root.

    :param str path: The path.
    :return: What to raise.
    """
    if "\\" in path:
        return BackslashInPathError(path)
    if ".." in path.split("/"):
        return ParentDirectoryReferenceError(path)
    return InvalidPathError("Control character in path")
