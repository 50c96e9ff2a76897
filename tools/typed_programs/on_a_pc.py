# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Never run: what a type checker makes of a program on a PC. The ``socket`` module is a source of
sockets for the library, its sockets and those of TLS are what the library takes for sockets.
Names come from their modules, because those of the package are made when somebody asks, and of
any type for a checker.
"""

import socket
import ssl

from adafruit_httpserver.interfaces import _ISocket, _ISocketPool
from adafruit_httpserver.listener import _listen
from adafruit_httpserver.request import Request
from adafruit_httpserver.response import Response
from adafruit_httpserver.server import Server
from adafruit_httpserver.transport import accept, receive_into


def of_the_module(plain: socket.socket, tls: ssl.SSLSocket) -> _ISocketPool:
    sockets: "tuple[_ISocket, ...]" = (plain, tls, _listen(socket, "0.0.0.0", 80, 1))
    for each in sockets:
        accept(each, socket, ssl.create_default_context())
        receive_into(each, memoryview(bytearray(1)))
    return socket


server = Server(socket, "static", ssl_context=ssl.create_default_context())


@server.route("/")
def index(request: Request) -> Response:
    return Response(request, f"{request.method} from {request.client_address[0]}")


server.serve_forever()
