# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Each handler decides for itself who may use it.

import socketpool
import wifi

from adafruit_httpserver import (
    UNAUTHORIZED_401,
    AuthenticationError,
    Basic,
    Bearer,
    Request,
    Response,
    Server,
    Token,
    check_authentication,
    require_authentication,
)

# Choose your own, and keep them in settings.toml (os.getenv) rather than in a program that you
# share. Without HTTPS they can be read on the network.
AUTHENTICATIONS = [
    Basic("user", "password"),
    Token("my-secret-token"),
    Bearer("my-secret-bearer-token"),
]

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)


@server.route("/check")
def check(request: Request):
    """Everybody may come in, but the answer depends on who asks."""
    is_authenticated = check_authentication(request, AUTHENTICATIONS)
    return Response(request, "Authenticated" if is_authenticated else "Not authenticated")


@server.route("/require-or-401")
def require_or_401(request: Request):
    """The rest only runs for the authenticated; for others the server answers 401."""
    require_authentication(request, AUTHENTICATIONS)
    return Response(request, "Authenticated")


@server.route("/require-or-handle")
def require_or_handle(request: Request):
    """As above, with an answer of our own: without the header that makes browsers ask."""
    try:
        require_authentication(request, AUTHENTICATIONS)
    except AuthenticationError:
        return Response(request, "Not authenticated - Manually handled", status=UNAUTHORIZED_401)
    return Response(request, "Authenticated")


server.serve_forever(str(wifi.radio.ipv4_address))
