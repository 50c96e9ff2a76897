# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for CircuitPython's `mdns`."""

from standin_log import record


class Server:
    """Tells nobody in the network, but remembers."""

    def __init__(self, network_interface):
        self.network_interface = network_interface
        self._hostname = network_interface.hostname

    @property
    def hostname(self):
        """The name below .local."""
        return self._hostname

    @hostname.setter
    def hostname(self, name):
        record("mdns.hostname", name)
        self._hostname = name

    def advertise_service(self, *, service_type, protocol, port, **options):
        """Offer a service."""
        record("mdns.advertise_service", service_type, protocol, port)
