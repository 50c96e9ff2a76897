# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section H of the compatibility cases: the Server object."""

import errno
import socket

import pytest

from adafruit_httpserver import (
    FORBIDDEN_403,
    FileResponse,
    Headers,
    JSONResponse,
    Redirect,
    Response,
    Route,
    Server,
    ServerStoppedError,
    Token,
)
from tests.support.harness import HOST, Client, ask, fetch, parse, running
from tests.support.site import make_site


@pytest.fixture
def root(tmp_path):
    return make_site(tmp_path)


def hello(request):
    return Response(request, "Hello")


def test_c116_repr():
    server = Server(socket, "/static")
    assert repr(server) == "<Server host=None, port=None, root_path='/static'>"
    with running(server) as run:
        expected = f"<Server host='127.0.0.1', port={run.port}, root_path='/static'>"
        assert repr(server) == expected
    assert repr(Server(socket)) == "<Server host=None, port=None, root_path=None>"


def test_c117_poll_of_a_stopped_server():
    server = Server(socket)
    for _ in range(2):
        with pytest.raises(ServerStoppedError) as caught:
            server.poll()
        assert str(caught.value) == ""
        server.start(HOST, 0)
        assert server.stopped is False
        server.stop()


def test_c118_defaults():
    server = Server(socket)
    assert server.request_buffer_size == 1024
    assert server.socket_timeout == 1
    assert server.stopped is True
    assert server.debug is False
    assert server.https is False
    assert server.root_path is None
    assert server.host is None
    assert server.port is None
    assert len(server.headers) == 0


@pytest.mark.parametrize("value", [0, -1, -0.5, "3", None])
def test_c119_socket_timeout_must_be_positive(value):
    server = Server(socket)
    with pytest.raises(ValueError, match="Server.socket_timeout must be a positive numeric value."):
        server.socket_timeout = value
    assert server.socket_timeout == 1


def test_c119_socket_timeout_can_be_a_fraction():
    server = Server(socket)
    for value in (0.5, 3):
        server.socket_timeout = value
        assert server.socket_timeout == value


@pytest.mark.parametrize("size", [2048, 64])
def test_c120_request_buffer_size(size):
    server = Server(socket)
    server.request_buffer_size = size
    assert server.request_buffer_size == size
    body = bytes(range(250)) * 20
    server.add_routes([Route("/", "POST", lambda request: Response(request, request.body))])
    with running(server) as run:
        assert fetch(run.port, "/", "POST", body=body).body == body


def test_c120_request_buffer_size_cannot_be_negative():
    server = Server(socket)
    with pytest.raises(ValueError):
        server.request_buffer_size = -1


@pytest.mark.parametrize(("host", "port"), [(None, 5000), (HOST, None), (None, None)])
def test_c121_no_host_or_port(host, port):
    server = Server(socket)
    with pytest.raises(RuntimeError, match="^Host and port cannot be None$"):
        server.start(host, port)
    assert server.stopped is True


class PoolWithoutNames:
    """The socket module, but no name can be resolved."""

    def __getattr__(self, name):
        return getattr(socket, name)

    def getaddrinfo(self, host, port, *more):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_c122_unresolvable_host():
    server = Server(PoolWithoutNames())
    with pytest.raises(RuntimeError, match="^Cannot start server on nowhere:5000$") as caught:
        server.start("nowhere", 5000)
    assert isinstance(caught.value.__cause__, OSError)
    assert server.stopped is True


def test_c123_port_in_use():
    with socket.create_server((HOST, 0)) as other:
        server = Server(socket)
        with pytest.raises(OSError) as caught:
            server.start(HOST, other.getsockname()[1])
    assert caught.value.errno == errno.EADDRINUSE
    assert server.stopped is True
    with pytest.raises(ServerStoppedError):
        server.poll()


def test_c124_start_again_on_the_same_port():
    server = Server(socket)
    server.route("/")(hello)
    with running(server) as run:
        port = run.port
        assert fetch(port, "/").body == b"Hello"
        client = Client(port)
        assert client.get("/").body == b"Hello"
    assert (server.host, server.port, server.stopped) == (None, None, True)
    with running(server, port=port):
        assert server.port == port
        assert fetch(port, "/").body == b"Hello"
    client.close()


def test_c125_stop_before_start():
    server = Server(socket)
    server.stop()
    server.stop()
    assert server.stopped is True


def test_starting_twice_is_an_error():
    server = Server(socket)
    server.route("/")(hello)
    with running(server) as run:
        with pytest.raises(RuntimeError):
            run.call(server.start, HOST, 0)
        assert fetch(run.port, "/").status == 200


@pytest.mark.parametrize("files", [{}, {"certfile": "cert.pem"}, {"keyfile": "key.pem"}])
def test_c126_https_without_its_files(files):
    with pytest.raises(ValueError) as caught:
        Server(socket, https=True, **files)
    assert str(caught.value) == "Both certfile and keyfile must be specified for HTTPS"


def test_c126_https_with_unreadable_files(tmp_path):
    missing = str(tmp_path / "missing.pem")
    with pytest.raises(FileNotFoundError):
        Server(socket, https=True, certfile=missing, keyfile=missing)


@pytest.mark.parametrize("root_path", ["/", ""])
def test_c127_warning_about_the_root(root_path, capsys):
    Server(socket, root_path)
    assert capsys.readouterr().out == ""
    Server(socket, root_path, debug=True)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("WARNING: Setting root_path to '/' will expose all files")


