# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A route that takes a body as it comes, and bodies to send to it."""

from adafruit_httpserver import Response

CHUNKED = "Transfer-Encoding: chunked"
LONG = bytes(range(256)) * 20


def chunked(body, size=700):
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join([b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]) + b"0\r\n\r\n"


def pieces_of(request):
    """The body as it comes: what an answer is made of that leaves meanwhile."""
    while True:
        chunk = yield from request.read()
        if not chunk:
            return
        yield chunk


def streamed(wire, path="/", **options):
    """A handler that answers with what it has read; what it does is noted."""
    log = []

    @wire.route(path, ("GET", "POST", "PUT"), stream=True, **options)
    def handler(request):
        body = b""
        log.append("begin")
        try:
            while True:
                chunk = yield from request.read()
                assert isinstance(chunk, bytes)
                if not chunk:
                    break
                assert len(chunk) <= wire.server.request_buffer_size
                body += chunk
                assert request.bytes_received == len(body)
            assert (yield from request.read()) == b""
            log.append("end")
            return Response(request, body)
        finally:
            log.append("finally")

    return log
