# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.limits`
====================================================

Every limit of the server, one line each: its value on a PC, its value on a board where that
differs, and what happens when it is hit. One `Limits` object is shared by everything that belongs
to one `Server`. Times are kept in milliseconds (``_ms``), because a board's floats are too coarse
for a clock; the knobs of `Server` are in seconds.
"""

import sys

ON_BOARD = sys.implementation.name in {"circuitpython", "micropython"}


class Limits:
    """The limits of one `Server`, set to their defaults."""

    def __init__(self):
        # Bytes read at once, into the one buffer that all connections share.
        self.request_buffer_size = 1024
        # Clients at once (RP2 has 8 sockets). Then the oldest idle one goes, else new ones wait.
        self.max_connections = 5 if ON_BOARD else 100
        # Connections that wait to be accepted. More are refused by the network stack.
        self.backlog = 10 if ON_BOARD else 128
        # Bytes of a request's head. 414 while still in the request line, 431 after it.
        self.max_header_size = 4096
        # Header lines of a request: 431.
        self.max_header_lines = 64
        # Bytes of a request's body in memory: 413, before the body is read. MemoryError counts.
        self.max_body_size = 16 * 1024 if ON_BOARD else 1024 * 1024
        # Bytes pushed and not yet taken by the client: a slower one is dropped.
        self.max_send_size = 4 * 1024 if ON_BOARD else 64 * 1024
        # From the first byte of a request to the end of its head: 408.
        self.request_timeout_ms = 5000
        # Without any progress in head, body or answer: 408, or the connection is dropped.
        self.socket_timeout_ms = 1000
        # Between two requests of one connection, 0 turns keep-alive off: closed silently.
        self.keep_alive_timeout_ms = 15000
        # Requests over one connection: the last answer says "connection: close".
        self.keep_alive_max_requests = 100
        # Discarding what a client still sends after it was refused: closed.
        self.linger_timeout_ms = 1000
        self.linger_size = 16 * 1024
        # The head that came last, and how it was read, see request_parser. Not limits, but shared
        # like them.
        self.last_head = None
        self.last_line = None
        self.last_block = None


# Chunks sent per connection and poll, so that a fast reader does not keep others waiting.
CHUNKS_PER_POLL = 4
# Reads per connection and poll, so that an upload does not keep others waiting.
READS_PER_POLL = 4
# Messages of a WebSocket that wait for the program: then its client has to wait.
MESSAGES_WAITING = 4
# A viewer of a video that takes nothing of a frame for so long is dropped.
STALLED_MS = 15000
# Bytes that a PC's network stack holds for one client; boards have a fixed size.
SEND_BUFFER_SIZE = 64 * 1024
# Connections accepted in one poll.
ACCEPTS_PER_POLL = 4
# A tight non-blocking accept loop is what crashes Espressif boards: at least this between two.
ACCEPT_INTERVAL_MS = 10
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
