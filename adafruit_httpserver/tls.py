# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.tls`
====================================================

The context of an HTTPS server. Loaded only by a server that has ``https=True``.
"""

from . import once

try:
    import ssl

    SSL_AVAILABLE = True
except ImportError:
    SSL_AVAILABLE = False

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .interfaces import _ISocket
except ImportError:
    pass


# What a board reports when a client ends a handshake, e.g. because it does not trust the
# certificate. Transport takes it as any other error; programs have always found it here.
MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE = -0x7780


def server_context(certfile: str, keyfile: str) -> "ssl.SSLContext":
    """
    Context for the connections of an HTTPS server.

    :param str certfile: Path to the certificate file.
    :param str keyfile: Path to the private key file.
    :raises NotImplementedError: where there is no ``ssl`` module.
    :raises ValueError: if one of the files is not named, is not what it should be, or if they do
        not belong together.
    :raises OSError: if one of them cannot be read.
    :raises MemoryError: if there is too little memory for them.
    """
    if not SSL_AVAILABLE:
        raise NotImplementedError("SSL not available on this platform")
    if not certfile or not keyfile:
        raise ValueError("Both certfile and keyfile must be specified for HTTPS")
    if hasattr(ssl, "Purpose"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)  # type: ignore[call-arg]
    else:
        context = ssl.create_default_context()
        # Without it a board demands a certificate of the client.
        context.load_verify_locations(cadata="")
    once("certificate_files").load(context, certfile, keyfile)
    return context


def wrap(socket: Any, context: Any) -> "_ISocket":
    """
    The TLS side of an accepted socket. The handshake runs inside its first reads.

    :param socket: The socket, non-blocking.
    :param context: ``SSLContext`` of the server.
    """
    if hasattr(socket, "fileno"):
        # CPython would shake hands at once.
        return context.wrap_socket(socket, server_side=True, do_handshake_on_connect=False)
    return context.wrap_socket(socket, server_side=True)
