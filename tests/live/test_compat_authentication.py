# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section N of the compatibility cases: what a client without credentials gets."""

import socket

import pytest

from adafruit_httpserver import (
    POST,
    UNAUTHORIZED_401,
    AuthenticationError,
    Basic,
    Bearer,
    Response,
    Server,
    Token,
    check_authentication,
    require_authentication,
)
from tests.support.harness import Client, fetch, request, running
from tests.support.site import make_site

AUTHS = [Basic("user", "password"), Token("2db53340"), Bearer("8681bf66")]
BASIC = "Authorization: Basic dXNlcjpwYXNzd29yZA=="
ACCEPTED = (BASIC, "Authorization: Token 2db53340", "Authorization: Bearer 8681bf66")
WRONG = (
    "X-A: no authorization at all",
    "Authorization: Basic dXNlcjp3cm9uZw==",
    "Authorization: Token 8681bf66",
    "Authorization: Bearer",
    "Authorization:",
)


@pytest.fixture
def server(tmp_path):
    """One that has a file and a route, and asks nobody yet."""
    server = Server(socket, make_site(tmp_path))
    server.route("/hello")(lambda request: Response(request, "Hello"))
    return server


def assert_is_a_challenge(answer):
    assert (answer.status, answer.reason, answer.body) == (401, "Unauthorized", b"")
    assert answer.header("WWW-Authenticate").startswith("Basic")
    assert "realm=" in answer.header("WWW-Authenticate")


def test_c236_checked_in_the_handler(server):
    @server.route("/check")
    def check(request):
        known = check_authentication(request, AUTHS)
        return Response(request, "Authenticated" if known else "Not authenticated")

    with running(server) as run:
        for header in ACCEPTED:
            assert fetch(run.port, "/check", headers=[header]).body == b"Authenticated"
        for header in WRONG:
            answer = fetch(run.port, "/check", headers=[header])
            assert (answer.status, answer.body) == (200, b"Not authenticated")


def test_c237_required_in_the_handler(server):
    @server.route("/require")
    def require(request):
        require_authentication(request, AUTHS)
        return Response(request, "Authenticated")

    with running(server) as run:
        for header in ACCEPTED:
            assert fetch(run.port, "/require", headers=[header]).body == b"Authenticated"
        for header in WRONG:
            assert_is_a_challenge(fetch(run.port, "/require", headers=[header]))
        assert fetch(run.port, "/hello").body == b"Hello"


def test_c238_the_handler_answers_itself(server):
    @server.route("/handled")
    def handled(request):
        try:
            require_authentication(request, AUTHS)
        except AuthenticationError:
            return Response(request, "By hand", status=UNAUTHORIZED_401)
        return Response(request, "Authenticated")

    with running(server) as run:
        answer = fetch(run.port, "/handled")
        assert (answer.status, answer.body) == (401, b"By hand")
        assert answer.header("WWW-Authenticate") is None
        assert fetch(run.port, "/handled", headers=[BASIC]).body == b"Authenticated"


PATHS = (("/hello", 200), ("/a.txt", 200), ("/", 200), ("/nope", 404), ("/../x", 403))


def test_c239_required_for_all(server):
    server.require_authentication(AUTHS)
    with running(server) as run:
        for path, status in PATHS:
            for header in WRONG:
                assert_is_a_challenge(fetch(run.port, path, headers=[header]))
            assert fetch(run.port, path, headers=[BASIC]).status == status, path


def test_c239_before_the_method_is_looked_at(server):
    server.require_authentication(AUTHS)
    with running(server) as run:
        assert_is_a_challenge(fetch(run.port, "/hello", POST))
        assert_is_a_challenge(fetch(run.port, "/nope", POST))
        assert fetch(run.port, "/hello", POST, headers=[BASIC]).status == 405


def test_c240_open_again(server):
    server.require_authentication(AUTHS)
    with running(server) as run:
        assert fetch(run.port, "/hello").status == 401
        server.require_authentication([])
        for path, status in PATHS:
            assert fetch(run.port, path).status == status, path
        server.require_authentication([Token("other")])
        assert fetch(run.port, "/hello", headers=[BASIC]).status == 401
        assert fetch(run.port, "/hello", headers=["Authorization: Token other"]).status == 200


@pytest.mark.parametrize(
    "header",
    [
        "authorization: bearer 8681bf66",
        "AUTHORIZATION: BEARER 8681bf66",
        BASIC.replace("B", "b", 1),
    ],
)
def test_c241_the_scheme_in_any_case(server, header):
    server.require_authentication(AUTHS)
    with running(server) as run:
        assert fetch(run.port, "/hello", headers=[header]).body == b"Hello"


def test_d11_refused_before_the_body_comes(server):
    called = []
    server.route("/upload", POST)(called.append)
    server.require_authentication(AUTHS)
    with running(server) as run, Client(run.port) as client:
        client.send(request("/upload", POST, ["Expect: 100-continue", "Content-Length: 5"]))
        assert_is_a_challenge(client.read())
    assert called == []


def test_c241_a_refused_client_may_try_again_on_its_connection(server):
    server.require_authentication(AUTHS)
    with running(server) as run, Client(run.port) as client:
        assert_is_a_challenge(client.get("/hello"))
        assert client.get("/hello", headers=[BASIC]).body == b"Hello"
