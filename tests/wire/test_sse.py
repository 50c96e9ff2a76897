# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Server-sent events: what is on the wire, and clients that leave or do not read."""

from adafruit_httpserver import NO_REQUEST, SSEResponse
from tests.support.expect import raises
from tests.support.wire import everywhere, get, on_each_pool

MADE = []


def made(request):
    MADE.append(SSEResponse(request))
    return MADE[-1]


def opened(wire, lines=()):
    """A client with an open SSEResponse, and that."""
    wire.route("/events")(made)
    peer = wire.connect()
    wire.say(peer, get("/events", *lines))
    wire.run()
    return peer, MADE[-1]


def events(peer):
    """What came behind the head."""
    return bytes(peer.received).partition(b"\r\n\r\n")[2]


def broken(function, *arguments):
    return raises(BrokenPipeError, function, *arguments).errno == 32


@everywhere
def test_head(wire):
    peer, sse = opened(wire)
    head = bytes(peer.received).lower()
    assert head.startswith(b"http/1.1 200 ok\r\n") and head.endswith(b"\r\n\r\n")
    for line in (
        b"\r\ncontent-type: text/event-stream\r\n",
        b"\r\ncache-control: no-cache\r\n",
        b"\r\nconnection: keep-alive\r\n",
    ):
        assert head.count(line) == 1, line
    assert b"content-length" not in head and b"transfer-encoding" not in head
    assert not sse.closed and wire.state(peer) == "HELD"


@on_each_pool
def test_own_headers(wire):
    @wire.route("/")
    def handler(request):
        headers = {"Cache-Control": "no-store", "X-Own": "1"}
        return SSEResponse(request, headers, {"a": "b"})

    wire.server.headers = {"X-Server": "2"}
    peer = wire.connect()
    peer.send(get())
    wire.run()
    head = bytes(peer.received).lower()
    for line in (b"cache-control: no-store", b"x-own: 1", b"set-cookie: a=b", b"x-server: 2"):
        assert head.count(b"\r\n" + line + b"\r\n") == 1, line
    # It is a list (RFC 9110 section 5.3), so what the program says is added.
    assert head.count(b"\r\ncache-control: no-cache\r\n") == 1


FIELDS = (
    (("m",), {}, b"data: m\n\n"),
    (("m", "e", 1, 5000), {}, b"data: m\nevent: e\nid: 1\nretry: 5000\n\n"),
    (("m",), {"custom_fields": {"x": "y"}}, b"data: m\nx: y\n\n"),
    (("a\nb",), {}, b"data: a\ndata: b\n\n"),
    (("a\r\nb\rc\n",), {}, b"data: a\ndata: b\ndata: c\ndata: \n\n"),
    (("",), {}, b"data: \n\n"),
    ((), {"event": "e"}, b"event: e\n\n"),
    ((), {"retry": 100}, b"retry: 100\n\n"),
    (("m",), {"id": 0}, b"data: m\nid: 0\n\n"),
    (("m",), {"retry": 0}, b"data: m\nretry: 0\n\n"),
    ((21.5,), {}, b"data: 21.5\n\n"),
    ((0,), {}, b"data: 0\n\n"),
    (({"a": [1, None]},), {}, b'data: {"a": [1, null]}\n\n'),
    (([1, "x"],), {}, b'data: [1, "x"]\n\n'),
    (("\u00e9",), {}, b"data: \xc3\xa9\n\n"),
)


@on_each_pool
def test_fields(wire):
    peer, sse = opened(wire)
    for arguments, keywords, sent in FIELDS:
        before = len(peer.received)
        assert sse.send_event(*arguments, **keywords) is True
        assert bytes(peer.received[before:]) == sent, sent
    assert sse.send_comment() and sse.send_comment("ping")
    assert bytes(peer.received).endswith(b"\n\n: \n\n: ping\n\n")


@on_each_pool
def test_nothing_can_be_injected(wire):
    peer, sse = opened(wire)
    before = len(peer.received)
    for text in ("a\nb", "a\rb", "a\0b", "\n"):
        for keywords in (
            {"event": text},
            {"id": text},
            {"retry": text},
            {"custom_fields": {"x": text}},
            {"custom_fields": {text: "x"}},
        ):
            raises(ValueError, sse.send_event, "m", **keywords)
        raises(ValueError, sse.send_comment, text)
    assert len(peer.received) == before and not sse.closed


@everywhere
def test_last_event_id(wire):
    peer, sse = opened(wire, lines=("Last-Event-ID: 57",))
    assert sse._request.last_event_id == "57"
    peer, sse = opened(wire)
    assert sse._request.last_event_id is None


