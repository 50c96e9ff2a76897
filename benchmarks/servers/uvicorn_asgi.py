# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
uvicorn as pip installs it (asyncio and h11, all Python) with an ASGI application and no framework:
the routes are a ladder by hand.
"""

import json
import os
from urllib.parse import parse_qsl

import uvicorn
from common import FILES, HOST, READING, ROUTES, answer_to_json, answer_to_route, arguments

port, folder, loop = arguments()
paths = {"/" + name: os.path.join(folder, name) for name in FILES}
prefixes = [f"/r{number}/" for number in range(ROUTES)]
PIECE = 65536


async def read_body(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def start(send, length, content_type=b"application/json", status=200):
    headers = [(b"content-type", content_type), (b"content-length", b"%d" % length)]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def send_json(send, data, status=200):
    body = json.dumps(data).encode()
    await start(send, len(body), status=status)
    await send({"type": "http.response.body", "body": body})


async def send_file(send, path):
    with open(path, "rb") as file:
        await start(send, os.fstat(file.fileno()).st_size, b"application/octet-stream")
        more = True
        while more:
            piece = file.read(PIECE)
            more = len(piece) == PIECE
            await send({"type": "http.response.body", "body": piece, "more_body": more})


async def send_route(send, path):
    for prefix in prefixes:
        if path.startswith(prefix):
            name, value = path[len(prefix) :].split("/")
            return await send_json(send, answer_to_route(name, value))
    return await send_json(send, "not found", 404)


async def app(scope, receive, send):
    path = scope["path"]
    if path == "/json":
        if scope["method"] == "POST":
            await send_json(send, answer_to_json(json.loads(await read_body(receive))))
        else:
            await send_json(send, READING)
    elif path == "/form":
        await send_json(send, dict(parse_qsl((await read_body(receive)).decode())))
    elif path in paths:
        await send_file(send, paths[path])
    else:
        await send_route(send, path)


uvicorn.run(app, host=HOST, port=port, access_log=False, log_level="warning", lifespan="off")
