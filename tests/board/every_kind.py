# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server that answers in every way there is, and what clients ask it. For MicroPython.

KINDS has a function for each kind of request, which sends one and sees that it is answered.
"""

import os

from cheap_net import BROWSER_HEAD, CLOSE, PLAIN

from adafruit_httpserver import POST, ChunkedResponse, FileResponse, JSONResponse, Response, Server


def post(path, content_type, body):
    """A POST request."""
    head = "POST %s HTTP/1.1\r\nhost: a\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
    return (head % (path, content_type, len(body))).encode() + body


def get(path):
    return PLAIN.replace(b"/", path.encode(), 1)


JSON = post("/json", "application/json", b'{"number": 17, "text": "one two three"}')
FORM = post("/form", "application/x-www-form-urlencoded", b"name=a+b&number=17&text=%C3%A4")
SAVED = post("/save", "text/plain", b"0123456789" * 20)
PART = b'--b\r\ncontent-disposition: form-data; name="f"; filename="a"\r\n\r\n1\r\n--b--'
SAVED_FORM = post("/saved-form", "multipart/form-data; boundary=b", PART)
MANY = b"GET /" + b"x" * 5000


def make(net, root="/www"):
    """The server, started. The folder must not be there yet."""
    os.mkdir(root)
    with open(root + "/index.html", "wb") as file:
        file.write(b"<p>Hello</p>\n" * 200)
    net.server = server = Server(net.pool, root)

    @server.route("/hello")
    def hello(request):
        return Response(request, "Hello")

    @server.route("/json", POST)
    def json(request):
        return JSONResponse(request, {"number": request.json()["number"]})

    @server.route("/form", POST)
    def form(request):
        return Response(request, request.form_data["name"])

    @server.route("/chunked")
    def chunked(request):
        return ChunkedResponse(request, lambda: (str(number) for number in range(3)))

    @server.route("/generator")
    def generator(request):
        yield
        yield
        return Response(request, "done")

    @server.route("/save", POST, stream=True)
    def save(request):
        size = yield from request.save(root + "/saved")
        return Response(request, str(size))

    @server.route("/saved-form", POST, stream=True)
    def saved_form(request):
        found = yield from request.save_files(root)
        return Response(request, found.files["f"].path)

    @server.route("/early", POST, stream=True)
    def early(request):
        return Response(request, "early")

    @server.route("/file")
    def file(request):
        return FileResponse(request, "index.html")

    server.start("0.0.0.0", 80)


def keep_alive(net):
    """Ten requests on one connection."""
    client = net.connect(get("/hello"))
    net.polls(4)
    for _ in range(9):
        sent = client.sent
        client.incoming = get("/hello")
        net.polls(4)
        assert client.sent > sent
    client.ended = True
    net.polls(2)
    assert client.closed


def gone(net, request):
    """The client leaves in the middle of its request."""
    client = net.connect(request)
    net.polls(3)
    client.ended = True
    net.polls(3)
    assert client.closed


KINDS = {
    "GET": lambda net: net.ask(get("/hello")),
    "browser's head": lambda net: net.ask(BROWSER_HEAD.replace(b"/", b"/hello", 1)),
    "connection: close": lambda net: net.ask(CLOSE.replace(b"/", b"/hello", 1)),
    "ten on one connection": keep_alive,
    "404": lambda net: net.ask(get("/nothing.html"), 404),
    "bad request": lambda net: net.ask(b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400),
    "too long": lambda net: net.ask(MANY, 414),
    "POST JSON": lambda net: net.ask(JSON),
    "POST form": lambda net: net.ask(FORM),
    "chunked response": lambda net: net.ask(get("/chunked")),
    "generator as handler": lambda net: net.ask(get("/generator")),
    "saved body": lambda net: net.ask(SAVED, polls=10),
    "saved form": lambda net: net.ask(SAVED_FORM, polls=10),
    "early answer": lambda net: net.ask(SAVED.replace(b"save", b"early")),
    "gone in the saved body": lambda net: gone(net, SAVED[:-5]),
    "gone in the saved form": lambda net: gone(net, SAVED_FORM[:-5]),
    "file": lambda net: net.ask(get("/file"), polls=20),
    "gone in the head": lambda net: gone(net, PLAIN[:20]),
    "gone in the body": lambda net: gone(net, JSON[:-5]),
    "gone at once": lambda net: gone(net, b""),
}
