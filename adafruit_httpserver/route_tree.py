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
from .route_path import INT, MANY, ONE, PATH, TEXT
from .text import as_text
from .urls import unquote

try:
    from typing import List, Union
except ImportError:
    pass

# Keys of a node's routes and of its wildcards: a dict of nodes by kind. Literal segments are bytes.
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

    def __init__(self) -> None:
        self._root: dict = {}

    def enter(self, position: int, route: Route, segments: list) -> None:
        """
        Adds a route.

        :param int position: Its place among all routes.
        :param Route route: The route.
        :param list segments: Its segments, see `Route`.
        """
        node = self._root
        for segment in segments:
            if not isinstance(segment, bytes):
                node = node.setdefault(_WILDCARDS, {})
            node = node.setdefault(segment, {})
        node.setdefault(_ENDS, []).append((position, route))

    def find(self, segments: List[bytes], decoded: List[bytes], matches: list) -> None:
        """
        All routes whose path matches.

        :param list segments: Segments of the path, raw.
        :param list decoded: The same, with their percent-escapes decoded.
        :param list matches: Where to add ``(position, route, parameters)``. Captured values are
            decoded after they were cut out, so that ``%2F`` never parts two segments.
        """
        node = self._root
        captured = ()
        for index, segment in enumerate(segments):
            child = node.get(segment)
            if child is None and decoded is not segments:
                child = node.get(decoded[index])
            wildcards = node.get(_WILDCARDS)
            if wildcards is not None:
                if child is not None or len(wildcards) > 1:
                    break
                if TEXT in wildcards:
                    if segment:
                        child = wildcards[TEXT]
                        captured += (unquote(segment) if b"%" in segment else as_text(segment),)
                elif ONE in wildcards:
                    if segment:
                        child = wildcards[ONE]
                else:
                    break
            if child is None:
                return
            node = child
        else:
            # Nearly every path: at each segment there was one way to go.
            self._end([(node, captured, None)], segments, matches)
            return
        self._search(segments, decoded, matches)

    def _search(self, segments: List[bytes], decoded: List[bytes], matches: list) -> None:
        # A state is a node; the values captured on the way to it, those of several segments as
        # pairs of indices; and the kind of wildcard, if it takes several, that led to it and may
        # take the next segment as well. Two states of one node have the same future, so one will
        # do, and there are never more states than nodes.
        states = [(self._root, (), None)]
        for index, segment in enumerate(segments):
            following = []
            for node, captured, _ in states:
                # A node has routes or other nodes, so it is never empty.
                child = node.get(segment) or node.get(decoded[index])
                if child:
                    following.append((child, captured, None))
                if segment:
                    for kind, child in node.get(_WILDCARDS, {}).items():
                        _follow(following, kind, child, captured, segment, index)
            for node, captured, many in states:
                if many is None:
                    continue
                # A segment is taken by what took the one before it, unless the same node was
                # reached already: the later a wildcard begins, the more has been taken by the one
                # before it, which is greedy.
                for state in following:
                    if state[0] is node:
                        break
                else:
                    if many == PATH:
                        captured = captured[:-1] + ((captured[-1][0], index + 1),)
                    following.append((node, captured, many))
            states = following
        self._end(states, segments, matches)

    @staticmethod
    def _end(states: list, segments: List[bytes], matches: list) -> None:
        """The routes of the nodes that were reached."""
        found = set()
        for node, captured, _ in states:
            for position, route in node.get(_ENDS, ()):
                if position in found:
                    continue
                found.add(position)
                parameters = {}
                for index, name in enumerate(route.parameters_names):
                    value = captured[index]
                    if isinstance(value, tuple):
                        value = unquote(b"/".join(segments[value[0] : value[1]]))
                    parameters[name] = value
                matches.append((position, route, parameters))


def _follow(
    following: list, kind: int, child: dict, captured: tuple, segment: bytes, index: int
) -> None:
    """A segment is taken by a wildcard or a parameter."""
    many = None
    if kind == PATH:
        captured += ((index, index + 1),)
        many = kind
    elif kind == MANY:
        many = kind
    elif kind != ONE:
        value = unquote(segment)
        if kind != TEXT:
            value = _number(kind, value)
            if value is None:
                return
        captured += (value,)
    following.append((child, captured, many))
