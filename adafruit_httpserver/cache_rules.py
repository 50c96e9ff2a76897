# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.cache_rules`
====================================================

Which ``Cache-Control`` a file is sent with, see `Server.cache_control`. Loaded by servers that have
such rules.
"""

from .text import check_line

try:
    from typing import Any, Optional
except ImportError:
    pass


def value_for(rules: "Any", filename: str) -> "Optional[str]":
    """
    What the rules say of a file.

    :param rules: A dict of patterns, a function, or one value for all.
    :param str filename: Path of the file below its root.
    :return: ``None`` if they say nothing.
    :raises TypeError: if a function has returned anything but text.
    """
    if isinstance(rules, str):
        return rules
    if isinstance(rules, dict):
        # A board's dict has no order, so the one that says most counts.
        best = None
        for pattern in rules:
            if matches(pattern, filename) and (best is None or len(pattern) > len(best)):
                best = pattern
        return None if best is None else rules[best]
    value = rules(filename)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"Server.cache_control() must return text or None, not {value!r}")
    return value


def matches(pattern: str, filename: str) -> bool:
    """
    Whether a name is one of those that a pattern stands for.

    :param str pattern: A name, in which ``*`` stands for anything.
    :param str filename: The name.
    """
    pieces = pattern.lstrip("/").split("*")
    last = pieces.pop()
    if not pieces:
        return filename == last
    first = pieces[0]
    if not filename.startswith(first):
        return False
    place = len(first)
    for piece in pieces[1:]:
        place = filename.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return len(filename) - len(last) >= place and filename.endswith(last)


def check(rules: "Any") -> None:
    """
    Refuses rules that make no sense.

    :param rules: What is assigned to `Server.cache_control`.
    :raises ValueError: if a pattern or a value is no text, or has a line break in it.
    """
    pairs = rules.items() if isinstance(rules, dict) else ()
    if isinstance(rules, str):
        pairs = (("*", rules),)
    for pattern, value in pairs:
        if not (isinstance(pattern, str) and isinstance(value, str)):
            raise ValueError(
                f"Server.cache_control must map str to str, not {pattern!r}: {value!r}"
            )
        check_line("Server.cache_control", value)
