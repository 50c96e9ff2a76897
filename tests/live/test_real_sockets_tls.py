# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""All that can happen to a TLS port, at the same time."""

import socket
import ssl
import threading
import time

from adafruit_httpserver import Response
from tests.support.certificates import Certificates
from tests.support.harness import HOST, Client, fetch, running
from tests.support.measured_server import MeasuredProcess, MeasuredServer, assert_never_blocked

BODY = bytes(range(250)) * 400
PLAIN = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def build(folder):
    server = MeasuredServer(
        socket, https=True, certfile=f"{folder}/cert.pem", keyfile=f"{folder}/key.pem"
    )
    server.socket_timeout = server.request_timeout = 1.5
    server.route("/", ["GET", "POST"])(lambda request: Response(request, request.body or "Hello"))
    return server


def begin_handshake(context):
    """The first message of a client."""
    outgoing = ssl.MemoryBIO()
    try:
        context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=HOST).do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()


def test_silent_plain_and_good_clients_at_the_same_time(tmp_path):
    context = Certificates(tmp_path).context()
    failures, times = [], []

    def wrap(plain):
        return context.wrap_socket(plain, server_hostname=HOST)

    def good_client(port):
        try:
            with Client(port, wrap=wrap) as client:
                for _ in range(10):
                    started = time.perf_counter()
                    assert client.get("/").body == b"Hello"
                    times.append(time.perf_counter() - started)
                    assert client.get("/", method="POST", body=BODY).body == BODY
        except Exception as error:
            failures.append(error)

    with MeasuredProcess(build, tmp_path) as process:
        port = process.port
        fetch(port, "/", wrap=wrap)
        before = process.eventually(lambda report: report["connections"] == 0)
        process.report(reset=True)
        hello = begin_handshake(context)
        bad = [Client(port) for _ in range(6)]
        # Nothing, plain text, half of the first message, all of it, a record of lies, and a TLS
        # client that has shaken hands and says nothing more.
        for client, data in zip(bad, (b"", PLAIN, hello[:50], hello, b"\x16\x03\x01\x00\x05lies!")):
            client.send(data)
        bad[5].socket = wrap(bad[5].socket)
        threads = [threading.Thread(target=good_client, args=(port,)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert failures == []
        during = process.report()
        times.sort()
        print(
            f"GET: median {times[25] * 1000:.2f} ms; longest poll {during['longest'] * 1000:.2f} ms"
        )
        assert len(times) == 50 and times[44] < 0.1, times
        assert_never_blocked(during)
        for client in bad:
            try:
                assert b"Hello" not in client.read_to_end()
            except ConnectionResetError:
                pass
            client.close()
        after = process.eventually(lambda report: report["connections"] == 0)
        assert after["descriptors"] == before["descriptors"]
        assert fetch(port, "/", wrap=wrap).body == b"Hello"


class HalfHandshake:
    """A client that stops, and leaves, after so many bytes of what it has to say."""

    def __init__(self, port, context):
        self._port, self._context = port, context
        # Of a whole handshake: what comes before the server has said anything, and behind it.
        self.sizes = [len(flight) for flight in self._run(1 << 20)]

    def _run(self, limit):
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        machine = self._context.wrap_bio(incoming, outgoing, server_hostname=HOST)
        flights = []
        with Client(self._port) as client:
            while limit > 0:
                try:
                    machine.do_handshake()
                    done = True
                except ssl.SSLWantReadError:
                    done = False
                flight = outgoing.read()
                if flight:
                    client.send(flight[:limit])
                    flights.append(flight)
                    limit -= len(flight)
                if done:
                    break
                if limit > 0:
                    incoming.write(client.socket.recv(65536))
            if limit % 2:
                client.reset()
        return flights

    def stop_after(self, size):
        self._run(size)


def test_a_handshake_that_is_aborted_at_every_byte(tmp_path):
    context = Certificates(tmp_path).context()
    failures, times, aborted = [], [], []
    done = threading.Event()

    def wrap(plain):
        return context.wrap_socket(plain, server_hostname=HOST)

    def good_client(port):
        try:
            while not done.is_set():
                # The handshake is not what is measured.
                with Client(port, wrap=wrap) as client:
                    for _ in range(20):
                        started = time.perf_counter()
                        assert client.get("/").body == b"Hello"
                        times.append(time.perf_counter() - started)
                        time.sleep(0.01)
        except Exception as error:
            failures.append(error)

    with MeasuredProcess(build, tmp_path) as process:
        before = process.eventually(lambda report: report["connections"] == 0)
        aborting = HalfHandshake(process.port, context)
        silent, plain = Client(process.port), Client(process.port)
        plain.send(PLAIN)
        process.report(reset=True)
        threads = [
            threading.Thread(target=good_client, args=(process.port,), daemon=True)
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        total = sum(aborting.sizes)
        for _ in range(10):
            for size in range(total):
                aborting.stop_after(size)
                aborted.append(size)
            if len(times) > 400:
                # A fast computer has aborted all of them before the good clients are really there.
                break
        done.set()
        for thread in threads:
            thread.join(20)
        assert failures == []
        during = process.report()
        times.sort()
        print(
            f"{len(aborted)} aborted handshakes; {len(times)} GET: median "
            f"{times[len(times) // 2] * 1000:.2f} ms, 99 % {times[-len(times) // 100] * 1000:.2f}, "
            f"slowest {times[-1] * 1000:.2f} ms; longest poll {during['longest'] * 1000:.2f} ms"
        )
        # Other programs of this computer may have had the processor for a moment.
        assert len(times) > 300 and times[-1 - len(times) // 100] < 0.1, times[-20:]
        assert_never_blocked(during)
        silent.close()
        plain.close()
        after = process.eventually(lambda report: report["connections"] == 0)
        assert after["descriptors"] == before["descriptors"]
        assert fetch(process.port, "/", wrap=wrap).body == b"Hello"


def test_clients_that_reset_before_they_are_accepted_cost_nobody_anything(tmp_path):
    """Wrapping their sockets fails, which is no shortage, for which idle clients have to go."""
    context = Certificates(tmp_path).context()
    server = build(tmp_path)

    def wrap(plain):
        return context.wrap_socket(plain, server_hostname=HOST)

    with running(server) as run, Client(run.port, wrap=wrap) as idle:
        assert idle.get("/").body == b"Hello"

        def resets_while_nobody_polls():
            for data in (b"", b"\x16", PLAIN):
                client = Client(run.port)
                client.send(data)
                client.reset()
            time.sleep(0.01)

        for _ in range(5):
            run.call(resets_while_nobody_polls)
            started = time.perf_counter()
            assert fetch(run.port, "/", wrap=wrap).body == b"Hello"
            assert time.perf_counter() - started < 0.08, "accepting has paused"
        assert idle.get("/").body == b"Hello"
