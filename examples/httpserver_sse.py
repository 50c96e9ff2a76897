# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Server-sent events: the page at /client shows the temperature as it is now, without asking again.

import time

import microcontroller
import socketpool
import wifi

from adafruit_httpserver import GET, Request, Response, Server, SSEResponse

INTERVAL = 1  # seconds

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

sse = None  # the one client of this example; httpserver_channel.py has any number
next_message = time.monotonic()

PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Server-Sent Events Client</title>
  </head>
  <body>
    <p>CPU temperature: <strong>-</strong>&deg;C</p>
    <script>
      const source = new EventSource("/connect-client");
      const temperature = document.querySelector("strong");

      source.onmessage = (event) => { temperature.textContent = event.data; };
      source.onerror = () => { temperature.textContent = "-"; };  // it connects again by itself
    </script>
  </body>
</html>
"""


@server.route("/client", GET)
def client(request: Request):
    """The page."""
    return Response(request, PAGE, content_type="text/html")


@server.route("/connect-client", GET)
def connect_client(request: Request):
    """What its EventSource asks for: an answer that stays open."""
    global sse, next_message  # noqa: PLW0603

    if sse is not None:
        sse.close()

    sse = SSEResponse(request)
    next_message = time.monotonic()
    return sse


server.start(str(wifi.radio.ipv4_address))
while True:
    # Like poll(), but sleeps for a moment while nobody wants anything
    server.wait(0.02)

    # closed turns True by itself when the browser has left
    if sse is not None and not sse.closed and time.monotonic() >= next_message:
        next_message = time.monotonic() + INTERVAL
        sse.send_event(str(round(microcontroller.cpu.temperature, 2)), fail_silently=True)
