# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.websocket_handshake`
====================================================

How a connection becomes a WebSocket (RFC 6455 section 4). A board loads it for a moment when a
client asks for one, and forgets it again.
"""

import hashlib
from binascii import a2b_base64, b2a_base64

from .raw_headers import find
from .response import Status

try:
    from typing import TYPE_CHECKING, Dict, List, Optional, Tuple

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


class _HandshakeError(ValueError):
    """The client is answered with its status and headers."""

    headers: "Optional[Dict[str, str]]" = None
    status_code: int


def accept_key(key: bytes, guid: bytes) -> bytes:
    """
    Answer to the key of an opening handshake (RFC 6455 section 4.2.2).

    :param bytes key: ``Sec-WebSocket-Key``.
    :param bytes guid: What is appended to it.
    :return: ``Sec-WebSocket-Accept``.
    :raises ValueError: if it is not 16 bytes in base64.
    """
    if len(key) != 24 or len(a2b_base64(key)) != 16:
        raise ValueError(key)
    return b2a_base64(hashlib.new("sha1", key + guid).digest()).strip()


def shake(
    request: "Request", guid: bytes, protocols: "List[str]", allowed_origins: "Optional[List[str]]"
) -> "Tuple[Status, Optional[str]]":
    """
    Checks a request.

    :param Request request: The request.
    :param bytes guid: See `accept_key`.
    :param List[str] protocols: See `Websocket`.
    :param List[str] allowed_origins: See `Websocket`.
    :return: The status, whose line has those behind it that a head needs, and the subprotocol that
        was chosen.
    :raises _HandshakeError: if it asks for no WebSocket, or may not have one.
    """
    raw = request._parser.raw
    origin = find(raw, "origin")
    code = 101
    try:
        key = accept_key(find(raw, "sec-websocket-key", "").encode(), guid)
    except ValueError:
        code = 400
    if (
        request.method != "GET"
        or request._parser.line.version == "HTTP/1.0"
        or "websocket" not in find(raw, "upgrade", "").lower()
        or "upgrade" not in find(raw, "connection", "").lower()
    ):
        code = 400
    elif find(raw, "sec-websocket-version") != "13":
        code = 426
    elif allowed_origins and origin and origin not in allowed_origins:
        code = 403
    if code != 101:
        error = _HandshakeError("Request does not initiate websocket handshake")
        error.status_code = code
        if code == 426:
            error.headers = {"sec-websocket-version": "13"}
        raise error
    status = Status(101, "Switching Protocols")
    status.line += (
        b"upgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: %s\r\n" % key
    )
    offered = find(raw, "sec-websocket-protocol", "").replace(" ", "").split(",")
    for name in protocols:
        if name in offered:
            status.line += b"sec-websocket-protocol: %s\r\n" % name.encode()
            return status, name
    return status, None
