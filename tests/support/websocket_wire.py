# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Clients of a route with a Websocket, on the wire of the tests."""

from adafruit_httpserver import Websocket
from tests.support.answers import get
from tests.support.websocket_client import HANDSHAKE_LINES, frames

MADE = []
HANDSHAKE = get("/ws", *HANDSHAKE_LINES)


def open_route(wire, cls=Websocket, **arguments):
    def handler(request):
        MADE.append(cls(request, **arguments))
        return MADE[-1]

    wire.route("/ws")(handler)


def opened(wire, *lines):
    """A client with an open Websocket, and that."""
    open_route(wire)
    return joined(wire, *lines)


def joined(wire, *lines, behind=b""):
    peer = wire.connect()
    wire.say(peer, get("/ws", *(HANDSHAKE_LINES + lines)) + behind)
    wire.run()
    assert bytes(peer.received).startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    return peer, MADE[-1]


def sent(peer):
    """The frames that came behind the head."""
    return frames(bytes(peer.received).partition(b"\r\n\r\n")[2])
