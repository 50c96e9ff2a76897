# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Two servers in one program, each with a port, routes and headers of its own.

import time

import socketpool
import wifi

from adafruit_httpserver import NO_REQUEST, Request, Response, Server

pool = socketpool.SocketPool(wifi.radio)

bedroom_server = Server(pool, debug=True)
bedroom_server.headers = {"X-Server": "Bedroom"}

office_server = Server(pool, debug=True)
office_server.headers = {"X-Server": "Office"}


@bedroom_server.route("/bedroom")
def bedroom(request: Request):
    """Only the bedroom's server knows this one."""
    return Response(request, "Hello from the bedroom!")


@office_server.route("/office")
def office(request: Request):
    """Only the office's server knows this one."""
    return Response(request, "Hello from the office!")


@bedroom_server.route("/home")
@office_server.route("/home")
def home(request: Request):
    """Both servers know this one; request.server tells which of them was asked."""
    return Response(request, "Hello from home!")


address = str(wifi.radio.ipv4_address)
bedroom_server.start(address, 5000)
office_server.start(address, 8000)

while True:
    idle = True
    for server in (bedroom_server, office_server):
        try:
            if server.poll() != NO_REQUEST:
                idle = False
        except Exception as error:  # a handler's; the other server must not suffer
            print(f"A handler failed: {error!r}")
    if idle:
        time.sleep(0.01)
