# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A page to click through what the server can do. On a computer: python3 dev.py demo. On a board:
# copy this file as code.py, and the folder showcase beside it; then open the address it prints.
#
# To add a card: write a handler here and an <article class="card"> in showcase/index.html.

import hashlib
import math
import os
import sys
import time
from binascii import hexlify

from adafruit_httpserver import (
    BAD_REQUEST_400,
    DELETE,
    POST,
    PUT,
    REQUEST_HANDLED_RESPONSE_SENT,
    Basic,
    Channel,
    ChunkedResponse,
    FileResponse,
    JSONResponse,
    Redirect,
    Request,
    Response,
    Server,
    SSEResponse,
    Websocket,
    XMixedReplaceResponse,
    __version__,
    require_authentication,
)

try:
    import socketpool
    import wifi

    pool = socketpool.SocketPool(wifi.radio)
    address = str(wifi.radio.ipv4_address)
except ImportError:  # not a board
    import socket as pool

    address = "127.0.0.1"

HOST = os.getenv("HTTPSERVER_HOST") or address
PORT = int(os.getenv("HTTPSERVER_PORT") or 5000)

# The folder showcase beside this file: index.html, style.css, app.js, logo.svg
FOLDER = __file__.replace("\\", "/").rpartition("/")[0]
ROOT = FOLDER + "/showcase" if FOLDER else "showcase"

PYTHON = sys.implementation.name + " %d.%d.%d" % sys.implementation.version[:3]
THEMES = ("light", "dark")
SLOW_SECONDS = 2
SENTENCE = "This sentence left the server one word at a time."

server = Server(pool, ROOT)
# Browsers ask each time whether the page has changed, but not whether the logo has.
server.cache_control = {"*.svg": "max-age=3600"}
started = time.monotonic()
answered = 0


def temperature():
    """A simulated sensor, in degrees Celsius."""
    uptime = time.monotonic() - started
    return round(22 + 3 * math.sin(uptime / 7) + math.sin(uptime * 1.7), 2)


# ---- Answers ------------------------------------------------------------------------------------


@server.route("/api/text")
def plain_text(request: Request):
    """The simplest answer."""
    return Response(request, "Hello from the CircuitPython HTTP Server!")


@server.route("/api/status")
def status(request: Request):
    """Live values; the page asks for them every second."""
    return JSONResponse(
        request,
        {
            "uptime": round(time.monotonic() - started, 1),
            "answered": answered,
            "temperature": temperature(),
            "python": PYTHON,
            "version": __version__,
        },
    )


@server.route("/api/chunks")
def chunks(request: Request):
    """Sent while it is being made. A bare yield sends nothing: it lets the others have a turn."""

    def body():
        for word in SENTENCE.split():
            next_word = time.monotonic() + 0.15
            while time.monotonic() < next_word:
                yield
            yield word + " "

    return ChunkedResponse(request, body)


@server.route("/api/old-address")
def old_address(request: Request):
    """What has moved."""
    return Redirect(request, "/api/new-address", permanent=True)


@server.route("/api/new-address")
def new_address(request: Request):
    """Where it is now."""
    return Response(request, "You have been redirected here.")


@server.route("/api/download")
def download(request: Request):
    """Files below ROOT need no handler; this one only asks browsers to save it."""
    return FileResponse(
        request, "logo.svg", as_attachment=True, download_filename="httpserver-logo.svg"
    )


# ---- Input --------------------------------------------------------------------------------------


@server.route("/api/square/<int:number>")
def square(request: Request, number: int):
    """A typed part of the path: what is no number is a 404, without asking this handler."""
    return JSONResponse(request, {"number": number, "square": number * number})


@server.route("/api/greeting")
def greeting(request: Request):
    """Query parameters arrive decoded; get() makes them safe for use in a page, [] does not."""
    query = request.query_params
    if "name" not in query:
        return Response(request, "Who are you? Add ?name=...", status=BAD_REQUEST_400)
    return JSONResponse(request, {"name": query["name"], "escaped": query.get("name")})


@server.route("/api/form", POST)
def form(request: Request):
    """One way to read all three encodings that a form may use."""
    data = request.form_data
    return JSONResponse(
        request,
        {
            "encoding": data.content_type,
            "fields": {name: data[name] for name in data.fields},
            "files": [
                {"name": file.filename, "type": file.content_type, "size": len(file.content_bytes)}
                for file in data.files.values()
            ],
        },
    )


@server.route("/api/upload", POST, stream=True)
def upload(request: Request):
    """A body of any size, piece by piece. request.save(path) would put it into a file."""
    began = time.monotonic()
    digest = hashlib.new("sha256")
    while True:
        chunk = yield from request.read()
        if not chunk:
            break
        digest.update(chunk)
    return JSONResponse(
        request,
        {
            "size": request.bytes_received,
            "seconds": round(time.monotonic() - began, 2),
            "sha256": hexlify(digest.digest()).decode(),
        },
    )


# ---- Visitors -----------------------------------------------------------------------------------


@server.route("/api/theme/<name>", PUT)
def set_theme(request: Request, name: str):
    """A cookie with attributes."""
    if name not in THEMES:
        return Response(request, "No such theme", status=BAD_REQUEST_400)
    response = Response(request, f"This browser now prefers the {name} theme.")
    response.set_cookie("theme", name, max_age=365 * 24 * 3600, path="/", same_site="Lax")
    return response


