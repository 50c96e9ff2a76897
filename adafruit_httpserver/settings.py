# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.settings`
====================================================

The knobs of a server: what can be set at any time, and is checked when it is set.
"""

from .headers import Headers
from .limits import Limits

try:
    from typing import Dict, Union
except ImportError:
    pass


class Limit:
    """
    A limit of a `Server` as its attribute: read and written in seconds, bytes or pieces, and
    checked at assignment.

    :param str name: Attribute of `Limits` that holds it.
    :param int minimum: Smallest value allowed.
    """

    def __init__(self, name: str, minimum: int = 1):
        self._name = name
        self._minimum = minimum

    def __get__(self, server, owner):
        # Sphinx and dir() ask the class itself.
        return self if server is None else getattr(server._limits, self._name)

    def __set__(self, server, value):
        if isinstance(value, bool) or not isinstance(value, int) or value < self._minimum:
            raise ValueError(
                f"Server.{self._name} must be an int of at least {self._minimum}, not {value!r}"
            )
        setattr(server._limits, self._name, value)


class Timeout(Limit):
    """A `Limit` in seconds, int or float, that is kept in milliseconds."""

    def __get__(self, server, owner):
        if server is None:
            return self
        milliseconds = getattr(server._limits, self._name + "_ms")
        return milliseconds / 1000 if milliseconds % 1000 else milliseconds // 1000

    def __set__(self, server, value):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or value < 0 or value <= 0 < self._minimum:
            raise ValueError(f"Server.{self._name} must be a positive numeric value.")
        milliseconds = int(value * 1000)
        setattr(server._limits, self._name + "_ms", max(milliseconds, 1) if value else 0)


class Settings:
    """The settings of a `Server`."""

    max_connections = Limit("max_connections")
    """How many clients may be connected at once. Defaults to 5 on boards, else 100. The client that
    has been idle for longest makes room for a new one; if none is, the new one has to wait."""

    max_header_size = Limit("max_header_size", 64)
    """How many bytes the head of a request may have, 4096 by default. More is answered with 431,
    or 414 if it is the request line."""

    max_body_size = Limit("max_body_size", 0)
    """How many bytes the body of a request may have, by default 16 KiB on boards, else 1 MiB. More
    is answered with 413 before it is read."""

    max_send_size = Limit("max_send_size", 256)
    """How many bytes may wait for one client that reads slower than they are sent to it, by default
    4 KiB on boards, else 64 KiB."""

    request_timeout = Timeout("request_timeout")
    """Seconds from the first byte of a request to the end of its head, 5 by default. Then 408."""

    socket_timeout = Timeout("socket_timeout")
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

    keep_alive_timeout = Timeout("keep_alive_timeout", 0)
    """Seconds that a connection waits for its next request, 15 by default; 0 turns keep-alive
    off."""

    keep_alive_max_requests = Limit("keep_alive_max_requests")
    """How many requests one connection may make, 100 by default."""

    def __init__(self):
        self._limits = Limits()
        self._headers = Headers()
        self.request_buffer_size = self._limits.request_buffer_size

    @property
    def request_buffer_size(self) -> int:
        """
        How many bytes are read at once. It limits neither head nor body, see `max_header_size`
        and `max_body_size`. There is one such buffer, whatever the number of clients.

        Default size is 1024 bytes.

        Example::

            server = Server(pool, "/static")
            server.request_buffer_size = 2048

            server.serve_forever(str(wifi.radio.ipv4_address))
        """
        return len(self._buffer)

    @request_buffer_size.setter
    def request_buffer_size(self, value: int) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ValueError(
                f"Server.request_buffer_size must be an int of at least 1, not {value!r}"
            )
        self._buffer = memoryview(bytearray(value))

    @property
    def headers(self) -> Headers:
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
        return self._headers

    @headers.setter
    def headers(self, value: Union[Headers, Dict[str, str], None]) -> None:
        self._headers = Headers(value)
