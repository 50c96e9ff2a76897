# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for the `neopixel` library."""

from standin_log import record


class NeoPixel:
    """Lights nothing, but remembers."""

    def __init__(self, pin, n, **options):
        record("neopixel.NeoPixel", pin, n)
        self.pixels = [(0, 0, 0)] * n

    def fill(self, color):
        """Give all pixels one colour."""
        record("neopixel.fill", color)
        self.pixels = [color] * len(self.pixels)
