# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Ends of bodies that are taken as they come: who leaves, and what fails."""

import adafruit_httpserver.debug as debug
from adafruit_httpserver import POST, PUT, Response
from tests.support.body_streams import LONG, streamed
from tests.support.expect import raises
from tests.support.wire import everywhere, get, on_each_pool, post

# Clients and servers that leave


@everywhere
def test_client_that_leaves_closes_the_generator(wire):
    for leave in ("half_close", "close", "reset"):
        log = streamed(wire, "/" + leave)
        whole = post(b"12345", target="/" + leave)
        for request in (whole[:-5], whole[:-2]):
            log[:] = []
            peer = wire.connect()
            wire.say(peer, request)
            wire.run()
            assert log == ["begin"]
            getattr(peer, leave)()
            wire.run()
            assert log == ["begin", "finally"], leave
            assert wire.state(peer) == "GONE" and not peer.received


@on_each_pool
def test_client_that_leaves_in_the_middle_of_much(wire):
    log = streamed(wire)
    for leave in ("close", "reset"):
        log[:] = []
        peer = wire.connect()
        peer.send(post(bytes(40 * wire.server.request_buffer_size))[:-1])
        wire.polls(4)
        getattr(peer, leave)()
        wire.run()
        assert log == ["begin", "finally"], leave
        assert wire.state(peer) == "GONE" and not peer.received


@on_each_pool
def test_stop_closes_the_generator(wire):
    log = streamed(wire)
    peer = wire.connect()
    peer.send(post(b"12345")[:-1])
    wire.run()
    wire.stop()
    assert log == ["begin", "finally"]
    assert wire.count == 0


@on_each_pool
def test_stop_in_the_handler(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        try:
            yield from request.read()
            wire.stop()
            yield
        finally:
            log.append("finally")

    peer = wire.connect()
    peer.send(post(b"12345")[:-1])
    wire.poll()
    assert wire.server.stopped
    assert log == ["finally"]


# Faults


@everywhere
def test_exception_in_the_handler(wire):
    def at_once(request):
        raise ZeroDivisionError

    def later(request):
        yield from request.read()
        raise ZeroDivisionError

    for number, handler in enumerate((at_once, later)):
        path = "/%d" % number
        wire.route(path, POST, stream=True)(handler)
        peer = wire.connect()
        wire.say(peer, post(LONG, target=path))
        wire.run()
        wire.take_error(ZeroDivisionError)
        (answer,) = wire.answers(peer)
        assert answer.status == 500
        assert wire.ended(peer)


@everywhere
def test_a_body_that_is_not_in_memory(wire):
    errors = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        for what in (
            lambda: request.body,
            lambda: request.form_data,
            request.json,
            lambda: request.raw_request,
        ):
            try:
                what()
            except RuntimeError as error:
                errors.append(str(error))
        yield from request.read()
        return Response(request, "")

    peer = wire.connect()
    wire.ask(peer, post(b"1"))
    assert len(errors) == 4 and "request.save()" in errors[0]


@everywhere
def test_reading_after_the_answer(wire):
    requests = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        requests.append(request)
        return Response(request, "")

    peer = wire.connect()
    wire.say(peer, post(b"12345")[:-1])
    wire.run()
    raises(BrokenPipeError, next, requests[0].read())


@everywhere
def test_a_body_in_memory_can_be_read_too(wire):
    @wire.route("/", POST)
    def handler(request):
        chunk = yield from request.read()
        end = yield from request.read()
        again = yield from request.read()
        assert request.bytes_received == len(request.body) == len(chunk)
        return Response(request, chunk + end + again)

    peer = wire.connect()
    for body in (b"12345", b""):
        (answer,) = wire.ask(peer, post(body))
        assert answer.body == body


@on_each_pool
def test_socket_that_fails(wire):
    log = streamed(wire)
    peer = wire.connect()
    peer.send(post(b"12345")[:-1])
    wire.run()
    peer.receive_faults = [OSError(104, "reset")]
    peer.send(b"5")
    wire.run()
    assert log == ["begin", "finally"]
    assert wire.state(peer) == "GONE"


def test_options_of_a_route():
    from adafruit_httpserver import Route, as_route

    for size in (-1, 1.5, "1"):
        raises(ValueError, Route, "/", PUT, None, max_body_size=size)
    raises(TypeError, lambda: Route("/", PUT, None, streams=True))
    route = as_route("/", PUT, stream=True, max_body_size=5)(print)
    assert route.stream and route.max_body_size == 5


@on_each_pool
def test_reading_a_body_that_is_in_memory_leaves_it_there(wire):
    """A parser that has read a head is used again for the same head, whoever sends it."""

    @wire.route("/", ("GET", "POST"))
    def handler(request):
        chunk = yield from request.read()
        assert (yield from request.read()) == b""
        return Response(request, chunk + b"|" + request.body)

    for _ in range(3):
        assert wire.ask(wire.connect(), get())[0].body == b"|"
    for _ in range(3):
        assert wire.ask(wire.connect(), post(b"12"))[0].body == b"12|12"


@on_each_pool
def test_in_debug_mode(wire):
    streamed(wire, max_body_size=100)
    told = []
    printing = debug.show
    wire.server.debug = True
    wire.server._debug = lambda name, *arguments: getattr(debug, name)(*arguments)
    debug.show = lambda text, *_: told.append(text)
    try:
        for body, status in ((b"12345", 200), (LONG, 413)):
            wire.advance(5000)
            raw = post(body)
            assert wire.ask(wire.connect(), raw)[0].status == status
            head = raw.find(b"\r\n\r\n") + 4
            size = head + (len(body) if status == 200 else 0)
            line = told.pop()
            assert ' %d -- "%d ' % (size, status) in line, line
            assert int(line.rsplit(" ", 1)[1][:-2]) < 1000, line
    finally:
        debug.show = printing
