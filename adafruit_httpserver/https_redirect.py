# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.https_redirect`
====================================================

Sends whoever comes to a plain server to the one that speaks HTTPS.
"""

from .redirect import Redirect
from .response import Response
from .text import as_text

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .request import Request
        from .server import Server
except ImportError:
    pass

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def redirect_to_https(server: "Server", port: int = 443) -> None:
    """
    Answers every path of a plain server with a redirect (308) to the same host and path by HTTPS.
    Routes that the server has already go on as they are.

    :param Server server: The plain server.
    :param int port: Port of the other server, as clients see it.
    :raises ValueError: if the server speaks HTTPS itself, or for a port that is none.

    Example::

        secure_server = Server(pool, https=True, certfile="cert.pem", keyfile="key.pem")
        plain_server = Server(pool)
        redirect_to_https(plain_server)

        secure_server.start(host, 443)
        plain_server.start(host, 80)
    """
    if server.https:
        raise ValueError("redirect_to_https() wants the plain server, this one has https=True")
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise ValueError(f"port must be an int from 1 to 65535, not {port!r}")

    def redirect(request: "Request") -> Response:
        host = _without_port(request.host or "")
        if not host:
            # HTTP/1.0 may leave it out.
            return Response(request, "Come back by https://", status=400)
        if port != 443:
            host = f"{host}:{port}"
        line = request._parser.line
        target = as_text(line.path)
        if target[:1] != "/":
            target = "/"
        if line.query:
            target = f"{target}?{as_text(line.query)}"
        return Redirect(request, f"https://{host}{target}", permanent=True, preserve_method=True)

    for path in ("/", "/...."):
        server.route(path, _METHODS)(redirect)


def _without_port(host: str) -> str:
    name, colon, digits = host.rpartition(":")
    # The colons inside of an IPv6 address stand in brackets.
    return name if colon and digits[-1:] != "]" else host
