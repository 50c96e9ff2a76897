# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.limits`
====================================================

Every limit of the server, one line each: its value on a PC, its value on a board where that
differs, and what happens when it is hit. One `Limits` object is shared by everything that belongs
to one `Server`. Its times are in milliseconds, because a board's floats are too coarse for a clock;
the settings of `Server`, which have the same names and are checked when they are set, in seconds.
"""

import sys

from . import once

try:
    from typing import TYPE_CHECKING, Any, Dict, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request_parser import RequestParser
except ImportError:
    pass

# CircuitPython, or MicroPython.
ON_BOARD = sys.implementation.name[:4] in ("circ", "micr")


class Limits:
    """The limits of one `Server`: defaults are the class's, what was set is the object's."""

    # Bytes read at once, into the one buffer that all connections share.
    request_buffer_size = 1024
    # Clients at once (RP2 has 8 sockets). Then the oldest idle one goes, else new ones wait.
    max_connections = 5 if ON_BOARD else 100
    # Clients at once from one address, 0 for as many as there is room for. More are turned away.
    max_connections_per_address = 0
    # Connections that wait to be accepted. More are refused by the network stack.
    backlog = 10 if ON_BOARD else 128
    # Bytes of a request's head. 414 while still in the request line, 431 after it.
    max_header_size = 4096
    # Header lines of a request: 431.
    max_header_lines = 64
    # Bytes of a request's body in memory: 413, before the body is read. MemoryError counts.
    max_body_size = 16 * 1024 if ON_BOARD else 1024 * 1024
    # Bytes pushed and not yet taken by the client: a slower one is dropped.
    max_send_size = 4 * 1024 if ON_BOARD else 64 * 1024
    # From the first byte of a request to the end of its head: 408.
    request_timeout = 5000
    # Without any progress in head, body or answer: 408, or the connection is dropped.
    socket_timeout = 1000
    # Between two requests of one connection, 0 turns keep-alive off: closed silently.
    keep_alive_timeout = 15000
    # Requests over one connection: the last answer says "connection: close".
    keep_alive_max_requests = 100
    # Discarding what a client still sends after it was refused: closed.
    linger_timeout = 1000
    linger_size = 16 * 1024 if ON_BOARD else 4 * 1024 * 1024
    # No limit, but shared like them: a parser that has read the head that came last. A page that
    # polls asks for the same, in the same words, again and again.
    last_parser: "Union[RequestParser, Any]" = None
    # Nor is this one: whose X-Forwarded headers are believed.
    trusted_proxies = ()
    # Nor are the settings for files, which begin as None.
    directory_listing = False


# Chunks sent, and reads, per connection and poll, so that nobody keeps others waiting.
CHUNKS_PER_POLL = 4
READS_PER_POLL = 4
# Messages of a WebSocket that wait for the program: then its client has to wait.
MESSAGES_WAITING = 4
# A viewer of a video that takes nothing of a frame for so long is dropped.
STALLED_MS = 15000
# Bytes that a PC's network stack holds for one client; boards have a fixed size.
SEND_BUFFER_SIZE = 64 * 1024
# Connections accepted in one poll, and how many may be turned away for each.
ACCEPTS_PER_POLL = 4
REFUSALS_PER_ACCEPT = 16
# A tight non-blocking accept loop is what crashes Espressif boards: at least this between two.
ACCEPT_INTERVAL_MS = 10
# So much later while requests wait for their handlers: looking costs a tenth of answering one.
ACCEPT_BUSY_MS = 50
# After an accept that failed (no sockets, no memory) the listener is left alone this long.
ACCEPT_RETRY_MS = 100
# Deadlines are looked at this often: a timeout may come that much late, and costs nothing.
SWEEP_INTERVAL_MS = 50
# Empty lines before a request line, which RFC 9112 section 2.2 wants ignored: 400 beyond.
MAX_EMPTY_LINES = 2
# Bytes of a chunk's size line with its extensions: 400.
MAX_CHUNK_LINE_SIZE = 256
# Digits of a Content-Length: 413 beyond, no body has 10**15 bytes.
MAX_LENGTH_DIGITS = 15
# Hexadecimal digits of a chunk size: 400 beyond.
MAX_CHUNK_DIGITS = 8
# Fields of a form, or parts of a multipart body: ValueError for the handler, else 400.
MAX_FORM_FIELDS = 1000
# Segments of a path that are matched with routes: 404 beyond.
MAX_PATH_SEGMENTS = 64


class Setting:
    """
    A limit of a `Server` as its attribute: read and written in seconds, bytes or pieces, and
    checked at assignment.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, server: "Any", owner: type) -> "Any":
        if server is None:
            # Sphinx and dir() ask the class itself.
            return self
        value: "Any" = getattr(server._limits, self.name, None)
        if self.name[-7:] != "timeout":
            return value
        return value / 1000 if value % 1000 else value // 1000

    def __set__(self, server: "Any", value: float) -> None:
        once("setting_check").set_limit(server, self.name, value)


