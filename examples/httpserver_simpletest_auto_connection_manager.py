# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# CIRCUITPY_WIFI_SSID and CIRCUITPY_WIFI_PASSWORD in settings.toml connect the board before this
# program starts. Connection Manager then finds the socket pool that belongs to the radio, so the
# same lines work with other kinds of network hardware.

import adafruit_connection_manager
import wifi

from adafruit_httpserver import Request, Response, Server

radio = wifi.radio
pool = adafruit_connection_manager.get_radio_socketpool(radio)
server = Server(pool, "/static", debug=True)


@server.route("/")
def greet(request: Request):
    """Greet whoever asks."""
    return Response(request, "Hello from the CircuitPython HTTP Server!")


server.serve_forever(str(radio.ipv4_address))
