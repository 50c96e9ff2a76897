# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Fifty clients that only take up room, a very slow one, one that left, and one that asks."""

import socket
import sys
import time

from adafruit_httpserver import Response
from tests.support.harness import HOST, Client, fetch, parse, request
from tests.support.measured_server import MeasuredProcess, MeasuredServer, assert_never_blocked

FILE_SIZE = 5 * 1024 * 1024
SECONDS = 2.2  # how long the normal client asks
BOUND = 0.05

GET_HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Ag"
POST_HALF = b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 400\r\n\r\nhalf of it"
CHUNKED_HALF = (
    b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nx"
)
UNFINISHED = [b"", b"", b"G", GET_HALF, POST_HALF, CHUNKED_HALF]


def build(folder):
    """The server, with patience enough for all of them to be there during the measurement."""
    server = MeasuredServer(socket, folder)
    server.socket_timeout = server.request_timeout = 3
    server.keep_alive_max_requests = 10_000
    server.route("/")(lambda request: Response(request, "Hello"))
    server.route("/echo", "POST")(lambda request: Response(request, request.body))
    return server


def file_content():
    """Different everywhere, so that a byte lost or doubled is seen."""
    return b"".join(b"%07x\n" % number for number in range(FILE_SIZE // 8))


class SlowReader:
    """Reads 1 KB per second, with a receive buffer so small that the server notices."""

    def __init__(self, port):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(5)
        self.socket.connect((HOST, port))
        self.socket.sendall(request("/file.bin"))
        self.received = b""
        self._next = 0

    def step(self):
        """Reads if a second has passed."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            self.received += self.socket.recv(1024)


def ask_all_the_time(port, slow):
    """GETs over a kept connection and over new ones in turn; their times in seconds."""
    times = []
    end = time.monotonic() + SECONDS
    with Client(port) as kept:
        while time.monotonic() < end:
            started = time.perf_counter()
            if len(times) % 2:
                answer = kept.get("/")
            else:
                answer = fetch(port, "/")
            times.append(time.perf_counter() - started)
            assert answer.body == b"Hello"
            slow.step()
            time.sleep(0.004)
    return times


def assert_fast(times):
    """Every GET in 50 ms: one in a hundred may have met the operating system at other work."""
    times = sorted(times, reverse=True)
    assert len(times) > 100
    assert times[len(times) // 100] < BOUND, times[:10]
    assert times[0] < 10 * BOUND, times[:10]


def test_fifty_unfinished_requests_a_slow_reader_and_a_normal_client(tmp_path):
    (tmp_path / "file.bin").write_bytes(file_content())
    with MeasuredProcess(build, tmp_path) as process:
        port = process.port
        assert fetch(port, "/").body == b"Hello"
        before = process.eventually(lambda report: report["connections"] == 0)

        clients = [Client(port) for _ in range(50)]
        for number, client in enumerate(clients):
            client.send(UNFINISHED[number % len(UNFINISHED)])
        slow = SlowReader(port)
        with Client(port) as left:
            left.send(GET_HALF)
        process.eventually(lambda report: report["connections"] == 51)
        process.report(reset=True)

        times = ask_all_the_time(port, slow)
        during = process.report()
        assert during["connections"] == 51, "somebody was given up although there was room"
        print(f"GET: {summary(times)}; longest poll {during['longest'] * 1000:.2f} ms")
        assert_fast(times)
        assert_never_blocked(during)
        head, _, body = slow.received.partition(b"\r\n\r\n")
        assert parse(head + b"\r\n\r\n").header("content-length") == str(FILE_SIZE)
        assert file_content().startswith(body) and len(body) > 1024

        # Who never ends a request hears why; who never began one is let go without a word.
        for number, client in enumerate(clients):
            said = client.read_to_end()
            begun = UNFINISHED[number % len(UNFINISHED)]
            assert said.startswith(b"HTTP/1.1 408 ") if begun else said == b"", (begun, said)
            client.close()
        slow.socket.close()
        after = process.eventually(lambda report: report["connections"] == 0)
        assert after["descriptors"] == before["descriptors"]
        assert after["descriptors"] is not None or sys.platform != "linux"
        assert_never_blocked(after)


def summary(times):
    """For whoever reads what the test printed."""
    times = sorted(times)
    middle, last = times[len(times) // 2], times[-1]
    return f"{len(times)} answers, median {middle * 1000:.2f} ms, slowest {last * 1000:.2f} ms"


def test_a_hundred_clients_leave_nothing_behind(tmp_path):
    """More than there is room for: the rest waits in the backlog, and nobody is forgotten."""
    (tmp_path / "file.bin").write_bytes(file_content())
    with MeasuredProcess(build, tmp_path) as process:
        fetch(process.port, "/")
        before = process.eventually(lambda report: report["connections"] == 0)
        for leave in (Client.close, Client.reset):
            clients = [Client(process.port) for _ in range(120)]
            for number, client in enumerate(clients):
                client.send(UNFINISHED[number % len(UNFINISHED)])
            for number, client in enumerate(clients):
                if number % 3 == 0:
                    client.send(request("/file.bin"))  # of which nothing is read
                leave(client)
            assert fetch(process.port, "/").body == b"Hello"
        after = process.eventually(lambda report: report["connections"] == 0)
        assert after["descriptors"] == before["descriptors"]
        assert_never_blocked(after)
