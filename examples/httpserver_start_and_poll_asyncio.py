# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# The server as one asyncio task among others. Boards need the asyncio library in their lib folder.

import asyncio

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


async def serve():
    """Give the server its turn, again and again."""
    server.start(str(wifi.radio.ipv4_address))
    while True:
        try:
            result = server.poll()
        except Exception as error:  # a handler's; without this, it would end all tasks
            print(f"A handler failed: {error!r}")
            result = None
        # Sleeping lets the other tasks run. Sleep for longer only when nobody wants anything.
        await asyncio.sleep(0.01 if result == NO_REQUEST else 0)


async def report():
    """Any other work: this task knows nothing of the server."""
    while True:
        await asyncio.sleep(REPORT_INTERVAL)
        print("Still serving")


async def main():
    """Run all tasks side by side."""
    await asyncio.gather(asyncio.create_task(serve()), asyncio.create_task(report()))


asyncio.run(main())
