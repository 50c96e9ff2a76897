# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server on a real socket that notes which requests its handlers have seen.

A case is either *refused*: one answer with an error and the connection is closed by the server; or
*accepted*: it is read as exactly the requests it consists of, and the one that follows it on the
same connection is answered next. Nothing else may ever happen.
"""

from contextlib import contextmanager

from adafruit_httpserver import ChunkedResponse, Response, Server
from tests.support.harness import Client, parse, running

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")
NEXT = b"GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
TIMEOUT = 4


class Site:
    """The server under test."""

    def __init__(self, run, seen):
        self.run = run
        self.port = run.port
        # (method, url, body) of every request that a handler has seen.
        self.seen = seen

    def ask(self, raw, half_close=False):
        """All that comes back until the server closes the connection."""
        with Client(self.port, TIMEOUT) as client:
            client.send(raw)
            if half_close:
                client.half_close()
            return client.read_to_end()

    def refuses(self, raw, *statuses, head=False):
        """One answer with one of the statuses, then the connection is closed."""
        self.seen.clear()
        with Client(self.port, TIMEOUT) as client:
            client.send(raw)
            answer = client.read(head)
            rest = client.read_to_end()
        assert rest == b"", f"more than one answer: {rest!r}"
        assert self.seen == [], f"a handler saw {self.seen!r}"
        assert answer.status in statuses, answer
        assert answer.header("connection") == "close", answer
        return answer

    def accepts(self, raw, *expected):
        """Handlers see what is expected and then the next request; gives all answers but that."""
        self.seen.clear()
        answers = []
        with Client(self.port, TIMEOUT) as client:
            client.send(raw + NEXT)
            for method, _, _ in expected:
                answers.append(client.read(head=method == "HEAD"))
            last = client.read()
            rest = client.read_to_end()
        assert self.seen == [*expected, ("GET", "/next", b"")], self.seen
        assert rest == b"", rest
        assert last.status == 200 and last.body == b"next", last
        return answers

    def answers(self, raw, head=False):
        """The one answer to a request that asks for the connection to be closed, as it came."""
        self.seen.clear()
        answer = parse(self.ask(raw))
        if head:
            assert answer.body == b"", answer
        return answer


def make_server(seen, root_path=None):
    """A Server with a handler for every kind of answer."""
    import socket

    server = Server(socket, root_path)

    def note(request):
        seen.append((request.method, request.url, request.body))

    @server.route("/", METHODS)
    @server.route("/echo", METHODS)
    @server.route("/echo/....", METHODS)
    def echo(request):
        note(request)
        return Response(request, request.body)

    @server.route("/next")
    def next_one(request):
        note(request)
        return Response(request, "next")

    @server.route("/smuggled", METHODS)
    def smuggled(request):
        note(request)
        return Response(request, "smuggled")

    @server.route("/host")
    def host(request):
        note(request)
        return Response(request, str(request.host))

    @server.route("/get")
    def get(request):
        note(request)
        return Response(request, "got", headers={"X-Get": "1"})

    @server.route("/post-or-put", ["POST", "PUT"])
    def post(request):
        note(request)
        return Response(request, "posted")

    @server.route("/204", ["GET", "POST"])
    def no_content(request):
        note(request)
        return Response(request, "must not be sent", status=204)

    @server.route("/304")
    def not_modified(request):
        note(request)
        return Response(request, "must not be sent", status=304)

    @server.route("/chunked")
    def chunked(request):
        note(request)
        return ChunkedResponse(request, lambda: iter(["one", "", "two"]))

    return server


@contextmanager
def serving(root_path=None):
    """A `Site` while the block lasts."""
    seen = []
    with running(make_server(seen, root_path)) as run:
        yield Site(run, seen)
