# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""An example that runs as a program of its own, and a client that talks to it."""

import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
STANDINS = REPOSITORY / "tests" / "standins"
RUNNER = Path(__file__).with_name("run_example.py")

TIMEOUT = 10  # seconds; only ever used up by a test that fails

LOG_LINE = re.compile(r'127\.0\.0\.1 -- "(\S+) (\S+)" (\d+) -- "(\d+ [^"]*)" (\d+) -- \d+ms')


class Answer:
    """One response, as raw bytes and taken apart."""

    def __init__(self, request_size, raw, method):
        self.request_size = request_size
        self.raw = raw
        response = http.client.HTTPResponse(_BytesSocket(raw), method=method)
        response.begin()
        self.status = response.status
        self.reason = response.reason
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self):
        """The body as a string."""
        return self.body.decode("utf-8")

    def json(self):
        """The body, decoded."""
        return json.loads(self.body)

    def __repr__(self):
        return f"<Answer {self.raw!r}>"


class _BytesSocket:
    def __init__(self, raw):
        self.raw = raw

    def makefile(self, *args, **kwargs):
        return io.BytesIO(self.raw)


def build_request(method, target, body=b"", headers=None):
    """Return the bytes of a request that closes its connection."""
    if isinstance(body, str):
        body = body.encode("utf-8")
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


class ExampleProcess:
    """Starts the example; knows what it printed and where it listens."""

    def __init__(self, name, drive, *, env=None, on_board=True):
        self.name = name
        program = str(EXAMPLES / f"httpserver_{name}.py")
        command = [sys.executable, str(RUNNER), program, str(drive)]
        path = [str(REPOSITORY), str(STANDINS)]
        if not on_board:
            command = [sys.executable, program]
            path = [str(REPOSITORY)]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path),
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
            **(env or {}),
        }
        self.lines = []
        self._changed = threading.Condition()
        self._ended = False
        self._process = subprocess.Popen(
            command,
            cwd=str(drive),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def output(self):
        """All that was printed so far, for messages."""
        return "\n".join(self.lines)

    def wait_until(self, condition):
        """Wait until `condition()` is true and return its result; it looks at what was printed."""
        deadline = time.monotonic() + TIMEOUT
        with self._changed:
            while True:
                result = condition()
                if result:
                    return result
                left = deadline - time.monotonic()
                if self._ended or left <= 0:
                    raise AssertionError(f"{self.name} printed only:\n{self.output}")
                self._changed.wait(left)

    def wait_for_line(self, pattern):
        """Wait for a line that matches and return the match."""

        def search():
            for line in self.lines:
                match = re.search(pattern, line)
                if match:
                    return match
            return None

        return self.wait_until(search)

    def port(self, wanted=5000):
        """Where the server listens that asked for that port."""
        return int(self.wait_for_line(rf"^@listening {wanted} (\d+)$")[1])

    def calls(self, name=None):
        """What stand-ins were asked to do so far."""
        mark = "@standin "
        calls = [json.loads(line[len(mark) :]) for line in self.lines if line.startswith(mark)]
        return [call for call in calls if name in {None, call[0]}]

    def log(self):
        """The server's lines about responses so far, as tuples of text."""
        matches = [LOG_LINE.fullmatch(line) for line in self.lines]
        return [match.groups() for match in matches if match]

    def ask(self, method, target, body=b"", headers=None, *, port=5000, wrap=None):
        """Send one request over a connection of its own and return the answer."""
        request = build_request(method, target, body, headers)
        address = ("127.0.0.1", self.port(port))
        connection = socket.create_connection(address, timeout=TIMEOUT)
        if wrap is not None:
            connection = wrap(connection)
        with connection:
            connection.sendall(request)
            parts = []
            while True:
                part = connection.recv(65536)
                if not part:
                    break
                parts.append(part)
        raw = b"".join(parts)
        assert raw, f"no answer to {method} {target}; {self.name} printed:\n{self.output}"
        return Answer(len(request), raw, method)

    def processor_seconds(self):
        """How long the program has worked so far (Linux only)."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def interrupt(self):
        """Press Ctrl-C and return the exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=TIMEOUT)

    def stop(self):
        """End the program."""
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(timeout=TIMEOUT)
        self._reader.join(timeout=TIMEOUT)
        self._process.stdout.close()
