# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.websocket_refusal`
====================================================

What is raised for a request that asks for no WebSocket, or for one that it may not have. Loaded by
the first of them.
"""


class _HandshakeError(ValueError):
    """The client is answered with its status and headers."""

    headers = None


def refuse(status_code: int) -> None:
    """
    Refuses a request.

    :param int status_code: 400, 403, or 426 for another version of the protocol.
    :raises _HandshakeError: always.
    """
    error = _HandshakeError("Request does not initiate websocket handshake")
    error.status_code = status_code
    if status_code == 426:
        error.headers = {"sec-websocket-version": "13"}
    raise error
