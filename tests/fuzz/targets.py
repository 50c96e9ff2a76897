# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
What fuzzers feed with bytes: the request parser, the multipart parser and the WebSocket protocol.
Each target has an oracle: the same bytes in one piece and in several say the same, nothing but the
documented exceptions is raised, and what is kept has a bound. Used by atheris_run.py and by
test_fuzz_targets.py.
"""

from adafruit_httpserver.limits import MAX_EMPTY_LINES, MAX_FORM_FIELDS, Limits
from adafruit_httpserver.multipart import MAX_PART_HEAD_SIZE, MultipartParser
from adafruit_httpserver.request_body import begin_body
from adafruit_httpserver.request_parser import METHODS, RequestError, RequestParser
from adafruit_httpserver.websocket_protocol import WebsocketProtocol

LIMITS = Limits()
LIMITS.max_header_size = 1024
LIMITS.max_body_size = 2000
CODES = (400, 408, 413, 414, 417, 431, 501, 505)


def pieces_of(data, cut):
    """The bytes in pieces: the first byte of the input says how large they are."""
    size = 1 + cut % 64
    return [data[start : start + size] for start in range(0, len(data), size)]


def _requests(pieces):
    """All requests in the bytes: (method, target, body), and "refused" if that is the end."""
    found = []
    parser = RequestParser(LIMITS)
    for piece in pieces:
        while piece:
            try:
                if parser.body_awaited:
                    begin_body(parser, LIMITS.max_body_size)
                used = 0 if parser.complete else parser.feed(memoryview(piece))
            except RequestError as error:
                assert error.status_code in CODES, error.status_code
                # What is wrong in two ways is refused for what is seen first.
                return [*found, "refused"]
            piece = piece[used:]
            assert len(parser.body) <= LIMITS.max_body_size
            # Empty lines before a request do not count.
            kept = len(parser._buffer or b"") - 2 * MAX_EMPTY_LINES
            assert kept <= LIMITS.max_header_size + len(pieces[0])
            if parser.complete:
                line = parser.line
                assert f" {line.method} " in METHODS
                assert parser.block.host is not None or line.version == "HTTP/1.0"
                assert not (parser.block.chunked and parser.block.content_length is not None)
                assert b"\r\n\r\n" not in parser.head[:-4]
                found.append((line.method, bytes(line.target), bytes(parser.body)))
                parser = RequestParser(LIMITS)
    return found


def request_parser(data):
    """Requests behind each other, whole and in pieces."""
    if len(data) > 1:
        whole = _requests([data[1:]])
        # The last head is remembered, which must not change what it says.
        LIMITS.last_parser = None
        assert _requests(pieces_of(data[1:], data[0])) == whole
        LIMITS.last_parser = None


def _parts(boundary, pieces):
    parser = MultipartParser(boundary)
    found = []
    try:
        for piece in pieces:
            for event, value in parser.feed(piece):
                if event == parser.DATA and found and found[-1][0] == event:
                    found[-1] = event, found[-1][1] + value
                else:
                    found.append((event, repr(value) if event == parser.PART else value))
            kept = len(parser._buffer) - parser._start
            assert kept <= MAX_PART_HEAD_SIZE + len(piece) + len(boundary) + 30, kept
    except ValueError:
        found.append("error")
    assert sum(one[0] == parser.PART for one in found if one != "error") <= MAX_FORM_FIELDS
    return found


def multipart_parser(data):
    """A multipart body, whole and in pieces; the boundary is "b"."""
    if len(data) > 1:
        whole = _parts(b"b", [data[1:]])
        cut = _parts(b"b", pieces_of(data[1:], data[0]))
        if "error" not in whole:
            assert cut == whole, (cut, whole)
        else:
            assert "error" in cut


def _messages(pieces, chunked):
    protocol = WebsocketProtocol(1000, 16, chunked)
    found = []
    try:
        for piece in pieces:
            view = memoryview(piece)
            while len(view):
                view = view[protocol.feed(view) :]
                if protocol.event is not None:
                    event = protocol.event
                    found.append(event)
                    protocol.event = None
                    if event[0] in (1, 2):
                        assert len(event[1]) <= 1000
                    if event[0] == protocol.CLOSE if hasattr(protocol, "CLOSE") else event[0] == 8:
                        return found
    except ValueError as error:
        found.append(("fault", error.args[0]))
        assert 1000 < error.args[0] < 1012
    assert len(protocol._message) <= 2100
    return found


def websocket_protocol(data):
    """Frames of a client, whole and in pieces, handed over whole and in chunks."""
    if len(data) > 1:
        whole = _messages([data[1:]], False)
        assert _messages(pieces_of(data[1:], data[0]), False) == whole
        _messages(pieces_of(data[1:], data[0]), True)


TARGETS = {
    "parser": request_parser,
    "multipart": multipart_parser,
    "websocket": websocket_protocol,
}
SEEDS = {
    "parser": (
        b"\x05GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\x07POST /a?b=%20 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        b"GET http://a/ HTTP/1.0\r\n\r\n",
        b"\x20PUT /* HTTP/1.1\r\nHost: [::1]:1\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n",
        b"\x03CONNECT a:1 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
    ),
    "multipart": (
        b'\x05--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc\r\n--b--\r\n',
        b"\x11x\r\n--b \t\r\n\r\n\r\n--b\r\nX: y\r\n\r\n\r\r\n--bc\r\n--b--",
    ),
    "websocket": (
        b"\x03\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58",
        b"\x02\x01\x81\0\0\0\0a\x89\x80\0\0\0\0\x80\x81\0\0\0\0b\x88\x82\0\0\0\0\x03\xe8",
    ),
}
