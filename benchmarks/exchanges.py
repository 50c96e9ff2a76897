# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The requests that are sent, and what a right answer to each is.

Every server is asked once before a run and its answer is compared by meaning, for one library
writes ``{"a": 1}`` where another writes ``{"a":1}``. During the run each answer must have status
200 and the same length as that first one.
"""

import json
import socket
from typing import Callable, NamedTuple

from .answers import Answer
from .servers.common import HOST, READING, ROUTES, answer_to_json, answer_to_route

# What Chrome 126 sends for a page of a site on the local network, with two cookies.
BROWSER_HEAD = (
    "Host: 192.168.1.50\r\n"
    "Connection: {connection}\r\n"
    "Cache-Control: max-age=0\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
    "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7\r\n"
    "Referer: http://192.168.1.50/dashboard\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
    "Cookie: session=8f14e45fceea167a; theme=dark\r\n"
)
SMALL_HEAD = "Host: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: */*\r\nConnection: {connection}\r\n"
POSTED = {"name": "kitchen", "temperature": 21.5, "levels": [1, 2, 3], "note": "window open"}
FORM = {"name": "kitchen", "temperature": "21.5", "fan": "on", "mode": "auto", "target": "22"}
BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
FILE_SIZES = {"10k.bin": 10 * 1024, "1m.bin": 1024 * 1024, "16m.bin": 16 * 1024 * 1024}


class Exchange(NamedTuple):
    """A request, and how to see that an answer's body is right."""

    target: str
    is_right: Callable
    method: str = "GET"
    head: str = SMALL_HEAD
    content_type: str = ""
    body: bytes = b""

    def request(self, keep_alive):
        """The bytes to send."""
        head = self.head.format(connection="keep-alive" if keep_alive else "close")
        if self.body:
            head += f"Content-Type: {self.content_type}\r\nContent-Length: {len(self.body)}\r\n"
        line = f"{self.method} {self.target} HTTP/1.1\r\n"
        return (line + head + "\r\n").encode() + self.body


def is_json(expected):
    """A check: the body is this value, written as JSON in whatever way."""
    return lambda body: json.loads(body) == expected


def is_file(name):
    """A check: the body is that file."""
    return lambda body: body == file_content(name)


def file_content(name):
    """The content of the files that are served: no two parts of a megabyte are alike."""
    size = FILE_SIZES[name]
    block = min(size, 1024 * 1024)
    return b"".join(b"%07d\n" % number for number in range(0, block, 8)) * (size // block)


def urlencoded(fields):
    """A form without anything to escape: adafruit_httpserver 4.8.2 would not decode it."""
    return "&".join(f"{name}={value}" for name, value in fields.items()).encode()


def multipart(content):
    """A form with a field and a file, as a browser sends it."""
    parts = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="note"\r\n\r\nnew\r\n'
    parts += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="1m.bin"\r\n'
    parts += "Content-Type: application/octet-stream\r\n\r\n"
    return parts.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


EXCHANGES = {
    "json": Exchange("/json", is_json(READING)),
    "browser": Exchange("/json", is_json(READING), head=BROWSER_HEAD),
    "route": Exchange(f"/r{ROUTES - 1}/kitchen/21", is_json(answer_to_route("kitchen", "21"))),
    "file-10k": Exchange("/10k.bin", is_file("10k.bin")),
    "file-1m": Exchange("/1m.bin", is_file("1m.bin")),
    "file-16m": Exchange("/16m.bin", is_file("16m.bin")),
    "post-json": Exchange(
        "/json",
        is_json(answer_to_json(POSTED)),
        "POST",
        content_type="application/json",
        body=json.dumps(POSTED).encode(),
    ),
    "post-form": Exchange(
        "/form",
        is_json(FORM),
        "POST",
        content_type="application/x-www-form-urlencoded",
        body=urlencoded(FORM),
    ),
    "upload": Exchange(
        "/upload",
        is_json({"size": FILE_SIZES["1m.bin"]}),
        "POST",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        body=multipart(file_content("1m.bin")),
    ),
}
# Those that a server can answer which has files and nothing else.
FILE_EXCHANGES = {name for name, one in EXCHANGES.items() if one.target[1:] in FILE_SIZES}


class WrongAnswer(Exception):
    """A server does not answer a request as it must, so there is nothing to measure."""


def ask(port, exchange, timeout):
    """Send one request over a connection of its own, check the answer and return its length."""
    with socket.create_connection((HOST, port), timeout) as client:
        client.sendall(exchange.request(keep_alive=False))
        answer, received = Answer(), b""
        while True:
            piece = client.recv(1 << 18)
            received += piece
            if answer.feed(piece) or not piece:
                break
    body = received.partition(b"\r\n\r\n")[2]
    if answer.problem(None) or not exchange.is_right(body):
        raise WrongAnswer(f"{exchange.method} {exchange.target}: {received[:300]!r}")
    return len(body)
