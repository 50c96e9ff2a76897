# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# The board is the access point: no router is needed. Join the network named below with a phone
# and open the address that this program prints.

import socketpool
import wifi

from adafruit_httpserver import Request, Response, Server

AP_SSID = "My board"
AP_PASSWORD = "change me please"  # at least 8 characters

print(f"Creating access point {AP_SSID}...")
wifi.radio.start_ap(ssid=AP_SSID, password=AP_PASSWORD)
print(f"Created access point {AP_SSID}, this board is {wifi.radio.ipv4_address_ap}")

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)


@server.route("/")
def greet(request: Request):
    """Greet whoever asks."""
    return Response(request, "Hello from the CircuitPython HTTP Server!")


# Note the _ap: as an access point the radio has an address of its own
server.serve_forever(str(wifi.radio.ipv4_address_ap))
