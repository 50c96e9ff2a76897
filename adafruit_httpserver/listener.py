# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.listener`
====================================================

The socket that clients connect to. Loaded by `Server.start`, and forgotten again.
"""

import sys

from . import once
from .transport import attempt, set_option

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .server import Server

    from circuitpython_typing.socket import CircuitPythonSocketType
except ImportError:
    pass


def _listen(pool: "Any", host: str, port: int, backlog: int) -> "CircuitPythonSocketType":
    """
    Makes the socket that clients connect to.

    :param pool: ``socketpool.SocketPool`` or the ``socket`` module.
    :param str host: Address or name of this machine.
    :param int port: Port, 0 for a free one.
    :param int backlog: How many connections may wait to be accepted.
    :return: A non-blocking listening socket.
    :raises RuntimeError: if the host cannot be resolved.
    :raises OSError: if the port is taken or the address is not this machine's.
    """
    try:
        pool.getaddrinfo(host, port)
    except OSError as error:
        raise RuntimeError(f"Cannot start server on {host}:{port}") from error
    listener = pool.socket(pool.AF_INET, pool.SOCK_STREAM)
    try:
        # Without it a port stays taken for a minute or two after the last connection. On Windows
        # the option means that two programs may share a port, which nobody wants.
        if sys.platform != "win32":
            set_option(listener, pool, "SOL_SOCKET", "SO_REUSEADDR", 1)
        listener.bind((host, port))
        listener.listen(backlog)
        listener.setblocking(False)
    except BaseException:
        attempt(listener.close)
        raise
    return listener


def start(server: "Server", host: str, port: int) -> None:
    """
    Starts a server, see `Server.start`.

    :param Server server: The server.
    :param str host: Host name or IP address.
    :param int port: Port, 0 for a free one.
    :raises RuntimeError: if the server is running already, one of the two is ``None``, or the
        host cannot be resolved.
    :raises OSError: if the port is taken.
    """
    if host is None or port is None:
        raise RuntimeError("Host and port cannot be None")
    if not server.stopped:
        raise RuntimeError(f"Server is already running on {server.host}:{server.port}")
    listener = _listen(server._socket_source, host, port, server._limits.backlog)
    once("route_index").index(server._table)
    server._engine.results.clear()
    if server._limits.max_connections_per_address:
        # Loaded when that was set.
        from .address_limit import GuardedListener

        listener = GuardedListener(listener, server._engine)
    server._engine.open(listener)
    if port == 0 and hasattr(listener, "getsockname"):
        port = listener.getsockname()[1]
    server._set_date(server._now())
    server.host = host
    server.port = port
    server.stopped = False
    if server.debug:
        server._debug("_debug_started_server", server)
