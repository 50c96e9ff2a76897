# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What poll() returns, and that nothing it has to tell is lost."""

from adafruit_httpserver import (
    CONNECTION_IN_PROGRESS,
    CONNECTION_TIMED_OUT,
    NO_REQUEST,
    REQUEST_HANDLED_NO_RESPONSE,
    REQUEST_HANDLED_RESPONSE_SENT,
    Basic,
    ChunkedResponse,
    Response,
    ServerStoppedError,
)
from tests.support.wire import everywhere, get, on_each_pool, raw_request

SENT = REQUEST_HANDLED_RESPONSE_SENT


@on_each_pool
def test_nobody_there(wire):
    assert wire.polls(50, 5) == [NO_REQUEST] * 50


@on_each_pool
def test_idle_clients_are_no_work(wire):
    wire.answer("/")
    for _ in range(3):
        assert len(wire.ask(wire.connect(), get())) == 1
    assert wire.polls(50, 5) == [NO_REQUEST] * 50


@on_each_pool
def test_a_read_that_filled_the_buffer_is_no_work_for_ever(wire):
    """There may be more, but after the next read it is known that there is none."""
    wire.answer("/")
    size = wire.server.request_buffer_size
    padding = size - len(get("/", "x: "))
    peer = wire.connect()
    for _ in range(2):
        assert len(wire.ask(peer, get("/", "x: " + "a" * padding))) == 1
        assert len(wire.ask(peer, get())) == 1
        assert wire.polls(50, 5) == [NO_REQUEST] * 50


@everywhere
def test_each_request_is_told_of_once(wire):
    wire.answer("/")
    wire.route("/none")(lambda request: None)
    peer = wire.connect()
    for _ in range(3):
        wire.ask(peer, get())
    assert [r for r in wire.results if r != CONNECTION_IN_PROGRESS] == [SENT] * 3
    wire.ask(peer, get("/none"))
    assert wire.results[-1] == REQUEST_HANDLED_NO_RESPONSE
    assert wire.results.count(SENT) == 3


@everywhere
def test_pipelined_requests_are_told_of_once_each(wire):
    wire.answer("/")
    wire.ask(wire.connect(), get() * 6)
    assert wire.results.count(SENT) == 6


@on_each_pool
def test_response_is_told_of_when_it_is_handed_over(wire):
    ready = []

    @wire.route("/")
    def handler(request):
        def source():
            while not ready:
                yield None
            yield "done"

        return ChunkedResponse(request, source)

    peer = wire.connect()
    peer.send(get())
    assert wire.polls(6) == [SENT] + [CONNECTION_IN_PROGRESS] * 5
    ready.append(True)
    wire.run()
    assert wire.polls(5) == [NO_REQUEST] * 5
    assert wire.results.count(SENT) == 1


@on_each_pool
def test_request_that_waits_for_its_turn_is_work(wire):
    wire.answer("/")
    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        peer.send(get())
    assert wire.polls(4) == [SENT] * 3 + [NO_REQUEST]


@everywhere
def test_what_the_server_answers_by_itself_is_told_of(wire):
    wire.answer("/", methods="GET")
    peer = wire.connect()
    for request in (get("/missing"), raw_request("POST", "/"), raw_request("OPTIONS", "/")):
        before = wire.results.count(SENT)
        assert len(wire.ask(peer, request)) == 1
        assert wire.results.count(SENT) == before + 1, request


@everywhere
def test_malformed_request_is_no_request(wire):
    """Faults of a client map to NO_REQUEST, on a fresh connection and on a used one alike."""
    wire.answer("/")
    for used in (False, True):
        peer = wire.connect()
        if used:
            wire.ask(peer, get())
        before = wire.results.count(SENT)
        wire.say(peer, b"GET / HTTP/1.1\r\nno colon\r\n\r\n")
        wire.run()
        assert wire.answers(peer)[-1].status == 400
        assert wire.results.count(SENT) == before, used
        peer.close()
        wire.run()


@everywhere
def test_timeout_in_a_request_is_no_request(wire):
    wire.answer("/")
    for used in (False, True):
        peer = wire.connect()
        if used:
            wire.ask(peer, get())
        before = wire.results.count(SENT)
        wire.say(peer, get()[:-1])
        wire.wait(1200)
        assert wire.answers(peer)[-1].status == 408
        assert wire.results.count(SENT) == before, used
        assert CONNECTION_TIMED_OUT not in wire.results
        peer.close()
        wire.run()


