# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.interfaces`
====================================================

What the library wants of the sockets that it is given. For type checkers and readers: nothing at
run time depends on it.
"""

from . import __getattr__  # noqa: F401

# The field containers have always been importable from here as well, under these names.
from .field_storage import FieldStorage as _IFieldStorage  # noqa: F401
from .field_storage import escape_html as _encode_html_entities  # noqa: F401

try:
    from typing import Tuple
except ImportError:
    pass


class _IXSSSafeFieldStorage(_IFieldStorage):
    """Values came from a peer and are on their way into a page, as those of `FormData`."""

    safe = True


class _ISocket:
    """A socket: of a board's ``socketpool``, of CPython, or a test's own."""

    def accept(self) -> Tuple["_ISocket", Tuple[str, int]]:
        """Accepts a connection."""

    def bind(self, address: Tuple[str, int]) -> None:
        """Binds the socket to an address."""

    def setblocking(self, flag: bool) -> None:
        """Makes the socket blocking or not."""

    def settimeout(self, value: float) -> None:
        """Sets the timeout of the socket."""

    def setsockopt(self, level: int, optname: int, value: int) -> None:
        """Sets an option of the socket."""

    def listen(self, backlog: int) -> None:
        """Lets clients connect."""

    def send(self, data: bytes) -> int:
        """Sends what the socket takes."""

    def recv_into(self, buffer: memoryview, nbytes: int) -> int:
        """Receives what is there."""

    def close(self) -> None:
        """Closes the socket."""


class _ISocketPool:
    """A source of sockets: ``socketpool.SocketPool`` or the ``socket`` module."""

    AF_INET: int
    SOCK_STREAM: int
    SOL_SOCKET: int
    SO_REUSEADDR: int

    def socket(self, family: int = ..., type: int = ..., proto: int = ...) -> _ISocket:
        """Makes a socket."""

    def getaddrinfo(
        self, host: str, port: int, family: int = ..., type: int = ..., proto: int = ...
    ) -> Tuple[int, int, int, str, Tuple[str, int]]:
        """Resolves a name."""
