# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for the socket pool of the Ethernet chip."""

import socketpool

SocketPool = socketpool.SocketPool
