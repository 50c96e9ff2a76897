# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.websocket_refusal`
====================================================

What is raised for a request that asks for no WebSocket, or for one that it may not have. Loaded by
the first of them.
"""


class HandshakeError(ValueError):
    """
    The client is answered with its status and headers.

    :param int status_code: 400, 403, or 426 for another version of the protocol.
    """

    headers = None

    def __init__(self, status_code: int):
        super().__init__("Request does not initiate websocket handshake")
        self.status_code = status_code
        if status_code == 426:
            self.headers = {"sec-websocket-version": "13"}
