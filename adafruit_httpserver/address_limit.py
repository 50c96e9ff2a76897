# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.address_limit`
====================================================

How many connections one address may have. Loaded by who sets `Server.max_connections_per_address`.
"""

from .connection import CLOSED
from .limits import REFUSALS_PER_ACCEPT
from .transport import EAGAIN, attempt

try:
    from typing import TYPE_CHECKING, Any, Tuple

    if TYPE_CHECKING:
        from .engine import Engine
        from .server import Server
except ImportError:
    pass


class GuardedListener:
    """
    A listener that turns away whoever has too many connections already, before it costs anybody
    else his place. A connection of his own that is idle makes room instead.

    :param listener: The listening socket.
    :param Engine engine: The engine.
    """

    def __init__(self, listener: "Any", engine: "Engine"):
        self.listener = listener
        self._engine = engine
        self.close = listener.close
        self._attempts = 1
        if hasattr(listener, "fileno"):
            # Not every pool has it. A board had better not try again at once.
            self.fileno = listener.fileno
            self._attempts = REFUSALS_PER_ACCEPT

    def accept(self) -> "Tuple[Any, Any]":
        """
        Accepts one connection.

        :return: As that of a socket.
        :raises OSError: as that of a socket; ``EAGAIN`` if somebody was turned away.
        """
        engine = self._engine
        limit = engine.limits.max_connections_per_address
        for _ in range(self._attempts):
            socket, address = self.listener.accept()
            his = []
            for connection in engine.connections:
                if connection.address[0] == address[0] and connection.state != CLOSED:
                    his.append(connection)
            if not 0 < limit <= len(his):
                return socket, address
            idle = engine._idle(his)
            if idle is not None:
                engine._drop(idle)
                return socket, address
            # Whoever knocks faster than that would fill the backlog, and keep others out.
            attempt(socket.close)
        raise OSError(EAGAIN, "too many connections of one address")


def guard(server: "Server") -> None:
    """
    Guards the listener of a server that runs.

    :param Server server: The server.
    """
    engine = server._engine
    if engine.socket is not None and not isinstance(engine.socket, GuardedListener):
        engine.socket = GuardedListener(engine.socket, engine)
