# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The load generator: some clients, each of which sends its request again as soon as it has the
answer. One thread and one epoll object, everything prepared, so that it needs less time than any
server that does something. It runs in a process of its own, see ``load.py``.

A client that keeps its connection sends on it until an answer says that the server closes, then
connects again, as a browser does; that counts as part of the next request's latency. Every answer
is checked. What goes wrong is counted by kind and never in the latencies:

    no connection   refused, or reset before a request could be sent
    closed early    the server closed or reset before the answer was complete
    status, length  an answer that is not the expected one
    no answer       none within ANSWER_TIMEOUT, or none at all until some time after the end
"""

import random
import select
import socket
import time
from collections import Counter

from .answers import Answer

HOST = "127.0.0.1"
ANSWER_TIMEOUT = 5.0  # seconds
GRACE = 1.0  # seconds for what is under way when the time is over
PAUSE = 0.01  # seconds before a client whose connection failed tries again
RECEIVE = 1 << 18
AWAKE = 0.0005  # seconds of looking for answers without sleep
IN, OUT = getattr(select, "EPOLLIN", 0), getattr(select, "EPOLLOUT", 0)


class Client:
    """One client: its connection and what it waits for."""

    __slots__ = ("socket", "number", "started", "unsent", "writing", "answer", "waits", "paused")

    def __init__(self):
        self.socket = None
        self.number = -1  # the descriptor
        self.started = 0.0
        self.unsent = b""
        self.writing = False  # whether epoll is asked for room to send as well
        self.answer = Answer()
        self.waits = False  # for an answer
        self.paused = 0.0  # until when


class Generator:
    """Sends one request over and over with a number of clients, and keeps the books."""

    def __init__(self, port, request, expected, clients=1, keep_alive=True, think=0):
        self.latencies = []
        self.errors = Counter()
        self.connections = 0
        self._address = (HOST, port)
        self._request = request
        self._expected = expected
        self._keep_alive = keep_alive
        self._think = think  # seconds at most, at random, between an answer and the next request
        self._look_every = 0.002 if think else 0.02
        self._clients = [Client() for _ in range(clients)]
        self._by_number = {}
        self._epoll = select.epoll()
        self._last_look = 0.0
        self._ending = False
        self._begun = False

    def begin(self):
        """Connect one client after the other: a crowd at once would overflow a short backlog."""
        self._begun = True
        for client in self._clients:
            self._next_request(client)
            self._step(0.02)

    def run(self, seconds):
        """Work for some time. May be called again; the clients go on where they were."""
        if not self._begun:
            self.begin()
        deadline = time.perf_counter() + seconds
        while True:
            left = deadline - time.perf_counter()
            if left <= 0:
                return
            self._step(min(left, self._look_every))

    def forget(self):
        """Start new books: what came so far was the warm-up."""
        self.latencies = []
        self.errors = Counter()
        self.connections = 0

    def finish(self):
        """Wait for what is under way, count what does not come, and close everything."""
        self._ending = True
        deadline = time.perf_counter() + GRACE
        while any(client.waits for client in self._clients) and time.perf_counter() < deadline:
            self._step(0.02)
        self.errors["no answer"] += sum(client.waits for client in self._clients)
        self.errors = +self.errors  # without the zeros

    def close(self):
        """Close all connections."""
        for client in self._clients:
            self._disconnect(client)
        self._epoll.close()

    def _step(self, timeout):
        for number, event in self._ready(timeout):
            client = self._by_number.get(number)
            if client is None:
                continue
            if client.unsent and event & OUT:
                self._send(client)
            if event & ~OUT and client.socket is not None:
                self._receive(client)
        now = time.perf_counter()
        if now - self._last_look >= self._look_every:
            self._last_look = now
            self._look_around(now)

    def _ready(self, timeout):
        """What epoll says, after a while without sleep: whoever wakes a sleeper pays for it."""
        awake_until = time.perf_counter() + (0 if self._think else min(timeout, AWAKE))
        while True:
            events = self._epoll.poll(0)
            if events:
                return events
            if time.perf_counter() >= awake_until:
                return self._epoll.poll(timeout)

    def _look_around(self, now):
        """Give up what takes too long, and wake clients that paused, to think or after an error."""
        for client in self._clients:
            if client.waits and now - client.started > ANSWER_TIMEOUT:
                self._fail(client, "no answer")
            elif client.paused and now > client.paused and not self._ending:
                client.paused = 0.0
                self._next_request(client)

    def _next_request(self, client):
        client.started = time.perf_counter()
        client.waits = True
        client.unsent = self._request
        if client.socket is None:
            self._connect(client)
        self._send(client)

    def _connect(self, client):
        self.connections += 1
        kind = socket.SOCK_STREAM | socket.SOCK_NONBLOCK
        client.socket = socket.socket(socket.AF_INET, kind)
        client.socket.connect_ex(self._address)  # an error shows at the first send
        client.number = client.socket.fileno()
        self._by_number[client.number] = client
        self._epoll.register(client.number, IN)

    def _send(self, client):
        try:
            sent = client.socket.send(client.unsent)
        except BlockingIOError:  # also while the connection is not yet there
            sent = 0
        except OSError:
            begun = len(client.unsent) < len(self._request)
            self._fail(client, "closed early" if begun else "no connection")
            return
        client.unsent = client.unsent[sent:]
        if client.writing or client.unsent:
            client.writing = bool(client.unsent)
            self._epoll.modify(client.number, IN | OUT if client.writing else IN)

    def _receive(self, client):
        answer = client.answer
        try:
            data = client.socket.recv(RECEIVE)
            complete = answer.feed(data)
        except BlockingIOError:
            return
        except ValueError:
            self._fail(client, "status")
            return
        except OSError:
            self._fail(client, "no connection" if client.unsent else "closed early")
            return
        if complete:
            self._complete(client, answer)
        elif not data:
            self._fail(client, "closed early")

    def _complete(self, client, answer):
        took = time.perf_counter() - client.started
        problem = answer.problem(self._expected)
        if problem or client.unsent:
            self._fail(client, problem or "closed early")
            return
        self.latencies.append(took)
        if answer.closes or not self._keep_alive:
            self._disconnect(client)
        answer.restart()
        client.waits = False
        if self._think:
            client.paused = time.perf_counter() + random.random() * self._think
        elif not self._ending:
            self._next_request(client)

    def _fail(self, client, kind):
        self.errors[kind] += 1
        self._disconnect(client)
        client.answer.restart()
        client.unsent = b""
        client.waits = False
        client.paused = time.perf_counter() + PAUSE

    def _disconnect(self, client):
        if client.socket is not None:
            del self._by_number[client.number]
            client.socket.close()  # which takes it out of the epoll object, too
            client.socket = None
            client.writing = False
