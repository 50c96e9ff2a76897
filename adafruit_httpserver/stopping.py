# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.stopping`
====================================================

The end of a server. Loaded by `Server.stop`, and forgotten again.
"""

from .connection import HELD
from .transport import pause

try:
    from typing import TYPE_CHECKING, List, Optional

    if TYPE_CHECKING:
        from .connection import Connection
        from .engine import Engine
        from .server import Server
except ImportError:
    pass

_FLUSH_PAUSE_MS = 2


def stop(server: "Server") -> None:
    """
    Stops a server, see `Server.stop`.

    :param Server server: The server.
    """
    if server.stopped:
        return
    server.host = server.port = None
    server.stopped = True
    server._engine.close()
    if not server._engine.stepping:
        flush(server._engine)
    if server.debug:
        server._debug("_debug_stopped_server", server)


def close(server: "Server") -> None:
    """
    Closes everything at once, streams as well, when something that is no ``Exception`` passes
    through `Server.poll`. What a generator raises when it is closed does not take its place.

    :param Server server: The server.
    """
    if server.stopped:
        return
    engine = server._engine
    server.host = server.port = None
    server.stopped = True
    engine.close()
    engine.results.clear()
    _drop(engine, engine.connections)
    if server.debug:
        server._debug("_debug_stopped_server", server)


def flush(engine: "Engine") -> None:
    """
    Sends what is under way, for at most ``socket_timeout`` without progress, then closes all
    but the streams, which belong to the program.

    :param Engine engine: The engine.
    """
    now = engine.server._now
    end = now() + engine.limits.socket_timeout
    while now() < end:
        leaving = [c for c in engine.connections if c.has_output and c.state != HELD]
        if not leaving:
            break
        for connection in leaving:
            sent = connection.bytes_sent
            try:
                engine.pump(connection, now())
            except Exception:
                # Its client sees an answer that was cut off; all others are still served.
                connection.drop()
            if connection.bytes_sent != sent:
                end = now() + engine.limits.socket_timeout
        pause(_FLUSH_PAUSE_MS)
    fault = _drop(engine, [c for c in engine.connections if c.state != HELD])
    if fault is not None:
        raise fault


def _drop(engine: "Engine", connections: "List[Connection]") -> "Optional[Exception]":
    """
    Closes connections at once, and nobody waits for a handler any more. What a generator raises
    when it is closed is returned, and keeps no other from being closed.
    """
    engine.waiting.clear()
    engine.tasks.clear()
    fault = None
    for connection in list(connections):
        try:
            connection.drop()
        except Exception as error:
            fault = error
        engine.settle(connection)
    return fault
