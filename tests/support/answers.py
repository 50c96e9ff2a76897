# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Requests as bytes, and what a client makes of the bytes that come back."""


class Answer:
    """One response: status, headers (lower-case name -> list of values), body, raw bytes."""

    def __init__(self, status, headers, body, raw):
        self.status = status
        self.headers = headers
        self.body = body
        self.raw = raw

    def header(self, name):
        """The value of a header that must not be there twice, or None."""
        values = self.headers.get(name, [None])
        assert len(values) == 1, (name, values)
        return values[0]

    def __repr__(self):
        return "<Answer %d %r>" % (self.status, self.body[:60])


def get(target="/", *lines):
    """A GET request; lines are "Name: value"."""
    return raw_request("GET", target, lines)


def post(body, *lines, target="/"):
    """A POST request with its length."""
    return raw_request("POST", target, ("Content-Length: %d" % len(body),) + lines) + body


def raw_request(method, target="/", lines=(), version="1.1"):
    head = [method + " " + target + " HTTP/" + version, "Host: a"] + list(lines) + ["", ""]
    return "\r\n".join(head).encode()


def part(disposition, content, *lines):
    """One part of a form whose boundary is B: its end is b"--B--\\r\\n"."""
    head = ["--B", "Content-Disposition: form-data; " + disposition] + list(lines) + ["", ""]
    return "\r\n".join(head).encode() + content + b"\r\n"


def read_answers(data, heads=(), ended=False):
    """All responses in the bytes; heads: numbers of those that answer HEAD.

    Fails if there is half a response, or one without an end on a connection that has none.
    """
    data = bytes(data)
    found = []
    while data:
        answer, data = _read_answer(data, len(found) in heads, ended)
        found.append(answer)
    return found


def _read_answer(data, to_head, ended):
    end = data.find(b"\r\n\r\n")
    assert end > 0, "half a head: %r" % data
    lines = data[:end].decode().split("\r\n")
    assert lines[0].startswith("HTTP/1.1 "), lines[0]
    status = int(lines[0].split(" ")[1])
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(": ")
        assert colon, line
        headers.setdefault(name.lower(), []).append(value)
    rest = data[end + 4 :]
    if to_head or status < 200 or status in (204, 304):
        size = 0
    elif "content-length" in headers:
        size = int(headers["content-length"][0])
        assert len(rest) >= size, "body is cut off: %d of %d" % (len(rest), size)
    elif headers.get("transfer-encoding") == ["chunked"]:
        body, size = _dechunk(rest)
        return Answer(status, headers, body, data[: end + 4 + size]), rest[size:]
    else:
        assert ended, "a body without an end"
        size = len(rest)
    return Answer(status, headers, rest[:size], data[: end + 4 + size]), rest[size:]


def _dechunk(data):
    body = b""
    position = 0
    while True:
        end = data.find(b"\r\n", position)
        assert end > 0, "chunked body is cut off"
        size = int(data[position:end], 16)
        body += data[end + 2 : end + 2 + size]
        position = end + 4 + size
        assert data[position - 2 : position] == b"\r\n", "chunk is cut off"
        if not size:
            return body, position
