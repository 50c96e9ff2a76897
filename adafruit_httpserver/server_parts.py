# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.server_parts`
====================================================

Attributes of a `Server` that few programs use: those for loops of their own, and what tells the
network of it. Loaded by the first of them.
"""

import sys

from .connection import CLOSED
from .limits import ACCEPT_INTERVAL_MS

try:
    from typing import TYPE_CHECKING, Any, List

    if TYPE_CHECKING:
        from .server import Server
except ImportError:
    pass


def part_of(server: "Server", name: str) -> "Any":
    """
    An attribute of a server that is none of the object.

    :param Server server: The server.
    :param str name: Name of the attribute.
    :raises AttributeError: if there is none of that name.
    """
    if name == "connection_count":
        return len(server._engine.connections)
    if name == "_repr":
        return (
            f"<{type(server).__name__} host={server.host!r}, port={server.port!r}, "
            f"root_path={server.root_path!r}>"
        )
    if name in ("socket", "_sock"):
        listener = server._engine.socket
        # Of those that stand before it, see `repeating_listener` and `address_limit`.
        while hasattr(listener, "listener"):
            listener = listener.listener
        return listener
    if name == "is_secure":
        return server.https
    if name == "read_sockets":
        return _read_sockets(server)
    if name == "write_sockets":
        return _write_sockets(server)
    if name == "process_events":
        # The engine asks again which are ready: those that it is told of may be closed by now.
        return lambda read=(), write=(): server.poll()
    if name == "advertise":
        return lambda mdns_server: _advertise(server, mdns_server)
    # Also what is asked for before the constructor has made it.
    raise AttributeError(f"'{type(server).__name__}' object has no attribute '{name}'")


def _read_sockets(server: "Server") -> "List[Any]":
    """See `Server.read_sockets`."""
    engine = server._engine
    sockets: "List[Any]" = []
    if engine.waiting:
        # Nobody is read from before a handler was called, so nobody is waited for.
        return sockets
    # The select() of these boards always calls a listener ready. After an accept that has failed
    # everywhere is a pause, in which it would be ready for nothing.
    pausing = engine._next_accept - server._now() > ACCEPT_INTERVAL_MS
    if engine.socket is not None and sys.platform[:2] != "RP" and not pausing:
        if len(engine.connections) < engine.limits.max_connections or engine._idle():
            sockets.append(server.socket)
    for connection in engine.connections:
        # A board must not be asked about a socket that is closed.
        if connection.listens and connection.state != CLOSED:
            sockets.append(connection.socket)
    return sockets


def _write_sockets(server: "Server") -> "List[Any]":
    """See `Server.write_sockets`."""
    engine = server._engine
    # Who has something to be done for him that waits for nobody is here as well: his socket takes
    # more, so a loop does not sleep.
    at_once = engine.waiting + engine.with_input
    sockets = []
    for connection in engine.connections:
        leaving = connection.chunk is not None
        if connection.source is not None and not connection.waits_for_source:
            leaving = True
        if (leaving or connection in at_once) and connection.state != CLOSED:
            sockets.append(connection.socket)
    return sockets


def _advertise(server: "Server", mdns_server: "Any") -> None:
    """See `Server.advertise`."""
    if server.stopped:
        raise RuntimeError("Server.advertise() wants a server that was started: it tells its port")
    mdns_server.advertise_service(
        service_type="_https" if server.https else "_http", protocol="_tcp", port=server.port
    )
