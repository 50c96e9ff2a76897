# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Makes of MicroPython what CircuitPython has: run first, before anything else is imported."""

import builtins
import sys
import time

sys.path.insert(0, "/")


_ticks_ms = time.ticks_ms


class _Time:
    """CircuitPython's module: other clocks than MicroPython's, and nothing more than these."""

    def monotonic():
        return _ticks_ms() / 1000

    def monotonic_ns():
        return _ticks_ms() * 1000000


for _name in ("localtime", "mktime", "sleep", "time"):
    setattr(_Time, _name, getattr(time, _name))


class _Traceback:
    """Exceptions have no __traceback__ here, and what is passed for it is not looked at."""

    def print_exception(kind, error, trace, limit=None, file=None):
        sys.print_exception(error, file or sys.stdout)


sys.modules["time"] = _Time
sys.modules["traceback"] = _Traceback

# They are builtins of CircuitPython.
for _name in ("BrokenPipeError", "ConnectionError", "TimeoutError"):
    if not hasattr(builtins, _name):
        setattr(builtins, _name, type(_name, (OSError,), {}))
