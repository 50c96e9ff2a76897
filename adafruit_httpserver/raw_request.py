# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.raw_request`
====================================================

Requests that a program makes by hand: ``Request(server, connection, address, raw_request)``.
"""

from .limits import Limits
from .request_parser import RequestError, RequestParser

try:
    from typing import Optional
except ImportError:
    pass


def parse(raw_request: "Optional[bytes]") -> RequestParser:
    """
    Reads a request whose body is all that follows the head.

    :param bytes raw_request: Head and body.
    :return: A parser that has read it.
    :raises ValueError: if ``raw_request`` is ``None`` or not a request.
    """
    if raw_request is None:
        raise ValueError("raw_request cannot be None")
    limits = Limits()
    limits.max_header_size = max(len(raw_request), limits.max_header_size)
    parser = RequestParser(limits, False)
    try:
        used = parser.feed(memoryview(raw_request))
    except RequestError:
        parser.block = None
    if parser.block is None:
        raise ValueError("Unparseable raw_request: ", raw_request)
    parser.body = bytes(raw_request[used:])
    return parser
