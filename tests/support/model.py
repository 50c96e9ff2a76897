# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What each client must have received: programs, their clients, and the bytes that go with them.

    program = Program(wire)              routes of every kind of answer, and who publishes
    client = ModelClient(wire, program, number, kinds)
    client.talk(size); client.check()    what came is the beginning of what was asked for
    assert client.has_all()              and this is all of it

Runs on CPython and MicroPython.
"""

from adafruit_httpserver import (
    Channel,
    ChunkedResponse,
    DelayedResponse,
    Response,
    SSEResponse,
    StreamResponse,
    Websocket,
)
from tests.support.answers import get, post, raw_request
from tests.support.websocket_cases import TEXT, frame
from tests.support.websocket_client import HANDSHAKE_LINES, read_frame

LONG = 700
# What ends in itself, and what stays open: the last thing that a client asks for.
FINITE = (
    "plain",
    "echo",
    "coded",
    "upload",
    "long",
    "chunked",
    "generator",
    "delayed",
    "pushed",
    "head",
)
OPEN = ("events", "socket", "stream")
ENDING = ("bad", "nothing", "refused")


class Pushed(Response):
    """A response as programs of version 4 write them."""

    def _send(self):
        self._send_headers(len(self._body))
        self._send_bytes(self._request.connection, self._body.encode())
        self._close_connection()


class Program:
    """The application: routes, and what it does between two polls."""

    def __init__(self, wire):
        self.wire = wire
        self.channel = Channel()
        self.published = 0
        self.sockets = []
        self.streams = []
        self.delayed = []
        self._add_routes(wire)

    def _add_routes(self, wire):
        wire.route("/plain/<body>")(Response)
        wire.route("/head/<body>")(Response)
        wire.route("/long/<name>")(lambda request, name: Response(request, name * LONG))
        wire.route("/pushed/<body>")(Pushed)
        wire.route("/nothing/<name>")(lambda request, name: None)

        @wire.route("/echo/<name>", "POST")
        @wire.route("/coded/<name>", "POST")
        @wire.route("/upload/<name>", "POST")
        def echo(request, name):
            return Response(request, name.encode() + request.body)

        @wire.route("/chunked/<name>")
        def chunked(request, name):
            return ChunkedResponse(request, lambda: iter((name, None, name, "", name)))

        @wire.route("/generator/<name>")
        def generator(request, name):
            for _ in range(3):
                yield
            return Response(request, name)

        @wire.route("/delayed/<name>")
        def delayed(request, name):
            self.delayed.append((DelayedResponse(request), name))
            return self.delayed[-1][0]

        @wire.route("/bad/<name>")
        def bad(request, name):
            raise ZeroDivisionError

        @wire.route("/events/<name>")
        def events(request, name):
            response = SSEResponse(request)
            response.first = self.published
            response.send_event("%s from %d" % (name, self.published))
            return self.channel.subscribe(response)

        @wire.route("/socket/<name>")
        def socket(request, name):
            self.sockets.append(Websocket(request))
            return self.sockets[-1]

        @wire.route("/stream/<name>")
        def stream(request, name):
            self.streams.append([StreamResponse(request), name, 3])
            return self.streams[-1][0]

    def publish(self):
        """One event for all who listen."""
        self.channel.publish(str(self.published))
        self.published += 1

    def work(self):
        """What a program does after each poll."""
        for delayed, name in self.delayed:
            if not delayed.closed:
                delayed.send(name, fail_silently=True)
        self.delayed = []
        for response in self.sockets:
            message = response.receive(fail_silently=True)
            if message is not None:
                response.send_message(message, fail_silently=True)
        self.sockets = [one for one in self.sockets if not one.closed]
        for one in self.streams:
            if one[2]:
                one[0].send(one[1], fail_silently=True)
                one[2] -= 1
                if not one[2]:
                    one[0].close()
        self.streams = [one for one in self.streams if one[2] and not one[0].closed]


class ModelClient:
    """
    One client, what it still has to say, and what it must receive for it.

    kinds are names of routes; what follows one that ends the connection is never said.
    """

    def __init__(self, wire, program, name, kinds, window=None):
        self.program = program
        self.name = name
        self.peer = wire.knock(window, hit=False)
        self.kinds = []
        self.to_say = b""
        self.said = 0
        self.left = False
        # Set by tests in which time passes, or the server stops: its last answer may be a 408, and
        # all that comes behind may be missing.
        self.excused = False
        for number, kind in enumerate(kinds):
            self.kinds.append((kind, "%s.%d" % (name, number)))
            self.to_say += self._request(*self.kinds[-1])
            if kind in OPEN or kind in ENDING or kind == "pushed":
                break

    def _request(self, kind, name):
        target = "/" + kind + "/" + name
        if kind == "echo":
            return post(b"body", target=target)
        if kind == "upload":
            return post(name.encode() * LONG, target=target)
        if kind == "coded":
            head = raw_request("POST", target, ("Transfer-Encoding: chunked",))
            return head + b"4\r\nbody\r\n0\r\n\r\n"
        if kind == "head":
            return raw_request("HEAD", target)
        if kind == "refused":
            return b"GET " + target.encode() + b" HTTP/1.1\r\n\r\n"
        if kind == "socket":
            hellos = b"".join([frame(TEXT, name + str(number)) for number in range(3)])
            return get(target, *HANDSHAKE_LINES) + hellos
        return get(target)

    def talk(self, size):
        """Says the next bytes of what it has to say."""
        if not self.left and not self.peer.server_closed:
            self.peer.send(self.to_say[:size])
            self.to_say = self.to_say[size:]

    def leave(self, how):
        """how: close, reset or half_close."""
        if not self.left:
            self.left = True
            getattr(self.peer, how)()

    # What it has received

    def check(self):
        """What came is the beginning of what was asked for. Returns how many answers it is."""
        data = bytes(self.peer.received)
        complete = 0
        for kind, name in self.kinds:
            if not data or self.excused and data.startswith(b"HTTP/1.1 408 "):
                return complete
            rest = getattr(self, "_read_" + kind, self._read_finite)(kind, name, data)
            if rest is None:
                return complete
            data = rest
            complete += 1
        assert data == b"", ("more than was asked for", self.kinds, data[:200])
        return complete

    def has_all(self):
        """Whether every answer is there to its end. "nothing" has no answer."""
        wanted = len(self.kinds)
        if self.kinds[-1][0] == "nothing":
            wanted -= 1
        return self.check() == wanted

    def _head(self, data, status):
        """(lines in lower case, what is behind them); None while they are not complete."""
        expected = b"HTTP/1.1 %d " % status
        assert data.startswith(expected[: len(data)]), (data[:200], expected)
        head, blank, rest = data.partition(b"\r\n\r\n")
        return (head.lower().split(b"\r\n"), rest) if blank else None

    def _read_finite(self, kind, name, data):
        status = {"bad": 500, "refused": 400}.get(kind, 200)
        found = self._head(data, status)
        if found is None:
            return None
        lines, rest = found
        name = name.encode()
        if kind == "head":
            assert b"content-length: %d" % len(name) in lines
            return rest
        body = {
            "echo": name + b"body",
            "coded": name + b"body",
            "upload": name + name * LONG,
            "long": name * LONG,
            "chunked": name * 3,
            "stream": name * 3,
            "bad": b"Internal Server Error",
            "refused": b"Bad Request",
        }.get(kind, name)
        if kind in ("chunked", "stream"):
            body = b"".join([b"%x\r\n%s\r\n" % (len(name), name)] * 3) + b"0\r\n\r\n"
            assert b"transfer-encoding: chunked" in lines, lines
        else:
            assert b"content-length: %d" % len(body) in lines, lines
        assert rest[: len(body)] == body[: len(rest)], (kind, rest[:200], body[:200])
        return rest[len(body) :] if len(rest) >= len(body) else None

    def _read_nothing(self, kind, name, data):
        raise AssertionError("an answer where there must be none: %r" % data[:200])

    def _read_events(self, kind, name, data):
        found = self._head(data, 200)
        if found is None:
            return None
        stream = found[1].replace(b": \n\n", b"")
        start = b"data: " + name.encode() + b" from "
        assert stream[: len(start)] == start[: len(stream)], stream[:200]
        number, blank, stream = stream[len(start) :].partition(b"\n\n")
        if not blank:
            return None
        number = int(number)
        end = b"event: close\ndata:\n\n"
        while number < self.program.published:
            event = b"data: %d\n\n" % number
            if len(stream) < len(event):
                break
            if stream.startswith(end):
                return stream[len(end) :]
            assert stream[: len(event)] == event, (stream[:200], event)
            stream = stream[len(event) :]
            number += 1
        if number == self.program.published:
            assert stream in (b"", end), stream
            return b""
        event = b"data: %d\n\n" % number
        assert stream == event[: len(stream)] or stream == end[: len(stream)], (stream, event)
        return None

    def _read_socket(self, kind, name, data):
        found = self._head(data, 101)
        if found is None:
            return None
        rest = found[1]
        for number in range(3):
            one = read_frame(rest)
            if one is None:
                return None
            if one[0] == 8:
                return one[2]
            assert one[:2] == (1, (name + str(number)).encode()), one
            rest = one[2]
        return rest
