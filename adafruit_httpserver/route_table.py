# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_table`
====================================================

Finds the routes of a path in a time that does not depend on how many routes there are: those
without parameters in a dict, the others in a `route_tree`.
"""

from .limits import MAX_PATH_SEGMENTS
from .route import Route
from .urls import unescape

try:
    from typing import Any, Dict, List, Tuple
except ImportError:
    pass
_WITH_BODY = {"POST", "PUT", "PATCH"}


class RouteTable:
    """The routes of a server. Those that were added first go first."""

    def __init__(self):
        self.routes = []
        self._size = 0
        # Path -> list of (position, route, parameters) of the routes without parameters.
        self._static = {}
        # The same of all routes, for the paths of the former that were asked for.
        self._found = {}
        self._tree = None

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
        if route.methods & _WITH_BODY:
            # Here, and not in the middle of the first request.
            from .request_body import begin_body  # noqa: F401

    def _index(self) -> None:
        """Enters the routes that are in the list, but not in the table yet."""
        self._found = {}
        if len(self.routes) < self._size:
            self._size = 0
            self._static = {}
            self._tree = None
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
        if self._tree is None:
            # Loaded only by programs that have such routes.
            from .route_tree import RouteTree

            self._tree = RouteTree()
        self._tree.enter(position, route, segments)

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
        if self._tree is not None and len(segments) <= MAX_PATH_SEGMENTS:
            self._tree.find(segments, decoded, matches)
        if len(matches) > 1:
            matches.sort(key=lambda match: match[0])
        return matches
