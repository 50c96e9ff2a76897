# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""HTTP/1.1 (RFC 9112), sections 8 and 9: when a connection stays, and when it ends."""

import pytest

from tests.support.conformance import NEXT, TIMEOUT
from tests.support.harness import Client


def request(version="1.1", *connection, method="GET", target="/get"):
    lines = [f"{method} {target} HTTP/{version}", "Host: a"]
    lines += [f"Connection: {value}" for value in connection]
    return "\r\n".join([*lines, "", ""]).encode()


def persists(site, raw):
    """Whether a second request on the same connection is answered, and the first answer."""
    with Client(site.port, TIMEOUT) as client:
        client.send(raw)
        first = client.read()
        try:
            client.send(NEXT)
            second = client.read()
        except (EOFError, ConnectionError):
            return False, first
        assert second.body == b"next"
        return True, first


# Section 9.3: (version, connection lines, stays open)
PERSISTENCE = [
    ("1.1", [], True),
    ("1.1", ["keep-alive"], True),
    ("1.1", ["close"], False),
    ("1.1", ["Close"], False),
    ("1.1", ["CLOSE"], False),
    ("1.1", ["keep-alive, close"], False),
    ("1.1", ["close, keep-alive"], False),
    ("1.1", ["x,close"], False),
    ("1.1", [",,close,,"], False),
    ("1.1", ["x", "close"], False),
    ("1.1", ["closed"], True),
    ("1.1", ["x-close"], True),
    ("1.1", [""], True),
    ("1.1", ["upgrade"], True),
    ("1.0", [], False),
    ("1.0", ["close"], False),
    ("1.0", ["keep-alive"], True),
    ("1.0", ["Keep-Alive"], True),
    ("1.0", ["keep-alive, close"], False),
    ("1.0", ["x, keep-alive"], True),
    ("1.0", ["keep-alives"], False),
]


@pytest.mark.parametrize(("version", "connection", "stays"), PERSISTENCE)
def test_9_3_persistence(site, version, connection, stays):
    stayed, answer = persists(site, request(version, *connection))
    assert stayed == stays
    assert answer.status == 200
    # Section 9.6 and appendix C.2.2: it says what it does.
    said = (answer.header("connection") or "").lower()
    if not stays:
        assert said == "close"
    elif version == "1.0":
        assert said == "keep-alive"
    else:
        assert said in ("", "keep-alive")


