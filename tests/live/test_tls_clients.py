# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Clients that people use, over TLS and both families: a browser, curl, openssl."""

import socket
import subprocess

import pytest

from adafruit_httpserver import Redirect, Response, Server
from tests.support.chromium import Chromium, find_chromium
from tests.support.curl import curl, program
from tests.support.harness import HOST, Run, running
from tests.support.open_site import OpenSite

PAGE = """<!doctype html><title>TLS</title><script>
var got = {events: [], messages: [], fetched: []};
new EventSource("/events").onmessage = function (event) { got.events.push(event.data); };
var socket = new WebSocket("wss://" + location.host + "/ws");
socket.onopen = function () { socket.send("from the page"); };
socket.onmessage = function (event) { got.messages.push(event.data); };
for (var number = 0; number < 20; number++)
    fetch("/number/" + number).then(r => r.text()).then(text => got.fetched.push(text));
</script>"""


class Site(OpenSite):
    """A page with everything that stays open."""

    def __init__(self, **options):
        super().__init__(**options)
        server = self.server
        server.route("/")(lambda r: Response(r, PAGE, content_type="text/html"))
        server.route("/number/<int:number>")(lambda r, number: Response(r, f"{number}"))
        server.route("/who")(lambda r: Response(r, f"{r.client_address} {r.full_url}"))
        server.route("/old")(lambda r: Redirect(r, "/who"))

    def answer(self, message):
        return message.upper()


@pytest.fixture
def secure(certificates):
    site = Site(https=True, **certificates.files)
    with running(site.server, poll=site.poll) as run:
        yield site, run


def test_browser(secure, tmp_path):
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    site, run = secure
    with Chromium(tmp_path, flags=["--ignore-certificate-errors"]) as browser:
        browser.open(f"https://{HOST}:{run.port}/")
        browser.wait_for("got.fetched.length == 20 && got.messages.length == 1")
        run.until(lambda: site.events)
        for number in range(3):
            run.call(site.events[0].send_event, f"event {number}")
        browser.wait_for("got.events.length == 3")
        assert browser.value("got.events.join()") == "event 0,event 1,event 2"
        assert browser.value("got.messages.join()") == "FROM THE PAGE"
        assert browser.value("got.fetched.map(Number).sort((a, b) => a - b).join()") == ",".join(
            map(str, range(20))
        )
        run.call(site.websockets[0].send_message, "from the server")
        browser.wait_for("got.messages.length == 2")
        assert browser.value("window.isSecureContext") is True
        assert browser.exceptions == []
    run.until(lambda: site.events[0].closed and site.websockets[0].closed)
    assert run.errors == []


def test_curl(secure, certificates):
    _, run = secure
    for version in ("--tlsv1.2", "--tlsv1.3"):
        for options in (["--tls-max", version[-3:]], []):
            url = f"https://{HOST}:{run.port}"
            arguments = [version, *options, "--cacert", certificates.trusted]
            assert f" {url}/who" in curl(*arguments, f"{url}/who").decode()
            output = curl(*arguments, "-L", "-w", "[%{num_connects}]", f"{url}/old", f"{url}/who")
            assert output.count(b" https://") == 2 and output.endswith(b"[0]")


def both_families(**options):
    """A server that is started for "::", and its Run."""
    site = Site(**options)
    site.server.start("::", 0)
    return site.server, Run(site.server, site.poll)


@pytest.mark.parametrize("https", [False, True])
def test_curl_over_both_families(certificates, https):
    server, run = both_families(**(dict(certificates.files, https=True) if https else {}))
    try:
        for host, client in (("[::1]", "::1"), ("127.0.0.1", "127.0.0.1")):
            url = f"http{'s' if https else ''}://{host}:{server.port}/who"
            trusted = ["--cacert", certificates.trusted] if https else []
            said = curl(*trusted, url).decode()
            # Two parts, and IPv4 as IPv4, whoever comes.
            assert said.startswith(f"('{client}', ") and said.count(",") == 1
            assert said.endswith(f") {url}")
    finally:
        run.stop()
    assert run.errors == []


def test_one_family_only():
    server = Server(socket)
    server.route("/")(lambda request: Response(request, "Hello"))
    server.start("::1", 0)
    run = Run(server)
    try:
        assert curl(f"http://[::1]:{server.port}/") == b"Hello"
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((HOST, server.port), 2)
    finally:
        run.stop()


def test_openssl(secure, certificates):
    _, run = secure
    command = [program("openssl"), "s_client", "-connect", f"{HOST}:{run.port}", "-quiet"]
    command += ["-CAfile", certificates.trusted, "-verify_return_error", "-verify_ip", HOST]
    done = subprocess.run(
        command,
        input=b"GET /number/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert done.stdout.startswith(b"HTTP/1.1 200 OK\r\n") and done.stdout.endswith(b"\r\n\r\n7")
    assert b"verify error" not in done.stderr


def test_openssl_renegotiates_and_resumes(secure, certificates):
    """What it can do with a connection besides talking: the server goes on serving."""
    _, run = secure
    base = [program("openssl"), "s_client", "-connect", f"{HOST}:{run.port}"]
    base += ["-CAfile", certificates.trusted]
    for options, said in (
        (["-tls1_2"], b"R\n"),
        (["-tls1_3"], b"k\n"),
        (["-tls1_2", "-reconnect"], b"Q\n"),
        (["-alpn", "h2"], b"Q\n"),
        (["-servername", "other.example"], b"Q\n"),
    ):
        subprocess.run(base + options, input=said, capture_output=True, timeout=20, check=False)
        url = f"https://{HOST}:{run.port}/number/1"
        assert curl("--cacert", certificates.trusted, url) == b"1", options
    assert run.errors == []
