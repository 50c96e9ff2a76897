# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Stand-in for CircuitPython's `digitalio`."""

from standin_log import record


class DigitalInOut:
    """A pin."""

    def __init__(self, pin):
        record("digitalio.DigitalInOut", pin)
        self.pin = pin
