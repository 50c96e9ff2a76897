# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Routes whose handlers are called before the body, and take it as it comes."""

import adafruit_httpserver.debug as debug
from adafruit_httpserver import (
    POST,
    PUT,
    REQUEST_HANDLED_RESPONSE_SENT,
    Basic,
    ChunkedResponse,
    RequestError,
    Response,
    StreamResponse,
)
from tests.support.expect import raises
from tests.support.wire import everywhere, get, on_each_pool, post, raw_request

CHUNKED = "Transfer-Encoding: chunked"
EXPECT = "Expect: 100-continue"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LONG = bytes(range(256)) * 20


def chunked(body, size=700):
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join([b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]) + b"0\r\n\r\n"


def streamed(wire, path="/", **options):
    """A handler that answers with what it has read; what it does is noted."""
    log = []

    @wire.route(path, ("GET", "POST", "PUT"), stream=True, **options)
    def handler(request):
        body = b""
        log.append("begin")
        try:
            while True:
                chunk = yield from request.read()
                assert isinstance(chunk, bytes)
                if not chunk:
                    break
                assert len(chunk) <= wire.server.request_buffer_size
                body += chunk
                assert request.bytes_received == len(body)
            assert (yield from request.read()) == b""
            log.append("end")
            return Response(request, body)
        finally:
            log.append("finally")

    return log


