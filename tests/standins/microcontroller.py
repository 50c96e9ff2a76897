# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for CircuitPython's `microcontroller`."""


class Processor:
    """Values that a test can tell from real ones."""

    temperature = 21.46
    frequency = 125_000_000
    voltage = 3.3


cpu = Processor()
