# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""microdot with the server that it brings along, on asyncio."""

import asyncio
import os

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
from microdot import Microdot, Request, send_file
from microdot.multipart import with_form_data
from microdot.sse import with_sse
from microdot.websocket import with_websocket

port, folder, loop = arguments()
app = Microdot()
Request.max_content_length = 2 * 1024 * 1024
listeners = []


@app.get("/json")
async def get_json(request):
    return READING


@app.post("/json")
async def post_json(request):
    return answer_to_json(request.json)


@app.post("/form")
async def post_form(request):
    return {name: request.form[name] for name in request.form}


@app.get("/peak")
async def get_peak(request):
    return peak()


@app.post("/upload")
@with_form_data
async def upload(request):
    path = os.path.join(uploads(folder), "1m.bin")
    await request.files["file"].save(path)
    return {"size": os.path.getsize(path)}


@app.get("/ws")
@with_websocket
async def get_websocket(request, websocket):
    while True:
        await websocket.send(await websocket.receive())


@app.get("/events")
@with_sse
async def get_events(request, sse):
    listeners.append(sse)
    await asyncio.Event().wait()


@app.get("/publish")
async def publish(request):
    for _ in range(EVENTS // len(listeners)):
        for listener in listeners:
            await listener.send(EVENT, event="reading")
    return ""


def add_file(name):
    path = os.path.join(folder, name)

    @app.get("/" + name)
    async def get_file(request):
        return send_file(path)


def add_route(number):
    @app.get(f"/r{number}/<name>/<value>")
    async def get_route(request, name, value):
        return answer_to_route(name, value)


for name in FILES:
    add_file(name)
for number in range(ROUTES):
    add_route(number)

app.run(HOST, port)