@server.route("/api/theme", DELETE)
def forget_theme(request: Request):
    """And gone it is."""
    response = Response(request, "Forgotten: the theme is that of your system.")
    response.delete_cookie("theme", path="/")
    return response


@server.route("/api/private")
def private(request: Request):
    """Only for those who know the password. Everyone else gets a 401."""
    require_authentication(request, [Basic("demo", "demo")])
    return Response(request, "Nobody else may read this.")


# ---- Open connections ---------------------------------------------------------------------------

readings = Channel()
sockets = []
viewers = []


@server.route("/api/events")
def events(request: Request):
    """Readings of the sensor, whenever there is one; the browser never asks again."""
    return readings.subscribe(SSEResponse(request))


@server.route("/api/echo")
def echo(request: Request):
    """A WebSocket: messages in both directions."""
    sockets.append(Websocket(request))
    return sockets[-1]


@server.route("/api/video")
def video(request: Request):
    """One picture after the other; each takes the place of the last one."""
    viewers.append(XMixedReplaceResponse(request))
    return viewers[-1]


class Drawing:
    """A ball, as a JPEG with one value for each block of 8 x 8 pixels."""

    WIDTH = 32
    HEIGHT = 20
    HEAD = (
        b"\xff\xd8\xff\xdb\x00\x43\x00"
        + b"\x08" * 64
        + b"\xff\xc0\x00\x11\x08\x00\xa0\x01\x00\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
        + b"\xff\xc4\x00\x1c\x00\x00\x01\x05\x01\x01\x01"
        + bytes(10)
        + bytes(range(9))
        + b"\xff\xc4\x00\x14\x10\x01"
        + bytes(15)
        + b"\x00\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00"
    )
    # (code, length) of how many bits the difference between two blocks has
    CODES = ((0, 2), (2, 3), (3, 3), (4, 3), (5, 3), (6, 3), (14, 4), (30, 5), (62, 6))

    def color(self, x, y, seconds):
        """Brightness, blueness and redness of a block, -128 to 127."""
        left = 15.5 + 11 * math.sin(seconds * 1.3)
        top = 15.5 - 12 * abs(math.sin(seconds * 2.1))
        if (x - left) ** 2 + (y - top) ** 2 < 13:
            return 10, -70, 90
        return 70 + y, 4, 8

    def take(self, seconds):
        """The picture of this moment."""
        data = bytearray(self.HEAD)
        last = [0, 0, 0]
        bits = count = 0
        for block in range(self.WIDTH * self.HEIGHT):
            color = self.color(block % self.WIDTH, block // self.WIDTH, seconds)
            for index, value in enumerate(color):
                difference = value - last[index]
                last[index] = value
                size = 0
                while abs(difference) >> size:
                    size += 1
                code, length = self.CODES[size]
                if difference < 0:
                    difference += (1 << size) - 1
                bits = ((bits << length | code) << size | difference) << 1
                count += length + size + 1
                while count >= 8:
                    count -= 8
                    data.append(bits >> count & 255)
                    if data[-1] == 255:
                        data.append(0)
                bits &= (1 << count) - 1
        data.append((bits << 8 - count | 255 >> count) & 255)
        return bytes(data) + b"\xff\xd9"


drawing = Drawing()
next_reading = next_picture = started


def serve_open_connections():
    """What is done between two polls, and for how many seconds the next one may sleep."""
    global viewers, sockets, next_reading, next_picture  # noqa: PLW0603
    now = time.monotonic()
    if now >= next_reading and len(readings):
        next_reading = now + 0.2
        readings.publish({"temperature": temperature(), "listening": len(readings)})
    for websocket in sockets:
        message = websocket.receive(fail_silently=True)
        while message is not None:
            websocket.send_message(message, fail_silently=True)
            message = websocket.receive(fail_silently=True)
    sockets = [websocket for websocket in sockets if not websocket.closed]
    if now >= next_picture and viewers:
        picture = drawing.take(now - started)
        # A board needs a while to draw one; most of its time is for others.
        next_picture = now + max(0.08, 4 * (time.monotonic() - now))
        for viewer in viewers:
            viewer.send_frame(picture, fail_silently=True)
        viewers = [viewer for viewer in viewers if not viewer.closed]
    return 0.02 if len(readings) or viewers else 1


# ---- Under load, and when things go wrong -------------------------------------------------------


@server.route("/api/slow")
def slow(request: Request):
    """A handler that waits: at every yield the server takes care of everyone else."""
    done = time.monotonic() + SLOW_SECONDS
    while time.monotonic() < done:
        yield
    return Response(request, f"Ready after {SLOW_SECONDS} s.")


@server.route("/api/broken")
def broken(request: Request):
    """A mistake in a handler is a 500 for this client, and an exception out of wait() below."""
    raise RuntimeError("this handler always fails")


server.start(HOST, PORT)
host_name = f"[{server.host}]" if ":" in server.host else server.host
print(f"Showcase on http://{host_name}:{server.port}/")

while not server.stopped:
    try:
        # Like poll(), but sleeps for up to a second while nobody wants anything
        if server.wait(serve_open_connections()) == REQUEST_HANDLED_RESPONSE_SENT:
            answered += 1
    except KeyboardInterrupt:
        server.stop()
    except Exception as error:
        print(f"A handler failed: {error!r}")
