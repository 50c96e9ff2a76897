# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section L of the compatibility cases: server-sent events."""

import errno
import socket
import time
from contextlib import contextmanager

import pytest

from adafruit_httpserver import GET, Request, Response, Server, SSEResponse
from tests.support.harness import Client, ask, fetch, parse, request, running


@contextmanager
def serving(make=SSEResponse):
    """A server whose /events answers with make(request): (run, what was made)."""
    made = []
    server = Server(socket)

    @server.route("/events", GET)
    def events(asked: Request):
        made.append(make(asked))
        return made[-1]

    @server.route("/hello")
    def hello(asked: Request):
        return Response(asked, "Hello")

    with running(server) as run:
        yield run, made
        for sse in made:
            run.call(sse.close)


class Listener(Client):
    """A client of /events that has read the head."""

    def __init__(self, port):
        super().__init__(port)
        self.send(request("/events"))
        self.head = parse(self._take_through(b"\r\n\r\n"))

    def expect(self, data):
        assert self._take(len(data)) == data


def test_c200_headers():
    def make(asked):
        return SSEResponse(asked, {"X-Own": "1"}, {"a": "b"})

    with serving(make) as (run, made), Listener(run.port) as client:
        head = client.head
        assert (head.status, head.reason) == (200, "OK")
        assert head.header("Content-Type") == "text/event-stream"
        assert head.header("Cache-Control") == "no-cache"
        assert head.header("Connection") == "keep-alive"
        assert head.header("X-Own") == "1" and head.header("Set-Cookie") == "a=b"
        assert head.header("Content-Length") is None


def test_c201_all_fields():
    with serving() as (run, made), Listener(run.port) as client:
        run.call(lambda: made[0].send_event("m", event="e", id=1, retry=5000))
        client.expect(b"data: m\nevent: e\nid: 1\nretry: 5000\n\n")


def test_c202_custom_fields():
    with serving() as (run, made), Listener(run.port) as client:
        run.call(lambda: made[0].send_event("m", custom_fields={"x": "y"}))
        client.expect(b"data: m\nx: y\n\n")


def test_c203_several_lines():
    with serving() as (run, made), Listener(run.port) as client:
        run.call(lambda: made[0].send_event("a\nb"))
        client.expect(b"data: a\ndata: b\n\n")


def test_c204_id_zero():
    with serving() as (run, made), Listener(run.port) as client:
        run.call(lambda: made[0].send_event("m", id=0))
        client.expect(b"data: m\nid: 0\n\n")


def test_c205_close():
    with serving() as (run, made), Listener(run.port) as client:
        run.call(made[0].close)
        run.call(made[0].close)
        rest = client.read_to_end()
        # What upstream sends, complete, so that a browser dispatches it.
        assert rest.startswith(b"event: close\n") and rest.endswith(b"\n\n")


def test_c206_client_is_gone():
    with serving() as (run, made), Listener(run.port) as gone, Listener(run.port) as other:
        gone.close()

        def send():
            try:
                made[0].send_event("m")
            except OSError as error:
                return error
            return None

        errors = []
        for _ in range(20):
            errors = [error for error in (run.call(send) for _ in range(3)) if error]
            if errors:
                break
            time.sleep(0.01)
        assert isinstance(errors[0], BrokenPipeError)
        assert errors[0].errno == errno.EPIPE == 32
        assert made[0].closed and not made[1].closed
        run.call(lambda: made[1].send_event("m"))
        other.expect(b"data: m\n\n")


@pytest.mark.parametrize("polls_between", [True, False])
def test_c207_page_refresh(polls_between):
    current = []

    def make(asked):
        if current:
            current.pop().close()
        current.append(SSEResponse(asked))
        return current[0]

    with serving(make) as (run, made):
        for number in range(5):
            with Listener(run.port) as client:
                run.call(lambda: current[0].send_event("m"))
                client.expect(b"data: m\n\n")
            if polls_between:
                run.until(lambda n=number: made[n].closed)
        assert len(made) == 5


def test_c208_two_clients_and_others():
    with serving() as (run, made), Listener(run.port) as one, Listener(run.port) as two:
        for number in range(10):
            for sse in made:
                run.call(sse.send_event, number)
            assert fetch(run.port, "/hello").body == b"Hello"
        for client in (one, two):
            client.expect(b"".join(b"data: %d\n\n" % number for number in range(10)))


def test_head_request_is_answered_and_ended():
    with serving() as (run, made):
        answer = parse(ask(run.port, request("/events", "HEAD")))
        assert answer.header("content-type") == "text/event-stream" and answer.body == b""
