# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
uhttp-server, with the loop around ``wait()`` of its README. It has no table of routes, so this is
what its user would write by hand.
"""

import os

import uhttp.server
from common import FILES, HOST, READING, ROUTES, answer_to_json, answer_to_route, arguments

port, folder, loop = arguments()
server = uhttp.server.HttpServer(address=HOST, port=port)
paths = {"/" + name: os.path.join(folder, name) for name in FILES}
prefixes = [f"/r{number}/" for number in range(ROUTES)]


def respond_route(client, path):
    for prefix in prefixes:
        if path.startswith(prefix):
            name, value = path[len(prefix) :].split("/")
            return client.respond(answer_to_route(name, value))
    return client.respond("Not found", status=404)


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
        elif path in paths:
            client.respond_file(paths[path])
        else:
            respond_route(client, path)
