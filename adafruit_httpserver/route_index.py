# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_index`
====================================================

Enters routes into a `RouteTable`. Loaded whenever one is added, and forgotten again.
"""

from .route import RouteTable

try:
    from typing import TYPE_CHECKING, Optional, Tuple

    if TYPE_CHECKING:
        from .route import Route
except ImportError:
    pass


def index(table: RouteTable) -> None:
    """
    Makes a table true to its list of routes.

    :param RouteTable table: The table.
    """
    table._size = len(table.routes)
    # Path -> list of (position, route, parameters) of the routes without parameters.
    table._static = {}
    # The path that was asked for last, and its routes.
    table._path = None
    table._tree = None
    # `stream_route.begin`, if bodies are something special on one of them.
    table._begin = None
    for position, route in enumerate(table.routes):
        if hasattr(route, "stream"):
            # Loaded when that route was made.
            from .stream_route import begin

            table._begin = begin
        for segments in (route._segments, route._segments + [b""])[: 1 + route.append_slash]:
            if route.is_static:
                path = b"/" + b"/".join(segments)
                table._static.setdefault(path, []).append((position, route, {}))
                continue
            if table._tree is None:
                # Loaded only by programs that have such routes.
                from .route_tree import RouteTree

                table._tree = RouteTree()
            table._tree.enter(position, route, segments)


def matches(route: "Route", method: str, path: str) -> "Tuple[bool, Optional[dict]]":
    """
    Whether a single route matches, see `Route.matches`.

    :param Route route: The route.
    :param str method: Method of a request.
    :param str path: Raw path of a request, without its query.
    :return: ``(True, parameters)`` or ``(False, None)``.
    """
    if method in route.methods:
        table = RouteTable()
        table.add(route)
        for _, _, parameters in table.find(path.encode()):
            return True, parameters
    return False, None
