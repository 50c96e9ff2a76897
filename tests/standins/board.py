# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for CircuitPython's `board`: names of pins."""

D10 = "D10"
NEOPIXEL = "NEOPIXEL"


def SPI():
    """Return the board's SPI bus."""
    return "SPI"
