# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""How long a client waits for an answer of `serve_forever()` with its default settings.

The server has a process of its own. Medians are compared with the bound: they do not depend on a
few moments in which the operating system gave the processor to somebody else.
"""

import http.client
import socket
import statistics
import time

import pytest

from adafruit_httpserver import ChunkedResponse, Response
from tests.support.harness import HOST, Client, fetch, request
from tests.support.measured_server import MeasuredProcess, MeasuredServer, assert_never_blocked

BOUND = 0.005
COUNT = 90  # fewer than the 100 that one connection may ask by default
WAIT = 0.6


def build(folder):
    server = MeasuredServer(socket, folder)

    @server.route("/wait")
    def wait(request):
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            yield
        return Response(request, "waited")

    @server.route("/trickle")
    def trickle(request):
        def body():
            end = time.monotonic() + WAIT
            while time.monotonic() < end:
                yield None
            yield "trickled"

        return ChunkedResponse(request, body)

    server.route("/", ["GET", "POST"])(lambda request: Response(request, request.body or "Hello"))
    return server


@pytest.fixture
def process(tmp_path):
    (tmp_path / "file.txt").write_bytes(b"x" * 3000)
    with MeasuredProcess(build, tmp_path) as process:
        fetch(process.port, "/")
        process.report(reset=True)
        yield process
        assert_never_blocked(process.report())


def times_of(function, pause=0.002):
    """Seconds that each of COUNT calls takes. The server falls asleep in between, so the times
    include its waking up."""
    times = []
    for _ in range(COUNT):
        time.sleep(pause)
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return times


def assert_prompt(what, times):
    median = statistics.median(times)
    print(f"{what}: median {median * 1000:.2f} ms, slowest {max(times) * 1000:.2f} ms")
    assert median < BOUND, sorted(times)
    # Not one in ten waits for the end of a poll_interval, which is 100 ms.
    assert sorted(times)[len(times) * 9 // 10] < 10 * BOUND, sorted(times)


def test_new_connections(process):
    assert_prompt("new connection", times_of(lambda: fetch(process.port, "/")))


def test_one_connection(process):
    with Client(process.port) as client:
        assert_prompt("kept connection", times_of(lambda: client.get("/")))


def build_for_ever(folder):
    server = build(folder)
    server.keep_alive_max_requests = 10_000
    return server


def test_after_a_long_silence(process):
    with Client(process.port) as client:
        client.get("/")
        times = []
        for _ in range(5):
            time.sleep(0.25)
            started = time.perf_counter()
            client.get("/")
            times.append(time.perf_counter() - started)
    assert_prompt("after 250 ms of silence", times)


def test_files_and_bodies(tmp_path):
    """Neither several packets of an answer nor those of a request wait for a receipt (40 ms)."""
    (tmp_path / "file.txt").write_bytes(b"x" * 3000)
    with MeasuredProcess(build_for_ever, tmp_path) as process:
        with Client(process.port) as client:
            assert_prompt("file", times_of(lambda: client.get("/file.txt")))
            post = {"method": "POST", "body": b"a" * 3000}
            assert_prompt("POST", times_of(lambda: client.get("/", **post)))
        connection = http.client.HTTPConnection(HOST, process.port, timeout=5)

        def with_http_client():
            connection.request("POST", "/", b"a" * 3000)  # sends head and body apart
            assert connection.getresponse().read() == b"a" * 3000

        assert_prompt("http.client", times_of(with_http_client))
        connection.close()


def test_handlers_and_bodies_that_wait_slow_nobody_down(process):
    waiting = [Client(process.port) for _ in range(10)]
    started = time.monotonic()
    for number, client in enumerate(waiting):
        client.send(request("/wait" if number % 2 else "/trickle"))
    times = times_of(lambda: fetch(process.port, "/"))
    with Client(process.port) as kept:
        times += times_of(lambda: kept.get("/"))
    for number, client in enumerate(waiting):
        assert client.read().body == (b"waited" if number % 2 else b"trickled")
        client.close()
    # They waited at the same time, not one after the other.
    assert time.monotonic() - started < 3 * WAIT
    assert_prompt("beside ten that wait", times)


def test_handlers_that_wait_are_resumed_in_time(process):
    started = time.perf_counter()
    assert fetch(process.port, "/wait").body == b"waited"
    assert WAIT <= time.perf_counter() - started < WAIT + 10 * BOUND
