# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Requests sent before the last answer has come: answered all, in order, one handler per poll."""

from adafruit_httpserver import ChunkedResponse, Response
from tests.support.wire import everywhere, get, post, raw_request

CHUNKED = raw_request("POST", "/chunked", ("Transfer-Encoding: chunked",))


def echo_routes(wire):
    @wire.route("/<name>", ("GET", "POST"))
    def handler(request, name):
        return Response(request, name.encode() + b":" + request.body)


@everywhere
def test_ten_in_order(wire):
    echo_routes(wire)
    peer = wire.connect()
    answers = wire.ask(peer, b"".join([get("/%d" % number) for number in range(10)]))
    assert [answer.body for answer in answers] == [b"%d:" % number for number in range(10)]
    assert wire.state(peer) == "READING"


@everywhere
def test_with_bodies(wire):
    echo_routes(wire)
    peer = wire.connect()
    requests = (
        post(b"12345", target="/a")
        + CHUNKED
        + b"3\r\nabc\r\n0\r\n\r\n"
        + get("/b")
        + post(b"", target="/c")
        + post(bytes(2000), target="/d")
        + get("/e")
    )
    bodies = [answer.body for answer in wire.ask(peer, requests)]
    assert bodies == [b"a:12345", b"chunked:abc", b"b:", b"c:", b"d:" + bytes(2000), b"e:"]


@everywhere
def test_more_than_the_buffer_holds(wire):
    wire.server.request_buffer_size = 64
    echo_routes(wire)
    peer = wire.connect()
    answers = wire.ask(peer, b"".join([get("/%d" % number) for number in range(30)]))
    assert [answer.body for answer in answers] == [b"%d:" % number for number in range(30)]


@everywhere
def test_cut_at_every_place(wire):
    echo_routes(wire)
    two = get("/a") + get("/b")
    for cut in range(1, len(two)):
        peer = wire.connect()
        peer.send(two[:cut])
        wire.poll()
        peer.send(two[cut:])
        wire.run()
        assert [answer.body for answer in wire.answers(peer)] == [b"a:", b"b:"], cut
        peer.close()
        wire.run()


@everywhere
def test_nothing_is_handled_behind_the_last_request(wire):
    echo_routes(wire)
    peer = wire.connect()
    wire.say(peer, get("/a") + get("/b", "Connection: close") + get("/c"))
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"a:", b"b:"]
    assert wire.calls == ["/a", "/b"]
    wire.wait(1200)
    assert wire.state(peer) == "GONE"


@everywhere
def test_answers_before_a_malformed_request_arrive(wire):
    echo_routes(wire)
    peer = wire.connect()
    wire.say(peer, get("/a") + get("/b") + b"GET / HTTP/1.1\r\nno colon\r\n\r\n" + get("/c"))
    wire.run()
    assert [answer.status for answer in wire.answers(peer)] == [200, 200, 400]
    assert wire.calls == ["/a", "/b"]


@everywhere
def test_handler_that_raises_ends_the_connection(wire):
    echo_routes(wire)

    @wire.route("/bad/one")
    def bad(request):
        raise ZeroDivisionError

    peer = wire.connect()
    wire.say(peer, get("/a") + get("/bad/one") + get("/c"))
    wire.run()
    wire.take_error(ZeroDivisionError)
    assert [answer.status for answer in wire.answers(peer)] == [200, 500]
    assert wire.calls == ["/a", "/bad/one"]


@everywhere
def test_client_that_ended_its_side_gets_all_answers(wire):
    echo_routes(wire)
    peer = wire.connect()
    wire.say(peer, get("/a") + get("/b") + get("/c"))
    peer.half_close()
    wire.run()
    if wire.pool.answers_half_closed:
        assert [answer.body for answer in wire.answers(peer)] == [b"a:", b"b:", b"c:"]
    assert wire.state(peer) == "GONE"


@everywhere
def test_next_answer_waits_for_the_end_of_a_long_one(wire):
    echo_routes(wire)
    body = bytes(range(256)) * 20

    @wire.route("/long/one")
    def long(request):
        return ChunkedResponse(request, [body[i : i + 256] for i in range(0, len(body), 256)])

    peer = wire.connect(window=700)
    wire.say(peer, get("/long/one") + get("/b") + get("/long/one") + get("/c"))
    for _ in range(100):
        wire.polls(2, 1)
        peer.read(300)
    assert [a.body for a in wire.answers(peer)] == [body, b"b:", body, b"c:"]


@everywhere
def test_eviction_spares_a_client_whose_next_request_is_in(wire):
    echo_routes(wire)
    wire.server.max_connections = 1
    peer = wire.connect()
    wire.say(peer, get("/a") + get("/b") + get("/c"))
    other = wire.knock()
    other.send(get("/other"))
    wire.advance(10)
    for _ in range(6):
        wire.poll()
        wire.advance(10)
    wire.run()
    assert [answer.body for answer in wire.answers(peer)] == [b"a:", b"b:", b"c:"]
    assert [answer.body for answer in wire.answers(other)] == [b"other:"]


@everywhere
def test_two_clients_that_pipeline(wire):
    echo_routes(wire)
    peers = [wire.connect(), wire.connect()]
    for peer in peers:
        wire.say(peer, b"".join([get("/%d" % number) for number in range(5)]))
    wire.run()
    for peer in peers:
        bodies = [answer.body for answer in wire.answers(peer)]
        assert bodies == [b"0:", b"1:", b"2:", b"3:", b"4:"]


@everywhere
def test_exception_of_one_client_loses_no_request_of_another(wire):
    echo_routes(wire)

    @wire.route("/bad/one")
    def bad(request):
        raise ZeroDivisionError

    for order in (0, 1):
        peers = [wire.connect(), wire.connect()]
        wire.say(peers[order], get("/a") + get("/b") + get("/c") + get("/d"))
        wire.say(peers[1 - order], get("/a") + get("/bad/one"))
        wire.run()
        wire.take_error(ZeroDivisionError)
        bodies = [answer.body for answer in wire.answers(peers[order])]
        assert bodies == [b"a:", b"b:", b"c:", b"d:"]
        for peer in peers:
            peer.close()
        wire.run()
        wire.wait(1200)
