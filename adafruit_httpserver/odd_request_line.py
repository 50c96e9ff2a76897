# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.odd_request_line`
====================================================

Request lines that are rare or wrong: targets in another form than a path, versions and methods that
nobody knows. Loaded by the first of them.
"""

from .request_parser import METHODS, RequestError, RequestLine, is_host
from .text import is_token


def origin_form(line: RequestLine) -> bytes:
    """
    Target as path and query, whichever of the four forms it has (RFC 9112 section 3.2).

    :param RequestLine line: The line.
    :raises RequestError: 400, 501 for an unknown method, 505 for another version than 1.0 or 1.1.
    """
    method = line.method
    version = line.version
    target = line.target
    if version not in ("HTTP/1.1", "HTTP/1.0"):
        digits = version[5:6] + version[7:]
        known = version[:5] == "HTTP/" and version[6:7] == "." and digits.isdigit()
        raise RequestError(505 if known and len(digits) == 2 else 400, "version")
    if f" {method} " not in METHODS:
        raise RequestError(501 if is_token(method.encode()) else 400, "method")
    if b"#" not in target:
        if method == "CONNECT":
            if is_host(target) and target.rpartition(b":")[2].isdigit():
                return target
        elif target == b"*" and method == "OPTIONS":
            return target
        elif target[:7].lower() == b"http://" or target[:8].lower() == b"https://":
            path = target.partition(b"://")[2]
            authority = path.partition(b"/")[0].partition(b"?")[0]
            if is_host(authority):
                line.authority = authority
                path = path[len(authority) :]
                return path if path[:1] == b"/" else b"/" + path
    raise RequestError(400, "target")