@everywhere
def test_bodies_of_known_length_and_chunked(wire):
    streamed(wire)
    wire.server.max_body_size = 10
    peer = wire.connect()
    for body in (b"1", b"12345", LONG):
        for request in (
            post(body),
            raw_request("PUT", "/", (CHUNKED,)) + chunked(body),
            raw_request("POST", "/", (CHUNKED,)) + chunked(body, 1 + len(body) // 9),
        ):
            (answer,) = wire.ask(peer, request)
            assert answer.status == 200
            assert answer.body == body
            assert wire.state(peer) == "READING"
    assert wire.count == 1


@everywhere
def test_no_body(wire):
    log = streamed(wire)
    peer = wire.connect()
    for request in (get(), post(b""), raw_request("PUT"), raw_request("POST", "/", (EXPECT,))):
        log[:] = []
        (answer,) = wire.ask(peer, request)
        assert answer.status == 200 and answer.body == b""
        assert log == ["begin", "end", "finally"]
    (answer,) = wire.ask(peer, raw_request("HEAD"), heads=(0,))
    assert answer.status == 200
    (answer,) = wire.ask(peer, raw_request("POST", "/", (CHUNKED,)) + b"0\r\n\r\n")
    assert answer.status == 200 and answer.body == b""
    assert wire.state(peer) == "READING"


@everywhere
def test_the_handler_is_called_when_the_head_is_in(wire):
    log = streamed(wire)
    peer = wire.connect()
    wire.say(peer, post(b"12345")[:-5])
    wire.run()
    assert log == ["begin"]
    assert not peer.received
    wire.say(peer, b"12345")
    wire.run()
    assert wire.answers(peer)[0].body == b"12345"
    assert wire.results.count(REQUEST_HANDLED_RESPONSE_SENT) == 1


@everywhere
def test_pipelined_behind_the_body(wire):
    streamed(wire)
    wire.answer("/next", "next")
    peer = wire.connect()
    wire.say(peer, post(b"12345") + get("/next") + post(b"678") + get("/next"))
    wire.run()
    bodies = [answer.body for answer in wire.answers(peer)]
    assert bodies == [b"12345", b"next", b"678", b"next"]


@everywhere
def test_http_1_0(wire):
    streamed(wire)
    peer = wire.connect()
    raw = raw_request("POST", "/", ("Content-Length: 5", EXPECT), "1.0") + b"12345"
    (answer,) = wire.ask(peer, raw)
    assert answer.body == b"12345"
    assert wire.ended(peer)


@everywhere
def test_half_close_behind_the_body(wire):
    if not wire.pool.answers_half_closed:
        return
    streamed(wire)
    peer = wire.connect()
    wire.say(peer, post(LONG))
    peer.half_close()
    wire.run()
    assert wire.answers(peer)[0].body == LONG


# Asking for the body


@everywhere
def test_asked_for_at_the_first_read(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        while "go" not in log:
            yield
        chunk = yield from request.read()
        return Response(request, chunk)

    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 1", EXPECT)))
    wire.run()
    assert not peer.received
    log.append("go")
    wire.run()
    assert bytes(peer.received) == CONTINUE
    wire.say(peer, b"1")
    wire.run()
    assert wire.statuses(peer) == [100, 200]
    assert wire.answers(peer)[1].header("connection") is None
    assert wire.state(peer) == "READING"


@everywhere
def test_not_asked_for_when_it_is_here(wire):
    streamed(wire)
    peer = wire.connect()
    wire.say(peer, b"")
    peer.send(raw_request("POST", "/", ("Content-Length: 5", EXPECT)) + b"1")
    wire.run()
    wire.say(peer, b"2345")
    wire.run()
    assert wire.statuses(peer) == [200]


@everywhere
def test_answer_instead_of_asking(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        return Response(request, "no", status=403)

    peer = wire.connect()
    wire.say(peer, raw_request("POST", "/", ("Content-Length: 5", EXPECT)))
    wire.run()
    (answer,) = wire.answers(peer)
    assert answer.status == 403
    assert answer.header("connection") == "close"
    assert wire.ended(peer)


@everywhere
def test_refused_instead_of_asking(wire):
    log = streamed(wire, max_body_size=5)
    wire.server.require_authentication([Basic("user", "secret")])
    good = "Authorization: Basic dXNlcjpzZWNyZXQ="
    for lines, status in (
        (("Content-Length: 5", EXPECT), 401),
        (("Content-Length: 6", EXPECT, good), 413),
        (("Content-Length: 5", "Expect: more", good), 417),
    ):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", lines))
        wire.run()
        assert wire.statuses(peer) == [status]
        wire.say(peer, b"12345")
        assert wire.ended(peer)
    assert log == []


# Sizes


@everywhere
def test_limits_of_a_route(wire):
    streamed(wire, "/stream", max_body_size=5)

    @wire.route("/whole", POST, max_body_size=5)
    def handler(request):
        return Response(request, request.body)

    wire.server.max_body_size = 4
    for path in ("/stream", "/whole"):
        for body, status in ((b"12345", 200), (b"123456", 413)):
            for request in (
                post(body, target=path),
                raw_request("POST", path, (CHUNKED,)) + chunked(body, 2),
            ):
                peer = wire.connect()
                (answer,) = wire.ask(peer, request)
                assert answer.status == status, (path, body)
                assert (wire.state(peer) == "READING") == (status == 200)
                peer.close()
                wire.run()


@everywhere
def test_malformed_chunks_are_the_clients_fault(wire):
    log = streamed(wire)
    for body in (b"x\r\n", b"5\r\n12345x\r\n", b"3\r\n123\r\n0\r\nbad line\r\n\r\n"):
        log[:] = []
        peer = wire.connect()
        (answer,) = wire.ask(peer, raw_request("POST", "/", (CHUNKED,)) + body)
        assert answer.status == 400
        assert log == ["begin", "finally"]
        assert wire.ended(peer)


def test_a_handler_may_catch_what_is_wrong_with_a_body():
    @everywhere
    def scenario(wire):
        @wire.route("/", POST, stream=True)
        def handler(request):
            try:
                while (yield from request.read()):
                    pass
            except RequestError as error:
                return Response(request, str(error.status_code), status=422)

        peer = wire.connect()
        (answer,) = wire.ask(peer, raw_request("POST", "/", (CHUNKED,)) + b"x\r\n")
        assert (answer.status, answer.body) == (422, b"400")
        assert wire.ended(peer)

    scenario()


# Back-pressure


@on_each_pool
def test_nothing_is_read_that_nobody_wants(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        while "go" not in log:
            yield
        while (yield from request.read()):
            pass
        return Response(request, "")

    size = wire.server.request_buffer_size
    peer = wire.connect()
    peer.send(post(bytes(20 * size)))
    wire.polls(50)
    left = len(peer.to_server)
    assert left >= 15 * size
    wire.wait(5000, 100)
    assert len(peer.to_server) == left
    log.append("go")
    wire.polls(2)
    # A bounded part of it in each poll.
    assert len(peer.to_server) >= left - 12 * size
    wire.run()
    assert wire.statuses(peer) == [200]


# Early answers


@everywhere
def test_answer_before_the_body_has_come(wire):
    def early(request):
        return Response(request, "early")

    def generator(request):
        yield
        return Response(request, "early")

    def half(request):
        yield from request.read()
        return Response(request, "early")

    for number, handler in enumerate((early, generator, half)):
        path = "/%d" % number
        wire.route(path, POST, stream=True)(handler)
        peer = wire.connect()
        wire.say(peer, post(LONG, target=path))
        wire.run()
        (answer,) = wire.answers(peer)
        assert answer.body == b"early"
        assert answer.header("connection") == "close"
        assert wire.ended(peer), path


@on_each_pool
def test_long_answer_while_the_client_only_sends(wire):
    if wire.pool.send_waits:
        return

    @wire.route("/", POST, stream=True)
    def handler(request):
        return Response(request, LONG)

    peer = wire.connect(window=100)
    size = wire.server.request_buffer_size
    peer.send(post(bytes(20 * size))[:-1])
    wire.polls(60)
    # It was read, although the answer is stuck.
    assert wire.state(peer) == "SENDING"
    assert not peer.to_server
    peer.window = None
    wire.run()
    assert wire.answers(peer)[0].body == LONG


@everywhere
def test_stream_response_while_the_body_comes(wire):
    responses = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        yield from request.read()
        responses.append(StreamResponse(request))
        return responses[-1]

    peer = wire.connect()
    wire.say(peer, post(LONG)[:-1])
    wire.run()
    (response,) = responses
    response.send("Hello")
    wire.run()
    wire.say(peer, b"1")
    assert not response.closed
    response.close()
    wire.run()
    assert wire.answers(peer)[0].body == b"Hello"


@everywhere
def test_full_duplex(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        def body():
            while True:
                chunk = yield from request.read()
                if not chunk:
                    break
                yield chunk.upper()

        return ChunkedResponse(request, body)

    for request in (post(b""), raw_request("POST", "/", (CHUNKED,))):
        request = request.replace(b"Length: 0", b"Length: 6")
        peer = wire.connect()
        wire.say(peer, request)
        wire.run()
        assert b"200 OK" in bytes(peer.received)
        for piece in (b"xyz", b"qjq"):
            wire.say(peer, b"3\r\n%s\r\n" % piece if b"chunked" in request else piece)
            wire.run()
            # Each letter may be a chunk of its own, and all of them are here.
            assert piece[-1:].upper() in bytes(peer.received)
        if b"chunked" in request:
            wire.say(peer, b"0\r\n\r\n")
        wire.run()
        assert wire.answers(peer)[0].body == b"XYZQJQ"
        assert wire.ended(peer)


@everywhere
def test_full_duplex_that_breaks_is_cut_off(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        def body():
            while True:
                chunk = yield from request.read()
                if not chunk:
                    break
                yield chunk

        return ChunkedResponse(request, body)

    for breaks in ("malformed", "silent", "close", "reset", "half_close"):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", (CHUNKED,)) + b"3\r\nabc\r\n")
        wire.run()
        if breaks == "malformed":
            wire.say(peer, b"x\r\n")
        elif breaks == "silent":
            wire.wait(1200)
        else:
            getattr(peer, breaks)()
        wire.run()
        assert wire.state(peer) == "GONE", breaks
        assert not bytes(peer.received).endswith(b"0\r\n\r\n")


# Time


@everywhere
def test_silent_client_is_408(wire):
    log = streamed(wire)
    for request in (post(b"12345")[:-5], post(b"12345")[:-2]):
        log[:] = []
        peer = wire.connect()
        wire.say(peer, request)
        wire.wait(900)
        assert log == ["begin"]
        wire.wait(300)
        assert log == ["begin", "finally"]
        assert wire.statuses(peer) == [408]
        assert wire.ended(peer)


@on_each_pool
def test_slow_client_has_all_the_time_it_needs(wire):
    streamed(wire)
    peer = wire.connect()
    peer.send(post(b"12345")[:-5])
    for _ in range(5):
        wire.wait(900)
        peer.send(b"x")
    wire.run()
    assert wire.answers(peer)[0].body == b"xxxxx"


@on_each_pool
def test_slow_handler_has_all_the_time_it_needs(wire):
    log = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        while True:
            log.append((yield from request.read()))
            if not log[-1]:
                break
            end = wire.clock.now() + 5000
            while wire.clock.now() < end:
                yield
        return Response(request, b"".join(log))

    size = wire.server.request_buffer_size
    peer = wire.connect()
    peer.send(post(bytes(3 * size)))
    wire.wait(30000, 100)
    assert len(wire.answers(peer)[0].body) == 3 * size


@on_each_pool
def test_rare_polls_are_no_silence(wire):
    streamed(wire)
    peer = wire.connect()
    peer.send(post(b"1234")[:-4])
    for _ in range(4):
        wire.polls(1, 3000)
        peer.send(b"x")
    wire.polls(8, 3000)
    assert wire.answers(peer)[0].body == b"xxxx"


@on_each_pool
def test_others_are_served_meanwhile(wire):
    streamed(wire)
    wire.answer("/get")
    peer, other = wire.connect(), wire.connect()
    peer.send(post(bytes(40 * wire.server.request_buffer_size)))
    other.send(get("/get"))
    wire.polls(4)
    assert len(wire.answers(other)) == 1
    assert peer.to_server
    wire.run()
    assert wire.statuses(peer) == [200]


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
    printing = debug._print
    wire.server.debug = True
    wire.server._debug = lambda name, *arguments: getattr(debug, name)(*arguments)
    debug._print = lambda text, *_: told.append(text)
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
        debug._print = printing
