# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# IPv6 and IPv4 at one port, on a PC or a board with an ESP32. Boards with an RP2040 or RP2350 have
# no IPv6: starting raises RuntimeError there. Try it with:
#
#   curl http://[::1]:5000/ http://127.0.0.1:5000/

try:
    import wifi
    from socketpool import SocketPool

    pool = SocketPool(wifi.radio)
except ImportError:  # not a board
    import socket as pool

from adafruit_httpserver import Request, Response, Server

server = Server(pool, debug=True)


@server.route("/")
def family(request: Request):
    """Tell clients over which of the two they have come."""
    address = request.client_address[0]
    return Response(request, f"Hello over IPv{6 if ':' in address else 4}, {address}!")


# All addresses of both families. In debug mode the server prints them
server.serve_forever("::", 5000)
