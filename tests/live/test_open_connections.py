# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Connections that stay open, with real clients: a browser, the websockets package, curl."""

import json
import socket

import pytest

from adafruit_httpserver import (
    GET,
    Channel,
    DelayedResponse,
    NDJSONResponse,
    Response,
    Server,
    SSEResponse,
    StreamResponse,
    Websocket,
    XMixedReplaceResponse,
)
from tests.support.certificates import Certificates
from tests.support.chromium import Chromium, find_chromium
from tests.support.curl import start_curl
from tests.support.harness import HOST, running
from tests.support.jpeg import BLUE, GREEN, RED, plain
from tests.support.websocket_cases import BINARY, CLOSE, TEXT, close, frame
from tests.support.websocket_live import WebsocketClient, address, echo, serving

PAGE = """<!DOCTYPE html><title>live</title><img id="video"><script>
const events = [], texts = [];
let source, socket, closed;
function listen(url) {
    source = new EventSource(url);
    source.onmessage = (e) => events.push([e.data, e.lastEventId, e.type]);
    source.addEventListener("named", (e) => events.push([e.data, e.lastEventId, e.type]));
    source.addEventListener("close", (e) => {
        events.push([e.data, "", "close"]);
        source.close();
    });
}
function connect(url, protocols) {
    socket = new WebSocket(url, protocols);
    socket.binaryType = "arraybuffer";
    socket.onmessage = (e) => texts.push(typeof e.data === "string" ? e.data : e.data.byteLength);
    socket.onclose = (e) => closed = [e.code, e.reason, e.wasClean];
}
function colour() {
    const image = document.getElementById("video");
    if (!image.naturalWidth) return null;
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return Array.from(context.getImageData(30, 20, 1, 1).data.slice(0, 3));
}
</script>"""


class Site:
    """A server with one route of each kind, and what its handlers have made."""

    def __init__(self):
        self.made = {}
        self.news = Channel(history=100)
        self.server = Server(socket)
        route = self.server.route
        route("/", GET)(lambda r: Response(r, PAGE, content_type="text/html"))
        route("/events", GET)(self.keep(SSEResponse))
        route("/news", GET)(lambda r: self.news.subscribe(self.keep(SSEResponse)(r)))
        route("/ws", GET)(self.keep(lambda r: Websocket(r, protocols=["chat"])))
        route("/video", GET)(self.keep(XMixedReplaceResponse))
        route("/stream", GET)(self.keep(StreamResponse))
        route("/lines", GET)(self.keep(NDJSONResponse))
        route("/delayed", GET)(self.keep(lambda r: DelayedResponse(r, timeout=5)))

    def keep(self, make):
        def handler(request):
            response = make(request)
            self.made.setdefault(request.path, []).append(response)
            return response

        return handler

    def poll(self):
        result = self.server.poll()
        echo(self.made.get("/ws", []))
        return result

    def last(self, path, run):
        return run.until(lambda: self.made.get(path))[-1]


@pytest.fixture
def site():
    site = Site()
    with running(site.server, site.poll) as run:
        site.run = run
        site.url = f"http://{HOST}:{run.port}"
        yield site


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with Chromium(tmp_path_factory.mktemp("browser"), 400, 300) as browser:
        yield browser


@pytest.fixture
def page(chromium, site):
    chromium.open(site.url + "/")
    yield chromium
    chromium.open("about:blank")
    assert chromium.exceptions == []


# The browser


def test_browser_reads_events(page, site):
    page.value("listen('/events')")
    sse = site.last("/events", site.run)
    site.run.call(lambda: sse.send_event("two\nlines", id=0))
    site.run.call(lambda: sse.send_event({"a": [1]}, event="named", id="x"))
    site.run.call(lambda: sse.send_comment("not seen"))
    site.run.call(lambda: sse.send_event(21.5))
    site.run.call(sse.close)
    page.wait_for("events.length === 4")
    assert page.value("events") == [
        ["two\nlines", "0", "message"],
        ['{"a": [1]}', "x", "named"],
        ["21.5", "x", "message"],
        ["", "", "close"],
    ]


def test_browser_comes_back_and_misses_nothing(page, site):
    publish = site.news.publish
    page.value("listen('/news')")
    first = site.last("/news", site.run)
    site.run.call(lambda: first.send_event("hurry", retry=50))
    for number in range(3):
        site.run.call(publish, number)
    page.wait_for("events.length === 4")
    # The connection breaks; events go on.
    site.run.call(first._request.connection.drop)
    for number in range(3, 6):
        site.run.call(publish, number)
    site.run.until(lambda: len(site.made["/news"]) == 2)
    second = site.made["/news"][1]
    assert second._request.last_event_id == "3"
    site.run.call(publish, 6)
    page.wait_for("events.length >= 8")
    assert page.value("events.map((e) => e[0])") == ["hurry", *map(str, range(7))]
    assert page.value("events.map((e) => e[1])")[1:] == [str(n) for n in range(1, 8)]
    page.value("source.close()")
    site.run.until(lambda: second.closed and len(site.news) == 0)


def test_browser_and_websocket(page, site):
    page.value(f"connect('{address(site.run)}', ['other', 'chat'])")
    page.wait_for("socket.readyState === 1")
    assert page.value("socket.protocol") == "chat"
    websocket = site.last("/ws", site.run)
    page.value("socket.send('grüß'); socket.send(''); socket.send(new Uint8Array(4096))")
    page.wait_for("texts.length === 3")
    assert page.value("texts") == ["grüß", "", 4096]
    site.run.call(websocket.ping, "are you there?")
    page.value("socket.close(3001, 'enough')")
    page.wait_for("closed")
    assert page.value("closed") == [3001, "enough", True]
    site.run.until(lambda: websocket.closed)
    assert (websocket.close_code, websocket.close_reason) == (3001, "enough")


