# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A WebSocket: messages in both directions. The page at /client sends colours and shows the
# temperature.

import time

import board
import microcontroller
import neopixel
import socketpool
import wifi

from adafruit_httpserver import GET, Request, Response, Server, Websocket

INTERVAL = 1  # seconds

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

pixel = neopixel.NeoPixel(board.NEOPIXEL, 1)

websocket = None  # the one client of this example
next_message = time.monotonic()

PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Websocket Client</title>
  </head>
  <body>
    <p>CPU temperature: <strong>-</strong>&deg;C</p>
    <p>NeoPixel color: <input type="color"></p>
    <script>
      const temperature = document.querySelector("strong");
      const color = document.querySelector("input[type='color']");
      const socket = new WebSocket(`ws://${location.host}/connect-websocket`);

      socket.onmessage = (event) => { temperature.textContent = event.data; };
      socket.onclose = () => { temperature.textContent = "-"; };
      color.oninput = () => { socket.send(color.value); };
    </script>
  </body>
</html>
"""


@server.route("/client", GET)
def client(request: Request):
    """The page."""
    return Response(request, PAGE, content_type="text/html")


@server.route("/connect-websocket", GET)
def connect_websocket(request: Request):
    """What its WebSocket asks for."""
    global websocket, next_message  # noqa: PLW0603

    if websocket is not None:
        websocket.close()

    websocket = Websocket(request)
    next_message = time.monotonic()
    return websocket


def show(text):
    """Light the pixel in a colour such as #ff0080. Anybody can send anything, so look first."""
    digits = text[1:] if isinstance(text, str) else ""
    if len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
        pixel.fill((int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)))


server.start(str(wifi.radio.ipv4_address))
while True:
    # Like poll(), but sleeps for a moment while nobody wants anything
    server.wait(0.02)

    # closed turns True by itself when the browser has left
    if websocket is None or websocket.closed:
        continue

    message = websocket.receive(fail_silently=True)
    while message is not None:
        show(message)
        message = websocket.receive(fail_silently=True)

    if time.monotonic() >= next_message:
        next_message = time.monotonic() + INTERVAL
        temperature = str(round(microcontroller.cpu.temperature, 2))
        websocket.send_message(temperature, fail_silently=True)
