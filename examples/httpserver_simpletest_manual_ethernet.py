# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Serves over a cable, through a WIZnet chip on the SPI bus.

import board
import digitalio
from adafruit_wiznet5k import adafruit_wiznet5k_socketpool
from adafruit_wiznet5k.adafruit_wiznet5k import WIZNET5K

from adafruit_httpserver import Request, Response, Server

# The chip select pin of the Adafruit Ethernet FeatherWing; other hardware may use another one
CHIP_SELECT = board.D10

chip_select = digitalio.DigitalInOut(CHIP_SELECT)
print("Asking the network for an address...")
ethernet = WIZNET5K(board.SPI(), chip_select)
address = ethernet.pretty_ip(ethernet.ip_address)
print(f"Connected as {address}")

pool = adafruit_wiznet5k_socketpool.SocketPool(ethernet)
server = Server(pool, "/static", debug=True)


@server.route("/")
def greet(request: Request):
    """Greet whoever asks."""
    return Response(request, "Hello from the CircuitPython HTTP Server!")


server.serve_forever(address)