def test_browser_is_told_why_a_websocket_ends(page, site):
    for script, expected in (
        ("socket.send('*'.repeat(5000))", [1009, "", True]),
        ("0", [4000, "bye", True]),
    ):
        page.value(f"closed = null; connect('{address(site.run)}')")
        page.wait_for("socket.readyState === 1")
        websocket = site.last("/ws", site.run)
        page.value(script)
        if script == "0":
            site.run.call(websocket.close, 4000, "bye")
        page.wait_for("closed")
        assert page.value("closed") == expected


def test_browser_shows_a_video(page, site, tmp_path):
    page.value("document.getElementById('video').src = '/video'")
    video = site.last("/video", site.run)
    # Chromium shows a picture when the next one begins.
    for rgb, picture in (
        ((254, 0, 0), plain(RED)),
        ((0, 255, 1), plain(GREEN)),
        ((0, 0, 254), plain(BLUE)),
    ):
        for _ in range(2):
            site.run.until(lambda p=picture: site.run.call(video.send_frame, p))
        page.wait_for(
            f"colour() && {json.dumps(rgb)}.every((v, i) => Math.abs(v - colour()[i]) < 9)"
        )
    page.screenshot(tmp_path / "video.png")
    page.value("document.getElementById('video').src = ''")
    site.run.until(lambda: video.closed)


# The websockets package


def test_websockets_package():
    client = pytest.importorskip("websockets.sync.client")
    with serving(lambda r: Websocket(r, max_message_size=100_000), work=echo) as (run, made):
        with client.connect(address(run), compression=None, max_size=None) as peer:
            for message in ("text é", "", b"\x00\xff", b"", "*" * 126, b"*" * 65536):
                peer.send(message)
                assert peer.recv(timeout=5) == message
            peer.send(["frag", "men", "ts"])
            assert peer.recv(timeout=5) == "fragments"
            assert peer.ping().wait(5), "no pong"
        assert run.until(lambda: not made)


def test_websockets_package_is_told_what_was_wrong():
    client = pytest.importorskip("websockets.sync.client")
    exceptions = pytest.importorskip("websockets.exceptions")
    with serving(lambda r: Websocket(r, allowed_origins=["http://a"])) as (run, made):
        with client.connect(address(run), origin="http://a", compression=None) as peer:
            peer.send("*" * 5000)
            with pytest.raises(exceptions.ConnectionClosedError) as caught:
                peer.recv(timeout=5)
            assert caught.value.rcvd.code == 1009
        with pytest.raises(exceptions.InvalidStatus) as caught:
            client.connect(address(run), origin="http://evil")
        assert caught.value.response.status_code == 403
        # It offers a compression that the server does not take.
        with client.connect(address(run)) as peer:
            run.call(made[-1].close, 1001, "going away")
            with pytest.raises(exceptions.ConnectionClosedOK) as caught:
                peer.recv(timeout=5)
            assert caught.value.rcvd.reason == "going away"


# TLS


def test_websocket_over_tls(tmp_path):
    """What TLS has decrypted and not handed over yet is not shown by any readiness."""
    trusting = Certificates(tmp_path).context()

    def wrap(plain):
        return trusting.wrap_socket(plain, server_hostname=HOST)

    secure = {"https": True, "certfile": tmp_path / "cert.pem", "keyfile": tmp_path / "key.pem"}
    with serving(lambda r: Websocket(r, max_message_size=100_000), **secure) as (run, made):
        with WebsocketClient(run.port, wrap=wrap) as client:
            # One record, larger than what the server reads in a few polls.
            client.send(frame(BINARY, b"*" * 15000) + frame(TEXT, "last"))
            run.until(lambda: made[0].pending == 2)
            assert run.call(made[0].receive) == b"*" * 15000
            assert run.call(made[0].receive) == "last"
            client.send(b"".join(frame(TEXT, str(number) + "*" * 500) for number in range(30)))
            run.until(lambda: made[0].pending == 4)
            for number in range(30):
                message = run.until(lambda: run.call(made[0].receive))
                assert message == str(number) + "*" * 500
            run.call(made[0].send_message, "*" * 60000)
            assert client.read() == (TEXT, b"*" * 60000)
            client.send(close(1000))
            assert client.read() == (CLOSE, b"\x03\xe8")


# curl


@pytest.fixture
def curl(site):
    processes = []

    def start(target, *arguments):
        processes.append(start_curl("-N", *arguments, site.url + target, patience=20))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_curl_reads_streams(site, curl):
    run = site.run
    for path, send, expected in (
        ("/events", lambda sse: sse.send_event("m", id=1), b"data: m\nid: 1\n\n"),
        ("/stream", lambda stream: stream.send("text"), b"text"),
        ("/lines", lambda lines: lines.send({"a": 1}), b'{"a": 1}\n'),
    ):
        process = curl(path)
        response = site.last(path, run)
        run.call(send, response)
        assert process.stdout.read(len(expected)) == expected, "it comes at once"
        run.call(response.close)
        process.communicate(timeout=5)
        # A chunked body that had no end would be an error (18).
        assert process.returncode == 0


def test_curl_waits_for_a_delayed_answer(site, curl):
    process = curl("/delayed", "-w", " %{http_code}")
    delayed = site.last("/delayed", site.run)
    site.run.call(delayed.send, ("at last", 202))
    assert process.communicate(timeout=5)[0] == b"at last 202"


def test_curl_that_is_killed_is_noticed(site, curl):
    for path in ("/events", "/video", "/stream", "/delayed"):
        process = curl(path)
        response = site.last(path, site.run)
        process.kill()
        site.run.until(lambda r=response: r.closed)
