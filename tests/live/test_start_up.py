# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""start() with real sockets: what is printed can be clicked; ports that are taken; many lives."""

import errno
import re
import socket
import threading
import time

import pytest

from adafruit_httpserver import Response, Server, ServerStoppedError
from tests.support.harness import HOST, Client, Run, fetch, running


def hello(**options):
    server = Server(socket, **options)
    server.route("/")(lambda request: Response(request, "Hello"))
    return server


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::"])
def test_every_address_is_printed_and_answers(host, capsys):
    server = hello(debug=True)
    server.start(host, 0)
    run = Run(server)
    try:
        first, *others = capsys.readouterr().out.splitlines()
        shown = f"[{host}]" if ":" in host else "0.0.0.0"
        assert first == f"Started development server on http://{shown}:{server.port}"
        urls = [re.fullmatch(r"  http://(.*):(\d+)", line).groups() for line in others]
        assert ("127.0.0.1", str(server.port)) in urls
        assert (("[::1]", str(server.port)) in urls) == (host == "::")
        for address, port in urls:
            with socket.create_connection((address.strip("[]"), int(port)), 5) as client:
                client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                assert client.recv(1000).startswith(b"HTTP/1.1 200")
    finally:
        run.stop()


def test_one_address_is_one_line(capsys):
    server = hello(debug=True)
    with running(server):
        assert len(capsys.readouterr().out.splitlines()) == 1


def test_without_arguments_every_address_is_served():
    server = hello()
    try:
        server.start(port=0)
        assert server.host == "0.0.0.0"
    finally:
        server.stop()


def test_port_that_becomes_free_meanwhile():
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        timer = threading.Timer(0.3, other.close)
        timer.start()
        started = time.monotonic()
        server = hello()
        with running(server, port=port):
            assert 0.2 < time.monotonic() - started < 0.9
            assert fetch(port, "/").body == b"Hello"
        timer.join()


def test_port_that_stays_taken_is_named():
    server = hello()
    server.socket_timeout = 0.2
    with running(hello()) as run:
        with pytest.raises(OSError, match=f"port {run.port} is taken") as caught:
            server.start(HOST, run.port)
        assert caught.value.errno == errno.EADDRINUSE
        assert "web workflow" not in str(caught.value)
        assert fetch(run.port, "/").body == b"Hello"
    assert server.stopped and server.host is None and server.port is None


def test_address_of_somebody_else_is_not_waited_for():
    started = time.monotonic()
    with pytest.raises(OSError) as caught:
        hello().start("192.0.2.1", 0)
    assert caught.value.errno == errno.EADDRNOTAVAIL
    assert time.monotonic() - started < 0.5


def test_many_lives_on_one_port():
    """As soft reloads are: connections of the last life are still there."""
    port, clients = 0, []
    for _ in range(5):
        server = hello()
        with running(server, port=port) as run:
            port = run.port
            clients.append(Client(port))
            assert clients[-1].get("/").body == b"Hello"
    for client in clients:
        client.close()


def loop(server, raised):
    try:
        while True:
            server.wait(0.05)
    except Exception as error:
        raised.append(error)


def test_stopped_by_another_thread():
    """Whoever waits for clients meanwhile sees ServerStoppedError, and nothing else."""
    for number in range(10):
        server = hello()
        server.start(HOST, 0)
        raised = []

        thread = threading.Thread(target=loop, args=(server, raised))
        thread.start()
        clients = [Client(server.port) for _ in range(5)]
        for client in clients[:3]:
            assert client.get("/").body == b"Hello"
        clients[3].send(b"GET / HT")
        time.sleep(0.01 + number / 1000)
        server.stop()
        thread.join(5)
        assert not thread.is_alive()
        assert [type(error) for error in raised] == [ServerStoppedError], raised
        for client in clients:
            client.close()


def test_with_and_a_second_start():
    with hello() as server:
        server.start(HOST, 0)
        port = server.port
        for again in (port, 0):
            with pytest.raises(RuntimeError, match=f"already running on 127.0.0.1:{port}"):
                server.start(HOST, again)
    assert server.stopped
    with pytest.raises(ServerStoppedError):
        server.poll()
