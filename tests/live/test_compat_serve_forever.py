# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section I of the compatibility cases: serve_forever()."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from adafruit_httpserver import Response, Server
from tests.support.harness import HOST, ask, eventually, fetch, request

REPOSITORY = Path(__file__).resolve().parents[2]


@contextmanager
def serving(server, **options):
    """serve_forever() in a thread, stopped by a handler at the end; gives the port."""

    @server.route("/quit")
    def quit_serving(request):
        server.stop()

    thread = threading.Thread(
        target=server.serve_forever, args=(HOST, 0), kwargs=options, daemon=True
    )
    thread.start()
    port = eventually(lambda: server.port)
    try:
        yield port
    finally:
        ask(port, request("/quit"))
        thread.join(5)
        assert not thread.is_alive(), "serve_forever() does not return"


@pytest.fixture
def server():
    server = Server(socket)
    server.route("/")(lambda request: Response(request, "Hello"))
    return server


def test_c140_goes_on_after_an_error(server):
    def boom(request):
        raise RuntimeError("boom")

    server.route("/error")(boom)
    with serving(server) as port:
        for _ in range(3):
            assert fetch(port, "/error").status == 500
            assert fetch(port, "/").body == b"Hello"


def test_c141_stop_in_a_handler(server):
    stopped_in_handler = []

    @server.route("/stop")
    def stop(request):
        server.stop()
        stopped_in_handler.append(server.stopped)
        return Response(request, "Bye")

    returned = threading.Event()

    def serve():
        server.serve_forever(HOST, 0)
        returned.set()

    threading.Thread(target=serve, daemon=True).start()
    port = eventually(lambda: server.port)
    assert fetch(port, "/").body == b"Hello"
    assert fetch(port, "/stop").body == b"Bye"
    assert returned.wait(5)
    assert stopped_in_handler == [True]
    assert (server.host, server.port, server.stopped) == (None, None, True)
    with pytest.raises(ConnectionRefusedError):
        fetch(port, "/")


@pytest.mark.parametrize("poll_interval", [None, 0.01, 0, 0.1])
def test_c142_poll_interval(server, poll_interval):
    with serving(server, poll_interval=poll_interval) as port:
        for _ in range(3):
            assert fetch(port, "/").body == b"Hello"


def test_c142_and_again(server):
    for _ in range(2):
        with serving(server) as port:
            assert fetch(port, "/").body == b"Hello"
        assert (server.host, server.port, server.stopped) == (None, None, True)


PROGRAM = """
import signal, socket
from adafruit_httpserver import Response, Server

signal.signal(signal.SIGINT, signal.default_int_handler)
server = Server(socket, debug=True)
server.route("/")(lambda request: Response(request, "Hello"))
server.serve_forever("127.0.0.1", 0)
print("returned", server.stopped)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_c143_keyboard_interrupt():
    program = subprocess.Popen(
        [sys.executable, "-u", "-c", PROGRAM],
        env=dict(os.environ, PYTHONPATH=str(REPOSITORY)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        started = program.stdout.readline()
        assert "Started development server on http://127.0.0.1:" in started
        assert fetch(int(started.rsplit(":", 1)[1]), "/").body == b"Hello"
        program.send_signal(signal.SIGINT)
        printed, errors = program.communicate(timeout=10)
    finally:
        program.kill()
        program.wait()
    assert program.returncode == 0, errors
    assert printed.splitlines()[-2:] == ["Stopped development server", "returned True"]
    assert "Traceback" not in errors


def test_c143_keyboard_interrupt_in_a_handler(server):
    def interrupt(request):
        raise KeyboardInterrupt

    server.route("/interrupt")(interrupt)
    returned = threading.Event()

    def serve():
        server.serve_forever(HOST, 0)
        returned.set()

    threading.Thread(target=serve, daemon=True).start()
    port = eventually(lambda: server.port)
    with socket.create_connection((HOST, port), 5) as client:
        client.sendall(b"GET /interrupt HTTP/1.1\r\nHost: a\r\n\r\n")
        assert returned.wait(5)
    assert server.stopped is True
