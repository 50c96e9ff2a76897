# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Twenty event streams, twenty WebSockets and five plain clients at once, and two that stall."""

import selectors
import socket
import threading
import time

from adafruit_httpserver import Channel, Response, Server, SSEResponse, Websocket
from tests.support.harness import HOST, Client, request, running
from tests.support.websocket_cases import TEXT, frame
from tests.support.websocket_client import HANDSHAKE_LINES, read_frame

COUNT = 20
PLAIN = 5
SECONDS = 3
INTERVAL = 0.02
BOUND = 0.05
PADDING = "*" * 3000


class Site:
    """A server that publishes all the time, and echoes."""

    def __init__(self):
        self.channel = Channel()
        self.sockets = []
        self.published = 0
        self.next = None
        self.server = Server(socket)
        self.server.keep_alive_max_requests = 100_000
        self.server.route("/events")(lambda r: self.channel.subscribe(SSEResponse(r)))
        self.server.route("/socket")(self.socket)
        self.server.route("/")(lambda r: Response(r, "Hello"))

    def socket(self, asked):
        self.sockets.append(self.channel.subscribe(Websocket(asked)))
        return self.sockets[-1]

    def poll(self):
        result = self.server.poll()
        now = time.perf_counter()
        if self.next is not None and now >= self.next:
            self.next = now + INTERVAL
            self.channel.publish(f"{self.published} {now} {PADDING}")
            self.published += 1
        for websocket in list(self.sockets):
            message = websocket.receive(fail_silently=True)
            if message is not None:
                websocket.send_message(message, fail_silently=True)
            if websocket.closed:
                self.sockets.remove(websocket)
        return result


class Listener:
    """A client that reads all that comes and notes how late it is."""

    def __init__(self, port, target, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(5)
        self.socket.connect((HOST, port))
        self.is_websocket = target == "/socket"
        lines = HANDSHAKE_LINES if self.is_websocket else ()
        self.socket.sendall(request(target, headers=lines))
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(65536)
        self.rest = self.rest.partition(b"\r\n\r\n")[2]
        self.numbers = []
        self.times = []
        self.echoes = 0

    def read(self):
        self.rest += self.socket.recv(65536)
        now = time.perf_counter()
        for text in iter(self.take, None):
            if text.startswith("echo"):
                self.times.append(now - float(text[4:]))
                self.echoes += 1
                continue
            number, published, padding = text.split(" ")
            assert padding == PADDING
            self.numbers.append(int(number))
            self.times.append(now - float(published))

    def take(self):
        if self.is_websocket:
            found = read_frame(self.rest)
            if found is None:
                return None
            self.rest = found[2]
            return found[1].decode()
        event, end, rest = self.rest.partition(b"\n\n")
        if not end:
            return None
        self.rest = rest
        return event.decode()[len("data: ") :]

    def say(self):
        self.socket.sendall(frame(TEXT, f"echo{time.perf_counter()}"))


def ask_all_the_time(port, times, done):
    """A plain client on a connection of its own."""
    with Client(port) as client:
        while not done.is_set():
            started = time.perf_counter()
            assert client.get("/").body == b"Hello"
            times.append(time.perf_counter() - started)
            time.sleep(0.02)


def p99(times):
    return sorted(times)[int(len(times) * 0.99)]


def listen(site, listeners):
    """Reads for some seconds, and then what is still on its way."""
    selector = selectors.DefaultSelector()
    for listener in listeners:
        selector.register(listener.socket, selectors.EVENT_READ, listener)
    site.next = time.perf_counter()
    end = site.next + SECONDS
    turn = 0
    while time.perf_counter() < end:
        for key, _ in selector.select(0.01):
            key.data.read()
        listeners[COUNT + turn % COUNT].say()
        turn += 1
        if time.perf_counter() > end - 0.5:
            site.next = None
    selector.close()


def test_all_of_them_at_once():
    site = Site()
    with running(site.server, site.poll) as run:
        targets = ["/events"] * COUNT + ["/socket"] * COUNT
        listeners = [Listener(run.port, target) for target in targets]
        stalled = [Listener(run.port, target, 4096) for target in ("/events", "/socket")]
        assert len(site.channel) == len(listeners) + len(stalled)
        times, done = [], threading.Event()
        plain = [
            threading.Thread(target=ask_all_the_time, args=(run.port, times, done))
            for _ in range(PLAIN)
        ]
        for thread in plain:
            thread.start()
        listen(site, listeners)
        done.set()
        for thread in plain:
            thread.join()
        # Every event at every client, in order.
        assert site.published > 50
        for listener in listeners:
            assert listener.numbers == list(range(site.published))
        assert sum(listener.echoes for listener in listeners) > 50
        # The two that have stopped reading are dropped, and nobody has noticed.
        assert len(site.channel) == len(listeners)
        late = [lateness for listener in listeners for lateness in listener.times]
        assert p99(late) < BOUND, (p99(late), max(late))
        assert len(times) > 100 and p99(times) < BOUND, (p99(times), max(times))
        for listener in listeners + stalled:
            listener.socket.close()
        run.until(lambda: len(site.channel) == 0 and site.server.connection_count == 0)
