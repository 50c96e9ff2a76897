# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The load on connections that stay open: a WebSocket client that waits for echoes, and clients of
server-sent events. Plain sockets, as one thing happens after the other.
"""

import contextlib
import select
import socket
import time
from collections import Counter

from .exchanges import SMALL_HEAD
from .generator import HOST
from .servers.common import EVENT, EVENTS

TIMEOUT = 5.0
# Seconds without sleep. Then whoever shares its processor has it for himself.
WATCH = 0.0005
# Key and mask may always be the same: nobody is protected from anything here.
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
MASK = b"\x12\x34\x56\x78"
FIN_TEXT, MASKED, LONG = 0x81, 0x80, 126


def connected(port, target, lines=""):
    """A socket on which a request has been sent, its status, and what came behind the head."""
    client = socket.create_connection((HOST, port), TIMEOUT)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = SMALL_HEAD.format(connection="close") if not lines else "Host: 127.0.0.1\r\n" + lines
    client.sendall(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += received_from(client)
    head, _, rest = received.partition(b"\r\n\r\n")
    return client, int(head.split()[1]), rest


def received_from(client):
    """What comes next; an end is an error as well."""
    data = client.recv(1 << 18)
    if not data:
        raise ConnectionError("the server has closed the connection")
    return data


def watched(client):
    """
    The same of a client that does not block, and is looked at again and again for a moment: to be
    woken up takes a process of a virtual machine longer than an echo takes the server, and would
    make all servers look the same.
    """
    deadline = time.perf_counter() + WATCH
    while time.perf_counter() < deadline:
        with contextlib.suppress(BlockingIOError):
            return received_from(client)
    if not select.select([client], [], [], TIMEOUT)[0]:
        raise socket.timeout("no echo")
    return received_from(client)


class Load:
    """The books of both kinds. What goes wrong ends the run, and is counted."""

    def __init__(self):
        self.errors = Counter()
        self.forget()

    def forget(self):
        """Start new books: what came so far was the warm-up. An error stays one."""
        self.count = 0
        self.latencies = []

    def run(self, seconds):
        """Work for some time. May be called again."""
        deadline = time.perf_counter() + seconds
        started = time.perf_counter()
        while started < deadline and not self.errors:
            try:
                self.count += self.turn()
            except ValueError:
                self.errors["wrong"] += 1
            except socket.timeout:
                self.errors["no answer"] += 1
            except OSError:
                self.errors["closed early"] += 1
            else:
                ended = time.perf_counter()
                self.latencies.append(ended - started)
                started = ended


class Echo(Load):
    """One WebSocket: a text goes out, the same text comes back."""

    def __init__(self, port, size):
        super().__init__()
        text = (b"0123456789abcdef" * (size // 16 + 1))[:size]
        length = bytes([size]) if size < LONG else bytes([LONG]) + size.to_bytes(2, "big")
        masked = bytes(byte ^ MASK[index & 3] for index, byte in enumerate(text))
        self._expected = bytes([FIN_TEXT]) + length + text
        first = bytes([FIN_TEXT, MASKED | length[0]])
        self._message = first + length[1:] + MASK + masked
        self._client, status, _ = connected(port, "/ws", UPGRADE)
        if status != 101:
            self.errors["status"] += 1
        self._client.setblocking(False)

    def turn(self):
        """One message; counts as one."""
        self._client.sendall(self._message)
        received = b""
        while len(received) < len(self._expected):
            received += watched(self._client)
        if received != self._expected:
            raise ValueError
        return 1

    def close(self):
        """Close the connection."""
        self._client.close()


class Events(Load):
    """Some clients that listen, and one more that lets the server send."""

    def __init__(self, port, clients):
        super().__init__()
        self._port = port
        self._clients = []
        for _ in range(clients):
            client, status, _ = connected(port, "/events", "Accept: text/event-stream\r\n")
            self._clients.append(client)
            if status != 200:
                self.errors["status"] += 1

    def turn(self):
        """All events to all clients; each counts as one."""
        each = EVENTS // len(self._clients)
        control, status, _ = connected(self._port, "/publish")
        control.close()
        if status != 200:
            raise ValueError
        for client in self._clients:
            received = b""
            while received.count(b"\n\n") < each:
                received += received_from(client)
            if received.count(b"data: %s\n" % EVENT.encode()) != each:
                raise ValueError
        return each * len(self._clients)

    def close(self):
        """Close all connections."""
        for client in self._clients:
            client.close()
