# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
What all the servers of the benchmark offer, so that each script only says how its library does it.

    GET  /json              READING as JSON
    POST /json              a JSON object; answers with its "name" and "temperature"
    POST /form              an urlencoded form; answers with its fields as JSON
    GET  /r29/kitchen/21    the last of thirty routes with parameters; answers with them as JSON
    POST /upload            a multipart form whose file goes into the folder "uploads"; answers with
                            its size as JSON, {"size": ...}
    GET  /peak              what peak() says, as JSON
    GET  /10k.bin /1m.bin /16m.bin   files
    GET  /ws                a WebSocket that sends back each text it gets
    GET  /events            server-sent events
    GET  /publish           sends EVENTS of them, in equal shares to all who listen; any answer

A script is called with the port, the folder of the files, and "fast" or "default": the main loop
that is best for many requests, or the one that people get who do not choose. httpserver.py knows
"select" besides, and says why. "websocket" and "poll" are the loops for messages and for events;
for uhttp_loop.py the first of them serves nothing else but JSON. Those whose documentation does not
say how leave the last three routes out, and /upload.

"traced" is "fast" in a server that keeps books about its memory, for /peak.
"""

import gc
import os
import sys
import tracemalloc

HOST = "127.0.0.1"
READING = {"name": "kitchen", "temperature": 21.5, "humidity": 40, "fan": True}
ROUTES = 30
EVENTS = 400
EVENT = "21.5 degrees and 40 % in the kitchen, the fan is on"
FILES = ("10k.bin", "1m.bin", "16m.bin")


def arguments():
    """The port, the folder and the main loop that the benchmark asks for."""
    _, port, folder, loop = sys.argv
    os.makedirs(uploads(folder), exist_ok=True)
    if loop == "traced":
        tracemalloc.start()
        loop = "fast"
    return int(port), folder, loop


def uploads(folder):
    """The folder for what clients send."""
    return os.path.join(folder, "uploads")


_before = 0


def peak():
    """What there was in memory at most since the last call, above what there was at that time."""
    global _before  # noqa: PLW0603
    if not tracemalloc.is_tracing():
        return {"peak": 0}
    found = tracemalloc.get_traced_memory()[1] - _before
    gc.collect()
    tracemalloc.reset_peak()
    _before = tracemalloc.get_traced_memory()[0]
    return {"peak": found}


def file_of_form(body, content_type):
    """The content of the file in a multipart form, for those who have no parser for it."""
    boundary = b"--" + content_type.partition("boundary=")[2].encode()
    for part in body.split(boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return content[:-2]
    return b""


def answer_to_json(data):
    """What POST /json answers with."""
    return {"name": data["name"], "temperature": data["temperature"]}


def answer_to_route(name, value):
    """What the thirty routes answer with."""
    return {"name": name, "value": value}
