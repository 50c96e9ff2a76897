# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A WebSocket client on a real socket that sees every byte, and a server that it talks to.

with serving(lambda request: Websocket(request)) as (run, made):
    with WebsocketClient(run.port) as client:
        client.send(frame(TEXT, "Hello"))
        assert client.read() == (PONG, b"...")
"""

import socket
from contextlib import contextmanager

from adafruit_httpserver import Response, Server
from tests.support.harness import HOST, Client, request, running
from tests.support.websocket_client import ACCEPT, HANDSHAKE_LINES, read_frame


class WebsocketClient(Client):
    """A connection whose handshake is over."""

    def __init__(self, port, target="/ws", lines=(), timeout=5, wrap=None, behind=b""):
        super().__init__(port, timeout, wrap)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.send(request(target, headers=[*HANDSHAKE_LINES, *lines]) + behind)
        # A Response(101) has no body, so what comes behind it stays.
        self.answer = super().read()
        assert self.answer.status == 101, self.answer
        assert self.answer.header("Sec-WebSocket-Accept") == ACCEPT

    def read(self, head=False):
        """(opcode, payload) of the next frame."""
        while True:
            frame = read_frame(self._rest)
            if frame is not None:
                self._rest = frame[2]
                return frame[:2]
            self._receive()

    def ended(self):
        """Whether the server closes the connection now, without another byte."""
        return self.read_to_end() == b""


@contextmanager
def serving(make, work=None, **arguments):
    """A server whose /ws answers with make(request) and /hello with Hello: (run, list of what was
    made). work(list) is called after every poll; the arguments are the server's."""
    made = []
    server = Server(socket, **arguments)

    def handler(asked):
        made.append(make(asked))
        return made[-1]

    server.route("/ws")(handler)
    server.route("/hello")(lambda asked: Response(asked, "Hello"))

    def poll():
        result = server.poll()
        if work is not None:
            work(made)
        return result

    with running(server, poll) as run:
        yield run, made


def echo(made):
    """What a program does that says everything again."""
    for websocket in list(made):
        message = websocket.receive(fail_silently=True)
        while message is not None:
            websocket.send_message(message, fail_silently=True)
            message = websocket.receive(fail_silently=True)
        if websocket.closed:
            made.remove(websocket)


def address(run, target="/ws"):
    """The URL that browsers and packages want."""
    return f"ws://{HOST}:{run.port}{target}"
