# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Two servers: one speaks HTTPS, the other sends whoever has typed http:// to the first one.
# How to make cert.pem and key.pem is said in httpserver_https.py.

import time

import socketpool
import wifi

from adafruit_httpserver import NO_REQUEST, Request, Response, Server, redirect_to_https

pool = socketpool.SocketPool(wifi.radio)
secure_server = Server(pool, https=True, certfile="cert.pem", keyfile="key.pem", debug=True)
plain_server = Server(pool, debug=True)

redirect_to_https(plain_server)


@secure_server.route("/")
def home(request: Request):
    """Nobody gets here without encryption."""
    return Response(request, f"You have asked for {request.full_url}")


address = str(wifi.radio.ipv4_address)
secure_server.start(address, 443)
plain_server.start(address, 80)

while True:
    # Both get their turn, whatever the first one had to do
    results = [server.poll() for server in (secure_server, plain_server)]
    if results == [NO_REQUEST, NO_REQUEST]:
        time.sleep(0.01)
