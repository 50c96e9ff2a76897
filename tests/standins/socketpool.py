# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for CircuitPython's `socketpool`: the pool is CPython's `socket` module."""

import socket


class SocketPool:
    """Made from a radio."""

    def __new__(cls, radio):
        if type(radio).__name__ not in {"Radio", "WIZNET5K"}:
            raise TypeError(f"not a radio: {radio!r}")
        return socket
