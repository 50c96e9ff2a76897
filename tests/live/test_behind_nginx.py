# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Behind a real nginx: plain and over TLS, WebSockets, events, and connections that it keeps."""

import json
import time

import pytest

from adafruit_httpserver import (
    POST,
    ChunkedResponse,
    JSONResponse,
    Response,
)
from tests.support.harness import HOST, Client, fetch, request, running
from tests.support.nginx import NGINX, Nginx
from tests.support.open_site import OpenSite
from tests.support.websocket_echoes import echoes

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
BODY = bytes(range(250)) * 2000


class Site(OpenSite):
    """The server, and what stays open."""

    def __init__(self):
        super().__init__()
        server = self.server
        server.trusted_proxies = [HOST]
        self.connections = set()
        server.route("/who")(self.who)
        server.route("/echo", POST)(lambda request: Response(request, request.body))
        server.route("/chunks")(lambda r: ChunkedResponse(r, lambda: (b"x" * 999,) * 99))

    def who(self, request):
        self.connections.add(request.client_address[1])
        return JSONResponse(
            request,
            {
                "socket": request.client_address[0],
                "address": request.remote_address,
                "addresses": request.remote_addresses,
                "secure": request.is_secure,
                "host": request.host,
                "url": request.full_url,
            },
        )


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def nginx(site, certificates, tmp_path):
    with running(site.server, poll=site.poll) as run:
        with Nginx(tmp_path, run.port, **certificates.files) as nginx:
            nginx.run = run
            yield nginx


def sides(nginx, certificates):
    """(scheme, port, wrap) of both doors of nginx."""
    return ("http", nginx.plain, None), ("https", nginx.secure, certificates.wrap)


def test_the_client_behind_it(nginx, certificates):
    for scheme, port, wrap in sides(nginx, certificates):
        for lines, way in (
            ([], [HOST, HOST]),
            (["X-Forwarded-For: 6.6.6.6"], ["6.6.6.6", HOST, HOST]),
            (["X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example"], [HOST, HOST]),
        ):
            found = json.loads(fetch(port, "/who?a=b", headers=lines, wrap=wrap).body)
            assert found == {
                "socket": HOST,
                "address": way[0],
                "addresses": way,
                "secure": scheme == "https",
                "host": HOST,
                "url": f"{scheme}://{HOST}/who?a=b",
            }


def test_nobody_is_believed_who_is_not_trusted(site, nginx, certificates):
    site.server.trusted_proxies = ["10.0.0.1"]
    found = json.loads(fetch(nginx.secure, "/who", wrap=certificates.wrap).body)
    assert found["addresses"] == [HOST] and not found["secure"]
    assert found["url"] == f"http://{HOST}/who"


def test_spoofed_addresses(site, nginx):
    """What a client says itself counts only as long as those behind it are trusted."""
    site.server.trusted_proxies = [HOST]
    lines = ["X-Forwarded-For: 1.1.1.1, 6.6.6.6"]
    found = json.loads(fetch(nginx.plain, "/who", headers=lines).body)
    assert (found["address"], found["addresses"]) == ("6.6.6.6", ["6.6.6.6", HOST, HOST])


def test_bodies(nginx, certificates):
    for _, port, wrap in sides(nginx, certificates):
        with Client(port, wrap=wrap) as client:
            for _ in range(3):
                assert client.get("/echo", method=POST, body=BODY).body == BODY
                assert client.get("/chunks").body == b"x" * 99 * 999
            client.send(
                b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"3\r\nabc\r\n0\r\n\r\n"
            )
            assert client.read().body == b"abc"


def test_connections_are_kept(site, nginx):
    """Fifty clients of nginx, one after the other, come over one connection."""
    for _ in range(50):
        assert fetch(nginx.plain, "/who").status == 200
    assert len(site.connections) <= 2, site.connections
    # The last request of a connection says so, and nginx opens another without losing one.
    for _ in range(150):
        assert fetch(nginx.plain, "/who").status == 200
    assert nginx.log == ""


def test_websockets(nginx, certificates):
    for scheme, port, wrap in sides(nginx, certificates):
        options = {"ssl": certificates.context()} if wrap else {}
        url = f"{'wss' if wrap else 'ws'}://{HOST}:{port}/ws"
        messages = ["x" * size for size in (0, 5, 200, 4000)] + [bytes(range(100))]
        assert [message for message, _ in echoes(url, messages, **options)] == messages, scheme


def test_events(site, nginx, certificates):
    """With buffering off each event arrives at once, and a client that leaves is noticed."""
    for _, port, wrap in sides(nginx, certificates):
        with Client(port, wrap=wrap) as client:
            client.send(request("/events"))
            nginx.run.until(lambda: site.events)
            for number in range(3):
                started = time.monotonic()
                nginx.run.call(site.events[0].send_event, f"event {number}")
                assert f"data: event {number}".encode() in client._take_through(b"\n\n")
                assert time.monotonic() - started < 1
        nginx.run.until(lambda: site.events[0].closed)
        site.events.clear()


def test_server_that_restarts(site, nginx):
    assert fetch(nginx.plain, "/who").status == 200
    port = site.server.port

    def restart():
        site.server.stop()
        site.server.start(HOST, port)

    nginx.run.call(restart)
    assert fetch(nginx.plain, "/who").status == 200
