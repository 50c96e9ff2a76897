# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Behind a proxy, for example nginx on another computer, which speaks HTTPS with the clients:
#
#   location / {
#       proxy_pass http://ADDRESS-OF-THE-BOARD:5000;
#       proxy_http_version 1.1;
#       proxy_buffering off;
#       proxy_set_header Host $host;
#       proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
#       proxy_set_header X-Forwarded-Proto $scheme;
#   }
#
# settings.toml names its address: PROXY_ADDRESS = "192.168.1.2"

import os

import socketpool
import wifi

from adafruit_httpserver import JSONResponse, Request, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

# Only what these say of a client is believed: anybody can send such headers
server.trusted_proxies = [os.getenv("PROXY_ADDRESS")]


@server.route("/who")
def who(request: Request):
    """Tell clients what the server knows of them."""
    return JSONResponse(
        request,
        {
            "you": request.remote_address,
            "way": request.remote_addresses,
            "connection": request.client_address[0],
            "url": request.full_url,
            "secure": request.is_secure,
        },
    )


server.serve_forever(str(wifi.radio.ipv4_address))