def test_c127_no_warning_about_other_roots(capsys):
    Server(socket, "/static", debug=True)
    Server(socket, debug=True)
    assert capsys.readouterr().out == ""


def test_c128_headers():
    server = Server(socket)
    server.headers = {"X-A": "1"}
    assert isinstance(server.headers, Headers)
    server.headers["X-B"] = "2"
    assert server.headers["x-a"] == "1"
    assert server.headers["x-b"] == "2"
    mine = Headers({"X-C": "3"})
    server.headers = mine
    mine["X-C"] = "changed"
    server.headers["X-D"] = "4"
    assert list(server.headers.items()) == [("x-c", "3"), ("x-d", "4")]
    assert "X-D" not in mine
    server.headers = None
    assert len(server.headers) == 0


def error(request):
    raise RuntimeError("boom")


def test_c129_default_headers_are_on_every_response(root):
    server = Server(socket, root)
    server.headers = {"X-A": "1"}
    server.headers["X-B"] = "2"
    server.route("/hello")(hello)
    server.route("/forbidden")(lambda request: Response(request, status=FORBIDDEN_403))
    server.route("/redirect")(lambda request: Redirect(request, "/hello"))
    server.route("/file")(lambda request: FileResponse(request, "a.txt"))
    server.route("/error")(error)
    for raw, status in (
        (b"GET /hello HTTP/1.1", 200),
        (b"GET /forbidden HTTP/1.1", 403),
        (b"GET /../x HTTP/1.1", 403),
        (b"GET /nope HTTP/1.1", 404),
        (b"GET /redirect HTTP/1.1", 302),
        (b"GET /a.txt HTTP/1.1", 200),
        (b"GET /file HTTP/1.1", 200),
        (b"POST /hello HTTP/1.1", 405),
        (b"POST /a.txt HTTP/1.1", 405),
        (b"FOO /hello HTTP/1.1", 501),
        (b"OPTIONS /hello HTTP/1.1", 204),
        (b"garbage", 400),
        (b"GET /error HTTP/1.1", 500),
    ):
        with running(server) as run:
            answer = parse(ask(run.port, raw + b"\r\nHost: a\r\nConnection: close\r\n\r\n"))
            if status == 500:
                run.expect_error(RuntimeError)
        assert answer.status == status, raw
        assert answer.header("X-A") == "1", raw
        assert answer.header("X-B") == "2", raw


def test_c129_default_headers_are_on_a_401():
    server = Server(socket)
    server.headers = {"X-A": "1"}
    server.require_authentication([Token("x")])
    with running(server) as run:
        answer = fetch(run.port, "/")
    assert answer.status == 401
    assert answer.header("X-A") == "1"


def test_default_headers_can_have_several_values():
    server = Server(socket)
    server.headers.add("X-A", "1")
    server.headers.add("X-A", "2")
    server.route("/")(hello)
    with running(server) as run:
        assert fetch(run.port, "/").headers["x-a"] == ["1", "2"]


def test_c130_the_handler_s_header_wins():
    server = Server(socket)
    server.headers = {"X-A": "server", "X-B": "server"}
    server.route("/")(lambda request: Response(request, headers={"x-a": "handler"}))
    with running(server) as run:
        answer = fetch(run.port, "/")
    assert answer.headers["x-a"] == ["handler"]
    assert answer.headers["x-b"] == ["server"]


CONTENT_TYPES = (
    ("/plain", "text/x-server"),
    ("/typed", "text/x-given"),
    ("/header", "text/x-header"),
    ("/json", "application/json"),
    ("/file", "image/png"),
    ("/p.png", "image/png"),
)


def test_c131_a_response_s_own_content_type_beats_the_server_s(root):
    server = Server(socket, root)
    server.headers["Content-Type"] = "text/x-server"
    server.route("/plain")(hello)
    server.route("/typed")(lambda request: Response(request, content_type="text/x-given"))
    header = {"Content-Type": "text/x-header"}
    server.route("/header")(lambda request: Response(request, headers=header))
    server.route("/json")(lambda request: JSONResponse(request, {}))
    server.route("/file")(lambda request: FileResponse(request, "p.png"))
    with running(server) as run:
        for path, content_type in CONTENT_TYPES:
            assert fetch(run.port, path).header("Content-Type") == content_type, path


class GreetingServer(Server):
    def __init__(self, pool, greeting):
        super().__init__(pool, debug=False)
        self.greeting = greeting
        self.polls = 0
        self.add_routes([Route("/", "GET", self.greet)])

    def greet(self, request):
        return Response(request, self.greeting)

    def step(self):
        self.polls += 1
        return self.poll()


def test_c132_subclass():
    server = GreetingServer(socket, "Hi")
    with running(server, poll=server.step) as run:
        assert fetch(run.port, "/").body == b"Hi"
    assert server.polls >= 1


def test_port_0_is_replaced_by_the_real_port():
    server = Server(socket)
    server.start(HOST, 0)
    assert server.host == HOST
    assert server.port > 0
    server.stop()
    assert (server.host, server.port) == (None, None)


def test_private_attributes_that_programs_use():
    server = Server(socket)
    route = Route("/x", "GET", hello)
    server.add_routes([route])
    assert server._routes == [route]
    token = Token("x")
    server.require_authentication([token])
    assert server._auths == [token]
    server.start(HOST, 0)
    assert server._sock.getsockname() == (HOST, server.port)
    server.stop()
