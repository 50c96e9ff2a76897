# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A site with connections that stay open: what the tests of its surroundings begin with."""

import socket

from adafruit_httpserver import Server, SSEResponse, Websocket


class OpenSite:
    """/events and /ws, and whoever has opened one of them. /ws sends back what `answer` makes."""

    def __init__(self, **options):
        self.server = Server(socket, **options)
        self.events = []
        self.websockets = []
        self.server.route("/events")(self.open_events)
        self.server.route("/ws")(self.open_websocket)

    def open_events(self, request):
        self.events.append(SSEResponse(request))
        return self.events[-1]

    def open_websocket(self, request):
        self.websockets.append(Websocket(request))
        return self.websockets[-1]

    def answer(self, message):
        return message

    def poll(self):
        result = self.server.poll()
        for websocket in self.websockets:
            message = websocket.receive(fail_silently=True)
            if message is not None:
                websocket.send_message(self.answer(message), fail_silently=True)
        return result
