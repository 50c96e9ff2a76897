# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Every case of the request parser goes through here, and through all the ways bytes can arrive.

A request is fed whole, byte by byte, in random pieces, and each of that with something behind it:
the result must be the same each time. The pieces come in one buffer that is overwritten afterwards,
as the server's is, so whatever the parser kept without copying is seen.
"""

from collections import namedtuple

from adafruit_httpserver.limits import Limits
from adafruit_httpserver.request_body import begin_body
from adafruit_httpserver.request_parser import RequestError, RequestParser

NEXT = b"GET /smuggled HTTP/1.1\r\nHost: next\r\n\r\n"
TRAILERS = (b"", NEXT, b"\0\xff\r\n\r\n\r\n")

# What `read` gives when the bytes end before the request does.
WAITS = "waits for more"

_FIELDS = (
    "method",
    "target",
    "path",
    "query",
    "version",
    "raw_headers",
    "host",
    "content_length",
    "chunked",
    "expect_continue",
    "close",
    "keep_alive",
    "body",
    "used",
)
Reading = namedtuple("Reading", _FIELDS)


class Seeded:
    """A random generator that is the same everywhere."""

    def __init__(self, seed):
        self._state = seed

    def below(self, limit):
        """A number from 0 to limit - 1."""
        self._state = (self._state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self._state >> 12) % limit


def make_limits(**changes):
    """The limits of a server with some of them changed."""
    limits = Limits()
    for name, value in changes.items():
        setattr(limits, name, value)
    return limits


def new_parser(limits=None, live=True):
    """A parser for one request."""
    return RequestParser(limits or make_limits(), live)


def read(pieces, limits=None, live=True):
    """Feed the pieces as a connection does.

    Gives a `Reading`, WAITS, or the status code of a request that was refused.
    """
    limits = limits or make_limits()
    parser = new_parser(limits, live)
    used = 0
    try:
        for piece in pieces:
            used += _feed(parser, piece, limits.max_body_size)
            if parser.complete:
                break
    except RequestError as error:
        _assert_failed(parser, error.status_code)
        return error.status_code
    if not parser.complete:
        return WAITS
    for more in (NEXT, b"x"):
        assert parser.feed(memoryview(more)) == 0, "it takes of what belongs to the next request"
    return reading_of(parser, used)


def reading_of(parser, used):
    """What a parser has read."""
    line = parser.line
    block = parser.block
    return Reading(
        line.method,
        bytes(line.target),
        bytes(line.path),
        bytes(line.query),
        line.version,
        bytes(parser.raw),
        block.host,
        block.content_length,
        block.chunked,
        block.expect_continue,
        block.close,
        block.keep_alive,
        bytes(parser.body),
        used,
    )


def _feed(parser, piece, max_body_size):
    """One piece, through a buffer that does not stay what it was; how many bytes were used."""
    buffer = bytearray(piece)
    view = memoryview(buffer)
    used = parser.feed(view)
    assert 0 <= used <= len(piece)
    if parser.body_awaited:
        assert parser.feed(view[used:]) == 0, "it takes of the body before that was let in"
        begin_body(parser, max_body_size)
        used += parser.feed(view[used:])
        assert used <= len(piece)
    assert used == len(piece) or parser.complete, "it waits, but leaves bytes behind"
    buffer[:] = b"?" * len(buffer)
    return used


def _assert_failed(parser, status_code):
    """After an error a parser takes nothing, whatever comes."""
    assert not parser.complete
    for piece in (NEXT, b"\r\n", b"x"):
        try:
            used = parser.feed(memoryview(piece))
        except RequestError as error:
            assert error.status_code == status_code, (error.status_code, status_code)
        else:
            raise AssertionError(f"it failed with {status_code}, then took {used} bytes")
        assert not parser.complete


def byte_by_byte(raw):
    """Each byte on its own."""
    return [raw[index : index + 1] for index in range(len(raw))]


def at_random(raw, seed):
    """Cut at random places, so that many pieces are short and some are long."""
    random = Seeded(seed)
    pieces = []
    start = 0
    while start < len(raw):
        size = 1 + random.below(1 + random.below(1 + len(raw) // 2))
        pieces.append(raw[start : start + size])
        start += size
    return pieces


def ways(raw, seeds=(1, 2, 3, 4)):
    """Name and pieces of every way in which the bytes may arrive."""
    found = [("whole", [raw]), ("byte by byte", byte_by_byte(raw))]
    for seed in seeds:
        found.append((f"random pieces {seed}", at_random(raw, seed)))
    return found


def outcome(raw, limits=None, live=True, trailers=TRAILERS):
    """Read a request in all ways; fails unless all come to the same."""
    result = None
    for trailer in trailers:
        for name, pieces in ways(raw + trailer):
            # One set of limits for each reading: nothing may pass from one to the other.
            changed = make_limits(**limits) if limits else None
            try:
                found = read(pieces, changed, live)
            except AssertionError as error:
                raise AssertionError(f"{raw!r} + {trailer!r}, {name}: {error}") from error
            if result is None:
                result = found
            assert found == result, (raw, trailer, name, found, result)
    return result


def accepts(raw, limits=None, live=True, **expected):
    """The request is read, uses all bytes of raw and no more, and has the expected attributes."""
    found = outcome(raw, limits, live)
    assert isinstance(found, Reading), (raw, found)
    assert found.used == len(raw), (raw, found)
    for name, value in expected.items():
        assert getattr(found, name) == value, (raw, name, getattr(found, name), value)
    return found


def refuses(raw, status_code, limits=None, live=True):
    """The request is refused with this status code, at the latest with its last byte."""
    found = outcome(raw, limits, live)
    assert found == status_code, (raw, found, status_code)


def refuses_with_one_of(raw, status_codes, limits=None, live=True):
    """It is refused in all ways; several faults may be found in any order."""
    for trailer in TRAILERS:
        for name, pieces in ways(raw + trailer):
            changed = make_limits(**limits) if limits else None
            found = read(pieces, changed, live)
            assert found in status_codes, (raw, trailer, name, found)


def waits(raw, limits=None, live=True):
    """The bytes are the beginning of a request and no more."""
    found = outcome(raw, limits, live, (b"",))
    assert found == WAITS, (raw, found)


def head(*lines, start="GET / HTTP/1.1", host="Host: a"):
    """The head of a request; host=None leaves that line out."""
    all_lines = [start]
    if host is not None:
        all_lines.append(host)
    all_lines.extend(lines)
    return ("\r\n".join(all_lines) + "\r\n\r\n").encode()
