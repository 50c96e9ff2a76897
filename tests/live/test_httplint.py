# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""httplint, which knows the RFCs, finds no error of ours in what the examples answer."""

import socket

import pytest
from httplint import HttpRequestLinter, HttpResponseLinter
from httplint.note import levels

from tests.live.test_examples import ANSWERS
from tests.support.example_drive import run
from tests.support.example_process import EXAMPLES, build_request

# What else is asked of the examples that are not in ANSWERS, and of those that are.
MORE = {
    "authentication_handlers": ("GET /jwt-or-basic", "GET /"),
    "authentication_server": ("GET /implicit-require", "GET /"),
    "chunked": ("HEAD /chunked",),
    "cookies": ("GET /",),
    "cpu_information": ("GET /cpu-information",),
    "delayed": ("GET /", "GET /nothing"),
    "form_data": ("GET /form", "GET /"),
    "methods": ("GET /api", "DELETE /nothing", "OPTIONS /api", "BREW /"),
    "neopixel": ("GET /change-neopixel-color/1/2/3",),
    "redirects": ("GET /blinka", "GET /adafruit", "POST /login"),
    "showcase": ("GET /", "HEAD /", "GET /style.css", "GET /nothing", "OPTIONS /", "GET /app.js"),
    "sse": ("GET /client",),
    "static_files_serving": ("HEAD /", "DELETE /", "GET /../x", "GET /%zz"),
    "templates": ("GET /",),
    "video_stream": ("GET /",),
    "websocket": ("GET /client", "GET /connect-websocket"),
    "channel": ("GET /",),
    "asyncio": ("GET /",),
    "firmware_update": ("GET /",),
    "select_loop": ("GET /",),
    "upload": ("GET /",),
}
# These need TLS, a proxy or two ports: other files are about them.
ELSEWHERE = {"behind_proxy", "https", "https_redirect", "ipv6", "multiple_servers"}
# What says something about the page or the client, not about the message.
NOT_OURS = {"MISSING_USER_AGENT"}
# httplint counts the content, which an answer to HEAD has not (RFC 9110 section 8.6).
NOT_FOR_HEAD = {"CL_INCORRECT"}

REQUESTS = {}
for _case in ANSWERS:
    REQUESTS.setdefault(_case[0], []).append(_case[1])
for _name in MORE:
    REQUESTS.setdefault(_name, []).extend(MORE[_name])


def raw_answer(port, method, target):
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(build_request(method, target))
        connection.settimeout(2)
        data = b""
        try:
            while True:
                piece = connection.recv(65536)
                data += piece
                if not piece:
                    return data, True
        except TimeoutError:
            return data, False


def notes_of(method, target, raw, complete):
    """All that httplint says about a response, as lines."""
    head, _, content = raw.partition(b"\r\n\r\n")
    start, *lines = head.split(b"\r\n")
    version, code, phrase = start.split(b" ", 2)
    request = HttpRequestLinter()
    request.process_request_topline(
        method.encode(), b"http://127.0.0.1" + target.encode(), b"HTTP/1.1"
    )
    request.process_headers([(b"Host", b"127.0.0.1")])
    request.finish_content(True)
    response = HttpResponseLinter()
    response.request = request
    response.process_response_topline(version, code, phrase)
    response.process_headers(
        [tuple(part.strip() for part in line.split(b":", 1)) for line in lines]
    )
    if method != "HEAD" and b"transfer-encoding: chunked" in head.lower():
        from tests.support.harness import dechunk

        content = dechunk(content)
    response.feed_content(content)
    response.finish_content(complete)
    return list(response.notes)


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_no_error_of_ours(name, tmp_path):
    process = run(name, tmp_path)
    try:
        found = []
        for line in REQUESTS[name]:
            method, target = line.split()
            raw, complete = raw_answer(process.port(), method, target)
            assert raw.startswith(b"HTTP/1.1 "), (line, raw)
            for note in notes_of(method, target, raw, complete):
                kind = type(note).__name__
                ours = kind not in NOT_OURS and not (method == "HEAD" and kind in NOT_FOR_HEAD)
                if note.level == levels.BAD and ours:
                    found.append(f"{line}: {kind} {note.subject}: {note.summary}")
        assert found == []
    finally:
        process.stop()


def test_every_example_is_asked():
    names = {path.stem[len("httpserver_") :] for path in EXAMPLES.glob("httpserver_*.py")}
    assert names - set(REQUESTS) - ELSEWHERE == set()


def test_httplint_finds_what_is_wrong():
    raw = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\nDate: now\r\n\r\nabc"
    )
    assert any(note.level == levels.BAD for note in notes_of("GET", "/", raw, True))
