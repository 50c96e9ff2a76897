# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section G of the compatibility cases that needs a server, and decisions D6 and D7."""

import json
import socket

import pytest

from adafruit_httpserver import (
    DELETE,
    GET,
    HEAD,
    OPTIONS,
    POST,
    PUT,
    TEMPORARY_REDIRECT_307,
    JSONResponse,
    Response,
    Route,
    Server,
    as_route,
)
from tests.support.harness import Client, fetch, request, running
from tests.support.site import make_site


def answering(text):
    return lambda request, **parameters: Response(request, text)


def parameters_as_json(request, **parameters):
    return JSONResponse(request, parameters)


def allowed(answer):
    return {method.strip() for method in answer.header("Allow").split(",")}


def test_c107_the_first_registered_route_answers():
    server = Server(socket)
    server.add_routes(
        [
            Route("/x", GET, answering("first")),
            Route("/x", [GET, POST], answering("second")),
            Route("/<p>", GET, answering("parameter")),
            Route("/y", GET, answering("after the parameter")),
            Route("/....", GET, answering("wildcard")),
        ]
    )
    with running(server) as run:
        assert fetch(run.port, "/x").body == b"first"
        assert fetch(run.port, "/x", POST).body == b"second"
        assert fetch(run.port, "/y").body == b"parameter"
        assert fetch(run.port, "/y/z").body == b"wildcard"


def test_c107_stacked_decorators_register_bottom_up():
    server = Server(socket)

    @server.route("/<p>")
    @server.route("/x")
    def handler(request, p="default"):
        return Response(request, p)

    with running(server) as run:
        assert fetch(run.port, "/x").body == b"default"
        assert fetch(run.port, "/y").body == b"y"


def test_c108_the_decorator_returns_the_function():
    one, two = Server(socket), Server(socket)

    def handler(request):
        return Response(request, "shared")

    assert one.route("/a")(two.route("/b", append_slash=True)(handler)) is handler
    with running(one) as run_one, running(two) as run_two:
        assert fetch(run_one.port, "/a").body == b"shared"
        assert fetch(run_one.port, "/b").status == 404
        assert fetch(run_two.port, "/b").body == b"shared"
        assert fetch(run_two.port, "/b/").body == b"shared"
        assert fetch(run_two.port, "/a").status == 404


def test_c109_parameters_are_keywords():
    server = Server(socket)

    @server.route("/kw/<a>/<b>")
    def handler(request, b, a):
        return Response(request, f"a={a} b={b}")

    with running(server) as run:
        assert fetch(run.port, "/kw/1/2").body == b"a=1 b=2"


def test_c110_a_default_for_a_missing_parameter():
    server = Server(socket)

    @server.route("/device/<id>/action/<action>")
    @server.route("/device/emergency-power-off/<id>")
    def handler(request, id, action="emergency_power_off"):
        return Response(request, f"{action} {id}")

    with running(server) as run:
        assert fetch(run.port, "/device/7/action/on").body == b"on 7"
        assert fetch(run.port, "/device/emergency-power-off/7").body == b"emergency_power_off 7"


def test_c111_all_parameters_at_once():
    server = Server(socket)
    server.route("/device/<id>/status/<date>")(parameters_as_json)
    with running(server) as run:
        answer = fetch(run.port, "/device/7/status/2020-01-01?id=9")
    assert json.loads(answer.body) == {"id": "7", "date": "2020-01-01"}


def test_c112_add_routes():
    server = Server(socket)

    @as_route("/as-route", [GET, POST])
    def external(request):
        return Response(request, "as_route")

    server.add_routes([Route("/route", GET, answering("Route")), external])
    server.add_routes([Route("/later", GET, answering("later"))])
    with running(server) as run:
        assert fetch(run.port, "/route").body == b"Route"
        assert fetch(run.port, "/as-route", POST).body == b"as_route"
        assert fetch(run.port, "/later").body == b"later"


def test_c115_parameters_are_decoded_after_matching():
    server = Server(socket)
    server.route("/e/<p>")(parameters_as_json)
    server.route("/e/<p>/<q>")(parameters_as_json)
    with running(server) as run:
        for target, expected in (
            ("/e/a%20b", {"p": "a b"}),
            ("/e/a%2Fb", {"p": "a/b"}),
            ("/e/a%2Fb/c", {"p": "a/b", "q": "c"}),
            ("/e/%C4%8D", {"p": "č"}),
            ("/e/a+b", {"p": "a+b"}),
            ("/e/a%3Fb?p=1", {"p": "a?b"}),
        ):
            answer = fetch(run.port, target)
            assert (answer.status, json.loads(answer.body)) == (200, expected), target


def test_typed_parameters():
    server = Server(socket)
    server.route("/n/<int:x>")(parameters_as_json)
    server.route("/n/<x>")(answering("not a number"))
    server.route("/f/<float:x>")(parameters_as_json)
    server.route("/files/<path:p>")(parameters_as_json)
    with running(server) as run:
        assert json.loads(fetch(run.port, "/n/5").body) == {"x": 5}
        assert fetch(run.port, "/n/five").body == b"not a number"
        assert json.loads(fetch(run.port, "/f/1.5").body) == {"x": 1.5}
        assert fetch(run.port, "/f/x").status == 404
        assert json.loads(fetch(run.port, "/files/a/b%20c").body) == {"p": "a/b c"}


