# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server under test in a background thread, and clients that see every byte of what it sends.

    server = Server(socket)
    with running(server) as run:
        answer = fetch(run.port, "/path")
        run.until(lambda: run.count(REQUEST_HANDLED_RESPONSE_SENT) == 1)

Leaving the block fails the test if poll() raised anything that expect_error() did not take.
"""

import os
import queue
import socket
import struct
import threading
import time
from collections import namedtuple
from contextlib import contextmanager

from adafruit_httpserver import NO_REQUEST, ServerStoppedError

HOST = "127.0.0.1"


def eventually(predicate, timeout=5):
    """Wait until the predicate is true and return its value; fail after timeout seconds."""
    deadline = time.monotonic() + timeout
    while True:
        value = predicate()
        if value:
            return value
        assert time.monotonic() < deadline, f"not within {timeout} s"
        time.sleep(0.001)


class Run:
    """The thread that polls a server: what running() gives."""

    def __init__(self, server, poll=None):
        self.server = server
        self.port = server.port
        self.results = []  # of every poll, in order
        self.errors = []  # what poll() raised and expect_error() has not taken yet
        self.longest = 0.0  # seconds that the longest poll took
        self._poll = server.poll if poll is None else poll
        self._calls = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._thread.start()

    def _loop(self):
        while not self._stopping:
            result = None
            started = time.perf_counter()
            try:
                result = self._poll()
                self.results.append(result)
            except ServerStoppedError:
                return
            except Exception as error:
                self.errors.append(error)
            self.longest = max(self.longest, time.perf_counter() - started)
            while not self._calls.empty():
                self._calls.get()()
            time.sleep(0.001 if result == NO_REQUEST else 0)

    def count(self, result):
        """How many polls gave this result so far."""
        return self.results.count(result)

    def until(self, predicate, timeout=5):
        """Wait until the predicate is true and return its value."""
        return eventually(predicate, timeout)

    def call(self, function, *args, timeout=5):
        """Call the function in the server's thread between two polls, as an application would."""
        outcome = queue.SimpleQueue()

        def call_and_report():
            try:
                outcome.put((function(*args), None))
            except Exception as error:
                outcome.put((None, error))

        self._calls.put(call_and_report)
        value, error = outcome.get(timeout=timeout)
        if error is not None:
            raise error
        return value

    def expect_error(self, exception_class, timeout=5):
        """Wait for poll() to raise an exception of this class; take it off errors, return it."""
        error = eventually(lambda: self.errors and self.errors[0], timeout)
        assert isinstance(error, exception_class), f"poll() raised {error!r}"
        return self.errors.pop(0)

    def stop(self):
        self._stopping = True
        self._thread.join(5)
        assert not self._thread.is_alive(), "poll() does not return"
        if not self.server.stopped:
            self.server.stop()


@contextmanager
def running(server, poll=None, port=0):
    """Start the server on 127.0.0.1 and poll it in a thread until the block ends."""
    server.start(HOST, port)
    run = Run(server, poll)
    try:
        yield run
    finally:
        run.stop()
    if run.errors:
        raise AssertionError(f"poll() raised {run.errors!r}") from run.errors[0]


class Answer(namedtuple("Answer", ("status", "reason", "headers", "body"))):
    """One response; headers is a dict of lower-case name -> list of values."""

    def header(self, name):
        """The value of a header that must not be there twice, or None."""
        values = self.headers.get(name.lower(), [None])
        assert len(values) == 1, (name, values)
        return values[0]


def parse(response):
    """Take the bytes of one response apart; the body stays as it was on the wire."""
    head, blank_line, body = response.partition(b"\r\n\r\n")
    assert blank_line, f"no complete response: {response!r}"
    start_line, *lines = head.decode().split("\r\n")
    version, status, reason = start_line.split(" ", 2)
    assert version == "HTTP/1.1", start_line
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon and name == name.strip(), line
        headers.setdefault(name.lower(), []).append(value.strip())
    return Answer(int(status), reason, headers, body)


def dechunk(body):
    """Decode a whole chunked body; fails if its end or anything else is wrong."""
    decoded = b""
    while True:
        size_line, newline, body = body.partition(b"\r\n")
        assert newline, "the chunked body has no end"
        size = int(size_line, 16)
        assert body[size : size + 2] == b"\r\n", "a chunk does not end where it should"
        if size == 0:
            assert body == b"\r\n", f"more after the last chunk: {body!r}"
            return decoded
        decoded += body[:size]
        body = body[size + 2 :]


def request(target, method="GET", headers=(), body=b"", version="HTTP/1.1"):
    """The bytes of a request; headers are "Name: value" lines, Host and the length are added."""
    lines = [f"{method} {target} {version}", "Host: 127.0.0.1", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Client:
    """A raw connection; wrap=function(socket) -> socket may put TLS around it."""

    def __init__(self, port, timeout=5, wrap=None):
        self.socket = socket.create_connection((HOST, port), timeout)
        if wrap is not None:
            self.socket = wrap(self.socket)
        self._rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def send(self, data):
        self.socket.sendall(data)

    def get(self, target, **kwargs):
        """Send a request (see request()) and read its response."""
        self.send(request(target, **kwargs))
        return self.read(head=kwargs.get("method") == "HEAD")

    def read(self, head=False):
        """Read exactly one response; a chunked body comes decoded. head=True: it has no body."""
        answer = parse(self._take_through(b"\r\n\r\n"))
        if head or answer.status < 200 or answer.status in (204, 304):
            return answer
        if answer.header("transfer-encoding") == "chunked":
            return answer._replace(body=self._read_chunks())
        length = answer.header("content-length")
        if length is None:
            return answer._replace(body=self.read_to_end())
        return answer._replace(body=self._take(int(length)))

    def read_to_end(self):
        """Read what comes until the server closes the connection."""
        data, self._rest = self._rest, b""
        parts = [data]
        while True:
            data = self.socket.recv(65536)
            if not data:
                return b"".join(parts)
            parts.append(data)

    def half_close(self):
        """Say that nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        """Close the connection with a reset in place of a goodbye."""
        at_once = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.socket.close()

    def close(self):
        self.socket.close()

    def _read_chunks(self):
        body = b""
        while True:
            body += self._take_through(b"\r\n")
            size = int(body[body.rfind(b"\n", 0, -1) + 1 :], 16)
            body += self._take(size + 2)
            if size == 0:
                return dechunk(body)

    def _take_through(self, mark):
        while mark not in self._rest:
            self._receive()
        return self._take(self._rest.index(mark) + len(mark))

    def _take(self, size):
        while len(self._rest) < size:
            self._receive()
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def _receive(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError(f"the server closed after {self._rest!r}")
        self._rest += data


def ask(port, raw, timeout=5, wrap=None):
    """Send the bytes on a connection of their own and return all that comes until its end."""
    with Client(port, timeout, wrap) as client:
        client.send(raw)
        return client.read_to_end()


def fetch(port, target, method="GET", headers=(), body=b"", timeout=5, wrap=None):
    """One request with Connection: close on a connection of its own; returns an Answer."""
    raw = request(target, method, ["Connection: close", *headers], body)
    return parse(ask(port, raw, timeout, wrap))
