# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What uHTTP's users may count on, as far as no other test asks for just that. Numbers are those of
the rows in its table of capabilities."""

import socket

import pytest

from adafruit_httpserver import POST, JSONResponse, Response, Server
from tests.support.harness import Client, ask, fetch, parse, request, running


@pytest.fixture
def server():
    server = Server(socket)

    @server.route("/cookies")
    def cookies(request):
        return JSONResponse(request, request.cookies)

    @server.route("/headers")
    def headers(request):
        return JSONResponse(request, [request.headers.get("x-a"), request.headers.get_list("x-a")])

    @server.route("/query")
    def query(request):
        params = request.query_params
        values = {name: params.get_list(name) for name, _ in params.items()}
        return JSONResponse(request, [request.path, values, request.url, request.host])

    @server.route("/json", POST)
    def json(request):
        return JSONResponse(request, {"got": request.json()})

    @server.route("/form", POST)
    def form(request):
        return JSONResponse(request, {"a": request.form_data["a"], "b": request.form_data["b"]})

    @server.route("/context")
    def context(request):
        before = request.context
        request.context = "something"
        return JSONResponse(request, [before, request.is_secure])

    @server.route("/body", POST)
    def body(request):
        return Response(request, f"{request.content_type} {request.content_length} {request.body}")

    return server


def test_row_20_five_clients_with_three_requests_each_and_hasty_ones(server):
    with running(server) as run:
        clients = [Client(run.port) for _ in range(5)]
        for number in range(3):
            for _ in range(10):
                Client(run.port).close()
            for client in clients:
                client.send(request(f"/query?n={number}")[:10])
            for client in reversed(clients):
                client.send(request(f"/query?n={number}")[10:])
            for client in clients:
                assert f'"n": ["{number}"]'.encode() in client.read().body
        for client in clients:
            client.close()


def test_rows_31_and_32_queries(server):
    for target, path, values in (
        ("/query?a=1&b=2", "/query", '{"a": ["1"], "b": ["2"]}'),
        ("/query?a=1&a=2", "/query", '{"a": ["1", "2"]}'),
        ("/query?flag", "/query", '{"flag": [""]}'),
        ("/query?a=b+c%40%C4%8D", "/query", '{"a": ["b c@\\u010d"]}'),
        ("/%71uery", "/query", "{}"),
    ):
        with running(server) as run:
            answer = fetch(run.port, target).body.decode()
        assert answer == f'["{path}", {values}, "{target}", "127.0.0.1"]', target


@pytest.mark.parametrize("target", ["/%ZZ", "/%2", "/%", "/query?a=%", "/query?a=%F", "/query?%G0"])
def test_rows_31_and_32_escapes_that_are_none(server, target):
    with running(server) as run:
        answer = fetch(run.port, target)
        assert answer.status == 400 and target.encode() not in answer.body
        assert answer.header("content-type") == "text/plain"


def test_row_32_forms(server):
    with running(server) as run:
        headers = ["Content-Type: application/x-www-form-urlencoded"]
        answer = fetch(run.port, "/form", POST, headers, b"a=x+y%40&b=%C4%8D")
        assert answer.body.decode() == '{"a": "x y@", "b": "\\u010d"}'


def test_row_33_repeated_lines(server):
    with running(server) as run:
        answer = fetch(run.port, "/headers", headers=["X-A: 1", "x-a:2", "X-a: 3"])
        assert answer.body == b'["1", ["1", "2", "3"]]'
        answer = fetch(run.port, "/cookies", headers=["Cookie: a=1; b=2", "cookie: c=3"])
        assert answer.body == b'{"a": "1", "b": "2", "c": "3"}'


def test_row_36_cookies(server):
    with running(server) as run:
        for line, expected in (
            ("a=1;b=2", b'{"a": "1", "b": "2"}'),
            ("nothing; a=1;;", b'{"a": "1"}'),
            ("a=b=c", b'{"a": "b=c"}'),
            ("a=; b=2", b'{"a": "", "b": "2"}'),
            ("  a = 1 ;", b'{"a": "1"}'),
        ):
            assert fetch(run.port, "/cookies", headers=[f"Cookie: {line}"]).body == expected, line


@pytest.mark.parametrize("text", ["{}", "[]", "0", "null", "false", '""', "1.5", '{"a": [1]}'])
@pytest.mark.parametrize("kind", ["application/json", "APPLICATION/JSON; charset=UTF-8"])
def test_row_37_json_that_counts_as_false(server, text, kind):
    with running(server) as run:
        answer = fetch(run.port, "/json", POST, [f"Content-Type: {kind}"], text.encode())
        assert (answer.status, answer.body.decode()) == (200, f'{{"got": {text}}}')


@pytest.mark.parametrize("text", [b"{", b"nope", b"[" * 100_000, b'{"a":' * 100_000, b"\xff"])
def test_row_37_json_that_is_none(server, text):
    with running(server) as run:
        answer = fetch(run.port, "/json", POST, ["Content-Type: application/json"], text)
        assert (answer.status, answer.body) == (400, b"Bad Request")
        assert fetch(run.port, "/cookies").status == 200


def test_row_38_type_and_length(server):
    with running(server) as run:
        headers = ["Content-Type: Text/Plain; charset=UTF-8"]
        assert fetch(run.port, "/body", POST, headers, b"12").body == b"text/plain 2 b'12'"
        for length in ("1x", "-1", "+1", "1_0", "0x1", "1, 1", ""):
            raw = f"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n1"
            assert parse(ask(run.port, raw.encode())).status == 400, length


def test_rows_39_and_41_nothing_is_left_of_the_last_request(server):
    with running(server) as run, Client(run.port) as client:
        for _ in range(3):
            assert client.get("/context").body == b"[null, false]"


def test_row_42_surplus_is_the_next_request_or_none(server):
    with running(server) as run, Client(run.port) as client:
        client.send(request("/body", POST, body=b"12") + request("/context"))
        assert client.read().body == b"None 2 b'12'"
        assert client.read().status == 200
        client.send(request("/body", POST, body=b"12") + b"rubbish\r\n\r\n")
        assert client.read().body == b"None 2 b'12'"
        assert client.read().status == 400
    with running(server) as run, Client(run.port) as client:
        client.send(b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        assert client.read().body == b"None 0 b''"


def test_row_43_chunked_requests_are_read(server):
    head = b"POST /body HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: "
    with running(server) as run:
        raw = head + b"chunked\r\n\r\n2\r\n12\r\n0\r\n\r\n"
        assert parse(ask(run.port, raw)).body == b"None None b'12'"
        assert parse(ask(run.port, head + b"gzip, chunked\r\n\r\n0\r\n\r\n")).status == 501
