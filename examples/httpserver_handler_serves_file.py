# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A handler chooses the file. It may lie outside of the folder that everybody can read.

import socketpool
import wifi

from adafruit_httpserver import FileResponse, Request, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)


@server.route("/home")
def home(request: Request):
    """Serve one certain file; the rest of its folder stays private."""
    return FileResponse(request, "home.html", "/other-static-folder")


server.serve_forever(str(wifi.radio.ipv4_address))
