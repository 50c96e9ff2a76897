# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""HTTP semantics (RFC 9110): methods, expectations, fields and statuses."""

import time

import pytest

from tests.support.conformance import NEXT, TIMEOUT
from tests.support.harness import Client, parse


def request(method, target, *lines, version="1.1"):
    head = [f"{method} {target} HTTP/{version}", "Host: a", *lines, "Connection: close", "", ""]
    return "\r\n".join(head).encode()


def allowed(answer):
    return {name.strip() for name in (answer.header("allow") or "").split(",")}


# 9.3.2: HEAD


@pytest.mark.parametrize(
    "target", ["/get", "/echo", "/chunked", "/204", "/304", "/nothing", "/a.txt"]
)
def test_9_3_2_head_is_get_without_its_content(site, target):
    get = site.answers(request("GET", target))
    head = site.answers(request("HEAD", target), head=True)
    assert head.status == get.status
    for name in ("content-type", "content-length", "x-get", "transfer-encoding"):
        # Fields that are made with the content may be left out, but must not be others.
        if name in head.headers:
            assert head.headers[name] == get.headers.get(name), name
    if target in ("/get", "/a.txt"):
        assert head.header("content-length") == str(len(get.body))


def test_9_3_2_head_of_a_route_for_get_only(site):
    (answer,) = site.accepts(b"HEAD /get HTTP/1.1\r\nHost: a\r\n\r\n", ("HEAD", "/get", b""))
    assert answer.status == 200
    assert answer.header("content-length") == "3"


def test_9_3_2_an_error_to_head_has_no_content(site):
    for target in ("/nothing", "/post-or-put"):
        assert site.answers(request("HEAD", target), head=True).status in (404, 405)


# 9.1, 15.5.6, 15.6.2: which methods


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_15_5_6_a_method_that_is_not_allowed(site, method):
    answer = site.answers(request(method, "/get"))
    assert answer.status == 405
    assert allowed(answer) >= {"GET", "HEAD"}
    assert method not in allowed(answer)
    assert site.seen == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PATCH"])
