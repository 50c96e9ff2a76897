# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""All that can happen to a TLS port, at the same time."""

import socket
import ssl
import threading
import time

import trustme

from adafruit_httpserver import Response
from tests.support.harness import HOST, Client, fetch
from tests.support.measured_server import MeasuredProcess, MeasuredServer, assert_never_blocked

BODY = bytes(range(250)) * 400
PLAIN = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def build(folder):
    server = MeasuredServer(
        socket, https=True, certfile=f"{folder}/cert.pem", keyfile=f"{folder}/key.pem"
    )
    server.socket_timeout = server.request_timeout = 1.5
    server.route("/", ["GET", "POST"])(lambda request: Response(request, request.body or "Hello"))
    return server


def certificates(folder):
    """Write a certificate and its key; the context of a client that trusts it."""
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST)
    certificate.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def begin_handshake(context):
    """The first message of a client."""
    outgoing = ssl.MemoryBIO()
    try:
        context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=HOST).do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()


def test_silent_plain_and_good_clients_at_the_same_time(tmp_path):
    context = certificates(tmp_path)
    failures, times = [], []

    def wrap(plain):
        return context.wrap_socket(plain, server_hostname=HOST)

    def good_client(port):
        try:
            with Client(port, wrap=wrap) as client:
                for _ in range(10):
                    started = time.perf_counter()
                    assert client.get("/").body == b"Hello"
                    times.append(time.perf_counter() - started)
                    assert client.get("/", method="POST", body=BODY).body == BODY
        except Exception as error:
            failures.append(error)

    with MeasuredProcess(build, tmp_path) as process:
        port = process.port
        fetch(port, "/", wrap=wrap)
        before = process.eventually(lambda report: report["connections"] == 0)
        process.report(reset=True)
        hello = begin_handshake(context)
        bad = [Client(port) for _ in range(6)]
        # Nothing, plain text, half of the first message, all of it, a record of lies, and a TLS
        # client that has shaken hands and says nothing more.
        for client, data in zip(bad, (b"", PLAIN, hello[:50], hello, b"\x16\x03\x01\x00\x05lies!")):
            client.send(data)
        bad[5].socket = wrap(bad[5].socket)
        threads = [threading.Thread(target=good_client, args=(port,)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert failures == []
        during = process.report()
        times.sort()
        print(
            f"GET: median {times[25] * 1000:.2f} ms; longest poll {during['longest'] * 1000:.2f} ms"
        )
        assert len(times) == 50 and times[44] < 0.1, times
        assert_never_blocked(during)
        for client in bad:
            try:
                assert b"Hello" not in client.read_to_end()
            except ConnectionResetError:
                pass
            client.close()
        after = process.eventually(lambda report: report["connections"] == 0)
        assert after["descriptors"] == before["descriptors"]
        assert fetch(port, "/", wrap=wrap).body == b"Hello"
