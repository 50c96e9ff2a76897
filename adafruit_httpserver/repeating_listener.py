# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.repeating_listener`
====================================================

A listener that may hand out a client twice, as AirLift's does when one that was accepted has sent
something. Loaded by the start of a server with such sockets.
"""

from .connection import CLOSED
from .transport import EAGAIN

try:
    from typing import Any, List, Tuple
except ImportError:
    pass


class RepeatingListener:
    """
    Takes the place of the listener, and hands out each client once.

    :param listener: The listening socket.
    :param List[Connection] connections: The clients that the server has.
    """

    def __init__(self, listener: "Any", connections: "List[Any]"):
        self.listener = listener
        self._connections = connections
        self.close = listener.close

    def accept(self) -> "Tuple[Any, Any]":
        """
        Accepts a connection, as that of the socket does.

        :return: A socket and the address of its peer.
        :raises OSError: if nobody is waiting who is not there already.
        """
        socket, address = self.listener.accept()
        address = tuple(address[:2])
        for connection in self._connections:
            if connection.address == address and connection.state != CLOSED:
                # The socket is the same as that of the connection, so it must not be closed.
                raise OSError(EAGAIN, "nobody new is waiting")
        return socket, address
