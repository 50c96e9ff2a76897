# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""CR, LF and NUL never get into a head, an event or the head of a frame, whoever put them there."""

from adafruit_httpserver import (
    Channel,
    ChunkedResponse,
    JSONResponse,
    MIMETypes,
    Redirect,
    Response,
    SSEResponse,
    Status,
    StreamResponse,
    Websocket,
    XMixedReplaceResponse,
)
from tests.support.websocket_client import HANDSHAKE_LINES
from tests.support.wire import POOLS, Wire, get

EVIL = (
    "\r",
    "\n",
    "\r\n",
    "\0",
    "a\r\nx-evil: y",
    "a\nx-evil: y",
    "a\rx-evil: y",
    "a\0b",
    "\r\n\r\n",
)


class Sly:
    """No text, but it becomes one."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


def channel_event(request, evil, **fields):
    channel = Channel()
    response = channel.subscribe(SSEResponse(request))
    channel.publish("data", **fields)
    return response


def sent(response, method, *arguments, **named):
    getattr(response, method)(*arguments, **named)
    return response


# Name: what a handler does with text that somebody else has made.
WAYS = {
    "header value": lambda r, e: Response(r, "", headers={"X": e}),
    "header name": lambda r, e: Response(r, "", headers={"X" + e: "y"}),
    "header object": lambda r, e: Response(r, "", headers={"X": Sly(e)}),
    "cookie value": lambda r, e: Response(r, "", cookies={"a": e}),
    "cookie name": lambda r, e: Response(r, "", cookies={"a" + e: "b"}),
    "cookie object": lambda r, e: Response(r, "", cookies={"a": Sly(e)}),
    "set_cookie value": lambda r, e: sent(Response(r, ""), "set_cookie", "a", e),
    "set_cookie name": lambda r, e: sent(Response(r, ""), "set_cookie", "a" + e, "b"),
    "set_cookie path": lambda r, e: sent(Response(r, ""), "set_cookie", "a", "b", path=e),
    "set_cookie domain": lambda r, e: sent(Response(r, ""), "set_cookie", "a", "b", domain=e),
    "set_cookie expires": lambda r, e: sent(Response(r, ""), "set_cookie", "a", "b", expires=e),
    "set_cookie max_age": lambda r, e: sent(
        Response(r, ""), "set_cookie", "a", "b", max_age=Sly(e)
    ),
    "set_cookie same_site": lambda r, e: sent(Response(r, ""), "set_cookie", "a", "b", same_site=e),
    "delete_cookie path": lambda r, e: sent(Response(r, ""), "delete_cookie", "a", path=e),
    "content type": lambda r, e: Response(r, "", content_type="a/b" + e),
    "content type of chunks": lambda r, e: ChunkedResponse(
        r, lambda: iter(()), content_type="a/b" + e
    ),
    "content type of a stream": lambda r, e: StreamResponse(r, content_type="a/b" + e),
    "status": lambda r, e: Response(r, "", status=(200, "OK" + e)),
    "Status": lambda r, e: Response(r, "", status=Status(200, "OK" + e)),
    "redirect": lambda r, e: Redirect(r, "/" + e),
    "redirect to an object": lambda r, e: Redirect(r, Sly("/" + e)),
    "redirect with a header": lambda r, e: Redirect(r, "/", headers={"X": e}),
    "JSON with a header": lambda r, e: JSONResponse(r, {}, headers={"X": e}),
    "event name": lambda r, e: sent(SSEResponse(r), "send_event", "d", event="a" + e),
    "event id": lambda r, e: sent(SSEResponse(r), "send_event", "d", id="a" + e),
    "event id object": lambda r, e: sent(SSEResponse(r), "send_event", "d", id=Sly("a" + e)),
    "event retry": lambda r, e: sent(SSEResponse(r), "send_event", "d", retry="1" + e),
    "event field": lambda r, e: sent(SSEResponse(r), "send_event", "d", custom_fields={"a": e}),
    "event field name": lambda r, e: sent(
        SSEResponse(r), "send_event", "d", custom_fields={"a" + e: "b"}
    ),
    "event comment": lambda r, e: sent(SSEResponse(r), "send_comment", "a" + e),
    "channel event": lambda r, e: channel_event(r, e, event="a" + e),
    "channel id": lambda r, e: channel_event(r, e, id="a" + e),
    "video boundary": lambda r, e: XMixedReplaceResponse(r, boundary="a" + e),
    "video type": lambda r, e: sent(XMixedReplaceResponse(r, "a/b" + e), "send_frame", b"f"),
    "video header": lambda r, e: XMixedReplaceResponse(r, headers={"X": e}),
    "frame type": lambda r, e: sent(
        XMixedReplaceResponse(r), "send_frame", b"f", content_type="a/b" + e
    ),
    "frame header": lambda r, e: sent(
        XMixedReplaceResponse(r), "send_frame", b"f", headers={"X": e}
    ),
    "frame header object": lambda r, e: sent(
        XMixedReplaceResponse(r), "send_frame", b"f", headers={"X": Sly(e)}
    ),
    "WebSocket header": lambda r, e: Websocket(r, headers={"X": e}),
    "WebSocket cookie": lambda r, e: Websocket(r, cookies={"a": e}),
}


def nothing_got_through(peer, what):
    head = bytes(peer.received).partition(b"\r\n\r\n")[0]
    assert head.startswith(b"HTTP/1.1 500 "), (what, bytes(peer.received)[:300])
    assert b"evil" not in peer.received and b"\0" not in peer.received
    lines = head.split(b"\r\n")
    assert not any([b"\r" in line or b"\n" in line for line in lines]), lines


def test_nothing_of_it_reaches_the_wire():
    for name in WAYS:
        for evil in EVIL:
            wire = Wire(POOLS[0])
            way = WAYS[name]

            @wire.route("/")
            def handler(request):
                return way(request, evil)  # noqa: B023

            peer = wire.connect()
            peer.send(get("/", *HANDSHAKE_LINES))
            wire.polls(4)
            nothing_got_through(peer, (name, evil))
            wire.take_error(ValueError)
            wire.finish()


def test_headers_of_the_server():
    wire = Wire(POOLS[0])
    for evil in EVIL:
        for value in (evil, Sly(evil)):
            try:
                wire.server.headers = {"X": value}
                raise AssertionError(evil)
            except ValueError as error:
                assert "X" in str(error)
    wire.finish()


def test_media_types_of_a_program():
    for evil in EVIL:
        for arguments in ({"default_to": "a/b" + evil}, {"register": {".x": "a/b" + evil}}):
            try:
                MIMETypes.configure(**arguments)
                raise AssertionError(evil)
            except ValueError as error:
                assert "a/b" in str(error)
    assert MIMETypes.get_for_filename("a.x") == MIMETypes.DEFAULT == "text/plain"


def test_data_of_an_event_stays_data():
    """Line ends in it are the ends of its lines, however they are spelt; a NUL is refused."""
    wire = Wire(POOLS[0])
    streams = []

    @wire.route("/")
    def handler(request):
        streams.append(SSEResponse(request))
        return streams[0]

    peer = wire.connect()
    wire.say(peer, get("/"))
    wire.run()
    before = len(peer.received)
    streams[0].send_event("a\r\nid: 1\rid: 2\nid: 3\n\nevent: x")
    wire.run()
    event = bytes(peer.received[before:])
    assert event.endswith(b"\n\n") and b"\r" not in event
    assert [line[:6] for line in event.split(b"\n")[:-2]] == [b"data: "] * 6
    before = len(peer.received)
    try:
        streams[0].send_event("a\0b")
        raise AssertionError("NUL")
    except ValueError:
        pass
    wire.run()
    assert len(peer.received) == before
    streams[0].close()
    wire.run()
    peer.close()
    wire.polls(3)
    wire.finish()


# Error pages

MARK = "zqx"


def error_pages(debug):
    """All that is answered to requests that are wrong in every way, with a mark in them."""
    wire = Wire(POOLS[0], debug=debug)
    wire.server._debug = lambda *arguments: None

    @wire.route("/raises/<name>")
    def raises(request, name):
        raise ZeroDivisionError(name)

    @wire.route("/json", "POST")
    def json(request):
        return JSONResponse(request, request.json())

    @wire.route("/form", "POST")
    def form(request):
        return Response(request, request.form_data["x"])

    @wire.route("/socket")
    def socket(request):
        return Websocket(request)

    lines = (
        "GET /%s HTTP/1.1\r\nHost: a",
        "GET /?%s HTTP/1.1\r\nHost: a",
        "GET /raises/%s HTTP/1.1\r\nHost: a",
        "DELETE /raises/%s HTTP/1.1\r\nHost: a",
        "%s / HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.%s\r\nHost: a",
        "GET / %s\r\nHost: a",
        "GET %s HTTP/1.1\r\nHost: a",
        "GET http://%s/ HTTP/1.1\r\nHost: a",
        "GET / HTTP/1.1\r\nHost: %s /",
        "GET / HTTP/1.1\r\nHost: a\r\n%s",
        "GET / HTTP/1.1\r\nHost: a\r\n%s : x",
        "GET / HTTP/1.1\r\nHost: a\r\nX: %s\0",
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: %s",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: %s",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %s",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %s, chunked",
        "GET /socket?%s HTTP/1.1\r\nHost: a\r\nUpgrade: %s",
        "GET /socket HTTP/1.1\r\nHost: a\r\nX: %s\r\nConnection: upgrade\r\nUpgrade: websocket",
        "GET /%%zz%s HTTP/1.1\r\nHost: a",
        "GET /../%s HTTP/1.1\r\nHost: a",
    )
    raw = [line.replace("%%", "%").replace("%s", MARK).encode() + b"\r\n\r\n" for line in lines]
    for target, kind, body in (
        ("/json", "application/json", MARK),
        ("/json", "application/json", '{"%s": %s}' % (MARK, MARK)),
        ("/form", "multipart/form-data; boundary=" + MARK, "--%s\r\n%s" % (MARK, MARK)),
        ("/form", "application/x-www-form-urlencoded", MARK + "=%zz"),
        ("/form", "multipart/form-data; b=" + MARK, MARK),
        ("/" + MARK, "text/plain", MARK),
    ):
        head = "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        raw.append((head % (target, kind, len(body)) + body).encode())
    raw.append(b"POST /json HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzqx\r\n")
    pages = []
    for one in raw:
        peer = wire.connect()
        peer.send(one)
        wire.run()
        pages.append((one, bytes(peer.received)))
        peer.close()
        wire.polls(3)
        wire.errors[:] = []
        wire.wait(1100, 50)
    wire.finish()
    return pages


def test_error_pages_do_not_reflect_what_was_sent():
    pages = error_pages(False)
    assert len(pages) > 25
    for raw, page in pages:
        code = int(page[9:12])
        assert 400 <= code < 600, (raw, page)
        assert MARK.encode() not in page.lower(), (raw, page)
        assert b"content-type: text/plain" in page or b"content-length: 0" in page, page


def test_in_debug_mode_they_may_but_never_as_html():
    MIMETypes.configure(default_to="text/html")
    try:
        pages = error_pages(True)
    finally:
        MIMETypes.configure(default_to="text/plain")
    assert any([MARK.encode() in page for _, page in pages]), "debug says more"
    for raw, page in pages:
        if b"\r\ncontent-type:" in page:
            assert b"\r\ncontent-type: text/plain" in page, (raw, page)
