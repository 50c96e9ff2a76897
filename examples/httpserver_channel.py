# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# One message to all who listen, whatever they speak: open / in several windows and press the
# button. From a terminal: curl -N http://.../lines

import socketpool
import wifi

from adafruit_httpserver import (
    GET,
    POST,
    Channel,
    NDJSONResponse,
    Request,
    Response,
    Server,
    SSEResponse,
    Websocket,
)

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

# Who loses the connection and comes back gets what it has missed, up to ten messages
news = Channel(history=10)
presses = 0

PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Channel</title>
  </head>
  <body>
    <button>Press</button>
    <p>Presses: <strong id="events">-</strong> by events, <strong id="socket">-</strong> by a
    WebSocket. Listening: <strong id="listening">-</strong></p>
    <script>
      const show = (id) => (event) => {
        const news = JSON.parse(event.data);
        document.getElementById(id).textContent = news.presses;
        document.getElementById("listening").textContent = news.listening;
      };
      new EventSource("/events").onmessage = show("events");
      new WebSocket(`ws://${location.host}/socket`).onmessage = show("socket");
      document.querySelector("button").onclick = () => fetch("/press", {method: "POST"});
    </script>
  </body>
</html>
"""


@server.route("/", GET)
def page(request: Request):
    """The page."""
    return Response(request, PAGE, content_type="text/html")


@server.route("/events", GET)
def events(request: Request):
    """For EventSource."""
    return news.subscribe(SSEResponse(request))


@server.route("/socket", GET)
def socket(request: Request):
    """For WebSocket."""
    return news.subscribe(Websocket(request))


@server.route("/lines", GET)
def lines(request: Request):
    """One line of JSON for each message."""
    return news.subscribe(NDJSONResponse(request))


@server.route("/press", POST)
def press(request: Request):
    """Clients that have left, or do not read, are no longer counted."""
    global presses  # noqa: PLW0603

    presses += 1
    news.publish({"presses": presses, "listening": len(news)})
    return Response(request, status=204)


server.serve_forever(str(wifi.radio.ipv4_address))
