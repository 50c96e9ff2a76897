# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The exception classes: their family and their messages (adafruit.md section 7)."""

from adafruit_httpserver import exceptions
from adafruit_httpserver.exceptions import (
    AuthenticationError,
    BackslashInPathError,
    FileNotExistsError,
    InvalidPathError,
    ParentDirectoryReferenceError,
    ServerStoppedError,
    ServingFilesDisabledError,
    WebsocketError,
)

NAMES = (
    "AuthenticationError",
    "BackslashInPathError",
    "FileNotExistsError",
    "InvalidPathError",
    "ParentDirectoryReferenceError",
    "ServerStoppedError",
    "ServingFilesDisabledError",
    "WebsocketError",
)

MESSAGES = (
    (ParentDirectoryReferenceError("/../x"), "Parent directory reference in path: /../x"),
    (BackslashInPathError("/a\\b"), "Backslash in path: /a\\b"),
    (FileNotExistsError("/www/nope"), "File does not exist: /www/nope"),
    (WebsocketError("bad frame"), "WebSocket error: bad frame"),
    (WebsocketError("bad frame", 1002), "WebSocket error: bad frame"),
    (ServerStoppedError(), ""),
    (ServingFilesDisabledError(), ""),
)


def test_c005_every_exception_is_an_exception():
    for name in NAMES:
        assert issubclass(getattr(exceptions, name), Exception), name


def test_path_errors_are_invalid_path_errors():
    assert issubclass(ParentDirectoryReferenceError, InvalidPathError)
    assert issubclass(BackslashInPathError, InvalidPathError)
    for other in (FileNotExistsError, ServingFilesDisabledError, AuthenticationError):
        assert not issubclass(other, InvalidPathError), other


def test_messages():
    for error, message in MESSAGES:
        assert str(error) == message, message


def test_websocket_error_code():
    assert WebsocketError("bad frame").code is None
    assert WebsocketError("bad frame", 1002).code == 1002
    assert WebsocketError("bad frame", code=1009).code == 1009
