# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The examples whose connections stay open, with clients that come, listen and leave."""

import json
import time
from contextlib import contextmanager

import pytest

from tests.support.chromium import Chromium, find_chromium
from tests.support.example_drive import run
from tests.support.harness import Client, eventually, fetch, request
from tests.support.websocket_cases import BINARY, CLOSE, TEXT, close, frame
from tests.support.websocket_live import WebsocketClient


@contextmanager
def started(name, drive):
    """An example that runs, and its port."""
    process = run(name, drive)
    try:
        yield process, process.port()
        assert "Traceback" not in process.output, process.output
    finally:
        process.stop()


class Listener(Client):
    """A client of a stream, behind the head."""

    def __init__(self, port, target, head=b""):
        super().__init__(port)
        self.send(request(target))
        self.head = self._take_through(b"\r\n\r\n")

    def expect(self, data):
        found = self._take(len(data))
        assert found == data, found


def test_sse(tmp_path):
    with started("sse", tmp_path) as (process, port):
        page = fetch(port, "/client")
        assert page.header("content-type") == "text/html" and b"EventSource" in page.body
        with Listener(port, "/connect-client") as first:
            assert b"content-type: text/event-stream\r\n" in first.head
            begin = time.monotonic()
            first.expect(b"data: 21.46\n\n")
            assert time.monotonic() - begin < 0.5, "at once"
            first.expect(b"data: 21.46\n\n")
            assert 0.8 < time.monotonic() - begin < 1.8, "and every second"
            # A second client closes the first.
            with Listener(port, "/connect-client") as second:
                assert first.read_to_end().startswith(b"event: close\n")
                second.expect(b"data: 21.46\n\n")
        # Both have left, and the program goes on.
        time.sleep(1.2)
        with Listener(port, "/connect-client") as third:
            third.expect(b"data: 21.46\n\n")


def test_websocket(tmp_path):
    with started("websocket", tmp_path) as (process, port):
        assert b"new WebSocket" in fetch(port, "/client").body
        with WebsocketClient(port, "/connect-websocket") as first:
            begin = time.monotonic()
            assert first.read() == (TEXT, b"21.46")
            assert first.read() == (TEXT, b"21.46")
            assert 0.8 < time.monotonic() - begin < 1.8
            for message in (b"red", b"#12345", b"#gggggg", b"#12345678", "\u00e9".encode()):
                first.send(frame(TEXT, message) + frame(BINARY, message))
            first.send(frame(TEXT, "#ff0080"))
            process.wait_until(lambda: process.calls("neopixel.fill"))
            assert process.calls("neopixel.fill") == [["neopixel.fill", [255, 0, 128]]]
            with WebsocketClient(port, "/connect-websocket") as second:
                assert first.read() == (CLOSE, b"")
                assert second.read() == (TEXT, b"21.46")
                second.reset()
        # Dropping the connection does not end the program.
        time.sleep(1.2)
        with WebsocketClient(port, "/connect-websocket") as third:
            assert third.read() == (TEXT, b"21.46")
            third.send(close(1000))
            assert third.read() == (CLOSE, b"\x03\xe8") and third.ended()


def test_delayed(tmp_path):
    with started("delayed", tmp_path) as (process, port):
        heard = []

        def ring():
            heard.append(int(fetch(port, "/ring").body.decode().split(" ")[0]))
            return sum(heard)

        assert ring() == 0
        clients = [Client(port) for _ in range(2)]
        for client in clients:
            client.send(request("/wait"))
        eventually(lambda: ring() == 2)
        for client in clients:
            assert client.read().body == b"Ring!"
            client.close()
        with Client(port) as client:
            client.send(request("/wait"))
            assert fetch(port, "/nothing").status == 404
        # It has left, so nobody hears it.
        time.sleep(0.2)
        assert ring() == 2


def test_channel(tmp_path):
    with started("channel", tmp_path) as (process, port):
        assert b"EventSource" in fetch(port, "/").body
        with Listener(port, "/events") as events, Listener(port, "/lines") as lines:
            with WebsocketClient(port, "/socket") as socket:
                news = json.dumps({"presses": 1, "listening": 3}).encode()
                assert fetch(port, "/press", "POST").status == 204
                events.expect(b"data: " + news + b"\nid: 1\n\n")
                assert socket.read() == (TEXT, news)
                assert lines._take_through(b"}\n") == b"%x\r\n%s\n" % (len(news) + 1, news)
        with Listener(port, "/events") as events:
            eventually(lambda: listening(port, events) == 1)


def listening(port, events):
    assert fetch(port, "/press", "POST").status == 204
    line = events._take_through(b"\n\n").split(b"\n")[0]
    return json.loads(line[len(b"data: ") :])["listening"]


def test_video_stream(tmp_path):
    with started("video_stream", tmp_path) as (process, port):
        picture = fetch(port, "/frame")
        assert picture.header("content-type") == "image/jpeg"
        assert picture.body[:2] == b"\xff\xd8" and picture.body[-2:] == b"\xff\xd9"
        with Listener(port, "/stream") as stream:
            assert b"content-type: multipart/x-mixed-replace; boundary=" in stream.head
            begin = time.monotonic()
            for _ in range(10):
                head = stream._take_through(b"\r\n\r\n").decode().lower()
                assert "content-type: image/jpeg" in head
                size = int(head.partition("content-length: ")[2].split("\r\n")[0])
                part = stream._take(size + 2)
                assert part[:2] == b"\xff\xd8" and part[-4:] == b"\xff\xd9\r\n"
                assert fetch(port, "/frame").status == 200
            assert 0.5 < time.monotonic() - begin < 3, "about ten per second"
        # It goes on without viewers.
        time.sleep(0.3)
        assert fetch(port, "/frame").status == 200


def test_video_stream_in_a_browser(tmp_path):
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with started("video_stream", tmp_path) as (process, port):
        with Chromium(tmp_path, 400, 300) as browser:
            # The page is never complete, because its picture is not.
            browser.call("Page.navigate", url=f"http://127.0.0.1:{port}/")
            browser.wait_for("document.images[0] && document.images[0].naturalWidth")
            size = browser.value(
                "[document.images[0].naturalWidth, document.images[0].naturalHeight]"
            )
            assert size == [320, 240]
