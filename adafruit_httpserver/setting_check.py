# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.setting_check`
====================================================

Checks what is assigned to a setting of a `Server`. Loaded when something is, and forgotten again.
"""

from . import once

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .server import Server
except ImportError:
    pass

# Smallest values; what is not among them is at least 1, or more than 0 seconds.
_SMALLEST = {
    "max_header_size": 64,
    "max_body_size": 0,
    "max_send_size": 256,
    "keep_alive_timeout": 0,
    "max_connections_per_address": 0,
}


def set_limit(server: "Server", name: str, value: "Any") -> None:
    """
    Sets a limit.

    :param Server server: The server.
    :param str name: Which limit it is.
    :param value: Its new value, in seconds, bytes or pieces; or the addresses of proxies.
    :raises ValueError: for a value that makes no sense.
    """
    smallest = _SMALLEST.get(name, 1)
    is_int = isinstance(value, int) and not isinstance(value, bool)
    if name in ("cache_control", "directory_listing", "spa"):
        # Settings that are no numbers.
        once("file_settings").check(name, value)
    elif name == "trusted_proxies":
        # Here, and not in the middle of the first request.
        from .proxies import checked

        value = checked(value)
    elif name.endswith("timeout"):
        if not (is_int or isinstance(value, float)) or value < 0 or value == 0 < smallest:
            raise ValueError(f"Server.{name} must be a positive numeric value.")
        value = max(int(value * 1000), 1) if value else 0
    elif not is_int or value < smallest:
        raise ValueError(f"Server.{name} must be an int of at least {smallest}, not {value!r}")
    setattr(server._limits, name, value)
    if name == "request_buffer_size":
        server._buffer = memoryview(bytearray(server.request_buffer_size))
    elif name == "max_connections_per_address" and value:
        from .address_limit import guard

        guard(server)
