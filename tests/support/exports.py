# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The table of the names that the package imports when they are asked for."""

from adafruit_httpserver import names


def elsewhere():
    """{module: the names that come from it, in the order of the table}."""
    table = {}
    for word in names._ELSEWHERE.split():
        if word.endswith(":"):
            module = word[:-1]
            assert module not in table, f"{module} stands in _ELSEWHERE twice"
            table[module] = []
        else:
            table[module].append(word)
    return table
