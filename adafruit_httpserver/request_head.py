# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_head`
====================================================

Reads the head of a request: the request line (RFC 9112 section 3) and what the header fields say
about framing and the connection (RFC 9112 sections 3.2, 6 and 9). Strict wherever a strict and a
lenient reading exist, because two readings of one request are what request smuggling is made of.
"""

from .field_storage import as_text
from .headers import has_control, is_token, is_visible
from .limits import MAX_LENGTH_DIGITS
from .request_error import RequestError
from .urls import unescape, unquote

try:
    from typing import Optional
except ImportError:
    pass

_METHODS = {
    b"GET": "GET",
    b"HEAD": "HEAD",
    b"POST": "POST",
    b"PUT": "PUT",
    b"DELETE": "DELETE",
    b"PATCH": "PATCH",
    b"OPTIONS": "OPTIONS",
    b"TRACE": "TRACE",
    b"CONNECT": "CONNECT",
}
_VERSIONS = {b"HTTP/1.1": "HTTP/1.1", b"HTTP/1.0": "HTTP/1.0"}
_IN_IP_ADDRESS = b"0123456789abcdefABCDEF:."
_NOT_IN_HOST = b' \t/\\@?#"<>^`{|},'


def is_host(value: bytes) -> bool:
    """
    Whether it is a host and perhaps a port (RFC 3986 section 3.2), without user information.

    :param bytes value: E.g. ``board.local:5000`` or ``[::1]``.
    """
    if not value or not is_visible(value):
        return False
    for byte in _NOT_IN_HOST:
        if byte in value:
            return False
    if value.startswith(b"["):
        host, bracket, port = value[1:].partition(b"]")
        if not (host and bracket):
            return False
        for byte in host:
            if byte not in _IN_IP_ADDRESS:
                return False
    else:
        host, colon, port = value.partition(b":")
        port = colon + port
        if not host or b"[" in host or b"]" in host:
            return False
    if b"%" in host:
        try:
            unescape(host, True)
        except ValueError:
            return False
    return not port or (port.startswith(b":") and (port == b":" or port[1:].isdigit()))


class RequestLine:
    """
    The request line.

    :param bytes line: The line without its end.
    :raises RequestError: 400, 501 for an unknown method, 505 for another version than 1.0 or 1.1.
    """

    def __init__(self, line: bytes):
        parts = line.split(b" ")
        if len(parts) != 3 or not is_visible(line):
            raise RequestError(400, "request line is not 'method target version'")
        method, self.target, version = parts
        # Host of a target in absolute form, which counts more than a Host header.
        self.authority = None
        self.version = _VERSIONS.get(version)
        if self.version is None:
            raise _version_error(version)
        self.method = _METHODS.get(method)
        if self.method is None:
            raise RequestError(501 if is_token(method) else 400, "method is not known")
        self.path, _, self.query = self._origin_form().partition(b"?")

    def _origin_form(self) -> bytes:
        """Target as path and query, whichever of the four forms it has (RFC 9112 section 3.2)."""
        method, target = self.method, self.target
        if b"#" in target:
            raise RequestError(400, "target has a fragment")
        if target.startswith(b"/") and method != "CONNECT":
            return target
        if target == b"*" and method == "OPTIONS":
            return target
        if method == "CONNECT" and is_host(target) and not target.endswith(b":") and b":" in target:
            return target
        scheme, separator, rest = target.partition(b"://")
        if separator and scheme.lower() in {b"http", b"https"} and method != "CONNECT":
            authority = rest.partition(b"/")[0].partition(b"?")[0]
            if is_host(authority):
                self.authority = authority
                rest = rest[len(authority) :]
                return rest if rest.startswith(b"/") else b"/" + rest
        raise RequestError(400, "target is not of a form that this method takes")


def _version_error(version: bytes) -> RequestError:
    digits = version[5:].replace(b".", b"")
    known_form = version.startswith(b"HTTP/") and len(version) == 8 and digits.isdigit()
    if known_form and version[6:7] == b"." and len(digits) == 2:
        return RequestError(505, "version is neither HTTP/1.0 nor HTTP/1.1")
    return RequestError(400, "version is malformed")


class HeaderBlock:
    """
    The header fields of a request, as bytes in place, and what they say about framing.

    :param bytes raw: The lines, each with its CRLF.
    :param int max_lines: How many there may be.
    :raises RequestError: 400, 413, 417, 431 or 501.
    """

    host = None
    content_length = None
    chunked = False
    expect_continue = False
    close = False
    keep_alive = False

    def __init__(self, raw: bytes, max_lines: int):
        self.raw = raw
        lines = raw.split(b"\r\n")
        lines.pop()
        if len(lines) > max_lines:
            raise RequestError(431, "too many header lines")
        if has_control(b"".join(lines)):
            raise RequestError(400, "control character in a header")
        names = []
        for line in lines:
            name, colon, value = line.partition(b":")
            if not (colon and name):
                raise RequestError(400, "header line is not 'name: value'")
            names.append(name)
            read = _READERS.get(name.lower())
            if read:
                read(self, value.strip(b" \t"))
        # One look at all names finds folded lines and blanks before the colon as well.
        if names and not is_token(b"".join(names)):
            raise RequestError(400, "name of a header is not a token")
        if self.chunked and self.content_length is not None:
            raise RequestError(400, "both Transfer-Encoding and Content-Length")

    def find(self, name: str) -> Optional[str]:
        """
        Value of the first header of a name, without making text of all the others.

        :param str name: Name of the header, in lower case.
        """
        lower = self.raw.lower()
        wanted = name.encode() + b":"
        start = 0 if lower.startswith(wanted) else lower.find(b"\r\n" + wanted) + 2
        if start == 1:
            return None
        end = self.raw.find(b"\r\n", start)
        return as_text(self.raw[start + len(wanted) : end].strip(b" \t"))


def _read_host(block: HeaderBlock, value: bytes) -> None:
    if block.host is not None:
        raise RequestError(400, "more than one Host")
    # RFC 9112 section 3.2: empty where the target has no authority.
    if value and not is_host(value):
        raise RequestError(400, "Host is not a host and a port")
    block.host = value


def _read_content_length(block: HeaderBlock, value: bytes) -> None:
    if block.content_length is not None:
        raise RequestError(400, "more than one Content-Length")
    if not value.isdigit():
        raise RequestError(400, "Content-Length is not a number")
    if len(value) > MAX_LENGTH_DIGITS:
        raise RequestError(413, "Content-Length is beyond all limits")
    block.content_length = int(value)


def _read_transfer_encoding(block: HeaderBlock, value: bytes) -> None:
    if block.chunked:
        raise RequestError(400, "more than one Transfer-Encoding")
    coding = value.lower()
    if coding != b"chunked":
        # "gzip, chunked" is a coding we lack. Without "chunked" as its last part, or with it twice,
        # nobody can tell where the body ends (RFC 9112 section 6.3).
        parts = [part.strip(b" \t") for part in coding.split(b",")]
        readable = parts.count(b"chunked") == 1 and parts[-1] == b"chunked" and b"" not in parts
        raise RequestError(501 if readable else 400, "only the transfer coding 'chunked' is known")
    block.chunked = True


def _read_connection(block: HeaderBlock, value: bytes) -> None:
    for option in value.lower().split(b","):
        option = option.strip(b" \t")
        if option == b"close":
            block.close = True
        elif option == b"keep-alive":
            block.keep_alive = True


def _read_expect(block: HeaderBlock, value: bytes) -> None:
    if value.lower() != b"100-continue":
        raise RequestError(417, "only the expectation '100-continue' is known")
    block.expect_continue = True


_READERS = {
    b"host": _read_host,
    b"content-length": _read_content_length,
    b"transfer-encoding": _read_transfer_encoding,
    b"connection": _read_connection,
    b"expect": _read_expect,
}


def check_together(line: RequestLine, block: HeaderBlock) -> None:
    """
    What takes both to see, and what only a request from the network must keep.

    :raises RequestError: 400 for HTTP/1.1 without ``Host``, HTTP/1.0 with ``Transfer-Encoding``
        and a target with malformed percent-escapes.
    """
    if line.version == "HTTP/1.1":
        if block.host is None:
            raise RequestError(400, "HTTP/1.1 without Host")
    elif block.chunked:
        raise RequestError(400, "HTTP/1.0 with Transfer-Encoding")
    if b"%" in line.target:
        try:
            unquote(line.path, False, True)
            unquote(line.query, True, True)
        except ValueError:
            raise RequestError(400, "target has malformed percent-escapes") from None
