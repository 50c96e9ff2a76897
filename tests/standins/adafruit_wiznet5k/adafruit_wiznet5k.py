# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for the driver of the Ethernet chip."""

from standin_log import record


class WIZNET5K:
    """Got its address by DHCP."""

    ip_address = bytes((127, 0, 0, 1))

    def __init__(self, spi_bus, cs, reset=None, is_dhcp=True, **options):
        record("wiznet5k.WIZNET5K", spi_bus, cs.pin)

    @staticmethod
    def pretty_ip(ipv4):
        """Return 4 bytes as text."""
        return ".".join(str(byte) for byte in ipv4)
