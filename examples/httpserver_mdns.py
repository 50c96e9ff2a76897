# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Gives the board a name, so that nobody has to know its address: http://my-board.local:5000/

import mdns
import socketpool
import wifi

from adafruit_httpserver import FileResponse, Request, Server

PORT = 5000

mdns_server = mdns.Server(wifi.radio)
mdns_server.hostname = "my-board"
mdns_server.advertise_service(service_type="_http", protocol="_tcp", port=PORT)

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)


@server.route("/")
def home(request: Request):
    """Serve /www/index.html."""
    return FileResponse(request, "index.html", "/www")


server.serve_forever(str(wifi.radio.ipv4_address), PORT)
