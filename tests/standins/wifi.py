# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for CircuitPython's `wifi`: a radio whose only network is this computer."""

import os

from standin_log import record

_ADDRESS = "127.0.0.1"


class Radio:
    """Has an address only when connected, as the real one."""

    def __init__(self):
        # A board connects before the program starts if settings.toml has CIRCUITPY_WIFI_SSID
        self.connected = bool(os.getenv("CIRCUITPY_WIFI_SSID"))
        self.hostname = "cpy-standin"
        self.ipv4_address_ap = None

    @property
    def ipv4_address(self):
        """The address in the network that was joined, or None."""
        return _ADDRESS if self.connected else None

    def connect(self, ssid, password=b"", **options):
        """Join a network."""
        record("wifi.connect", ssid, password)
        self.connected = True

    def start_ap(self, ssid, password=b"", **options):
        """Become an access point."""
        record("wifi.start_ap", ssid, password)
        self.ipv4_address_ap = _ADDRESS


radio = Radio()
