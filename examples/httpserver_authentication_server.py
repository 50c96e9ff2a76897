# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# One line protects the whole server: every handler, every file, even pages that do not exist.

import socketpool
import wifi

from adafruit_httpserver import Basic, Bearer, Request, Response, Server, Token

# Any one of these opens the door. Choose your own, and keep them in settings.toml (os.getenv)
# rather than in a program that you share. Without HTTPS they can be read on the network.
AUTHENTICATIONS = [
    Basic("user", "password"),
    Token("my-secret-token"),
    Bearer("my-secret-bearer-token"),
]

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)
server.require_authentication(AUTHENTICATIONS)


@server.route("/implicit-require")
def implicit_require(request: Request):
    """Only reached by those who are authenticated, so there is nothing to check here."""
    return Response(request, "Authenticated")


server.serve_forever(str(wifi.radio.ipv4_address))
