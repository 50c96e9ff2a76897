# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Two servers, one of them with TLS, and a UDP socket of the program's own, in one select()."""

import select
import socket
import threading
import time

import pytest

from adafruit_httpserver import CONNECTION_IN_PROGRESS, Response, Server, SSEResponse, Websocket
from tests.support.harness import HOST, Client, fetch, request
from tests.support.websocket_echoes import echoes

TIMEOUT = 0.25


class Program:
    """Runs in a thread of its own, as a program would that has nothing else to do."""

    def __init__(self, certificates):
        self.plain = Server(socket)
        self.secure = Server(socket, https=True, **certificates.files)
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind((HOST, 0))
        self.streams = []
        self.turns = 0
        self.errors = []
        for server in (self.plain, self.secure):
            server.start(HOST, 0)
            server.route("/", ["GET", "POST"])(lambda r: Response(r, r.body or "Hello"))
            server.route("/events")(self.events)
            server.route("/slow")(self.slow)
            server.route("/echo")(self.echo)
        self.sockets = []
        self.ending = False
        self.thread = threading.Thread(target=self.run, daemon=True)

    def events(self, request):
        self.streams.append(SSEResponse(request))
        return self.streams[-1]

    def slow(self, request):
        for _ in range(5):
            yield
        return Response(request, "slow")

    def echo(self, request):
        self.sockets.append(Websocket(request))
        return self.sockets[-1]

    def run(self):
        servers = (self.plain, self.secure)
        timeout = TIMEOUT
        while not self.ending:
            read, write = [self.udp], []
            for server in servers:
                read += server.read_sockets
                write += server.write_sockets
            readable, writable, _ = select.select(read, write, [], timeout)
            self.turns += 1
            if self.udp in readable:
                data, address = self.udp.recvfrom(100)
                self.udp.sendto(data.upper(), address)
                for stream in self.streams:
                    stream.send_event(data.decode(), fail_silently=True)
            timeout = TIMEOUT
            for server in servers:
                try:
                    if server.process_events(readable, writable) == CONNECTION_IN_PROGRESS:
                        timeout = 0.01
                except Exception as error:
                    self.errors.append(error)
            for websocket in self.sockets:
                message = websocket.receive(True)
                if message:
                    websocket.send_message(message)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending = True
        self.thread.join(5)
        assert not self.thread.is_alive() and not self.errors, self.errors
        self.plain.stop()
        self.secure.stop()
        self.udp.close()

    def ask_udp(self, data):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(5)
            client.sendto(data, self.udp.getsockname())
            return client.recv(100)


@pytest.fixture
def program(certificates):
    with Program(certificates) as program:
        yield program


def quick(function, *arguments, **options):
    """What the function returns, in less than the loop would have slept."""
    started = time.perf_counter()
    result = function(*arguments, **options)
    assert time.perf_counter() - started < 0.7 * TIMEOUT, time.perf_counter() - started
    return result


def test_all_are_served_at_once(program, certificates):
    plain, secure = program.plain.port, program.secure.port
    context = certificates.context()

    def wrap(socket):
        return context.wrap_socket(socket, server_hostname=HOST)

    assert fetch(secure, "/", wrap=wrap).body == b"Hello"  # the first handshake is a slow one
    for _ in range(5):
        assert quick(fetch, plain, "/").body == b"Hello"
        assert quick(fetch, secure, "/", wrap=wrap).body == b"Hello"
        assert quick(program.ask_udp, b"datagram") == b"DATAGRAM"
    body = bytes(range(250)) * 1000
    for wrapped in (None, wrap):
        with Client(secure if wrapped else plain, wrap=wrapped) as client:
            # In one piece, and pipelined: what TLS has decrypted already makes no socket readable.
            assert quick(client.get, "/", method="POST", body=body).body == body
            client.send(request("/") * 20)
            assert [quick(client.read).body for _ in range(20)] == [b"Hello"] * 20
            assert quick(client.get, "/slow").body == b"slow"


def test_streams_and_websockets(program, certificates):
    for port, wrap in ((program.plain.port, None), (program.secure.port, certificates.wrap)):
        with Client(port, wrap=wrap) as client:
            client.send(request("/events"))
            client._take_through(b"\r\n\r\n")
            quick(program.ask_udp, b"by another socket")
            assert quick(client._take_through, b"\n\n") == b"data: by another socket\n\n"
    for server, options in (
        (program.plain, {}),
        (program.secure, {"ssl": certificates.context()}),
    ):
        url = f"ws{'s' if server.https else ''}://{HOST}:{server.port}/echo"
        messages = [f"message {number}" for number in range(5)]
        found = echoes(url, messages, **options)
        assert [message for message, _ in found] == messages
        assert max(seconds for _, seconds in found) < 0.7 * TIMEOUT, found


def test_idle_turns_are_paced(program, certificates):
    """Idle, unfinished, half-closed and refused clients: the loop sleeps its whole timeout."""
    clients = [Client(program.plain.port) for _ in range(4)]
    program.plain.socket_timeout = program.plain.request_timeout = 20
    assert clients[0].get("/").body == b"Hello"
    clients[1].send(request("/")[:20])
    clients[2].send(request("/events"))
    clients[2]._take_through(b"\r\n\r\n")
    clients[2].send(b"what a client says during a stream")
    secure = Client(program.secure.port, wrap=certificates.wrap)
    assert secure.get("/").body == b"Hello"
    time.sleep(0.2)
    turns, worked = program.turns, time.process_time()
    time.sleep(1.5)
    # Deadlines and streams need none of them; the keep-alive timeout is 15 s.
    assert program.turns - turns <= 1.5 / TIMEOUT + 2
    assert time.process_time() - worked < 0.1
    for client in [*clients, secure]:
        client.close()


def test_select_tolerates_what_closes_meanwhile(program):
    for _ in range(20):
        client = Client(program.plain.port)
        client.send(request("/"))
        client.reset()
    assert fetch(program.plain.port, "/").body == b"Hello"