@pytest.mark.parametrize("target", ["/204", "/304", "/nothing", "/get", "/chunked", "/a.txt"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_9_3_every_kind_of_answer_has_an_end(site, method, target):
    # Section 6.3: status, Content-Length or chunks tell it, so the connection can stay.
    site.seen.clear()
    with Client(site.port, TIMEOUT) as client:
        for _ in range(3):
            client.send(request(method=method, target=target))
            answer = client.read(head=method == "HEAD")
            assert answer.status in (200, 204, 304, 404)
        client.send(NEXT)
        assert client.read().body == b"next"


@pytest.mark.parametrize("method", ["DELETE", "TRACE", "CONNECT"])
def test_9_3_a_method_that_is_not_allowed_does_not_end_the_connection(site, method):
    target = "a:80" if method == "CONNECT" else "/get"
    stayed, answer = persists(site, request(method=method, target=target))
    assert 400 <= answer.status < 500
    assert stayed


def test_9_3_2_pipelined_requests_are_answered_in_order(site):
    count = 20
    raw = b"".join(
        [
            b"POST /echo/%d HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n%02d" % (number, number)
            for number in range(count)
        ]
    )
    answers = site.accepts(
        raw, *[("POST", f"/echo/{number}", b"%02d" % number) for number in range(count)]
    )
    assert [answer.body for answer in answers] == [b"%02d" % number for number in range(count)]


def test_9_3_2_pipelined_requests_of_different_kinds(site):
    raw = request(target="/chunked") + request(target="/204") + request(method="HEAD")
    raw += b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    raw += b"\r\n" + request()
    answers = site.accepts(
        raw,
        ("GET", "/chunked", b""),
        ("GET", "/204", b""),
        ("HEAD", "/get", b""),
        ("POST", "/", b"abc"),
        ("GET", "/get", b""),
    )
    assert [answer.status for answer in answers] == [200, 204, 200, 200, 200]
    assert [answer.body for answer in answers] == [b"onetwo", b"", b"", b"abc", b"got"]


def test_9_3_2_what_is_pipelined_behind_an_error_is_not_answered(site):
    raw = request() + b"GET / HTTP/1.1\r\n\r\n" + request(target="/smuggled")
    site.seen.clear()
    with Client(site.port, TIMEOUT) as client:
        client.send(raw)
        assert client.read().status == 200
        assert client.read().status == 400
        assert client.read_to_end() == b""
    assert site.seen == [("GET", "/get", b"")]


def test_9_6_what_is_pipelined_behind_close_is_not_answered(site):
    site.seen.clear()
    with Client(site.port, TIMEOUT) as client:
        client.send(request("1.1", "close") + request(target="/smuggled"))
        assert client.read().status == 200
        assert client.read_to_end() == b""
    assert site.seen == [("GET", "/get", b"")]


def test_9_6_an_error_in_a_request_closes(site):
    with Client(site.port, TIMEOUT) as client:
        client.send(b"GET / HTTP/1.1\r\n\r\n")
        answer = client.read()
        assert (answer.status, answer.header("connection")) == (400, "close")
        assert client.read_to_end() == b""


@pytest.mark.parametrize("target", ["/get", "/chunked", "/a.txt", "/nothing"])
def test_9_6_a_client_may_end_its_side_after_its_request(site, target):
    with Client(site.port, TIMEOUT) as client:
        client.send(request(target=target))
        client.half_close()
        answer = client.read()
        assert answer.status == (404 if target == "/nothing" else 200)
        assert client.read_to_end() == b""


def test_9_6_a_client_may_end_its_side_after_pipelined_requests(site):
    with Client(site.port, TIMEOUT) as client:
        client.send(request() * 5)
        client.half_close()
        for _ in range(5):
            assert client.read().body == b"got"
        assert client.read_to_end() == b""


@pytest.mark.parametrize("size", [0, 1, 5, 16, 20, 25, 26])
def test_8_a_head_that_ends_too_early_is_no_request(site, size):
    site.seen.clear()
    raw = request(target="/")[:size]
    reply = site.ask(raw, half_close=True)
    assert reply == b"" or reply.startswith(b"HTTP/1.1 400 ")
    assert site.seen == []


def test_2_2_requests_may_come_in_any_pieces(site):
    raw = request(target="/get") + NEXT
    with Client(site.port, TIMEOUT) as client:
        for index in range(len(raw)):
            client.send(raw[index : index + 1])
        assert client.read().body == b"got"
        assert client.read().body == b"next"


def test_2_2_empty_lines_between_requests(site):
    raw = request() + b"\r\n" + request() + b"\r\n\r\n"
    site.accepts(raw, ("GET", "/get", b""), ("GET", "/get", b""))


def test_4_the_status_line(site):
    reply = site.ask(request("1.0"))
    line = reply.split(b"\r\n")[0]
    assert line == b"HTTP/1.1 200 OK"


def test_5_header_lines_of_answers(site):
    # Name, colon, blank, value; CRLF everywhere; no control characters.
    for target in ("/get", "/nothing", "/chunked", "/204"):
        head = site.ask(request("1.1", "close", target=target)).split(b"\r\n\r\n")[0]
        for line in head.split(b"\r\n")[1:]:
            name, colon, value = line.partition(b": ")
            assert colon and name == name.strip() and value == value.strip(), line
            assert all(32 <= byte < 127 for byte in line), line
        assert b"\n" not in head.replace(b"\r\n", b"")


def test_6_1_chunks_only_for_who_understands_them(site):
    chunked = site.answers(request("1.1", "close", target="/chunked"))
    assert chunked.header("transfer-encoding") == "chunked"
    assert chunked.header("content-length") is None
    plain = site.answers(request("1.0", target="/chunked"))
    assert plain.header("transfer-encoding") is None
    assert plain.body == b"onetwo"


@pytest.mark.parametrize("target", ["/204", "/304"])
def test_6_1_no_framing_where_there_is_no_body(site, target):
    answer = site.answers(request("1.1", "close", target=target))
    assert answer.body == b""
    assert answer.header("transfer-encoding") is None
    if target == "/204":
        assert answer.header("content-length") is None
