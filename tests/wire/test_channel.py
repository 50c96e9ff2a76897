# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""One message to all who listen."""

from adafruit_httpserver import Channel, NDJSONResponse, SSEResponse, StreamResponse, Websocket
from tests.support.websocket_client import HANDSHAKE_LINES, messages
from tests.support.wire import everywhere, get, on_each_pool

KINDS = {
    "/sse": SSEResponse,
    "/stream": StreamResponse,
    "/ndjson": NDJSONResponse,
    "/socket": Websocket,
}


def channel_of(wire, **arguments):
    channel = Channel(**arguments)
    for path in KINDS:
        wire.route(path)(lambda request: channel.subscribe(KINDS[request.path](request)))
    return channel


def join(wire, path, *lines):
    peer = wire.connect()
    wire.say(peer, get(path, *((HANDSHAKE_LINES if path == "/socket" else ()) + lines)))
    wire.run()
    return peer


def body(peer):
    return bytes(peer.received).partition(b"\r\n\r\n")[2]


@everywhere
def test_all_kinds(wire):
    channel = channel_of(wire)
    assert channel and len(channel) == 0 and channel.publish("nobody hears") == 0
    sse, stream, lines, socket = [join(wire, path) for path in sorted(KINDS, key=order)]
    assert len(channel) == 4
    assert channel.publish("text", event="e", id=7) == 4
    assert channel.publish({"a": 1}) == 4
    wire.run()
    assert body(sse) == b'data: text\nevent: e\nid: 7\n\ndata: {"a": 1}\n\n'
    assert body(stream) == b'4\r\ntext\r\n8\r\n{"a": 1}\r\n'
    assert body(lines) == b'7\r\n"text"\n\r\n9\r\n{"a": 1}\n\r\n'
    assert messages(body(socket)) == ["text", '{"a": 1}']


@on_each_pool
def test_an_event_is_made_once_for_all(wire):
    made = []

    class Same(SSEResponse):
        def _push(self, data, fail_silently=False):
            made.append(data)
            return super()._push(data, fail_silently)

    class Own(SSEResponse):
        def send_event(self, data=None, *args, **kwargs):
            return super().send_event("own " + data, *args, **kwargs)

    channel = Channel()
    wire.route("/same")(lambda request: channel.subscribe(Same(request)))
    wire.route("/own")(lambda request: channel.subscribe(Own(request)))
    peers = [join(wire, "/same") for _ in range(2)]
    own = join(wire, "/own")
    made[:] = []
    channel.publish("again", "e", 5)
    wire.run()
    assert len(made) == 2 and made[0] is made[1]
    for peer in peers:
        assert body(peer) == b"data: again\nevent: e\nid: 5\n\n"
    assert body(own) == b"data: own again\nevent: e\nid: 5\n\n"


def order(path):
    return ("/sse", "/stream", "/ndjson", "/socket").index(path)


@everywhere
def test_the_gone_are_forgotten(wire):
    channel = channel_of(wire)
    for path in KINDS:
        for leave in ("close", "reset", "half_close"):
            peer = join(wire, path)
            assert len(channel) == 1
            getattr(peer, leave)()
            wire.polls(3)
            assert len(channel) == 0 and not channel._subscribers
            assert channel.publish("x") == 0


@on_each_pool
def test_those_that_do_not_read_are_dropped_and_others_notice_nothing(wire):
    if wire.pool.send_waits:
        return
    wire.server.max_send_size = 1000
    channel = channel_of(wire)
    for path in KINDS:
        good = join(wire, path)
        bad = join(wire, path)
        before = len(good.received)
        bad.window = 0
        for _ in range(30):
            channel.publish("*" * 90)
            wire.poll()
        assert len(channel) == 1
        assert wire.state(bad) == "GONE" and wire.state(good) == "HELD"
        assert bytes(good.received[before:]).count(b"*") == 2700
        good.close()
        wire.polls(3)


@on_each_pool
def test_what_was_missed_is_sent_again(wire):
    channel = channel_of(wire, history=3)
    for number in range(5):
        channel.publish("n%d" % number)
    assert body(join(wire, "/sse")) == b"", "nothing was missed by who is new"
    for last, missed in (
        ("5", ()),
        ("4", (4,)),
        ("3", (3, 4)),
        ("2", (2, 3, 4)),
        ("1", (2, 3, 4)),
        ("of another life", (2, 3, 4)),
    ):
        peer = join(wire, "/sse", "Last-Event-ID: " + last)
        expected = b"".join([b"data: n%d\nid: %d\n\n" % (n, n + 1) for n in missed])
        assert body(peer) == expected, last
        peer.close()
        wire.polls(3)


@on_each_pool
def test_own_identifiers_and_events_are_sent_again(wire):
    channel = channel_of(wire, history=10)
    channel.publish("one", "e", "first")
    channel.publish({"two": 2}, id="second")
    peer = join(wire, "/sse", "Last-Event-ID: first")
    channel.publish("three")
    assert body(peer) == b'data: {"two": 2}\nid: second\n\ndata: three\nid: 3\n\n'


@on_each_pool
def test_no_history_no_identifiers(wire):
    channel = channel_of(wire)
    peer = join(wire, "/sse", "Last-Event-ID: 3")
    channel.publish("m")
    assert body(peer) == b"data: m\n\n"


@on_each_pool
def test_keep_alive(wire):
    channel = channel_of(wire, keep_alive=15)
    sse = join(wire, "/sse")
    socket = join(wire, "/socket")
    stream = join(wire, "/stream")
    wire.wait(14000, 200)
    assert body(sse) == body(socket) == b""
    wire.wait(3000, 200)
    assert body(sse) == b": \n\n" and body(socket) == b"\x89\x00"
    wire.wait(30000, 200)
    assert body(sse) == b": \n\n" * 3 and body(socket) == b"\x89\x00" * 3
    assert body(stream) == b"" and len(channel) == 3


@on_each_pool
def test_keep_alive_of_those_who_join_late(wire):
    channel = Channel(keep_alive=5)
    made = []

    @wire.route("/sse")
    def sse(request):
        made.append(SSEResponse(request))
        return made[-1]

    @wire.route("/socket")
    def socket(request):
        made.append(Websocket(request))
        return made[-1]

    peers = [join(wire, path) for path in ("/sse", "/socket")]
    for response in made:
        assert channel.subscribe(response) is response
    wire.wait(12000, 200)
    assert body(peers[0]) == b": \n\n" * 2 and body(peers[1]) == b"\x89\x00" * 2


@on_each_pool
def test_keep_alive_turned_off(wire):
    channel = channel_of(wire, keep_alive=0)
    sse = join(wire, "/sse")
    socket = join(wire, "/socket")
    wire.wait(60000, 1000)
    assert body(sse) == body(socket) == b"" and len(channel) == 2


@on_each_pool
def test_keep_alive_notices_who_has_vanished(wire):
    channel = channel_of(wire, keep_alive=1)
    for path in ("/sse", "/socket"):
        peer = join(wire, path)
        assert len(channel) == 1
        # Neither FIN nor RST: only what is sent comes back as an error.
        peer.gone = True
        wire.wait(6000, 200)
        assert len(channel) == 0 and wire.state(peer) == "GONE", path
