# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Several requests on one connection: each is answered as it must be, and in its turn."""

import pytest

from tests.support.conformance import NEXT, TIMEOUT
from tests.support.harness import Client


def request(method, target, *lines, version="1.1", content=b""):
    head = [f"{method} {target} HTTP/{version}", "Host: a", *lines, "", ""]
    return "\r\n".join(head).encode() + content


def get(target="/get", *lines, **more):
    return request("GET", target, *lines, **more)


def head(target="/get", *lines, **more):
    return request("HEAD", target, *lines, **more)


def post(content, *lines, target="/", version="1.1"):
    length = f"Content-Length: {len(content)}"
    return request("POST", target, length, *lines, version=version, content=content)


def chunked(content, *lines, trailers=b""):
    coded = b"%x\r\n%s\r\n0\r\n%s\r\n" % (len(content), content, trailers)
    return request("POST", "/", "Transfer-Encoding: chunked", *lines, content=coded)


def case(section, text, raw, *answers):
    """Answers are (status, body), a status alone, or "close": the server ends the connection."""
    return pytest.param(raw, answers, id=f"{section} {text}")


GOT = (200, b"got")
KEEP = "Connection: keep-alive"
CLOSE = "Connection: close"
BAD = b"GET / HTTP/1.1\r\n\r\n"

