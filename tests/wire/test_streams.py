# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Bodies that grow while the client reads them: StreamResponse, NDJSONResponse, MJPEG."""

from adafruit_httpserver import NDJSONResponse, StreamResponse, XMixedReplaceResponse
from tests.support.expect import raises
from tests.support.wire import everywhere, get, on_each_pool, raw_request

MADE = []


def opened(wire, cls, version="1.1", **arguments):
    """A client with an open response of that class, and that."""

    def handler(request):
        MADE.append(cls(request, **arguments))
        return MADE[-1]

    path = "/%d" % len(MADE)
    wire.route(path)(handler)
    peer = wire.connect()
    wire.say(peer, raw_request("GET", path, (), version))
    wire.run()
    return peer, MADE[-1]


def ended(wire, peer):
    """The one answer, after its end."""
    wire.run()
    (answer,) = wire.answers(peer)
    assert peer.server_closed and not peer.got_reset and wire.state(peer) == "GONE"
    return answer


@everywhere
def test_stream(wire):
    peer, stream = opened(wire, StreamResponse, content_type="text/x", headers={"X": "y"})
    for data in ("text \u00e9", b"bytes", bytearray(b"array"), memoryview(b"view"), "", b""):
        assert stream.send(data) is True
        wire.poll()
    raises(TypeError, stream.send, 5)
    stream.close()
    stream.close()
    answer = ended(wire, peer)
    assert answer.body == "text \u00e9".encode() + b"bytesarrayview"
    assert answer.header("content-type") == "text/x" and answer.header("x") == "y"
    assert answer.header("transfer-encoding") == "chunked"
    assert answer.header("connection") == "close"
    raises(BrokenPipeError, stream.send, b"late")
    assert stream.send(b"late", fail_silently=True) is False and stream.closed


@everywhere
def test_stream_to_an_old_client(wire):
    peer, stream = opened(wire, StreamResponse, version="1.0", status=201)
    stream.send("one")
    stream.send("two")
    stream.close()
    answer = ended(wire, peer)
    assert answer.body == b"onetwo" and answer.status == 201
    assert answer.header("transfer-encoding") is None


@everywhere
def test_lines_of_json(wire):
    peer, stream = opened(wire, NDJSONResponse)
    things = ({"a": 1}, [1, 2], "text\n", 5, None, True)
    for thing in things:
        assert stream.send(thing) is True
    stream.close()
    answer = ended(wire, peer)
    assert answer.body == b'{"a": 1}\n[1, 2]\n"text\\n"\n5\nnull\ntrue\n'
    assert answer.header("content-type") == "application/x-ndjson"


@everywhere
def test_frames(wire):
    peer, video = opened(wire, XMixedReplaceResponse)
    assert video.send_frame(b"\xff\xd8first") is True
    wire.poll()
    assert video.send_frame(memoryview(b"second"), headers={"X-Own": "1"}) is True
    assert video.send_frame("third", content_type="text/plain") is True
    video.close()
    answer = ended(wire, peer)
    assert answer.header("content-type") == "multipart/x-mixed-replace; boundary=frame"
    assert answer.header("cache-control") == "no-cache"
    assert answer.body == (
        b"--frame\r\ncontent-type: image/jpeg\r\ncontent-length: 7\r\n\r\n\xff\xd8first\r\n"
        b"--frame\r\ncontent-type: image/jpeg\r\ncontent-length: 6\r\nx-own: 1\r\n\r\nsecond\r\n"
        b"--frame\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nthird\r\n"
        b"--frame--\r\n"
    )


@on_each_pool
def test_boundary_and_type_of_all_frames(wire):
    peer, video = opened(
        wire, XMixedReplaceResponse, boundary="cut", frame_content_type="image/png"
    )
    video.send_frame(b"x")
    video.close()
    answer = ended(wire, peer)
    assert answer.header("content-type").endswith("; boundary=cut")
    assert answer.body.startswith(b"--cut\r\ncontent-type: image/png\r\n")
    raises(ValueError, video.send_frame, b"x", {"X": "a\r\nb"})


@on_each_pool
def test_slow_viewer_misses_frames_and_sees_whole_ones(wire):
    if wire.pool.send_waits:
        return
    wire.server.max_send_size = 256
    peer, video = opened(wire, XMixedReplaceResponse)
    before = len(peer.received)
    peer.window = 700
    peer.unread = 0
    taken = []
    for number in range(60):
        if video.send_frame(b"%03d" % number * 1000):
            taken.append(b"%03d" % number * 1000)
        wire.polls(2, 10)
        peer.read(700)
    for _ in range(100):
        peer.read(700)
        wire.polls(2)
    assert 5 < len(taken) < 30
    parts = bytes(peer.received[before:]).split(b"--frame\r\n")[1:]
    assert [part.partition(b"\r\n\r\n")[2][:-2] for part in parts] == taken
    assert not video.closed


@on_each_pool
def test_viewer_that_takes_nothing_is_dropped_after_a_while(wire):
    if wire.pool.send_waits:
        return
    peer, video = opened(wire, XMixedReplaceResponse)
    peer.window = 0
    assert video.send_frame(b"*" * 5000) is True
    wire.wait(14000, 500)
    assert video.send_frame(b"next") is False, "the clock begins with the first that is skipped"
    wire.wait(14000, 500)
    assert video.send_frame(b"next") is False and not video.closed
    wire.wait(2000, 500)
    raises(BrokenPipeError, video.send_frame, b"next")
    wire.poll()
    assert video.closed and wire.state(peer) == "GONE"
    assert video.send_frame(b"next", fail_silently=True) is False
    video.close()


@everywhere
def test_closed_by_itself_when_the_client_leaves(wire):
    for cls in (StreamResponse, NDJSONResponse, XMixedReplaceResponse):
        for leave in ("half_close", "close", "reset"):
            peer, stream = opened(wire, cls)
            assert not stream.closed
            getattr(peer, leave)()
            wire.polls(3)
            assert stream.closed and wire.state(peer) == "GONE", (cls, leave)
            stream.close()


@on_each_pool
def test_reader_that_is_too_slow_is_dropped(wire):
    if wire.pool.send_waits:
        return
    wire.server.max_send_size = 1000
    for cls in (StreamResponse, NDJSONResponse):
        peer, stream = opened(wire, cls)
        peer.window = 0
        for _ in range(20):
            if not stream.send("*" * 90, fail_silently=True):
                break
        assert stream.closed
        raises(BrokenPipeError, stream.send, "x")
        wire.polls(2)
        assert wire.state(peer) == "GONE"


@everywhere
def test_sent_before_the_handler_has_returned(wire):
    @wire.route("/")
    def handler(request):
        stream = StreamResponse(request)
        stream.send("early")
        MADE.append(stream)
        return stream

    peer = wire.connect()
    wire.say(peer, get())
    wire.run()
    MADE[-1].send(" late")
    MADE[-1].close()
    assert ended(wire, peer).body == b"early late"
