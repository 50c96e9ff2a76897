# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The examples about TLS, loops, proxies and IPv6."""

import json
import socket
import time

import pytest

from tests.live.test_examples_open_connections import Listener
from tests.support.certificates import Certificates
from tests.support.harness import HOST, Client, eventually, fetch


@pytest.fixture
def start(fresh):
    """`start(name)` is an example of this test's own that fails nowhere."""
    running = []

    def get(name, **options):
        running.append(fresh(name, **options))
        return running[-1]

    yield get
    for process in running:
        process.stop()
        assert "Traceback" not in process.output, process.output


def test_https_redirect(start, tmp_path):
    certificates = Certificates(tmp_path)
    process = start("https_redirect")
    answer = fetch(process.port(80), "/?a=b")
    assert (answer.status, answer.header("location")) == (308, f"https://{HOST}/?a=b")
    answer = fetch(process.port(443), "/?a=b", wrap=certificates.wrap)
    assert answer.body == f"You have asked for https://{HOST}/?a=b".encode()
    assert fetch(process.port(80), "/other/page").header("location") == f"https://{HOST}/other/page"


def test_select_loop(start):
    process = start("select_loop")
    public, admin, udp = (process.port(wanted) for wanted in (5000, 8000, 5005))
    assert fetch(admin, "/viewers").body == b"0"
    with Listener(public, "/live") as first, socket.socket(type=socket.SOCK_DGRAM) as sender:
        assert eventually(lambda: fetch(admin, "/viewers").body == b"1")
        begun = time.monotonic()
        for number in range(3):
            sender.sendto(b"%d degrees\n" % number, (HOST, udp))
            assert b"data: %d degrees\n" % number in first._take_through(b"\n\n")
        assert time.monotonic() - begun < 0.5, "a datagram wakes the loop"
        sender.sendto(b"\xff\xfe", (HOST, udp))
        process.wait_for_line("Not a text")
        # The last ones are there for whoever comes later.
        assert fetch(public, "/nothing").status == 404
    before = process.processor_seconds()
    time.sleep(0.5)
    assert process.processor_seconds() - before < 0.1, "it spins"


def test_asyncio(start):
    process = start("asyncio")
    port = process.port()
    with Listener(port, "/ticks") as ticks:
        first = ticks._take_through(b"\n\n")
        second = ticks._take_through(b"\n\n")
        number = int(first.split()[-1])
        assert int(second.split()[-1]) == number + 1
        state = json.loads(fetch(port, "/toggle", "POST").body)
        assert state["running"] is False and state["count"] > number
        time.sleep(0.3)
        assert json.loads(fetch(port, "/state").body) == state
        with Client(port):
            # A silent client holds up neither tasks nor other clients.
            assert json.loads(fetch(port, "/toggle", "POST").body)["running"] is True
            eventually(lambda: json.loads(fetch(port, "/state").body)["count"] > state["count"])


def test_asyncio_rests_when_idle(start):
    process = start("asyncio")
    fetch(process.port(), "/state")
    before = process.processor_seconds()
    time.sleep(0.4)
    assert process.processor_seconds() - before < 0.1


def test_behind_proxy(start):
    process = start("behind_proxy", env={"PROXY_ADDRESS": HOST})
    lines = ["X-Forwarded-For: 6.6.6.6, 192.0.2.7", "X-Forwarded-Proto: https"]
    answer = json.loads(fetch(process.port(), "/who", headers=lines).body)
    assert answer == {
        "you": "192.0.2.7",
        "way": ["192.0.2.7", HOST],
        "connection": HOST,
        "url": f"https://{HOST}/who",
        "secure": True,
    }
    answer = json.loads(fetch(process.port(), "/who").body)
    assert (answer["you"], answer["secure"]) == (HOST, False)


def test_behind_another_proxy(start):
    process = start("behind_proxy", env={"PROXY_ADDRESS": "192.0.2.1"})
    lines = ["X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https"]
    answer = json.loads(fetch(process.port(), "/who", headers=lines).body)
    assert (answer["you"], answer["secure"]) == (HOST, False)


def test_ipv6(start):
    process = start("ipv6")
    process.wait_for_line(r"^Started development server on http://\[::\]:5000$")
    process.wait_for_line(r"^  http://\[::1\]:5000$")
    for family, address in ((4, HOST), (6, "::1")):
        with socket.create_connection((address, process.port()), 5) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            data = b""
            while True:
                part = client.recv(1000)
                if not part:
                    break
                data += part
        assert data.endswith(f"Hello over IPv{family}, {address}!".encode())
