# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a test needs in place of pytest where there is no pytest (MicroPython, CircuitPython)."""


def raises(exception_class, function, *args, **kwargs):
    """Call the function and return the exception of that class (or tuple of classes) it raises."""
    try:
        result = function(*args, **kwargs)
    except exception_class as error:
        return error
    except Exception as error:
        raise AssertionError(f"expected {exception_class}, it raised {error!r}") from error
    raise AssertionError(f"expected {exception_class}, it returned {result!r}")
