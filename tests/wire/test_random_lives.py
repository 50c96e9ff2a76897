# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Several clients at once that do anything in any order: everybody gets his own answers.

Each life is the same in every run. What a client has got is always the beginning of what it asked
for; who stays and reads gets all of it, and at the end nothing is left.
"""

import sys

from adafruit_httpserver import ChunkedResponse, Response
from tests.support.answers import get, post, read_answers
from tests.support.wire import POOLS, Random, Wire

LIVES = 40 if sys.implementation.name == "cpython" else 5
KINDS = ("plain", "plain", "chunked", "generator", "post", "long", "bad")


def routes(wire):
    @wire.route("/plain/<number>")
    def plain(request, number):
        return Response(request, number)

    @wire.route("/long/<number>")
    def long(request, number):
        return Response(request, number * 300)

    @wire.route("/post/<number>", "POST")
    def echo(request, number):
        return Response(request, number.encode() + request.body)

    @wire.route("/chunked/<number>")
    def chunked(request, number):
        return ChunkedResponse(request, (piece for piece in (number, None, number, number)))

    @wire.route("/generator/<number>")
    def generator(request, number):
        for _ in range(3):
            yield
        return Response(request, number)

    @wire.route("/bad/<number>")
    def bad(request, number):
        raise ZeroDivisionError


class Client:
    """One client, what it still has to say and what it expects."""

    def __init__(self, wire, random, number):
        self.peer = wire.knock(window=(None, None, 40, 700)[random.below(4)])
        self.random = random
        self.expected = []
        self.to_say = b""
        self.left = False
        for request in range(1 + random.below(4)):
            kind = KINDS[random.below(len(KINDS))]
            name = b"%d.%d" % (number, request)
            path = "/" + kind + "/" + name.decode()
            body = {"chunked": name * 3, "post": name + b"body", "long": name * 300}.get(kind, name)
            self.to_say += post(b"body", target=path) if kind == "post" else get(path)
            self.expected.append((500, None) if kind == "bad" else (200, body))
            if kind == "bad":
                break

    def act(self):
        what = self.random.below(40)
        if what == 0 and not self.left:
            self.left = True
            (self.peer.close, self.peer.reset, self.peer.half_close)[self.random.below(3)]()
        elif what < 20 and not self.left:
            size = 1 + self.random.below(60)
            self.peer.send(self.to_say[:size])
            self.to_say = self.to_say[size:]
        else:
            self.peer.read(1 + self.random.below(400))

    def check(self):
        """What came is the beginning of what was asked for."""
        peer = self.peer
        data = bytes(peer.received)
        while data:
            try:
                answers = read_answers(data, (), peer.server_ended)
                break
            except AssertionError:
                # The last one may have been cut off, or is on its way.
                data = data[: data.rfind(b"HTTP/1.1 ")]
        else:
            answers = []
        got = [(a.status, a.body if a.status == 200 else None) for a in answers]
        assert got == self.expected[: len(got)], (got, self.expected)
        return len(got) == len(self.expected)


def live(pool_class, seed):
    random = Random(seed * 31 + 7)
    wire = Wire(pool_class, max_connections=2 + random.below(4))
    routes(wire)
    clients = []
    for turn in range(250):
        if len(clients) < 7 and random.below(8) == 0:
            clients.append(Client(wire, random, len(clients)))
        if clients:
            clients[random.below(len(clients))].act()
        wire.poll()
        wire.advance(random.below(4))
        if turn % 25 == 0:
            for client in clients:
                client.check()
    for _ in range(300):
        for client in clients:
            if not client.left and not client.peer.server_closed:
                client.peer.send(client.to_say)
                client.to_say = b""
            client.peer.read(1000)
        wire.polls(1, 2)
    for client in clients:
        stayed = not client.left and not client.peer.server_closed
        # Who was evicted while idle, or took too long, may ask again.
        assert client.check() or not stayed, client.expected
    for error in wire.errors:
        assert isinstance(error, ZeroDivisionError), error
    wire.errors[:] = []
    for client in clients:
        client.peer.close()
    wire.wait(1300, 50)
    assert wire.count == 0 and len(wire.pool.open_sockets) == 1
    wire.finish()


def test_lives():
    for pool_class in POOLS:
        for seed in range(LIVES):
            try:
                live(pool_class, seed)
            except Exception as error:
                raise AssertionError("%s, life %d" % (pool_class.name, seed)) from error
