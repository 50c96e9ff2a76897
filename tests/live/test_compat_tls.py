# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section P of the compatibility cases: TLS, with certificates made for these tests."""

import socket
import ssl
import time

import pytest
import trustme

from adafruit_httpserver import CONNECTION_TIMED_OUT, POST, Response, Server
from tests.support.harness import HOST, Client, fetch, request, running
from tests.support.site import BIG, make_site


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def files(authority, tmp_path_factory):
    """The arguments of Server(https=True, ...) that name a certificate and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate = authority.issue_cert(HOST, "localhost")
    for number, blob in enumerate(certificate.cert_chain_pems):
        blob.write_to_path(str(folder / "cert.pem"), append=number > 0)
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    return {"certfile": str(folder / "cert.pem"), "keyfile": str(folder / "key.pem")}


@pytest.fixture(scope="module")
def trusting(authority):
    """What makes a client's socket a TLS one that checks the server's certificate."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return lambda plain: context.wrap_socket(plain, server_hostname=HOST)


@pytest.fixture
def server(files, tmp_path):
    server = Server(socket, make_site(tmp_path), https=True, **files)

    @server.route("/", ["GET", POST])
    def hello(request):
        return Response(request, request.body or "Hello")

    return server


def test_c248_get(server, trusting):
    assert server.https is True
    with running(server) as run:
        answer = fetch(run.port, "/", wrap=trusting)
        assert (answer.status, answer.body) == (200, b"Hello")
        assert fetch(run.port, "/nope", wrap=trusting).status == 404


def test_c248_the_start_line_says_https(server, capsys):
    server.debug = True
    with running(server) as run:
        port = run.port
    printed = capsys.readouterr().out
    assert printed.startswith(f"Started development server on https://127.0.0.1:{port}\n")


def test_c248_keep_alive_and_large_bodies(server, trusting):
    with running(server) as run, Client(run.port, wrap=trusting) as client:
        for _ in range(3):
            assert client.get("/").body == b"Hello"
            assert client.get("/big.bin").body == BIG
            assert client.get("/", method=POST, body=BIG * 20).body == BIG * 20


SIZES = (1, 900, 1000, 1024, 2048, 10_000, 16_384, 17_000, 20_000, 50_000, 100_000)


@pytest.mark.parametrize("size", SIZES)
def test_c248_bodies_that_end_inside_a_decrypted_record(server, trusting, size):
    """TLS decrypts whole records: what is left of one makes no socket readable."""
    body = b"x" * size
    with running(server) as run:
        assert fetch(run.port, "/", POST, body=body, wrap=trusting).body == body
        with Client(run.port, wrap=trusting) as client:
            for _ in range(2):
                assert client.get("/", method=POST, body=body).body == body
            client.send(request("/", POST, body=body) * 2)  # pipelined: in the same records
            assert client.read().body == client.read().body == body


def test_c248_the_request_knows(server, trusting):
    seen = []

    @server.route("/seen")
    def handler(request):
        seen.append((request.is_secure, request.full_url))
        return Response(request)

    with running(server) as run:
        fetch(run.port, "/seen", wrap=trusting)
    assert seen == [(True, "https://127.0.0.1/seen")]


def test_c248_old_and_new_tls(server, authority):
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context()
        authority.configure_trust(context)
        context.minimum_version = context.maximum_version = version

        def wrap(plain, context=context):
            return context.wrap_socket(plain, server_hostname=HOST)

        with running(server) as run:
            assert fetch(run.port, "/", wrap=wrap).body == b"Hello"


def test_a_ready_context(files, trusting):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(**files)
    server = Server(socket, ssl_context=context)
    assert server.https is True
    server.route("/")(lambda request: Response(request, "Hello"))
    with running(server) as run:
        assert fetch(run.port, "/", wrap=trusting).body == b"Hello"


@pytest.mark.parametrize(
    "data", [b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"x", b"\x16\x03\x01\x00\x05hello"]
)
def test_c249_plain_text_to_the_tls_port(server, trusting, data):
    server.socket_timeout = server.request_timeout = 0.3
    with running(server) as run, Client(run.port) as client:
        client.send(data)
        assert fetch(run.port, "/", wrap=trusting).body == b"Hello"
        try:
            assert b"Hello" not in client.read_to_end()
        except ConnectionResetError:
            pass
        assert fetch(run.port, "/", wrap=trusting).body == b"Hello"


def test_c249_connect_and_leave(server, trusting):
    with running(server) as run:
        for leave in (Client.close, Client.reset, Client.half_close):
            leave(Client(run.port))
            assert fetch(run.port, "/", wrap=trusting).body == b"Hello"


def test_c249_leaving_in_mid_handshake(server, trusting):
    hello = ssl.MemoryBIO()
    machine = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), hello, server_hostname=HOST)
    with pytest.raises(ssl.SSLWantReadError):
        machine.do_handshake()
    client_hello = hello.read()
    with running(server) as run:
        for data in (client_hello[:20], client_hello):
            for leave in (Client.close, Client.reset):
                client = Client(run.port)
                client.send(data)
                leave(client)
                assert fetch(run.port, "/", wrap=trusting).body == b"Hello"


def test_c249_client_that_does_not_trust(server, trusting):
    strange = ssl.create_default_context()

    def wrap(plain):
        return strange.wrap_socket(plain, server_hostname=HOST)

    with running(server) as run:
        for _ in range(3):
            with pytest.raises(ssl.SSLCertVerificationError):
                fetch(run.port, "/", wrap=wrap)
            assert fetch(run.port, "/", wrap=trusting).body == b"Hello"


def test_c249_reset_after_the_handshake(server, trusting):
    with running(server) as run:
        for data in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"):
            client = Client(run.port, wrap=trusting)
            client.send(data)
            client.reset()
            assert fetch(run.port, "/", wrap=trusting).body == b"Hello"


def test_c250_silent_clients(server, trusting):
    server.socket_timeout = server.request_timeout = 0.5
    with running(server) as run, Client(run.port) as one, Client(run.port) as two:
        two.send(b"\x16\x03\x01")
        started = time.monotonic()
        for _ in range(3):
            assert fetch(run.port, "/", wrap=trusting).body == b"Hello"
        assert time.monotonic() - started < 0.4  # nobody waited for the silent ones to be closed
        assert run.longest < 0.1
        assert one.read_to_end() == b""
        two.read_to_end()
        run.until(lambda: run.count(CONNECTION_TIMED_OUT) >= 1)
