# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The rows of the state table of one connection, on every kind of socket."""

from adafruit_httpserver import CONNECTION_TIMED_OUT, ChunkedResponse, Response
from tests.support.wire import everywhere, get, on_each_pool, post

HALF_REQUESTS = (
    b"G",
    b"GET / HTTP/1.1",
    b"GET / HTTP/1.1\r\nHost: a\r\n",
    post(b"12345")[:-5],
    post(b"12345")[:-1],
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12",
)


@everywhere
def test_reading_then_handling_while_another_handler_has_its_poll(wire):
    wire.answer("/")
    one, two = wire.connect(), wire.connect()
    wire.say(one, get())
    wire.say(two, get())
    wire.run()
    assert [answer.status for answer in wire.answers(one) + wire.answers(two)] == [200, 200]
    one.send(get())
    two.send(get())
    wire.poll()
    assert sorted((wire.state(one), wire.state(two))) == ["HANDLING", "READING"]
    wire.poll()
    assert sorted((wire.state(one), wire.state(two))) == ["READING", "READING"]


@everywhere
def test_reading_error_is_answered_and_closes(wire):
    peer = wire.connect()
    wire.say(peer, b"GET / HTTP/1.1\r\nno colon\r\n\r\n")
    wire.run()
    (answer,) = wire.answers(peer)
    assert answer.status == 400
    assert answer.header("connection") == "close"
    assert wire.ended(peer) and wire.count == 0


@everywhere
def test_reading_end_of_input_closes_silently(wire):
    wire.answer("/", methods=("GET", "POST"))
    for half in (b"",) + HALF_REQUESTS:
        for leave in ("half_close", "close"):
            peer = wire.connect()
            wire.say(peer, half)
            getattr(peer, leave)()
            wire.run()
            assert wire.state(peer) == "GONE", (half, leave)
            assert peer.server_closed and not peer.received, (half, leave)
    assert wire.calls == [] and CONNECTION_TIMED_OUT not in wire.results


@everywhere
def test_reading_end_of_input_between_requests_closes_silently(wire):
    wire.answer("/")
    for leave in ("half_close", "close"):
        peer = wire.connect()
        assert len(wire.ask(peer, get())) == 1
        size = len(peer.received)
        getattr(peer, leave)()
        wire.run()
        assert wire.state(peer) == "GONE"
        assert len(peer.received) == size


@everywhere
def test_reset_in_mid_request_closes(wire):
    for half in (b"",) + HALF_REQUESTS:
        peer = wire.connect()
        wire.say(peer, half)
        wire.poll()
        peer.reset()
        wire.run()
        wire.polls(3)
        assert wire.state(peer) == "GONE", half
        assert not peer.received
    assert wire.calls == []


@everywhere
def test_handling_none_closes(wire):
    wire.route("/")(lambda request: None)
    peer = wire.connect()
    assert wire.ask(peer, get()) == []
    assert wire.state(peer) == "GONE" and peer.server_closed


@everywhere
def test_sending_a_source_that_ends_goes_back_to_reading(wire):
    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, ["one", "two", "three", "four", "five", "six"])

    peer = wire.connect()
    for _ in range(2):
        (answer,) = wire.ask(peer, get())
        assert answer.body == b"onetwothreefourfivesix"
        assert wire.state(peer) == "READING"


@everywhere
def test_sending_takes_several_polls(wire):
    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, [str(number) for number in range(20)])

    peer = wire.connect()
    wire.say(peer, get())
    wire.poll()
    assert wire.state(peer) == "SENDING"
    wire.run()
    assert wire.answers(peer)[0].body == b"".join([b"%d" % number for number in range(20)])


@everywhere
def test_sending_then_closing_without_keep_alive(wire):
    wire.answer("/")
    peer = wire.connect()
    (answer,) = wire.ask(peer, get("/", "Connection: close"))
    assert answer.header("connection") == "close"
    # Nothing is left to say on either side.
    assert wire.state(peer) == "GONE" and peer.server_closed and not peer.got_reset


@everywhere
def test_half_closed_client_gets_a_plain_answer(wire):
    wire.answer("/", methods=("GET", "POST"))
    for request in (get(), post(b"12345"), get("/", "Connection: close")):
        peer = wire.connect()
        wire.say(peer, request)
        peer.half_close()
        wire.run()
        if wire.pool.answers_half_closed:
            assert [answer.status for answer in wire.answers(peer)] == [200], request
        assert wire.state(peer) == "GONE"


@everywhere
def test_half_closed_client_gets_a_long_answer_to_its_end(wire):
    body = bytes(range(250)) * 100

    @wire.route("/")
    def handler(request):
        return ChunkedResponse(request, [body[i : i + 1000] for i in range(0, len(body), 1000)])

    peer = wire.connect()
    wire.say(peer, get())
    wire.poll()
    peer.half_close()
    wire.run()
    if wire.pool.answers_half_closed:
        assert wire.answers(peer)[0].body == body
    assert wire.state(peer) == "GONE"


@everywhere
def test_half_closed_client_gets_its_refusal(wire):
    peer = wire.connect()
    wire.say(peer, b"GET / HTTP/1.1\r\nno colon\r\n\r\n")
    peer.half_close()
    wire.run()
    if wire.pool.answers_half_closed:
        assert wire.answers(peer)[0].status == 400
    wire.wait(1200)
    assert wire.state(peer) == "GONE"


@everywhere
def test_client_that_left_before_its_handler_is_called(wire):
    wire.answer("/")
    for leave in ("close", "reset"):
        one, two = wire.connect(), wire.connect()
        wire.say(one, get())
        wire.say(two, get())
        getattr(one, leave)()
        getattr(two, leave)()
        wire.run()
        wire.polls(3)
        assert wire.count == 0
    assert wire.errors == []


class Held(Response):
    def _send(self):
        self._send_headers()


@everywhere
def test_held_until_its_client_leaves(wire):
    for leave in ("half_close", "close", "reset"):
        made = []

        @wire.route("/" + leave)
        def handler(request):
            made.append(Held(request))  # noqa: B023
            return made[-1]  # noqa: B023

        peer = wire.connect()
        wire.say(peer, get("/" + leave))
        wire.run()
        wire.wait(20000, 500)
        assert wire.state(peer) == "HELD"
        made[0]._send_bytes(made[0]._request.connection, b"event")
        assert bytes(peer.received).endswith(b"\r\n\r\nevent")
        getattr(peer, leave)()
        wire.polls(3)
        assert wire.state(peer) == "GONE"
        try:
            made[0]._send_bytes(made[0]._request.connection, b"event")
        except BrokenPipeError as error:
            assert error.errno == 32
        else:
            raise AssertionError("sent to nobody")


@everywhere
def test_held_client_that_leaves_with_output_on_its_way_is_forgotten(wire):
    made = []

    @wire.route("/")
    def handler(request):
        made.append(Held(request))
        return made[-1]

    peer = wire.connect()
    wire.say(peer, get())
    wire.run()
    peer.window = 0
    peer.unread = 0
    if not wire.pool.send_waits:
        made[0]._send_bytes(made[0]._request.connection, b"queued")
    peer.half_close()
    wire.polls(3)
    peer.window = None
    wire.wait(1200)
    assert wire.state(peer) == "GONE"


@on_each_pool
def test_closed_sockets_are_not_used_again(wire):
    wire.answer("/")
    peer = wire.connect()
    wire.ask(peer, get("/", "Connection: close"))
    activity = wire.pool.activity
    wire.wait(500)
    assert wire.pool.activity == activity