SEQUENCES = [
    # 9112-9.3.2: pipelining
    case("9112-9.3.2", "GET, GET", get() + get(), GOT, GOT),
    case("9112-9.3.2", "POST, GET", post(b"abc") + get(), (200, b"abc"), GOT),
    case("9112-9.3.2", "GET, POST", get() + post(b"abc"), GOT, (200, b"abc")),
    case("9112-9.3.2", "empty POST, GET", post(b"") + get(), (200, b""), GOT),
    case("9112-9.3.2", "chunked, GET", chunked(b"abc") + get(), (200, b"abc"), GOT),
    case("9112-9.3.2", "chunked, sized", chunked(b"a") + post(b"b"), (200, b"a"), (200, b"b")),
    case("9112-9.3.2", "sized, chunked", post(b"b") + chunked(b"a"), (200, b"b"), (200, b"a")),
    case("9112-9.3.2", "404, GET", get("/nothing") + get(), 404, GOT),
    case("9112-9.3.2", "405, GET", request("DELETE", "/get") + get(), 405, GOT),
    case("9112-9.3.2", "body for a 404, GET", post(b"x", target="/nothing") + get(), 404, GOT),
    case("9112-9.3.2", "body for a 405, GET", post(b"x", target="/get") + get(), 405, GOT),
    case("9112-9.3.2", "generated, GET", get("/chunked") + get(), (200, b"onetwo"), GOT),
    case("9112-9.3.2", "file, GET", get("/a.txt") + get(), (200, b"hello"), GOT),
    case("9112-9.3.2", "fifty", get() * 50, *[GOT] * 50),
    case("9112-9.3.2", "GET, bad", get() + BAD, GOT, 400, "close"),
    case("9112-9.3.2", "GET, bad, GET", get() + BAD + get(), GOT, 400, "close"),
    case("9112-9.3.2", "POST, bad", post(b"abc") + BAD, (200, b"abc"), 400, "close"),
    case("9112-9.3.2", "GET, unknown method", get() + request("BREW", "/"), GOT, 501, "close"),
    case("9112-9.3.2", "GET, HTTP/2", get() + get(version="2.0"), GOT, 505, "close"),
    case("9112-9.3.2", "GET, long head", get() + get("/", "X: " + "y" * 5000), GOT, 431, "close"),
    case("9112-9.3.2", "GET, long line", get() + get("/" + "y" * 5000), GOT, 414, "close"),
    # 9112-9.6: close
    case("9112-9.6", "close, GET", get("/get", CLOSE) + get(), GOT, "close"),
    case("9112-9.6", "GET, close, GET", get() + get("/get", CLOSE) + get(), GOT, GOT, "close"),
    case("9112-9.6", "POST with close, GET", post(b"abc", CLOSE) + get(), (200, b"abc"), "close"),
    case("9112-9.6", "chunked with close", chunked(b"abc", CLOSE) + get(), (200, b"abc"), "close"),
    case("9112-9.6", "404 with close, GET", get("/nothing", CLOSE) + get(), 404, "close"),
    case("9112-9.6", "HEAD with close, GET", head("/get", CLOSE) + get(), 200, "close"),
    case("9112-9.6", "204 with close, GET", get("/204", CLOSE) + get(), (204, b""), "close"),
    # 9112-9.3: HTTP/1.0
    case("9112-9.3", "1.0, GET", get(version="1.0") + get(), GOT, "close"),
    case("9112-9.3", "1.0 kept, GET", get("/get", KEEP, version="1.0") + get(), GOT, GOT),
    case("9112-9.3", "GET, 1.0", get() + get(version="1.0") + get(), GOT, GOT, "close"),
    case("9112-9.3", "1.0 kept twice", get("/get", KEEP, version="1.0") * 2 + get(), *[GOT] * 3),
    case("9112-9.3", "1.0 POST kept", post(b"a", KEEP, version="1.0") + get(), (200, b"a"), GOT),
    case("9112-9.3", "1.0 POST", post(b"a", version="1.0") + get(), (200, b"a"), "close"),
    case("9112-9.3", "1.0 no Host", b"GET /get HTTP/1.0\r\n\r\n", GOT, "close"),
    case("9112-9.3", "1.0 HEAD kept", head("/get", KEEP, version="1.0") + get(), 200, GOT),
    case("9112-9.3", "1.0 generated", get("/chunked", version="1.0"), (200, b"onetwo"), "close"),
    # 9110-9.3.2: HEAD
    case("9110-9.3.2", "HEAD, GET", head() + get(), (200, b""), GOT),
    case("9110-9.3.2", "HEAD, HEAD, GET", head() * 2 + get(), (200, b""), (200, b""), GOT),
    case("9110-9.3.2", "HEAD of a file", head("/a.txt") + get(), (200, b""), GOT),
    case("9110-9.3.2", "HEAD of a generated one", head("/chunked") + get(), (200, b""), GOT),
    case("9110-9.3.2", "HEAD of a 204", head("/204") + get(), (204, b""), GOT),
    case("9110-9.3.2", "HEAD of a 304", head("/304") + get(), (304, b""), GOT),
    case("9110-9.3.2", "HEAD of a 404", head("/nothing") + get(), (404, b""), GOT),
    case("9110-9.3.2", "HEAD of a 405", head("/post-or-put") + get(), (405, b""), GOT),
    case(
        "9110-9.3.2",
        "HEAD with a body",
        request("HEAD", "/echo", "Content-Length: 3", content=b"abc") + get(),
        (200, b""),
        GOT,
    ),
    # 9110-15.3.5 and 15.4.5: no content
    case("9110-15.3.5", "204, GET", get("/204") + get(), (204, b""), GOT),
    case("9110-15.3.5", "204 to a POST, GET", post(b"x", target="/204") + get(), (204, b""), GOT),
    case("9110-15.4.5", "304, GET", get("/304") + get(), (304, b""), GOT),
    case("9110-15.4.5", "304, 304, GET", get("/304") * 2 + get(), (304, b""), (304, b""), GOT),
    # 9110-10.1.1: Expect. Whoever does not wait need not be told to go on.
    case("9110-10.1.1", "expects, sized", post(b"abc", "Expect: 100-continue"), (200, b"abc")),
    case("9110-10.1.1", "expects, chunked", chunked(b"abc", "Expect: 100-continue"), (200, b"abc")),
    case("9110-10.1.1", "expects nothing", get("/get", "Expect: 100-continue") + get(), GOT, GOT),
    case("9110-10.1.1", "expects in vain", post(b"abc", "Expect: y") + get(), 417, "close"),
    case(
        "9110-10.1.1",
        "expects, too large",
        request("POST", "/", "Content-Length: 99999999", "Expect: 100-continue"),
        413,
        "close",
    ),
    # 9110-7.8: Upgrade is an offer that need not be taken
    case("9110-7.8", "h2c", get("/get", "Connection: Upgrade", "Upgrade: h2c") + get(), GOT, GOT),
    case("9110-7.8", "TLS", get("/get", "Connection: Upgrade", "Upgrade: TLS/1.0"), GOT),
    case("9110-7.8", "several", get("/get", "Connection: Upgrade", "Upgrade: a, b/2"), GOT),
    case("9110-7.8", "without Connection", get("/get", "Upgrade: h2c") + get(), GOT, GOT),
    # 9112-7.1.2: trailers
    case("9112-7.1.2", "trailer, GET", chunked(b"a", trailers=b"X: y\r\n") + get(), 200, GOT),
    case(
        "9112-7.1.2",
        "trailers that frame",
        chunked(b"a", trailers=b"Content-Length: 50\r\nHost: b\r\n") + get(),
        (200, b"a"),
        GOT,
    ),
    case(
        "9112-7.1.2",
        "trailer with an unknown coding",
        chunked(b"a", trailers=b"Transfer-Encoding: x\r\n") + get(),
        400,
        "close",
    ),
    case("9112-7.1.2", "bad trailer, GET", chunked(b"a", trailers=b"X\r\n") + get(), 400, "close"),
    # 9112-2.2: empty lines
    case("9112-2.2", "empty line between", get() + b"\r\n" + get(), GOT, GOT),
    case("9112-2.2", "two between", get() + b"\r\n\r\n" + get(), GOT, GOT),
    case("9112-2.2", "three between", get() + b"\r\n\r\n\r\n" + get(), GOT, 400, "close"),
    case("9112-2.2", "empty line behind a body", post(b"a") + b"\r\n" + get(), (200, b"a"), GOT),
    case("9112-2.2", "LF between", get() + b"\n" + get(), GOT, 400, "close"),
    case("9112-2.2", "NUL between", get() + b"\0" + get(), GOT, 400, "close"),
    case("9112-2.2", "blank between", get() + b" " + get(), GOT, 400, "close"),
    # Other protocols in mid connection
    case("8446-4.1.2", "TLS hello behind a GET", get() + b"\x16\x03\x01\0\x10", GOT, 400, "close"),
    case("9113-3.4", "preface behind a GET", get() + b"PRI * HTTP/2.0\r\n\r\n", GOT, 505, "close"),
]


def methods_of(raw):
    """Which of the requests are HEAD, for whoever has to find the end of the answers."""
    found = []
    for line in raw.split(b"\r\n"):
        place = max(line.rfind(b"GET /"), line.rfind(b"HEAD /"), line.rfind(b"POST /"))
        if b" HTTP/" in line:
            found.append(place >= 0 and line[place:].startswith(b"HEAD"))
    return found


@pytest.mark.parametrize(("raw", "expected"), SEQUENCES)
def test_sequence(site, raw, expected):
    heads = methods_of(raw) + [False]
    closes = expected[-1] == "close"
    with Client(site.port, TIMEOUT) as client:
        client.send(raw)
        for number, wanted in enumerate(expected[: -1 if closes else None]):
            answer = client.read(head=heads[number])
            while answer.status == 100:
                assert b"Expect: 100-continue" in raw
                answer = client.read(head=heads[number])
            status, body = wanted if isinstance(wanted, tuple) else (wanted, answer.body)
            assert (answer.status, answer.body) == (status, body), number
        if closes:
            assert answer.header("connection") == "close"
            assert client.read_to_end() == b""
        else:
            client.send(NEXT)
            assert client.read().body == b"next"
            assert client.read_to_end() == b""
