# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# The same server on a desktop Python: the `socket` module is the pool that a board's
# `socketpool.SocketPool(wifi.radio)` would be. Handy for trying out handlers without a board.

import socket

from adafruit_httpserver import Request, Response, Server

server = Server(socket, "/static", debug=True)


@server.route("/")
def greet(request: Request):
    """Greet whoever asks."""
    return Response(request, "Hello from the CircuitPython HTTP Server!")


# Only this computer can reach 127.0.0.1; use "0.0.0.0" to let others on the network in too
server.serve_forever("127.0.0.1", 5000)
