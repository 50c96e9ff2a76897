# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.server_options`
====================================================

What the constructor of a `Server` does for those who serve files or HTTPS. Loaded by it, and
forgotten again.
"""

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .server import Server
except ImportError:
    pass


def apply(server: "Server", certfile: str, keyfile: str) -> None:
    """
    Makes a server ready for files and HTTPS.

    :param Server server: The server.
    :param str certfile: Path to the certificate file.
    :param str keyfile: Path to the private key file.
    :raises ValueError: if the server has no context, and one of the two files is missing.
    :raises NotImplementedError: if it has none and there is no ``ssl`` module.
    """
    if server.https and server._ssl_context is None:
        from .tls import server_context

        server._ssl_context = server_context(certfile, keyfile)
    if server.root_path is not None:
        # Here, and not in the middle of the first request.
        from .file_response import FileResponse  # noqa: F401
    if server.debug and server.root_path in ("", "/"):
        server._debug("_debug_warning_exposed_files", server.root_path)
