# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.free_port`
====================================================

A listener on any port that is free. Loaded by ``Server.start(port=0)``, and forgotten again.
"""

import errno

from .transport import attempt

try:
    from typing import TYPE_CHECKING, Any, Callable, Tuple

    if TYPE_CHECKING:
        from .server import Server
except ImportError:
    pass

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
