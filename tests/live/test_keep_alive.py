# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Many requests over one connection, one after the other and all at once."""

import random
import socket
import time

import pytest

from adafruit_httpserver import ChunkedResponse, FileResponse, Response, Server
from tests.support.harness import Client, request, running


@pytest.fixture
def server(tmp_path):
    (tmp_path / "file.txt").write_bytes(b"from a file" * 500)
    server = Server(socket, str(tmp_path))
    kinds = {
        "plain": Response,
        "chunked": lambda request, text: ChunkedResponse(request, list(text)),
        "file": lambda request, text: FileResponse(request, "file.txt", headers={"X-Number": text}),
    }

    @server.route("/number/<number>", ["GET", "HEAD", "POST"])
    def number(request, number):
        return Response(request, b"%s:%s" % (number.encode(), request.body))

    @server.route("/slow/<number>")
    def slow(request, number):
        end = time.monotonic() + 0.01
        while time.monotonic() < end:
            yield
        return Response(request, number)

    @server.route("/kind/<kind>/<number>")
    def kind(request, kind, number):
        return kinds[kind](request, number)

    return server


def test_a_thousand_requests_over_one_connection(server):
    server.keep_alive_max_requests = 1001
    with running(server) as run, Client(run.port) as client:
        for number in range(1000):
            answer = client.get(f"/number/{number}")
            assert answer.body == b"%d:" % number
            assert answer.header("connection") is None
        assert server.connection_count == 1


def test_the_hundredth_is_the_last_by_default(server):
    assert server.keep_alive_max_requests == 100
    with running(server) as run, Client(run.port) as client:
        for number in range(1, 101):
            answer = client.get(f"/number/{number}")
            assert answer.body == b"%d:" % number
            assert (answer.header("connection") == "close") == (number == 100)
        assert client.read_to_end() == b""
        run.until(lambda: server.connection_count == 0)


def test_ten_requests_at_once(server):
    with running(server) as run, Client(run.port) as client:
        client.send(b"".join(request(f"/number/{number}") for number in range(10)))
        for number in range(10):
            assert client.read().body == b"%d:" % number
        assert client.get("/number/10").body == b"10:"


def test_a_thousand_requests_at_once(server):
    """Far more than one buffer holds: they wait in the network until it is their turn."""
    server.keep_alive_max_requests = 1001
    with running(server) as run, Client(run.port) as client:
        client.send(b"".join(request(f"/number/{number}") for number in range(1000)))
        for number in range(1000):
            assert client.read().body == b"%d:" % number


def bodies(count):
    """Bodies of many sizes, some larger than the server's buffer, one empty."""
    return [bytes([65 + number]) * (number * number * 40) for number in range(count)]


@pytest.mark.parametrize("chunked", [False, True])
def test_ten_posts_at_once(server, chunked):
    def post(number, body):
        if not chunked:
            return request(f"/number/{number}", "POST", [], body)
        pieces = [body[start : start + 700] for start in range(0, len(body), 700)]
        return request(f"/number/{number}", "POST", ["Transfer-Encoding: chunked"]) + b"".join(
            b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""]
        )

    with running(server) as run, Client(run.port) as client:
        client.send(b"".join(post(number, body) for number, body in enumerate(bodies(10))))
        for number, body in enumerate(bodies(10)):
            assert client.read().body == b"%d:%s" % (number, body)
        assert client.get("/number/10").body == b"10:"


def test_every_kind_of_answer_keeps_its_place(server):
    """Also behind a generator that waits, a HEAD, and a path with nothing there."""
    with running(server) as run, Client(run.port) as client:
        client.send(
            request("/slow/1")
            + request("/kind/chunked/2")
            + request("/kind/file/3")
            + request("/number/4", "HEAD")
            + request("/nothing-there")
            + request("/slow/6")
            + request("/kind/plain/7")
        )
        assert client.read().body == b"1"
        assert client.read().body == b"2"
        answer = client.read()
        assert (answer.header("x-number"), answer.body) == ("3", b"from a file" * 500)
        answer = client.read(head=True)
        assert (answer.status, answer.header("content-length")) == (200, "2")
        assert client.read().status == 404
        assert client.read().body == b"6"
        assert client.read().body == b"7"


def test_nothing_is_answered_behind_a_close(server):
    with running(server) as run, Client(run.port) as client:
        client.send(
            request("/number/1")
            + request("/number/2", headers=["Connection: close"])
            + request("/number/3")
        )
        assert client.read().body == b"1:"
        assert client.read().header("connection") == "close"
        assert client.read_to_end() == b""


def test_two_hundred_requests_in_random_pieces(server):
    """However the network cuts them, the same is answered."""
    server.keep_alive_max_requests = 1001
    chance = random.Random(2)
    raw = b""
    expected = []
    for number in range(200):
        body = bytes(chance.choices(b"ab\r\n", k=chance.choice([0, 0, 1, 30, 300])))
        raw += request(f"/number/{number}", "POST" if body else "GET", [], body)
        expected.append(b"%d:%s" % (number, body))
    with running(server) as run, Client(run.port) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answered = 0
        while raw:
            size = chance.choice([1, 2, 5, 40, 120, 500])
            client.send(raw[:size])
            raw = raw[size:]
            if chance.random() < 0.5:
                time.sleep(0.001)
            while (
                answered < 200
                and chance.random() < 0.2
                and raw.count(b" HTTP/1.1") < (199 - answered)
            ):
                assert client.read().body == expected[answered]
                answered += 1
        for body in expected[answered:]:
            assert client.read().body == body
        assert server.connection_count == 1
