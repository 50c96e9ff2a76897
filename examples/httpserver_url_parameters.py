# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Parts of the path as parameters of the handler, and wildcards.

import socketpool
import wifi

from adafruit_httpserver import Request, Response, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

ACTIONS = ("turn_on", "turn_off", "emergency_power_off")


# Two routes, one handler: the second path has no <action>, so the default value is used.
@server.route("/device/<device_id>/action/<action>")
@server.route("/device/emergency-power-off/<device_id>")
def perform(request: Request, device_id: str, action: str = "emergency_power_off"):
    """Do something to a device. Parameters are strings, and come as keyword arguments."""
    if action not in ACTIONS:
        return Response(request, f"Unknown action ({action})")
    # ... here your program would switch the device ...
    return Response(request, f"Action ({action}) performed on device with ID: {device_id}")


@server.route("/device/<device_id>/status/<date>")
def status_on_date(request: Request, device_id: str, date: str):
    """Several parameters in one path."""
    return Response(request, f"Status of {device_id} on {date}: on")


# "..." stands for exactly one part of the path, "...." for one or more. The first route that
# fits is used, so the more general ones come last.
@server.route("/device/.../status", append_slash=True)
@server.route("/device/....")
def status_of_all(request: Request):
    """What wildcards matched is not passed to the handler."""
    return Response(request, "Status of all devices: on")


server.serve_forever(str(wifi.radio.ipv4_address))
