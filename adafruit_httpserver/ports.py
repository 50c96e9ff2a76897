# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.ports`
====================================================

A listener on any port that is free, or on one that is taken still. Loaded by ``Server.start`` when
there is a need of it, and forgotten again.
"""

import errno

from .limits import ON_BOARD
from .transport import attempt, pause

try:
    from typing import TYPE_CHECKING, Any, Callable, Tuple

    if TYPE_CHECKING:
        from .server import Server
except ImportError:
    pass

# Between two attempts to get a port that is taken.
_RETRY_MS = 50
# Where it is looked for, where sockets cannot tell which one they have got.
_FIRST_FREE = 49152
_FREE_PORTS = 16384
_ATTEMPTS = 100


def find(server: "Server", host: str, listen: "Callable") -> "Tuple[Any, int]":
    """
    Finds a port.

    :param Server server: The server.
    :param str host: Address or name of this machine.
    :param listen: Makes a listener: of a pool, a host, a port and a backlog.
    :return: The listener and its port.
    :raises OSError: if none is free.
    """
    pool = server._socket_source
    backlog = server._limits.backlog
    probe = pool.socket(pool.AF_INET, pool.SOCK_STREAM)
    tells = hasattr(probe, "getsockname")
    attempt(probe.close)
    if tells:
        listener = listen(pool, host, 0, backlog)
        return listener, listener.getsockname()[1]
    left = _ATTEMPTS
    while True:
        port = _FIRST_FREE + (server._now() * 17 + left) % _FREE_PORTS
        try:
            return listen(pool, host, port, backlog), port
        except OSError as error:
            left -= 1
            if error.errno != errno.EADDRINUSE or not left:
                raise


def wait_for(server: "Server", host: str, port: int, listen: "Callable", error: OSError) -> "Any":
    """
    Waits for a port that is taken: a soft reload may just have left it.

    :param Server server: The server.
    :param str host: Address or name of this machine.
    :param int port: The port.
    :param listen: See `find`.
    :param OSError error: What it has raised.
    :return: The listener.
    :raises OSError: if the port still is taken after ``socket_timeout``, or it was not that.
    """
    limits = server._limits
    end = server._now() + limits.socket_timeout
    while error.errno == errno.EADDRINUSE:
        if server._now() >= end:
            text = f"Cannot start server on {host}:{port}: port {port} is taken"
            if ON_BOARD:
                text += (
                    ". Is it the web workflow's? Take another one, or give that one another "
                    "by CIRCUITPY_WEB_API_PORT in settings.toml"
                )
            raise OSError(errno.EADDRINUSE, text) from error
        pause(_RETRY_MS)
        try:
            return listen(server._socket_source, host, port, limits.backlog)
        except OSError as another:
            error = another
    raise error
