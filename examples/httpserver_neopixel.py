# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Four ways to send a colour, and the three ways to tell the server about a handler.

import board
import neopixel
import socketpool
import wifi

from adafruit_httpserver import GET, POST, Request, Response, Route, Server, as_route

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

pixel = neopixel.NeoPixel(board.NEOPIXEL, 1)


def show(request: Request, red, green, blue):
    """Light the pixel and say so. int() also refuses what is no number."""
    color = (int(red), int(green), int(blue))
    pixel.fill(color)
    return Response(request, f"Changed NeoPixel to color {color}")


# 1. A decorator of the server: for handlers that live in the same file as the server.
#    Query parameters, e.g. /change-neopixel-color?r=255&g=0&b=0
@server.route("/change-neopixel-color")
def color_from_query(request: Request):
    """Missing parts are 0."""
    query = request.query_params
    return show(request, query.get("r", 0), query.get("g", 0), query.get("b", 0))


# 2. as_route: for handlers in a file of their own, which need not know the server.
#    A form or JSON in the body of a POST.
@as_route("/change-neopixel-color/form-data", POST)
def color_from_form(request: Request):
    """Missing parts are 0."""
    form = request.form_data
    return show(request, form.get("r", 0), form.get("g", 0), form.get("b", 0))


@as_route("/change-neopixel-color/json", POST)
def color_from_json(request: Request):
    """Missing parts are 0, and so are all when there is no body."""
    data = request.json() or {}
    return show(request, data.get("r", 0), data.get("g", 0), data.get("b", 0))


# 3. A Route object, around a function that stays a plain function.
#    URL parameters, e.g. /change-neopixel-color/255/0/0
def color_from_url(request: Request, r: str, g: str, b: str):
    """Parameters come as keyword arguments, named as in the path."""
    return show(request, r, g, b)


server.add_routes(
    [
        color_from_form,
        color_from_json,
        Route("/change-neopixel-color/<r>/<g>/<b>", GET, color_from_url),
    ]
)

server.serve_forever(str(wifi.radio.ipv4_address))
