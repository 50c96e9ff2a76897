# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What one poll does, in which order: sending frees memory, so it comes first; a handler last."""

from adafruit_httpserver import ChunkedResponse, Response
from tests.support.wire import everywhere, get, on_each_pool


@on_each_pool
def test_sending_then_accepting_and_reading_then_one_handler(wire):
    log = wire.pool.log = []

    @wire.route("/long")
    def long(request):
        return ChunkedResponse(request, (bytes(100) for _ in range(50)))

    @wire.route("/")
    def handler(request):
        log.append(("handler", None))
        return Response(request, "Hello")

    sender, reader = wire.connect(), wire.connect()
    sender.send(get("/long"))
    wire.poll()
    # So long that the listener is asked even where it cannot tell that somebody knocks.
    wire.advance(60)
    log[:] = []
    reader.send(get())
    fresh = wire.knock()
    wire.poll()
    send = log.index(("send", sender))
    handled = log.index(("handler", None))
    for what, peer in (("accept", fresh), ("receive", reader)):
        assert send < log.index((what, peer)) < handled, log
    # A small answer leaves in the poll of its handler.
    assert handled < log.index(("send", reader))


@everywhere
def test_head_and_small_body_leave_in_one_send(wire):
    wire.answer("/", body="x" * 500)
    peer = wire.connect()
    for _ in range(3):
        wire.pool.log = []
        (answer,) = wire.ask(peer, get())
        assert wire.pool.log.count(("send", peer)) == 1
        assert answer.body == b"x" * 500


@on_each_pool
def test_idle_poll_touches_each_socket_once_at_most(wire):
    wire.answer("/")
    for _ in range(4):
        assert len(wire.ask(wire.connect(), get())) == 1
    wire.pool.log = []
    activity = wire.pool.activity
    wire.polls(20, 1)
    assert wire.pool.log == [] and wire.pool.activity == activity


@on_each_pool
def test_several_requests_are_handled_in_the_order_in_which_they_were_read(wire):
    @wire.route("/<name>")
    def handler(request, name):
        return Response(request, name)

    peers = [wire.connect() for _ in range(4)]
    log = wire.pool.log = []
    for number in range(4):
        peers[number].send(get("/%d" % number))
    wire.polls(4)
    read = [peer for what, peer in log if what == "receive"]
    assert ["/%d" % peers.index(peer) for peer in read] == wire.calls
