# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
uhttp-server, with the loop around ``wait()`` of its README. It has no table of routes, so this is
what its user would write by hand.
"""

import os

import uhttp.server
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
    file_of_form,
    peak,
    uploads,
)

port, folder, loop = arguments()
server = uhttp.server.HttpServer(
    address=HOST,
    port=port,
    event_mode=loop == "websocket",
    max_content_length=2 * 1024 * 1024,
)
listeners = []
paths = {"/" + name: os.path.join(folder, name) for name in FILES}
prefixes = [f"/r{number}/" for number in range(ROUTES)]


def respond_route(client, path):
    for prefix in prefixes:
        if path.startswith(prefix):
            name, value = path[len(prefix) :].split("/")
            return client.respond(answer_to_route(name, value))
    return client.respond("Not found", status=404)


def save(client):
    content = file_of_form(client.data, client.headers["content-type"])
    with open(os.path.join(uploads(folder), "1m.bin"), "wb") as target:
        target.write(content)
    client.respond({"size": len(content)})


def publish():
    for _ in range(EVENTS // len(listeners)):
        for listener in listeners:
            listener.send_event(EVENT, event="reading")


def serve_websockets():
    """The loop for many WebSockets of its README."""
    while True:
        client = server.wait()
        if not client:
            continue
        if client.event == uhttp.server.EVENT_WS_REQUEST:
            client.accept_websocket()
        elif client.event == uhttp.server.EVENT_REQUEST:
            client.respond(READING)
        elif client.event == uhttp.server.EVENT_WS_MESSAGE:
            data = client.read_buffer()
            client.ws_send(data.decode("utf-8") if client.ws_is_text else data)


if loop == "websocket":
    serve_websockets()
while True:
    client = server.wait()
    if client:
        path = client.path
        if path == "/json":
            if client.method == "POST":
                client.respond(answer_to_json(client.data))
            else:
                client.respond(READING)
        elif path == "/form":
            client.respond(client.data)
        elif path == "/upload":
            save(client)
        elif path == "/peak":
            client.respond(peak())
        elif path == "/events":
            client.response_stream()
            listeners.append(client)
        elif path == "/publish":
            publish()
            client.respond("")
        elif path in paths:
            client.respond_file(paths[path])
        else:
            respond_route(client, path)
