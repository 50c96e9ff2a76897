# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Encrypted. Make a certificate on a computer, and copy both files to the board:
#
#   python3 dev.py certificate my-board.local
#
# Browsers warn about such a certificate, because nobody they trust has signed it. Each connection
# takes about 20 KB of memory, so this is for boards with plenty, such as those with an ESP32-S3.

import socketpool
import wifi

from adafruit_httpserver import Request, Response, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(
    pool,
    "/static",
    https=True,
    certfile="cert.pem",
    keyfile="key.pem",
    debug=True,
)


@server.route("/")
def greet(request: Request):
    """Greet whoever asks."""
    return Response(request, "Hello from the CircuitPython HTTPS Server!")


# 443 is where browsers look for https:// when the address names no port
server.serve_forever(str(wifi.radio.ipv4_address), 443)
