# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A response that is sent while it is being made: its whole never has to fit into memory, and its
# length need not be known.

import socketpool
import wifi

from adafruit_httpserver import ChunkedResponse, Request, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)


@server.route("/chunked")
def chunked(request: Request):
    """Pass a generator function; each yield is asked for when the last one has been sent."""

    def body():
        yield "Adaf"
        yield b"ruit"  # bytes are fine, too
        yield " Indus"
        yield "tr"
        yield "ies"

    return ChunkedResponse(request, body)


server.serve_forever(str(wifi.radio.ipv4_address))
