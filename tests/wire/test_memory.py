# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""After hundreds of requests of every kind nothing is left: no socket, no object."""

import gc
import sys

from adafruit_httpserver import POST, ChunkedResponse, Redirect, Response
from tests.support.wire import POOLS, Wire, get, post, raw_request

# Where objects are counted, not collected, nothing may wait for a collector.
ON_CPYTHON = sys.implementation.name == "cpython"
# Requests on the first kind of socket, and on each of the others.
COUNTS = (500, 50) if ON_CPYTHON else (50, 10)
OF_A_REQUEST = ("Connection", "Request", "RequestParser", "HeaderBlock", "Response")


def alive():
    """How many objects there are of each class that belongs to one request."""
    names = [type(thing).__name__ for thing in gc.get_objects()]
    return [(name, names.count(name)) for name in OF_A_REQUEST]


class Pushed(Response):
    def _send(self):
        self._send_headers(4)
        self._send_bytes(self._request.connection, b"body")
        self._close_connection()


def routes(wire):
    wire.answer("/")
    wire.route("/none")(lambda request: None)
    wire.route("/pushed")(Pushed)

    @wire.route("/echo", POST)
    def echo(request):
        return Response(request, request.body)

    @wire.route("/json", POST)
    def json(request):
        return Response(request, str(request.json()))

    @wire.route("/form", POST)
    def form(request):
        return Response(request, str(request.form_data))

    @wire.route("/chunked")
    def chunked(request):
        return ChunkedResponse(request, lambda: (str(number) for number in range(3)))

    @wire.route("/generator")
    def generator(request):
        yield
        return Response(request, "done")

    @wire.route("/redirect")
    def redirect(request):
        return Redirect(request, "/")

    @wire.route("/bad")
    def bad(request):
        raise ZeroDivisionError

    @wire.route("/bad/generator")
    def bad_generator(request):
        yield
        raise ZeroDivisionError

    @wire.route("/bad/source")
    def bad_source(request):
        def source():
            yield "one"
            raise ZeroDivisionError

        return ChunkedResponse(request, source)

    @wire.route("/headers")
    def headers(request):
        text = str(len(request.headers)) + str(request.query_params) + str(request.cookies)
        return Response(request, text, headers={"X": "y"}, cookies={"a": "b"})


def left_after(pool_class, request, leave=None, requests=1):
    """What is left after so many connections; leave: how the client ends in mid-request."""
    wire = Wire(pool_class)
    routes(wire)
    wire.server.keep_alive_max_requests = 100000

    def once():
        peer = wire.connect()
        for _ in range(requests):
            peer.send(request)
            wire.run()
        getattr(peer, leave or "close")()
        for _ in range(3):
            wire.poll()
        if wire.count:
            wire.wait(1200)
        wire.errors[:] = []
        wire.results[:] = []
        wire.pool.accept_times[:] = []

    if ON_CPYTHON:
        # What the tests before this one have left is neither collected nor counted: in a long run
        # that would take a hundred times as long as the requests.
        gc.freeze()
    once()
    gc.collect()
    if ON_CPYTHON:
        gc.disable()
    try:
        before = alive() if ON_CPYTHON else None
        for _ in range(COUNTS[pool_class is not POOLS[0]] // requests or 1):
            once()
        assert wire.count == 0
        assert len(wire.pool.open_sockets) == 1
        return (before, alive()) if ON_CPYTHON else (None, None)
    finally:
        gc.enable()
        if ON_CPYTHON:
            gc.unfreeze()


KINDS = (
    get("/"),
    get("/", "Connection: close"),
    raw_request("GET", "/", (), "1.0"),
    raw_request("HEAD", "/"),
    post(b"12345", target="/echo"),
    raw_request("POST", "/echo", ("Transfer-Encoding: chunked",)) + b"3\r\nabc\r\n0\r\n\r\n",
    get("/chunked"),
    get("/generator"),
    get("/redirect"),
    get("/headers?a=b", "Cookie: c=d"),
    get("/none"),
    get("/pushed"),
    get("/missing"),
    get("/") + get("/chunked") + get("/"),
)
REFUSED = (
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"garbage\r\n\r\n",
    get("/", "Expect: x"),
    post(b"12345"),
    raw_request("POST", "/echo", ("Content-Length: 999999999",)),
    post(b"{", target="/json"),
    post(b"a=%zz", "Content-Type: application/x-www-form-urlencoded", target="/form"),
    post(b"a", "Content-Type: multipart/form-data", target="/form"),
    raw_request("POST", "/echo", ("Transfer-Encoding: chunked",)) + b"x\r\n",
)
RAISING = (get("/bad"), get("/bad/generator"), get("/bad/source"))


def nothing_left(requests, leave=None):
    for pool_class in POOLS:
        for request in requests:
            before, after = left_after(pool_class, request, leave)
            assert before == after, (pool_class.name, request[:60], before, after)


def test_answered_requests_leave_nothing():
    nothing_left(KINDS)


def test_refused_requests_leave_nothing():
    nothing_left(REFUSED)


def test_handlers_that_raise_leave_nothing():
    nothing_left(RAISING)


def test_clients_that_leave_in_mid_request_leave_nothing():
    for leave in ("half_close", "close", "reset"):
        nothing_left((b"", b"GET / HT", post(b"12345", target="/echo")[:-2]), leave)


def test_clients_that_leave_with_their_request_leave_nothing():
    for leave in ("half_close", "close", "reset"):
        nothing_left((get("/chunked"), get("/generator"), get("/pushed"), get("/")), leave)


def test_five_hundred_requests_over_one_connection_leave_nothing():
    for pool_class in POOLS:
        for request in (get("/"), post(b"12345", target="/echo"), get("/chunked")):
            before, after = left_after(pool_class, request, requests=50)
            assert before == after, (pool_class.name, request[:60], before, after)
