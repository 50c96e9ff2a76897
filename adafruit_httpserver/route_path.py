# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_path`
====================================================

Paths of routes that are more than literal segments: parameters, wildcards, and what is wrong with a
path. Loaded by the first `Route` that has such a path.
"""

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .route import Route
except ImportError:
    pass

# What a segment of a path can be beside a literal: any one, any several, or a parameter of one of
# four kinds, of which the last takes several.
ONE = 0
MANY = 1
TEXT = 2
INT = 3
FLOAT = 4
PATH = 5

# In the order of their numbers.
_CONVERTERS = ("str", "int", "float", "path")


def _is_name(name: bytes) -> bool:
    for byte in name:
        # Letters, digits and underscores.
        if not (97 <= byte | 32 <= 122 or 48 <= byte <= 57 or byte == 95):
            return False
    return len(name) > 0 and not name[:1].isdigit()


def parse_path(route: "Route") -> None:
    """
    Reads the path of a route into its segments and the names of its parameters.

    :param Route route: The route.
    :raises ValueError: for a path that can never match as it is meant.
    """
    path = route.path
    wrong = None
    # The order of the checks decides which message a path with several faults gets.
    if path[:1] != "/":
        wrong = "Path must start with a slash."
    elif path[-1:] == "/" and route.append_slash:
        wrong = "Cannot use append_slash=True when path ends with /"
    elif "//" in path:
        wrong = "Path cannot contain double slashes."
    elif "<>" in path:
        wrong = "All URL parameters must be named."
    for index, segment in enumerate(path.split("/")[1:]):
        kind = None
        if "<" in segment or ">" in segment:
            inner = segment[1:-1]
            first, colon, name = inner.partition(":")
            if not colon:
                first, name = "str", first
            if f"<{inner}>" != segment or "<" in inner or ">" in inner:
                wrong = wrong or "All URL parameters must be between slashes."
            elif first not in _CONVERTERS:
                wrong = wrong or f"{segment}: converter must be one of int, float and path"
            elif not _is_name(name.encode()):
                wrong = wrong or f"{segment}: name of a URL parameter must be a Python name"
            else:
                kind = TEXT + _CONVERTERS.index(first)
                route.parameters_names.append(name)
        elif "....." in segment:
            wrong = wrong or "Path cannot contain more than 4 dots in a row."
        elif "..." in segment:
            if len(segment) > 4 or segment.strip("."):
                wrong = wrong or "... and .... must be between slashes"
            else:
                kind = MANY if segment == "...." else ONE
        if kind is not None:
            route._segments[index] = kind
            route.is_static = False
    if wrong:
        raise ValueError(wrong)
