# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_tree`
====================================================

Routes with parameters and wildcards, as a tree of segments through which a path is walked once and
never back: no path can make it slow.
"""

from .route import Route
from .route_path import FLOAT, INT, MANY, ONE, PATH
from .urls import unquote

try:
    from typing import Any, List, Union
except ImportError:
    pass

# Keys of a node's routes and of its wildcards: a list of (kind, node). Literal segments are bytes.
_ENDS = -1
_WILDCARDS = -2
# More digits than a board's big integers should be bothered with.
_MAX_DIGITS = 18


def _number(kind: int, text: str) -> Union[int, float, None]:
    """Value of an INT or FLOAT parameter, ``None`` if the text is no such number."""
    whole, point, fraction = (text[1:] if text.startswith("-") else text).partition(".")
    # Neither int() nor float() may see blanks, underscores, "nan" or other digits than ASCII.
    digits = (whole + fraction).encode()
    if not digits.isdigit() or len(digits) > _MAX_DIGITS or not whole:
        return None
    if kind == INT:
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
        # A state is a node; the values captured on the way to it, those of several segments as
        # pairs of indices; and the kind of wildcard, if it takes several, that led to it and may
        # take the next segment as well. Two states of one node have the same future, so one will
        # do, and there are never more states than nodes.
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
                        _follow(following, kind, child, captured, segment, index)
            for node, captured, many in states:
                if many is not None:
                    _stay(following, node, captured, many, index)
            states = following
        found = set()
        for node, captured, _ in states:
            for position, route in node.get(_ENDS, ()):
                if position not in found:
                    found.add(position)
                    matches.append((position, route, _parameters(route, captured, segments)))


def _follow(
    following: list, kind: int, child: dict, captured: tuple, segment: bytes, index: int
) -> None:
    """A segment is taken by a wildcard or a parameter."""
    many = None
    if kind in {MANY, PATH}:
        many = kind
        if kind == PATH:
            captured += ((index, index + 1),)
    elif kind != ONE:
        value = unquote(segment)
        if kind in {INT, FLOAT}:
            value = _number(kind, value)
            if value is None:
                return
        captured += (value,)
    if not _has(following, child, many):
        following.append((child, captured, many))


def _stay(following: list, node: dict, captured: tuple, many: int, index: int) -> None:
    """A segment is taken by what took the one before it."""
    if not _has(following, node, many):
        if many == PATH:
            captured = captured[:-1] + ((captured[-1][0], index + 1),)
        following.append((node, captured, many))


def _has(states: list, node: dict, many: Any) -> bool:
    """
    Whether a node was reached already. The later a wildcard begins, the more has been taken by the
    one before it, which is greedy; so what begins now is there before what goes on.
    """
    for other, _, kind in states:
        if other is node and kind == many:
            return True
    return False


def _parameters(route: Route, captured: tuple, segments: List[bytes]) -> dict:
    """Decoded values by name."""
    parameters = {}
    for index, name in enumerate(route.parameters_names):
        value = captured[index]
        if isinstance(value, tuple):
            value = unquote(b"/".join(segments[value[0] : value[1]]))
        parameters[name] = value
    return parameters
