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
    from typing import Any, Callable, Protocol, Tuple
except ImportError:
    # Boards have no typing, and no use for it.
    Protocol = object  # type: ignore[assignment]


class _IXSSSafeFieldStorage(_IFieldStorage):
    """Values came from a peer and are on their way into a page, as those of `FormData`."""

    safe = True


class _ISocket(Protocol):
    """
    A socket: of a board's ``socketpool``, of CPython, or a test's own. What is not here
    (``fileno``, ``shutdown``, ``getsockname``, ``setsockopt``) has to be looked for first.
    """

    def accept(self) -> "Tuple[_ISocket, Any]":
        """Accepts a connection, and says whose it is."""
        raise NotImplementedError

    def bind(self, __address: "Tuple[str, int]") -> None:
        """Binds the socket to an address."""

    def setblocking(self, __flag: bool) -> object:
        """Makes the socket blocking or not."""

    def listen(self, __backlog: int) -> None:
        """Lets clients connect."""

    def send(self, __data: bytes) -> int:
        """Sends what the socket takes."""
        raise NotImplementedError

    @property
    def recv_into(self) -> "Callable[..., int]":
        """
        Receives into a buffer what is there. Boards take it without a number of bytes, although
        ``circuitpython-stubs`` demands one.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Closes the socket."""


class _ISocketPool(Protocol):
    """A source of sockets: ``socketpool.SocketPool`` or the ``socket`` module."""

    @property
    def AF_INET(self) -> int:
        """Family of IPv4."""
        raise NotImplementedError

    @property
    def SOCK_STREAM(self) -> int:
        """Type of TCP."""
        raise NotImplementedError

    def socket(self, __family: int, __type: int) -> _ISocket:
        """Makes a socket."""
        raise NotImplementedError

    def getaddrinfo(self, __host: str, __port: int) -> object:
        """Resolves a name."""
