# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_settings`
====================================================

Checks the settings of a `Server` that are about files. Loaded when one is set.
"""

try:
    from typing import Any
except ImportError:
    pass


def check(name: str, value: "Any") -> None:
    """
    Checks a setting.

    :param str name: ``"cache_control"``, ``"directory_listing"`` or ``"spa"``.
    :param value: Its new value.
    :raises ValueError: for a value that makes no sense.
    """
    if name == "directory_listing":
        if value is not True and value is not False:
            raise ValueError(f"Server.{name} must be True or False, not {value!r}")
    elif name == "spa":
        if value is not None and (not isinstance(value, str) or not value):
            raise ValueError(f"Server.{name} must be the name of a file or None, not {value!r}")
    elif not (value is None or isinstance(value, (str, dict)) or callable(value)):
        raise ValueError(f"Server.{name} must be a dict, a function or a str, not {value!r}")
    else:
        # Loaded here, and not in the middle of a response.
        from .cache_rules import check as check_rules

        check_rules(value)