def test_15_5_6_allow_names_what_is_allowed(site, method):
    answer = site.answers(request(method, "/post-or-put"), head=method == "HEAD")
    assert answer.status == 405
    assert allowed(answer) >= {"POST", "PUT"}
    assert not allowed(answer) & {"GET", "HEAD", "DELETE", "PATCH"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_15_5_6_a_file_can_only_be_read(site, method):
    answer = site.answers(request(method, "/a.txt"))
    assert answer.status == 405
    assert allowed(answer) >= {"GET", "HEAD"}


@pytest.mark.parametrize("method", ["BREW", "PROPFIND", "get", "Get", "X", "M-SEARCH", "LINK"])
@pytest.mark.parametrize("target", ["/", "/get", "/nothing"])
def test_15_6_2_a_method_that_is_not_known(site, method, target):
    answer = site.answers(request(method, target))
    assert answer.status == 501
    assert site.seen == []


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_9_1_handlers_get_the_methods_they_ask_for(site, method):
    answer = site.answers(request(method, "/echo"))
    assert answer.status == 200
    assert site.seen == [(method, "/echo", b"")]


def test_9_3_6_connect_opens_no_tunnel(site):
    with Client(site.port, TIMEOUT) as client:
        client.send(b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n" + NEXT)
        assert 400 <= client.read().status < 600
        assert client.read().body == b"next"


# 9.3.7: OPTIONS


def test_9_3_7_options_of_the_server(site):
    answer = site.answers(request("OPTIONS", "*"))
    assert answer.status in (200, 204)
    assert site.seen == []


def test_9_3_7_options_of_a_resource(site):
    answer = site.answers(request("OPTIONS", "/get"))
    assert answer.status in (200, 204)
    assert allowed(answer) >= {"GET", "HEAD", "OPTIONS"}
    answer = site.answers(request("OPTIONS", "/post-or-put"))
    assert allowed(answer) >= {"POST", "PUT", "OPTIONS"}
    assert not allowed(answer) & {"GET", "HEAD"}


def test_9_3_7_options_of_nothing(site):
    assert site.answers(request("OPTIONS", "/nothing")).status in (200, 204, 404)


# 10.1.1: Expect

POST = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
WITH_LENGTH = POST + b"Content-Length: 3\r\n"
WITH_CHUNKS = POST + b"Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize("value", [b"100-continue", b"100-Continue", b"100-CONTINUE"])
@pytest.mark.parametrize(
    ("start", "content"), [(WITH_LENGTH, b"abc"), (WITH_CHUNKS, b"3\r\nabc\r\n0\r\n\r\n")]
)
def test_10_1_1_a_client_that_waits_is_told_to_go_on(site, start, content, value):
    with Client(site.port, TIMEOUT) as client:
        client.send(start + b"Expect: " + value + b"\r\n\r\n")
        interim = client.read()
        assert (interim.status, interim.headers, interim.body) == (100, {}, b"")
        client.send(content)
        assert client.read().body == b"abc"
        assert client.read_to_end() == b""


def test_10_1_1_a_client_that_does_not_wait_gets_one_final_answer(site):
    reply = site.ask(WITH_LENGTH + b"Expect: 100-continue\r\n\r\nabc")
    if reply.startswith(b"HTTP/1.1 100 "):
        reply = reply.partition(b"\r\n\r\n")[2]
    assert parse(reply).body == b"abc"


def test_10_1_1_without_a_body_there_is_nothing_to_wait_for(site):
    for lines in (b"", b"Content-Length: 0\r\n"):
        reply = site.ask(POST + lines + b"Expect: 100-continue\r\n\r\n")
        assert reply.startswith(b"HTTP/1.1 200 "), reply


def test_10_1_1_http_1_0_is_not_told_to_go_on(site):
    raw = b"POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    with Client(site.port, TIMEOUT) as client:
        client.send(raw)
        client.send(b"abc")
        reply = client.read_to_end()
    assert reply.startswith(b"HTTP/1.1 200 "), reply


@pytest.mark.parametrize("value", ["200-ok", "100", "100-continue; x", "x=y", "x, 100-continue"])
def test_10_1_1_other_expectations_fail(site, value):
    raw = WITH_LENGTH + f"Expect: {value}\r\n\r\n".encode() + b"abc"
    site.refuses(raw, 417)


def test_10_1_1_a_body_that_is_refused_need_not_be_sent(site):
    raw = POST + b"Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"
    site.refuses(raw, 413)


# 6.4, 8.6, 15: content


def test_15_3_5_no_content(site):
    (answer,) = site.accepts(b"GET /204 HTTP/1.1\r\nHost: a\r\n\r\n", ("GET", "/204", b""))
    assert answer.status == 204
    assert answer.header("content-length") is None
    assert answer.header("transfer-encoding") is None


def test_15_4_5_not_modified(site):
    (answer,) = site.accepts(b"GET /304 HTTP/1.1\r\nHost: a\r\n\r\n", ("GET", "/304", b""))
    assert answer.status == 304
    assert answer.header("transfer-encoding") is None
    assert answer.header("content-length") in (None, str(len("must not be sent")))


@pytest.mark.parametrize("target", ["/get", "/nothing", "/echo", "/a.txt"])
def test_8_6_content_length_is_the_length(site, target):
    answer = site.answers(request("GET", target))
    assert answer.header("content-length") == str(len(answer.body))


def test_8_3_content_has_a_type(site):
    for target in ("/get", "/nothing", "/a.txt", "/chunked"):
        assert site.answers(request("GET", target)).header("content-type"), target


# 6.6.1: Date


@pytest.mark.parametrize("target", ["/get", "/nothing", "/204", "/304", "/chunked", "/a.txt"])
def test_6_6_1_date(site, target):
    value = site.answers(request("GET", target)).header("date")
    moment = time.strptime(value, "%a, %d %b %Y %H:%M:%S GMT")
    assert abs(time.mktime(moment) - time.mktime(time.gmtime())) < 10
    assert len(value) == 29


def test_6_6_1_date_of_an_error(site):
    assert site.refuses(b"GET / HTTP/1.1\r\n\r\n", 400).header("date")


# 15.5: errors


def test_15_5_errors_do_not_reflect_what_was_sent(site):
    evil = "<script>evil</script>"
    for raw in (
        f"GET /{evil} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {evil}\r\n\r\n",
        f"{evil} / HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET / HTTP/{evil}\r\nHost: a\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\n{evil}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {evil}\r\n\r\n",
    ):
        reply = site.ask(raw.encode())
        assert b"evil" not in reply, reply
        answer = parse(reply)
        assert 400 <= answer.status < 600
        assert answer.header("content-type").startswith("text/plain")


@pytest.mark.parametrize(
    "target",
    [
        "/%00",
        "/a.txt%00",
        "/a.txt%00.html",
        "/%2e%2e/x",
        "/..%2fx",
        "/%5c..%5cx",
        "/a.txt/",
        "/a.txt%2f",
        "/%0d%0aX:%20y",
        "/%7f",
        "//a.txt",
        "///",
        "/./a.txt",
        "/" + "a" * 300,
        "/" + "a/" * 200,
        "/%F0%9F%98%80",
        "/CON",
        "/~root",
        "/$(ls)",
        "/con:80",
    ],
)
def test_15_5_5_odd_paths_of_files_are_the_clients_fault(site, target):
    # Nothing of it comes out of poll(), and nobody else's answer is in it.
    answer = site.answers(request("GET", target))
    assert answer.status in (200, 400, 403, 404), answer
    if answer.status == 200:
        assert answer.body == b"hello"
    assert len(answer.headers) >= 3
    assert "x" not in answer.headers


def test_7_2_host_is_what_was_sent(site):
    for host in ("a", "a:80", "[::1]:80", "A.B"):
        raw = f"GET /host HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        assert site.answers(raw.encode()).body == host.encode()
