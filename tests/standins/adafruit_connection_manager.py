# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for the `adafruit_connection_manager` library."""

import socketpool
from standin_log import record


def get_radio_socketpool(radio):
    """Return the pool that belongs to the radio."""
    record("adafruit_connection_manager.get_radio_socketpool", type(radio).__name__)
    return socketpool.SocketPool(radio)
