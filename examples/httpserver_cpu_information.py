# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Live values as JSON, for a page, a script or another board.

import microcontroller
import socketpool
import wifi

from adafruit_httpserver import JSONResponse, Request, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

# Lets pages that were loaded from elsewhere read the values, too
server.headers = {"Access-Control-Allow-Origin": "*"}


@server.route("/cpu-information", append_slash=True)
def cpu_information(request: Request):
    """Tell temperature (degrees Celsius), frequency (hertz) and voltage (volts, or null)."""
    return JSONResponse(
        request,
        {
            "temperature": microcontroller.cpu.temperature,
            "frequency": microcontroller.cpu.frequency,
            "voltage": microcontroller.cpu.voltage,
        },
    )


server.serve_forever(str(wifi.radio.ipv4_address))
