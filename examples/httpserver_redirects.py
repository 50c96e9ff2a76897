# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Sends browsers elsewhere: for good or for now, and with the same method or with a GET.

import socketpool
import wifi

from adafruit_httpserver import (
    MOVED_PERMANENTLY_301,
    NOT_FOUND_404,
    POST,
    Redirect,
    Request,
    Response,
    Server,
)

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

SHORT_LINKS = {
    "google": "https://www.google.com",
    "adafruit": "https://www.adafruit.com",
}


@server.route("/blinka")
def blinka(request: Request):
    """For good: browsers remember it and will not ask again. Here by status."""
    return Redirect(request, "https://circuitpython.org/blinka", status=MOVED_PERMANENTLY_301)


@server.route("/adafruit")
def adafruit(request: Request):
    """The same with a keyword."""
    return Redirect(request, SHORT_LINKS["adafruit"], permanent=True)


@server.route("/fake-login", POST)
def fake_login(request: Request):
    """Where the login form's data really goes."""
    return Response(request, "Fake login page with POST data preserved")


@server.route("/login", POST)
def login(request: Request):
    """Redirected browsers use GET; preserve_method makes them repeat the POST, body included."""
    return Redirect(request, "/fake-login", preserve_method=True)


@server.route("/<slug>")
def short_link(request: Request, slug: str):
    """A table of links. Never redirect to an address that a client sent."""
    if slug not in SHORT_LINKS:
        return Response(request, "Unknown redirect", status=NOT_FOUND_404)
    return Redirect(request, SHORT_LINKS[slug])


server.serve_forever(str(wifi.radio.ipv4_address))
