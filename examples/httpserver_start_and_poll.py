# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A program that has more to do than to serve: its own loop calls poll(), which never waits.

import time

import socketpool
import wifi

from adafruit_httpserver import NO_REQUEST, FileResponse, Request, Server

REPORT_INTERVAL = 60  # seconds

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)


@server.route("/")
def home(request: Request):
    """Serve /static/index.html; the other files of /static need no handler."""
    return FileResponse(request, "index.html")


server.start(str(wifi.radio.ipv4_address))
next_report = time.monotonic() + REPORT_INTERVAL

while True:
    # The work of your own program goes here. Keep every step short: clients wait meanwhile, so
    # compare times like this rather than calling time.sleep().
    if time.monotonic() >= next_report:
        next_report += REPORT_INTERVAL
        print("Still serving")

    # The server's turn. A client's fault never comes out of poll(), but what a handler raises
    # does, so that you can decide whether the program goes on.
    try:
        result = server.poll()
    except Exception as error:
        print(f"A handler failed: {error!r}")
        continue

    # Nobody wants anything: let the processor rest. After any other result poll again at once.
    if result == NO_REQUEST:
        time.sleep(0.01)
