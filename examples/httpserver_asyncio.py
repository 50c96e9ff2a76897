# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A server inside of an asyncio program: the coroutine `serve` is all that it takes, for any number
# of servers. Boards need the asyncio library in their lib folder; the server itself does not.

import asyncio

import socketpool
import wifi

from adafruit_httpserver import NO_REQUEST, Channel, JSONResponse, Request, Server, SSEResponse

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)
ticks = Channel()
state = {"count": 0, "running": True}


async def serve(server, host, port):
    """Give a server its turn, again and again, and the other tasks theirs."""
    server.start(host, port)
    while not server.stopped:
        result = None
        try:
            result = server.poll()
        except Exception as error:  # a handler's; without this, it would end all tasks
            print(f"A handler failed: {error!r}")
        await asyncio.sleep(0.01 if result == NO_REQUEST else 0)


async def count():
    """Any other work, which may tell the server's clients of what it does."""
    while True:
        await asyncio.sleep(0.2)
        if state["running"]:
            state["count"] += 1
            ticks.publish(str(state["count"]))


@server.route("/state")
def show(request: Request):
    """Handlers run between two turns of the tasks, so they see nothing half done."""
    return JSONResponse(request, state)


@server.route("/toggle", "POST")
def toggle(request: Request):
    """And what they change, the tasks see."""
    state["running"] = not state["running"]
    return JSONResponse(request, state)


@server.route("/ticks")
def watch(request: Request):
    """Events, sent by the other task."""
    return ticks.subscribe(SSEResponse(request))


async def main():
    """Run all tasks side by side."""
    await asyncio.gather(serve(server, str(wifi.radio.ipv4_address), 5000), count())


asyncio.run(main())
