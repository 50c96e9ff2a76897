# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server in a process of its own that keeps books about every one of its polls.

    def build(folder):                      # in the test module, called in the other process
        server = MeasuredServer(socket, folder)
        ...
        return server

    with MeasuredProcess(build, folder) as process:
        fetch(process.port, "/")
        report = process.report()           # see MeasuredServer.report()

The process has one thread that works, so what is measured there is the server and nothing else:
clients of the test share neither its interpreter lock nor its turns. It runs `serve_forever` with
its defaults. Leaving the block fails the test if poll() raised anything, and ends the process.
"""

import importlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

from adafruit_httpserver import Server

try:
    import resource
except ImportError:  # Windows
    resource = None

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
LONG = 0.05  # seconds; polls that take longer are reported one by one
_START = "from tests.support.measured_server import serve; serve()"


def descriptors():
    """How many file descriptors this process has open; None where nobody can tell."""
    for folder in ("/proc/self/fd", "/dev/fd"):
        if os.path.isdir(folder):
            return len(os.listdir(folder))
    return None


def _went_to_sleep():
    """How often this thread gave up the processor by itself, e.g. in a call that blocks."""
    if resource is None:
        return 0
    who = getattr(resource, "RUSAGE_THREAD", resource.RUSAGE_SELF)
    return resource.getrusage(who).ru_nvcsw


class MeasuredServer(Server):
    """A `Server` that measures its polls and answers the commands of a `MeasuredProcess`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._orders = queue.SimpleQueue()
        self._errors = []
        self._forget_polls()

    def _forget_polls(self):
        self._polls = 0
        self._longest = 0.0
        self._long_polls = []

    def poll(self):
        """As that of `Server`, with a clock beside it."""
        slept, worked, started = _went_to_sleep(), time.thread_time(), time.perf_counter()
        try:
            return super().poll()
        except Exception as error:
            self._errors.append(repr(error))
            raise
        finally:
            took = time.perf_counter() - started
            self._polls += 1
            self._longest = max(self._longest, took)
            if took > LONG:
                worked = time.thread_time() - worked
                self._long_polls.append([took, worked, _went_to_sleep() - slept])
            while not self._orders.empty():
                self._obey(self._orders.get())

    def _obey(self, order):
        if order == "stop":
            self.stop()
            return
        print(json.dumps(self.report()), flush=True)
        if order == "reset":
            self._forget_polls()

    def report(self):
        """What happened since the last reset. Times are in seconds."""
        return {
            "polls": self._polls,
            "longest": self._longest,
            # [seconds, of these at work on a processor, how often it went to sleep by itself]
            "long_polls": self._long_polls,
            "errors": self._errors,
            "cpu": time.process_time(),
            "connections": self.connection_count,
            "descriptors": descriptors(),
        }

    def run(self):
        """Serve until the other process says stop, or ends."""

        def listen():
            for line in sys.stdin:
                self._orders.put(line.strip())
            self._orders.put("stop")

        def tell_port():
            while self.port is None:
                time.sleep(0.001)
            print(json.dumps({"port": self.port}), flush=True)
            listen()

        threading.Thread(target=tell_port, daemon=True).start()
        self.serve_forever(HOST, 0)


def _make_room_for_descriptors():
    """Linux stops a process that has threads for 10 to 30 ms when its table of descriptors has to
    grow (at 64, 128, 256). This process has a second thread only for the sake of its books, so
    that pause would be the test's doing: the table grows now."""
    try:
        os.close(os.dup2(sys.stdin.fileno(), 255))
    except OSError:
        pass


def serve():
    """The program of the other process."""
    _make_room_for_descriptors()
    module, name, *arguments = sys.argv[1:]
    getattr(importlib.import_module(module), name)(*arguments).run()


class MeasuredProcess:
    """Starts the server that build(*arguments) makes; the arguments are strings."""

    def __init__(self, build, *arguments):
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, build.__module__, build.__name__, *map(str, arguments)],
            cwd=str(REPOSITORY),
            env=dict(os.environ, PYTHONPATH=str(REPOSITORY)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self.port = self._read()["port"]
        except BaseException:
            self._end()
            raise

    def _read(self):
        line = self._process.stdout.readline()
        assert line, "the server's process has ended"
        return json.loads(line)

    def _order(self, text):
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def report(self, reset=False):
        """Books of the server; reset=True starts new ones afterwards."""
        self._order("reset" if reset else "report")
        return self._read()

    def eventually(self, predicate, timeout=5):
        """Wait until predicate(report) is true and return that report."""
        deadline = time.monotonic() + timeout
        while True:
            report = self.report()
            if predicate(report):
                return report
            assert time.monotonic() < deadline, f"not within {timeout} s: {report}"
            time.sleep(0.01)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                errors = self.report()["errors"]
                assert not errors, f"poll() raised {errors[:5]}"
                self._order("stop")
                assert self._process.wait(5) == 0
        finally:
            self._end()

    def _end(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()


def assert_never_blocked(report):
    """No poll took 50 ms, unless the operating system took the processor away meanwhile.

    A poll that sleeps, waits for a socket or calls anything that blocks gives the processor up by
    itself, and the system counts that; one that computes for so long shows it in its own processor
    time. What is left, time that passed without either, is somebody else's turn on the processor:
    excused, but not often.
    """
    for took, worked, slept in report["long_polls"]:
        assert worked < LONG, f"a poll computed for {worked:.3f} s of {took:.3f} s"
        assert not slept, f"a poll of {took:.3f} s waited for something"
    assert len(report["long_polls"]) <= 2, report["long_polls"]
