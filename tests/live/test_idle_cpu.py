# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""While nobody asks for anything, or all wait for something, the processor is left alone.

All figures are the processor time of the server's own process, so they do not depend on what else
the machine is doing.
"""

import socket
import time

import pytest

from adafruit_httpserver import ChunkedResponse, Response
from tests.support.harness import Client, fetch, request
from tests.support.measured_server import MeasuredProcess, MeasuredServer

IDLE = 0.03  # of one processor; a loop that spins takes 1.0
WAITING = 0.25  # the same while a generator of the program is asked a thousand times a second
HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Ag"


def build():
    server = MeasuredServer(socket)
    server.socket_timeout = server.request_timeout = 20
    server.max_body_size = 100
    large = bytes(16 * 1024 * 1024)

    def not_yet():
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            yield None
        yield "done"

    @server.route("/wait")
    def wait(request):
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            yield
        return Response(request, "done")

    for path, handler in {
        "/": lambda request: Response(request, "Hello"),
        "/large": lambda request: Response(request, large),
        "/not-yet": lambda request: ChunkedResponse(request, not_yet),
    }.items():
        server.route(path, ["GET", "POST"])(handler)
    return server


@pytest.fixture
def process():
    with MeasuredProcess(build) as process:
        assert fetch(process.port, "/").body == b"Hello"
        process.eventually(lambda report: report["connections"] == 0)
        yield process


def load(process, connections, seconds=0.6):
    """Share of a processor that the server takes while the clients do nothing."""
    process.eventually(lambda report: report["connections"] == connections)
    time.sleep(0.1)
    before, started = process.report(), time.monotonic()
    time.sleep(seconds)
    after, ended = process.report(), time.monotonic()
    assert after["connections"] == connections
    share = (after["cpu"] - before["cpu"]) / (ended - started)
    polls = after["polls"] - before["polls"]
    print(f"{share * 100:.2f} % of a processor, {polls / (ended - started):.0f} polls per second")
    return share


def test_idle_and_unfinished_clients(process):
    clients = [Client(process.port) for _ in range(25)]
    for client in clients[:20]:
        assert client.get("/").body == b"Hello"
    for client in clients[20:]:
        client.send(HALF)
    assert load(process, 25, seconds=1.5) < IDLE
    for client in clients:
        client.close()


def test_clients_that_do_not_read(process):
    clients = [Client(process.port) for _ in range(3)]
    for client in clients:
        client.send(request("/large"))
    clients[1].half_close()
    clients[2].send(HALF)
    time.sleep(0.4)  # until as much is on its way as the network stack takes
    assert load(process, 3) < IDLE
    for client in clients:
        client.reset()


def test_a_client_that_is_refused_and_stays(process):
    """It is listened to for a moment, with its answer sent, its end seen, or neither."""
    clients = [Client(process.port) for _ in range(3)]
    for client in clients:
        client.send(request("/", "POST", ["Content-Length: 1000"]))
        assert client.read().status == 413
    clients[1].half_close()
    clients[2].send(b"some of it")
    before, started = process.report(), time.monotonic()
    time.sleep(1.5)
    after = process.report()
    assert (after["cpu"] - before["cpu"]) / (time.monotonic() - started) < IDLE
    assert after["connections"] == 0
    for client in clients:
        client.close()


def test_bodies_that_have_nothing_yet(process):
    """An end of file is readable for ever: whoever looks for it would spin. One of the clients
    listens, one half-closes, one sends its next request, one does both. Those that half-close
    have left, as far as anybody can tell who waits."""
    clients = [Client(process.port) for _ in range(4)]
    for client in clients:
        client.send(request("/not-yet"))
        client.socket.recv(1000)
    for client in clients[2:]:
        client.send(request("/"))
    for client in clients[1::2]:
        client.half_close()
    assert load(process, 3) < WAITING
    for client in clients:
        client.close()


@pytest.mark.parametrize("path", ["/not-yet", "/large", "/wait"])
def test_a_client_that_half_closes_and_then_resets(process, path):
    """An error is reported for ever as well, to whoever watches the socket at all. The reset
    hides behind the end of file: reading the socket gives 0, not an exception."""
    client = Client(process.port)
    client.send(request(path))
    process.eventually(lambda report: report["connections"] == 1)
    time.sleep(0.1)
    client.half_close()
    time.sleep(0.1)
    client.reset()
    time.sleep(0.1)
    before, started = process.report(), time.monotonic()
    time.sleep(0.6)
    after = process.report()
    assert (after["cpu"] - before["cpu"]) / (time.monotonic() - started) < WAITING


def test_generators_that_wait(process):
    """One client listens, one has sent its next request, one half of it."""
    clients = [Client(process.port) for _ in range(3)]
    for client, more in zip(clients, (b"", request("/"), HALF)):
        client.send(request("/wait") + more)
    assert load(process, 3) < WAITING
    for client in clients:
        client.reset()
    process.eventually(lambda report: report["connections"] == 0)


def test_a_generator_whose_client_half_closes(process):
    """Whoever says that nothing more will come while a generator waits counts as gone."""
    with Client(process.port) as client:
        client.send(request("/wait"))
        process.eventually(lambda report: report["connections"] == 1)
        client.half_close()
        process.eventually(lambda report: report["connections"] == 0)
        assert load(process, 0) < IDLE
