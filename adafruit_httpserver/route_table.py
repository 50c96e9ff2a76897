# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_table`
====================================================

Finds the routes of a path in a time that does not depend on how many routes there are. Paths
without parameters are found in a dict; the others form a tree of segments, through which the path
is walked once and never back, so no path can make it slow.
"""

from .limits import MAX_PATH_SEGMENTS
from .route import MANY, MANY_CAPTURED, ONE, ONE_CAPTURED, Route
from .urls import unescape, unquote

try:
    from typing import Any, Dict, List, Optional, Tuple
except ImportError:
    pass

# Key of a node's routes, beside the kinds of segments and the literal ones, which are bytes.
_ENDS = -1
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


class RouteTable:
    """The routes of a server. Those that were added first go first."""

    def __init__(self):
        self.routes = []
        self._size = 0
        # Path -> list of (position, route, parameters) of the routes without parameters.
        self._static = {}
        # The same of all routes, for the paths of the former that were asked for.
        self._found = {}
        self._tree = {}

    def add(self, route: Route) -> None:
        """
        Adds a route.

        :param Route route: The route.
        :raises TypeError: if it is none.
        """
        if not isinstance(route, Route):
            raise TypeError(f"expected a Route, not {route!r}")
        self.routes.append(route)
        self._index()

    def _index(self) -> None:
        """Enters the routes that are in the list, but not in the table yet."""
        self._found = {}
        if len(self.routes) < self._size:
            self._size = 0
            self._static = {}
            self._tree = {}
        for position in range(self._size, len(self.routes)):
            route = self.routes[position]
            self._enter(position, route, route._segments)
            if route.append_slash:
                self._enter(position, route, route._segments + [b""])
        self._size = len(self.routes)

    def _enter(self, position: int, route: Route, segments: list) -> None:
        if route.is_static:
            path = b"/" + b"/".join(segments)
            self._static.setdefault(path, []).append((position, route, {}))
            return
        node = self._tree
        for segment in segments:
            node = node.setdefault(segment, {})
        node.setdefault(_ENDS, []).append((position, route))

    def find(self, path: bytes) -> List[Tuple[int, Route, Dict[str, Any]]]:
        """
        All routes whose path matches, whatever their methods.

        :param bytes path: Raw path, not decoded. Captured values are decoded, after they were cut
            out, so that ``%2F`` never parts two segments.
        :return: List of ``(position, route, parameters)``, those that were added first go first.
        """
        if len(self.routes) != self._size:
            self._index()
        matches = self._found.get(path)
        if matches is None:
            matches = self._search(path)
            if path in self._static:
                self._found[path] = matches
        return matches

    def _search(self, path: bytes) -> List[Tuple[int, Route, Dict[str, Any]]]:
        matches = list(self._static.get(path, ()))
        segments = path.split(b"/", MAX_PATH_SEGMENTS + 1)[1:]
        if b"%" in path:
            # A path may be written with more escapes than it needs, or with those it needs where
            # the route has a letter like "é".
            decoded = [unescape(segment, False) for segment in segments]
            literal = b"/" + b"/".join(decoded)
            if not matches and literal.count(b"/") == path.count(b"/"):
                matches = list(self._static.get(literal, ()))
        else:
            decoded = segments
        if self._tree and len(segments) <= MAX_PATH_SEGMENTS:
            self._walk(segments, decoded, matches)
        if len(matches) > 1:
            matches.sort(key=lambda match: match[0])
        return matches

    def _walk(self, segments: List[bytes], decoded: List[bytes], matches: list) -> None:
        # A state is a node, what was captured on the way to it as pairs of indices, and the kind
        # of the "....", if any, that led to it and may take the next segment as well.
        states = [(self._tree, (), None)]
        for index, segment in enumerate(segments):
            following = []
            for node, captured, _ in states:
                self._follow(node, captured, segment, decoded[index], index, following)
            for node, captured, many in states:
                if many is not None and not _has(following, node, many):
                    if many == MANY_CAPTURED:
                        captured = captured[:-1] + ((captured[-1][0], index + 1),)
                    following.append((node, captured, many))
            states = following
            if not states:
                return
        for node, captured, _ in states:
            for position, route in node.get(_ENDS, ()):
                parameters = _parameters(route, captured, segments)
                if parameters is not None:
                    matches.append((position, route, parameters))

    @staticmethod
    def _follow(
        node: dict, captured: tuple, segment: bytes, literal: bytes, index: int, following: list
    ) -> None:
        """The states that one segment leads to from one node."""
        child = node.get(segment)
        if child is None:
            child = node.get(literal)
        if child is not None:
            following.append((child, captured, None))
        if not segment:
            return
        for kind in (ONE, ONE_CAPTURED, MANY, MANY_CAPTURED):
            child = node.get(kind)
            if child is not None:
                many = kind if kind in {MANY, MANY_CAPTURED} else None
                if many is None or not _has(following, child, many):
                    more = kind in {ONE_CAPTURED, MANY_CAPTURED}
                    path = captured + ((index, index + 1),) if more else captured
                    following.append((child, path, many))


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
