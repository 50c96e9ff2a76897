# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a server says of a certificate and a key that it cannot use, and who sends to HTTPS."""

import socket
import ssl

import pytest
import trustme

import adafruit_httpserver.tls
from adafruit_httpserver import Redirect, Response, Server, redirect_to_https
from tests.support.harness import HOST, Client, fetch, parse, request, running


def start(certfile, keyfile):
    return Server(socket, https=True, certfile=str(certfile), keyfile=str(keyfile))


@pytest.mark.parametrize("name", ["certfile", "keyfile"])
def test_file_that_is_missing(certificates, name):
    files = dict(certificates.files, **{name: "/no/such/file.pem"})
    with pytest.raises(FileNotFoundError, match=f"{name} '/no/such/file.pem' cannot be read"):
        start(**files)


@pytest.mark.parametrize("name", ["certfile", "keyfile"])
def test_folder_in_place_of_a_file(certificates, tmp_path, name):
    with pytest.raises(OSError, match=f"{name} .* cannot be read"):
        start(**dict(certificates.files, **{name: tmp_path}))


def test_files_in_each_others_place(certificates):
    with pytest.raises(ValueError, match="certfile .*key.pem' has no certificate"):
        start(certificates.files["keyfile"], certificates.files["certfile"])
    with pytest.raises(ValueError, match="keyfile .*cert.pem' has no private key"):
        start(certificates.files["certfile"], certificates.files["certfile"])


def test_key_of_another_certificate(certificates, tmp_path):
    other = trustme.CA().issue_cert("other")
    other.private_key_pem.write_to_path(str(tmp_path / "other.pem"))
    with pytest.raises(ValueError, match="cert.pem' and .*other.pem' .* do not belong together"):
        start(certificates.files["certfile"], tmp_path / "other.pem")


@pytest.mark.parametrize("name", ["certfile", "keyfile"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"nonsense", "cannot be used: one of them is damaged"),
        (b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n", "is encrypted|has no certificate"),
        (b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", "is encrypted|has no cert"),
    ],
)
def test_files_that_are_none_of_the_kind(certificates, tmp_path, name, content, reason):
    (tmp_path / "bad.pem").write_bytes(content)
    with pytest.raises(ValueError, match=reason):
        start(**dict(certificates.files, **{name: tmp_path / "bad.pem"}))


def test_certificate_that_is_cut_off(certificates, tmp_path):
    whole = open(certificates.files["certfile"], "rb").read()
    (tmp_path / "cut.pem").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="damaged"):
        start(tmp_path / "cut.pem", certificates.files["keyfile"])


def test_too_little_memory(certificates, monkeypatch):
    class Context:
        def load_cert_chain(self, certfile, keyfile):
            raise MemoryError

    monkeypatch.setattr(ssl, "create_default_context", lambda *_: Context())
    with pytest.raises(MemoryError, match="too little memory for .*cert.pem"):
        start(**certificates.files)


def test_no_ssl_module(certificates, monkeypatch):
    monkeypatch.setattr(adafruit_httpserver.tls, "SSL_AVAILABLE", False)
    with pytest.raises(NotImplementedError, match="SSL not available"):
        start(**certificates.files)


# Redirects


@pytest.fixture
def plain():
    server = Server(socket)
    redirect_to_https(server)
    return server


TARGETS = (
    ("/", "/"),
    ("/a/b%20c/", "/a/b%20c/"),
    ("/?", "/"),
    ("/a?b=c%26&d", "/a?b=c%26&d"),
    ("http://127.0.0.1/a?b", "/a?b"),
)


@pytest.mark.parametrize(("target", "expected"), TARGETS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_redirect_keeps_the_target(plain, target, expected, method):
    with running(plain) as run, Client(run.port) as client:
        answer = client.get(target, method=method)
        assert answer.status == 308
        assert answer.header("location") == "https://127.0.0.1" + expected


HOSTS = (
    ("a.example", "a.example"),
    ("a.example:80", "a.example"),
    ("a.example:", "a.example"),
    ("[::1]", "[::1]"),
    ("[::1]:8080", "[::1]"),
    ("10.0.0.1:5000", "10.0.0.1"),
)


@pytest.mark.parametrize(("host", "expected"), HOSTS)
@pytest.mark.parametrize("port", [443, 8443])
def test_redirect_keeps_the_host(host, expected, port):
    server = Server(socket)
    redirect_to_https(server, port)
    with running(server) as run, Client(run.port) as client:
        client.send(f"POST /x HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n\r\n1".encode())
        end = "" if port == 443 else ":8443"
        assert client.read().header("location") == f"https://{expected}{end}/x"


def test_redirect_without_a_host(plain):
    with running(plain) as run, Client(run.port) as client:
        client.send(b"GET / HTTP/1.0\r\n\r\n")
        answer = parse(client.read_to_end())
        assert (answer.status, answer.body) == (400, b"Come back by https://")


def test_options_of_the_whole_server(plain):
    with running(plain) as run, Client(run.port) as client:
        client.send(b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.read().status in (204, 308)


def test_redirect_leaves_routes_that_are_there(plain):
    server = Server(socket)
    server.route("/health")(lambda request: Response(request, "well"))
    redirect_to_https(server)
    with running(server) as run:
        assert fetch(run.port, "/health").body == b"well"
        assert fetch(run.port, "/other").status == 308


def test_redirect_refuses_what_makes_no_sense(certificates):
    for port in (0, -1, 65536, "443", True, None):
        with pytest.raises(ValueError, match="port must be an int"):
            redirect_to_https(Server(socket), port)
    with pytest.raises(ValueError, match="wants the plain server"):
        redirect_to_https(start(**certificates.files))


def test_two_servers_in_one_loop(certificates):
    """uHTTP's way, by hand: request.host and request.url are all that it takes."""
    secure, plain = start(**certificates.files), Server(socket)
    secure.route("/<name>")(lambda request, name: Response(request, name + request.full_url))

    @plain.route("/....")
    def redirect(request):
        return Redirect(request, f"https://{HOST}:{secure.port}{request.url}", permanent=True)

    with running(secure) as there, running(plain) as here:
        answer = fetch(here.port, "/page?x=1")
        assert answer.status == 301
        target = f"https://{HOST}:{there.port}"
        assert answer.header("location") == f"{target}/page?x=1"
        with Client(there.port, wrap=certificates.wrap) as client:
            client.send(request("/page?x=1").replace(HOST.encode(), target[8:].encode()))
            assert client.read().body.decode() == f"page{target}/page?x=1"