def test_wrong_parameter_names_are_a_type_error():
    server = Server(socket)

    @server.route("/<a>")
    def handler(request, b):
        return Response(request, b)

    with running(server) as run:
        assert fetch(run.port, "/1").status == 500
        run.expect_error(TypeError)


@pytest.mark.parametrize("method", [GET, POST, PUT, DELETE, "PATCH", "TRACE", OPTIONS])
def test_every_method_can_have_its_handler(method):
    server = Server(socket)
    server.route("/x", method)(lambda request: Response(request, request.method))
    with running(server) as run:
        assert fetch(run.port, "/x", method).body == method.encode()


def routed_server(root=None):
    server = Server(socket, root)
    server.route("/get")(answering("Hello"))
    server.route("/change", [POST, PUT])(answering("changed"))
    server.route("/change", DELETE)(answering("deleted"))
    server.route("/both", [GET, HEAD])(answering("both"))
    server.route("/<id>/status")(answering("status"))
    return server


NOT_ALLOWED = (
    ("/get", POST, {GET, HEAD}),
    ("/get", DELETE, {GET, HEAD}),
    ("/change", GET, {POST, PUT, DELETE}),
    ("/change", HEAD, {POST, PUT, DELETE}),
    ("/both", PUT, {GET, HEAD}),
    ("/7/status", PUT, {GET, HEAD}),
)


@pytest.mark.parametrize("with_root", [False, True])
def test_d6_405_with_allow(with_root, tmp_path):
    server = routed_server(make_site(tmp_path) if with_root else None)
    with running(server) as run:
        for path, method, methods in NOT_ALLOWED:
            answer = fetch(run.port, path, method)
            assert answer.status == 405, (path, method)
            assert allowed(answer) - {OPTIONS} == methods, (path, method)


@pytest.mark.parametrize("method", ["FOO", "get", "Get", "BREW"])
def test_d6_501_for_an_unknown_method(method):
    with running(routed_server()) as run:
        for path in ("/get", "/nope"):
            assert fetch(run.port, path, method).status == 501, path


def test_d6_404_where_nothing_is(tmp_path):
    for server in (routed_server(), routed_server(make_site(tmp_path))):
        with running(server) as run:
            for method in (GET, POST, PUT, DELETE, OPTIONS):
                assert fetch(run.port, "/nope", method).status == 404, method


def test_d6_automatic_options():
    with running(routed_server()) as run:
        for path, methods in (
            ("/get", {GET, HEAD}),
            ("/change", {POST, PUT, DELETE}),
            ("/7/status", {GET, HEAD}),
        ):
            answer = fetch(run.port, path, OPTIONS)
            assert (answer.status, answer.body) == (204, b""), path
            assert allowed(answer) - {OPTIONS} == methods, path


def test_d6_an_options_handler_of_one_s_own():
    server = routed_server()

    @server.route("/get", OPTIONS)
    def preflight(request):
        return Response(request, "mine", headers={"Access-Control-Allow-Origin": "*"})

    with running(server) as run:
        answer = fetch(run.port, "/get", OPTIONS)
    assert answer.body == b"mine"
    assert answer.header("Access-Control-Allow-Origin") == "*"


def test_d7_head_falls_back_to_get():
    seen = []
    server = routed_server()

    @server.route("/seen")
    def handler(request):
        seen.append(request.method)
        return Response(request, "Hello", headers={"X-A": "1"})

    with running(server) as run, Client(run.port) as client:
        answer = client.get("/seen", method=HEAD)
        assert (answer.status, answer.body) == (200, b"")
        assert answer.header("Content-Length") == "5"
        assert answer.header("X-A") == "1"
        assert client.get("/7/status").body == b"status"  # not one byte too much before it
        client.send(request("/get", HEAD, ["Connection: close"]))
        assert client.read_to_end().endswith(b"\r\n\r\n")
    assert seen == [HEAD]


RETURNED = (
    # what a handler returns, status, content type, body (API.md, Handlers)
    ("text", 200, "text/plain", b"text"),
    (b"bytes", 200, "text/plain", b"bytes"),
    ({"a": 1}, 200, "application/json", b'{"a": 1}'),
    ([1, 2], 200, "application/json", b"[1, 2]"),
    (("text", 404), 404, "text/plain", b"text"),
    (({"a": 1}, (299, "Odd")), 299, "application/json", b'{"a": 1}'),
    (("text", TEMPORARY_REDIRECT_307), 307, "text/plain", b"text"),
)


@pytest.mark.parametrize(("value", "status", "content_type", "body"), RETURNED)
def test_what_a_handler_may_return(value, status, content_type, body):
    server = Server(socket)
    server.route("/")(lambda request: value)

    @server.route("/generator")
    def generator(request):
        yield
        return value

    with running(server) as run:
        for path in ("/", "/generator"):
            answer = fetch(run.port, path)
            assert (answer.status, answer.body) == (status, body), path
            assert answer.header("Content-Type") == content_type, path


def test_returning_anything_else_is_a_type_error_that_names_the_handler():
    server = Server(socket)

    @server.route("/")
    def some_handler(request):
        return 5.5

    with running(server) as run:
        assert fetch(run.port, "/").status == 500
        assert "some_handler" in str(run.expect_error(TypeError))