@everywhere
def test_refusal_before_the_body_is_told_of_alike_on_every_connection(wire):
    wire.answer("/open")
    wire.server.max_body_size = 100
    told = []
    for used in (False, True):
        peer = wire.connect()
        if used:
            wire.ask(peer, get("/open"))
        before = wire.results.count(SENT)
        wire.say(peer, raw_request("POST", "/open", ("Content-Length: 101",)))
        wire.run()
        assert wire.answers(peer)[-1].status == 413
        told.append(wire.results.count(SENT) - before)
        peer.close()
        wire.run()
    assert told[0] == told[1], told


@everywhere
def test_not_authorized_is_told_of_alike_with_and_without_a_body(wire):
    wire.answer("/")
    wire.server.require_authentication([Basic("user", "secret")])
    told = []
    for request in (get(), raw_request("POST", "/", ("Content-Length: 5",))):
        peer = wire.connect()
        before = wire.results.count(SENT)
        wire.say(peer, request)
        wire.run()
        assert wire.answers(peer)[-1].status == 401
        told.append(wire.results.count(SENT) - before)
        peer.close()
        wire.run()
    assert told[0] == told[1], told


@on_each_pool
def test_exception_does_not_take_the_place_of_a_result(wire):
    ready = []

    @wire.route("/generator")
    def generator(request):
        while not ready:
            yield
        return Response(request, "done")

    @wire.route("/bad")
    def bad(request):
        raise ZeroDivisionError

    peers = [wire.connect() for _ in range(3)]
    for peer in peers[:2]:
        peer.send(get("/generator"))
        wire.polls(2)
    peers[2].send(get("/bad"))
    wire.results[:] = []
    ready.append(True)
    wire.polls(6)
    wire.take_error(ZeroDivisionError)
    assert wire.results.count(SENT) == 2


@on_each_pool
def test_results_that_nobody_asks_for_do_not_pile_up(wire):
    """Clients that come and say nothing, on a server that is polled rarely."""
    for _ in range(40):
        for _ in range(4):
            wire.knock()
        for _ in range(6):
            wire.poll()
            wire.advance(1300)
    wire.wait(12000, 100)
    assert wire.polls(20, 10) == [NO_REQUEST] * 20


@on_each_pool
def test_stopped_server(wire):
    wire.stop()
    wire.poll()
    wire.take_error(ServerStoppedError)
    try:
        wire.call(wire.server.wait)
    except ServerStoppedError:
        return
    raise AssertionError("waits for a stopped server")


@on_each_pool
def test_poll_never_sleeps(wire):
    wire.answer("/", body=bytes(5000))
    for window in (None, 0, 100):
        wire.connect(window).send(get())
    wire.connect().send(get()[:-1])
    wire.wait(3000)
    assert wire.clock.slept == []


@on_each_pool
def test_wait_sleeps_until_somebody_wakes_it(wire):
    if wire.pool.select_class is None:
        return
    wire.answer("/")
    assert wire.call(wire.server.wait, 1) == NO_REQUEST
    assert wire.clock.slept == [1]
    peer = wire.connect()
    wire.ask(peer, get())
    wire.clock.slept[:] = []
    peer.send(get())
    assert wire.call(wire.server.wait, 1) == SENT
    assert wire.clock.slept == []
    # Not longer than until the next deadline.
    start = wire.clock.now()
    for _ in range(40):
        wire.call(wire.server.wait, 3600)
        if wire.state(peer) == "GONE":
            break
    assert 15000 <= wire.clock.now() - start <= 15200
    assert len(wire.clock.slept) < 10, wire.clock.slept


@on_each_pool
def test_wait_sleeps_ten_milliseconds_at_most_where_nobody_wakes_it(wire):
    if wire.pool.select_class is not None:
        return
    assert wire.call(wire.server.wait, 1) == NO_REQUEST
    assert len(wire.clock.slept) == 1 and 0 < wire.clock.slept[0] <= 0.011
    wire.clock.slept[:] = []
    wire.call(wire.server.wait, 0.005)
    assert len(wire.clock.slept) == 1 and wire.clock.slept[0] <= 0.0051


@on_each_pool
def test_wait_does_not_sleep_when_there_is_work(wire):
    wire.answer("/")
    peers = [wire.connect() for _ in range(3)]
    for peer in peers:
        peer.send(get() * 2)
    wire.poll()
    wire.clock.slept[:] = []
    for _ in range(3):
        assert wire.call(wire.server.wait, 1) == SENT
    assert wire.clock.slept == []
