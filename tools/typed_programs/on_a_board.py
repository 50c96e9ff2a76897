# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Never run: what a type checker makes of a program on a board. A ``SocketPool`` is a source of
sockets for the library, its sockets and those of TLS are what the library takes for sockets.
Names come from their modules, because those of the package are made when somebody asks, and of
any type for a checker.
"""

import ssl

import socketpool
import wifi

from adafruit_httpserver.interfaces import _ISocket, _ISocketPool
from adafruit_httpserver.listener import _listen
from adafruit_httpserver.request import Request
from adafruit_httpserver.response import Response
from adafruit_httpserver.server import Server
from adafruit_httpserver.tls import server_context
from adafruit_httpserver.transport import accept, receive_into


def of_the_pool(pool: socketpool.SocketPool, socket: socketpool.Socket) -> _ISocketPool:
    plain: _ISocket = socket
    tls: _ISocket = ssl.create_default_context().wrap_socket(socket, server_side=True)
    for each in (plain, tls, _listen(pool, "0.0.0.0", 80, 1)):
        accept(each, pool, server_context("cert.pem", "key.pem"))
        receive_into(each, memoryview(bytearray(1)))
    return pool


server = Server(socketpool.SocketPool(wifi.radio), "/static")


@server.route("/")
def index(request: Request) -> Response:
    return Response(request, f"{request.method} from {request.client_address[0]}")


server.serve_forever(str(wifi.radio.ipv4_address))
