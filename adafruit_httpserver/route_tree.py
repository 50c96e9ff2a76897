# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_tree`
====================================================

Routes with parameters and wildcards, as a tree of segments through which a path is walked once and
never back: no path can make it slow.
"""

from .route import MANY_CAPTURED, ONE, ONE_CAPTURED, Route
from .urls import unquote

try:
    from typing import Any, Dict, List, Optional
except ImportError:
    pass

# Keys of a node's routes and of its wildcards: a list of (kind, node). Literal segments are bytes.
_ENDS = -1
_WILDCARDS = -2
# More digits than a board's big integers should be bothered with.
_MAX_DIGITS = 18


def _convert(converter: str, text: str) -> Any:
    """Value of a parameter, ``None`` if it is not what its route asks for."""
    if converter not in {"int", "float"}:
        return text
    whole, point, fraction = (text[1:] if text.startswith("-") else text).partition(".")
    # Neither int() nor float() may see blanks, underscores, "nan" or other digits than ASCII.
    digits = (whole + fraction).encode()
    if not digits.isdigit() or len(digits) > _MAX_DIGITS or not whole:
        return None
    if converter == "int":
        return None if point else int(text)
    return None if point and not fraction else float(text)


class RouteTree:
    """The routes of a server that have parameters or wildcards."""

    def __init__(self):
        self._root = {}

    def enter(self, position: int, route: Route, segments: list) -> None:
        """
        Adds a route.

        :param int position: Its place among all routes.
        :param Route route: The route.
        :param list segments: Its segments, see `Route`.
        """
        node = self._root
        for segment in segments:
            if isinstance(segment, bytes):
                node = node.setdefault(segment, {})
            else:
                node = self._wildcard(node, segment)
        node.setdefault(_ENDS, []).append((position, route))

    @staticmethod
    def _wildcard(node: dict, wanted: int) -> dict:
        wildcards = node.setdefault(_WILDCARDS, [])
        for kind, child in wildcards:
            if kind == wanted:
                return child
        child = {}
        wildcards.append((wanted, child))
        return child

    def find(self, segments: List[bytes], decoded: List[bytes], matches: list) -> None:
        """
        All routes whose path matches.

        :param list segments: Segments of the path, raw.
        :param list decoded: The same, with their percent-escapes decoded.
        :param list matches: Where to add ``(position, route, parameters)``. Captured values are
            decoded after they were cut out, so that ``%2F`` never parts two segments.
        """
        # A state is a node, what was captured on the way to it as pairs of indices, and the kind
        # of the "....", if any, that led to it and may take the next segment as well.
        states = [(self._root, (), None)]
        for index, segment in enumerate(segments):
            following = []
            for node, captured, _ in states:
                child = node.get(segment)
                if child is None:
                    child = node.get(decoded[index])
                if child is not None:
                    following.append((child, captured, None))
                if segment:
                    for kind, child in node.get(_WILDCARDS, ()):
                        _follow(following, kind, child, captured, index)
            for node, captured, many in states:
                if many is not None:
                    _stay(following, node, captured, many, index)
            states = following
        for node, captured, _ in states:
            for position, route in node.get(_ENDS, ()):
                parameters = _parameters(route, captured, segments)
                if parameters is not None:
                    matches.append((position, route, parameters))


def _follow(following: list, kind: int, child: dict, captured: tuple, index: int) -> None:
    """A segment is taken by a wildcard or a parameter."""
    if kind in {ONE_CAPTURED, MANY_CAPTURED}:
        captured += ((index, index + 1),)
    if kind in {ONE, ONE_CAPTURED}:
        following.append((child, captured, None))
    elif not _has(following, child, kind):
        following.append((child, captured, kind))


def _stay(following: list, node: dict, captured: tuple, many: int, index: int) -> None:
    """A segment is taken by the "...." that took the one before it."""
    if not _has(following, node, many):
        if many == MANY_CAPTURED:
            captured = captured[:-1] + ((captured[-1][0], index + 1),)
        following.append((node, captured, many))


def _has(states: list, node: dict, many: Optional[int]) -> bool:
    """Whether a node was reached already. The later "...." begins, the more the first one took."""
    for other, _, kind in states:
        if other is node and kind == many:
            return True
    return False


def _parameters(route: Route, captured: tuple, segments: List[bytes]) -> Optional[Dict[str, Any]]:
    """Decoded values by name, ``None`` if one of them is not what the route asks for."""
    parameters = {}
    for index, (name, converter) in enumerate(route._parameters):
        start, end = captured[index]
        value = _convert(converter, unquote(b"/".join(segments[start:end])))
        if value is None:
            return None
        parameters[name] = value
    return parameters
