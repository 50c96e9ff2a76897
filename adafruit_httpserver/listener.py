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
from .limits import ON_BOARD, SEND_BUFFER_SIZE
from .transport import attempt, set_option

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .interfaces import _ISocketPool
        from .server import Server
except ImportError:
    pass


def _listen(pool: "_ISocketPool", host: str, port: int, backlog: int) -> "Any":
    """
    Makes the socket that clients connect to.

    :param pool: ``socketpool.SocketPool`` or the ``socket`` module.
    :param str host: Address or name of this machine.
    :param int port: Port, 0 for a free one.
    :param int backlog: How many connections may wait to be accepted.
    :return: A non-blocking listening socket.
    :raises RuntimeError: if there is no IPv6.
    :raises OSError: if the port is taken or the address is not this machine's.
    """
    if ":" in host:
        listener = once("own_addresses").socket_6(pool, host)
    else:
        listener = pool.socket(pool.AF_INET, pool.SOCK_STREAM)
    try:
        # Without it a port stays taken for a minute or two after the last connection. On Windows
        # the option means that two programs may share a port, which nobody wants.
        if sys.platform != "win32":
            set_option(listener, pool, "SOL_SOCKET", "SO_REUSEADDR", 1)
        if not ON_BOARD:
            # Linux would let a client's buffer grow to megabytes and call the socket full until a
            # third of that is gone, which with a slow but steady reader takes longer than any
            # timeout. Clients inherit it.
            set_option(listener, pool, "SOL_SOCKET", "SO_SNDBUF", SEND_BUFFER_SIZE)
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
    :param str host: Host name or IP address, ``""`` if it was not named.
    :param int port: Port, 0 for a free one.
    :raises RuntimeError: if the server is running already, one of the two is ``None``, the host
        cannot be resolved, there is no IPv6, or a board is in no network.
    :raises OSError: if the port is taken, and still is after ``socket_timeout``.
    :raises MemoryError: if a board has too little memory for one connection by HTTPS.
    :raises ValueError: if a board cannot use its certificate.
    """
    if host is None or port is None:
        raise RuntimeError("Host and port cannot be None")
    if not server.stopped:
        raise RuntimeError(f"Server is already running on {server.host}:{server.port}")
    pool = server._socket_source
    shown = host
    if not host:
        shown = host = "0.0.0.0"
        if ON_BOARD:
            shown = once("own_addresses").address_of(pool, host)
    getaddrinfo = getattr(pool, "getaddrinfo", None)
    # Whether there is such a host: not every pool can tell.
    if getaddrinfo is not None:
        try:
            getaddrinfo(host, port)
        except OSError as error:
            raise RuntimeError(f"Cannot start server on {host}:{port}") from error
    if server._ssl_context is not None:
        once("certificate_files").try_out(server._ssl_context, pool)
    listener: "Any" = None
    if not port:
        listener, port = once("ports").find(server, host, _listen)
    else:
        try:
            listener = _listen(pool, host, port, server._limits.backlog)
        except OSError as error:
            # It may still be taken.
            listener = once("ports").wait_for(server, host, port, _listen, error)
    if hasattr(listener, "_socknum"):
        # AirLift's. Those of a WIZnet have the same attribute, and it does them no harm.
        from .repeating_listener import RepeatingListener

        listener = RepeatingListener(listener, server._engine.connections)
    once("route_index").index(server._table)
    server._engine.results.clear()
    if server._limits.max_connections_per_address:
        # Loaded when that was set.
        from .address_limit import GuardedListener

        listener = GuardedListener(listener, server._engine)
    server._engine.open(listener)
    server._set_date(server._now())
    server.host = shown
    server.port = port
    server.stopped = False
    if server.debug:
        server._debug("_debug_started_server", server)
        if host in ("0.0.0.0", "::"):
            addresses = once("own_addresses").reachable(pool, host)
            server._debug("_debug_addresses", server, addresses)