@everywhere
def test_events_arrive_in_order_while_others_are_served(wire):
    wire.answer("/")
    MADE[:] = []
    peers = [opened(wire)[0] for _ in range(3)]
    other = wire.connect()
    for number in range(5):
        for sse in MADE:
            sse.send_event(number)
        assert wire.ask(other, get())[0].body == b"Hello"
    for peer in peers:
        assert events(peer) == b"".join([b"data: %d\n\n" % number for number in range(5)])


@on_each_pool
def test_idle_is_idle(wire):
    peer, sse = opened(wire)
    wire.wait(5000, 50)
    assert wire.polls(3) == [NO_REQUEST] * 3
    wire.wait(60000, 500)
    assert wire.state(peer) == "HELD" and not sse.closed


@everywhere
def test_close(wire):
    peer, sse = opened(wire)
    sse.close()
    assert sse.closed
    sse.close()
    assert events(peer) == b"event: close\ndata:\n\n"
    wire.run()
    assert peer.server_closed and not peer.got_reset and wire.state(peer) == "GONE"
    assert broken(sse.send_event, "m")
    assert sse.send_event("m", fail_silently=True) is False
    assert sse.send_comment(fail_silently=True) is False


@everywhere
def test_closed_by_itself_when_the_client_leaves(wire):
    for leave in ("half_close", "close", "reset"):
        peer, sse = opened(wire)
        getattr(peer, leave)()
        wire.polls(3)
        assert sse.closed, leave
        assert wire.state(peer) == "GONE"
        assert broken(sse.send_event, "m")
        assert sse.send_event("m", fail_silently=True) is False
        sse.close()


@on_each_pool
def test_client_that_does_not_read_is_dropped(wire):
    if wire.pool.send_waits:
        return
    wire.answer("/")
    wire.server.max_send_size = 1000
    peer, sse = opened(wire)
    peer.window = 0
    start = wire.clock.now()
    sent = 0
    while sse.send_event("*" * 92, fail_silently=True):
        sent += 1
        assert sent <= 10
    assert sent == 10, "100 bytes each"
    assert sse.closed and wire.clock.now() == start, "it has not waited"
    assert broken(sse.send_event, "m")
    wire.polls(2)
    assert wire.state(peer) == "GONE"
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_slow_client_gets_all_of_it(wire):
    if wire.pool.send_waits:
        return
    peer, sse = opened(wire)
    before = len(peer.received)
    peer.window = 10
    peer.unread = 0
    for number in range(50):
        sse.send_event("%03d" % number)
        peer.read(20)
        wire.polls(2, 1)
    for _ in range(200):
        peer.read(10)
        wire.poll()
    assert bytes(peer.received[before:]) == b"".join([b"data: %03d\n\n" % n for n in range(50)])


@on_each_pool
def test_one_event_may_be_larger_than_what_may_wait(wire):
    if wire.pool.send_waits:
        return
    wire.server.max_send_size = 1000
    peer, sse = opened(wire)
    before = len(peer.received)
    peer.window = 100
    peer.unread = 0
    assert sse.send_event("*" * 5000)
    assert sse.send_event("more", fail_silently=True) is False, "now there is too much"
    peer, sse = opened(wire)
    before = len(peer.received)
    peer.window = 100
    peer.unread = 0
    assert sse.send_event("*" * 5000)
    for _ in range(200):
        peer.read(100)
        wire.polls(2)
    assert bytes(peer.received[before:]) == b"data: " + b"*" * 5000 + b"\n\n"


@everywhere
def test_events_before_the_handler_has_returned(wire):
    @wire.route("/")
    def handler(request):
        sse = SSEResponse(request)
        sse.send_event("early")
        return sse

    peer = wire.connect()
    wire.say(peer, get())
    wire.run()
    assert events(peer) == b"data: early\n\n"
    assert bytes(peer.received).startswith(b"HTTP/1.1 200 OK\r\n")


@everywhere
def test_page_refresh_closes_the_old_one_in_the_handler(wire):
    current = []

    @wire.route("/")
    def handler(request):
        if current:
            current.pop().close()
        current.append(SSEResponse(request))
        return current[0]

    for leave in (None, "close", "reset"):
        for _ in range(2):
            peer = wire.connect()
            wire.say(peer, get())
            wire.run()
            if leave:
                getattr(peer, leave)()
        assert b"text/event-stream" in bytes(peer.received)
        wire.polls(3)


@everywhere
def test_head_of_it(wire):
    wire.route("/")(made)
    peer = wire.connect()
    wire.say(peer, get().replace(b"GET", b"HEAD"))
    wire.run()
    assert bytes(peer.received).endswith(b"\r\n\r\n") and MADE[-1].closed
    assert wire.state(peer) == "GONE"


@on_each_pool
def test_it_outlives_a_stop(wire):
    peer, sse = opened(wire)
    wire.stop()
    sse.send_event("still there")
    assert events(peer) == b"data: still there\n\n"