class Settings:
    """The settings of a `Server`."""

    max_connections = Setting()
    """How many clients may be connected at once. Defaults to 5 on boards, else 100. The client that
    has been idle for longest makes room for a new one; if none is, the new one has to wait."""

    max_connections_per_address = Setting()
    """How many clients may be connected at once from one address; more are turned away. 0, which
    is the default, for as many as there is room for. See :doc:`untrusted_network`."""

    max_header_size = Setting()
    """How many bytes the head of a request may have, 4096 by default. More is answered with 431,
    or 414 if it is the request line."""

    max_body_size = Setting()
    """How many bytes the body of a request may have, by default 16 KiB on boards, else 1 MiB. More
    is answered with 413 before it is read."""

    max_send_size = Setting()
    """How many bytes may wait for one client that reads slower than they are sent to it, by default
    4 KiB on boards, else 64 KiB."""

    request_timeout = Setting()
    """Seconds from the first byte of a request to the end of its head, 5 by default. Then 408."""

    socket_timeout = Setting()
    """
    Timeout after which the socket will stop waiting for more incoming data, or for a client to
    take what is sent to it. Must be set to positive integer or float. Default is 1 second.

    When exceeded, the client is answered with 408, if it has begun a request, and the connection
    is closed. Others are served meanwhile.

    Example::

        server = Server(pool, "/static")
        server.socket_timeout = 3

        server.serve_forever(str(wifi.radio.ipv4_address))
    """

    keep_alive_timeout = Setting()
    """Seconds that a connection waits for its next request, 15 by default; 0 turns keep-alive
    off."""

    keep_alive_max_requests = Setting()
    """How many requests one connection may make, 100 by default."""

    request_buffer_size = Setting()
    """
    How many bytes are read at once. It limits neither head nor body, see `max_header_size`
    and `max_body_size`. There is one such buffer, whatever the number of clients.

    Default size is 1024 bytes.

    Example::

        server = Server(pool, "/static")
        server.request_buffer_size = 2048

        server.serve_forever(str(wifi.radio.ipv4_address))
    """

    backlog = Setting()
    """How many connections may wait to be accepted, by default 10 on boards, else 128. The network
    stack refuses more. Takes effect with the next `Server.start`."""

    cache_control = Setting()
    """
    ``Cache-Control`` of the files that are served, by their names: a dict of patterns, of which
    the longest that matches counts, a function that is given the name of a file and returns a
    value or ``None``, or one value for all. Other files are sent with ``no-cache``: a browser may
    keep them, and asks each time whether they have changed.

    Example::

        server = Server(pool, "/static")
        server.cache_control = {"*.js": "public, max-age=86400", "fonts/*": "max-age=31536000"}
    """

    directory_listing = Setting()
    """Whether a directory of ``root_path`` without an ``index.html`` is shown as a page with the
    names in it. Defaults to ``False``."""

    spa = Setting()
    """File that is sent for a path below ``root_path`` where there is none, e.g. ``"index.html"``
    for a page that makes up paths by itself, or ``None``. A path whose last part has a dot is that
    of a file, and not found."""

    trusted_proxies = Setting()
    """
    Addresses of the proxies whose ``X-Forwarded-For``, ``-Proto`` and ``-Host`` headers are
    believed, none by default. They change what `Request.remote_address`, ``remote_addresses``,
    ``is_secure``, ``host`` and ``full_url`` say. Networks and names raise ``ValueError``.

    Example::

        server.trusted_proxies = ["127.0.0.1", "::1"]
    """

    # Made when somebody wants it, or sets a header.
    _headers: "Union[Headers, Any]" = None

    def __init__(self) -> None:
        self._limits = Limits()
        self._buffer = memoryview(bytearray(self._limits.request_buffer_size))

    @property
    def headers(self) -> "Headers":
        """
        Headers to be sent with every response, without the need to specify them in each handler.

        If a header is specified in both the handler and the server, the handler's header will be
        used.

        Example::

            server = Server(pool, "/static")
            server.headers = {
                "X-Server": "Adafruit CircuitPython HTTP Server",
                "Access-Control-Allow-Origin": "*",
            }
        """
        if self._headers is None:
            self.headers = None
        return self._headers

    @headers.setter
    def headers(self, value: "Union[Headers, Dict[str, str], None]") -> None:
        from .headers import Headers

        self._headers = Headers(value)
