# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Every file below /static can be fetched, and "/" is /static/index.html, without any handler.

import socketpool
import wifi

from adafruit_httpserver import MIMETypes, Server

# The server knows the types of about 75 file extensions. Keeping only those that are used saves
# memory. Do this before the server starts.
MIMETypes.configure(
    default_to="text/plain",
    keep_for=[".html", ".css", ".js", ".svg", ".ico"],
    register={".foo": "text/foo"},
)

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)

server.serve_forever(str(wifi.radio.ipv4_address))
