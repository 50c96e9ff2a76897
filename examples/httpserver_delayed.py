# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# An answer that comes later: /wait is answered when somebody opens /ring, or after ten seconds.

import socketpool
import wifi

from adafruit_httpserver import GET, POST, DelayedResponse, Request, Response, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

waiting = []


@server.route("/wait", GET)
def wait(request: Request):
    """Nobody else is held up meanwhile. Without any ring the answer is 503."""
    global waiting  # noqa: PLW0603

    # Those that were answered, or have left, need not be kept
    waiting = [delayed for delayed in waiting if not delayed.closed]
    waiting.append(DelayedResponse(request, timeout=10))
    return waiting[-1]


@server.route("/ring", [GET, POST])
def ring(request: Request):
    """Any part of the program may answer, not only a handler."""
    answered = 0
    for delayed in waiting:
        if not delayed.closed:
            answered += delayed.send("Ring!", fail_silently=True)
    waiting.clear()
    return Response(request, f"{answered} heard it")


server.serve_forever(str(wifi.radio.ipv4_address))
