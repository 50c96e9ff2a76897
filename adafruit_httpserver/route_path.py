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
    from typing import TYPE_CHECKING, Tuple

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

_CONVERTERS = {"str": TEXT, "int": INT, "float": FLOAT, "path": PATH}
_NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"


def _is_name(name: str) -> bool:
    for character in name:
        if character not in _NAME_CHARACTERS:
            return False
    return bool(name) and not name[0].isdigit()


def _check_path(path: str, append_slash: bool) -> None:
    """The order of the checks decides which message a path with several faults gets."""
    if not path.startswith("/"):
        raise ValueError("Path must start with a slash.")
    if path.endswith("/") and append_slash:
        raise ValueError("Cannot use append_slash=True when path ends with /")
    if "//" in path:
        raise ValueError("Path cannot contain double slashes.")
    if "<>" in path:
        raise ValueError("All URL parameters must be named.")
    for segment in path.split("/"):
        whole = segment.startswith("<") and segment.endswith(">") and segment.count("<") == 1
        if ("<" in segment or ">" in segment) and not (whole and segment.count(">") == 1):
            raise ValueError("All URL parameters must be between slashes.")
    for segment in path.split("/"):
        if "....." in segment:
            raise ValueError("Path cannot contain more than 4 dots in a row.")
        if "..." in segment and segment not in {"...", "...."}:
            raise ValueError("... and .... must be between slashes")


def _parse_segment(segment: str) -> Tuple[int, str]:
    """Kind of a segment that is not a literal, and name of its parameter."""
    if segment == "...":
        return ONE, ""
    if segment == "....":
        return MANY, ""
    first, colon, second = segment[1:-1].partition(":")
    converter, name = (first, second) if colon else ("str", first)
    if converter not in _CONVERTERS:
        raise ValueError(f"{segment}: converter must be one of int, float and path")
    if not _is_name(name):
        raise ValueError(f"{segment}: name of a URL parameter must be a Python name")
    return _CONVERTERS[converter], name


def parse_path(route: "Route") -> None:
    """
    Reads the path of a route into its segments and the names of its parameters.

    :param Route route: The route.
    :raises ValueError: for a path that can never match as it is meant.
    """
    path = route.path
    _check_path(path, route.append_slash)
    for index, segment in enumerate(path.split("/")[1:]):
        if segment in ("...", "....") or segment.startswith("<"):
            kind, name = _parse_segment(segment)
            route._segments[index] = kind
            route.is_static = False
            if name:
                route.parameters_names.append(name)
