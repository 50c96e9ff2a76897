# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
adafruit_httpserver: this package and release 4.8.2, each in its own interpreter, run this same
program. They differ in the fast loop only: 4.x has ``poll()``, this one can ``wait()`` as well.

A loop that only polls is what is documented for 4.x, and the fastest. But it is charged for its
turns without work, too, whenever the load generator is not fast enough, and would look worse than
it is. So it is measured with a second loop as well, which sleeps until somebody connects.
"""

import os
import select
import socket

from common import (
    EVENT,
    EVENTS,
    FILES,
    HOST,
    READING,
    ROUTES,
    answer_to_json,
    answer_to_route,
    arguments,
    peak,
    uploads,
)

from adafruit_httpserver import (
    GET,
    NO_REQUEST,
    POST,
    FileResponse,
    JSONResponse,
    Response,
    Server,
    SSEResponse,
    Websocket,
)

port, folder, loop = arguments()


class Pool:
    """The socket module, but one that tells which socket it has made first: the listener."""

    listener = None

    def __getattr__(self, name):
        return getattr(socket, name)

    def socket(self, *args, **kwargs):
        made = socket.socket(*args, **kwargs)
        self.listener = self.listener or made
        return made


pool = Pool() if loop == "select" else socket
server = Server(pool, folder)
listeners = []
websocket = None


@server.route("/json", GET)
def get_json(request):
    return JSONResponse(request, READING)


@server.route("/json", POST)
def post_json(request):
    return JSONResponse(request, answer_to_json(request.json()))


@server.route("/form", POST)
def post_form(request):
    return JSONResponse(request, dict(request.form_data.items()))


@server.route("/peak", GET)
def get_peak(request):
    return JSONResponse(request, peak())


def upload(request):
    form = yield from request.save_files(uploads(folder))
    return JSONResponse(request, {"size": form.files["file"].size})


def upload_in_memory(request):
    file = request.form_data.files["file"]
    with open(os.path.join(uploads(folder), "1m.bin"), "wb") as target:
        target.write(file.content_bytes)
    return JSONResponse(request, {"size": file.size})


try:
    server.route("/upload", POST, stream=True)(upload)
except TypeError:  # 4.x
    server.route("/upload", POST)(upload_in_memory)


@server.route("/ws", GET)
def get_websocket(request):
    global websocket
    websocket = Websocket(request)
    return websocket


@server.route("/events", GET)
def get_events(request):
    listeners.append(SSEResponse(request))
    return listeners[-1]


@server.route("/publish", GET)
def publish(request):
    for _ in range(EVENTS // len(listeners)):
        for listener in listeners:
            listener.send_event(EVENT, event="reading")
    return Response(request, "")


def echo():
    # This package knows how many messages wait; 4.x has to be asked for them.
    for _ in range(getattr(websocket, "pending", 1)):
        message = websocket.receive(fail_silently=True)
        if message is not None:
            websocket.send_message(message, fail_silently=True)


def add_file(name):
    @server.route("/" + name, GET)
    def get_file(request):
        return FileResponse(request, name, folder)


def add_route(number):
    @server.route(f"/r{number}/<name>/<value>", GET)
    def get_route(request, name, value):
        return JSONResponse(request, answer_to_route(name, value))


for name in FILES:
    add_file(name)
for number in range(ROUTES):
    add_route(number)


def poll_or_sleep():
    if server.poll() == NO_REQUEST:
        select.select([pool.listener], [], [], 1)


if loop == "default":
    server.serve_forever(HOST, port)
else:
    server.start(HOST, port)
    if loop == "select":
        step = poll_or_sleep
    else:
        # With open connections both do what is documented for both.
        polling = loop in ("poll", "websocket")
        step = server.poll if polling else getattr(server, "wait", server.poll)
    while True:
        try:
            step()
            if websocket is not None:
                echo()
        except Exception:  # 4.x raises what a client or the network does; as in its serve_forever
            pass
