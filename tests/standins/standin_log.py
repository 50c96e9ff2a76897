# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What the stand-ins were asked to do. Tests read it from the output of the program that runs."""

import json

MARK = "@standin "

calls = []


def record(*call):
    """Note a call, e.g. record("neopixel.fill", (255, 0, 0))."""
    calls.append(call)
    print(MARK + json.dumps(call), flush=True)
