# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_index`
====================================================

Enters routes into a `RouteTable`. Loaded whenever one is added, and forgotten again.
"""

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .route import RouteTable
except ImportError:
    pass


def index(table: "RouteTable") -> None:
    """
    Makes a table true to its list of routes.

    :param RouteTable table: The table.
    """
    table._size = len(table.routes)
    # Path -> list of (position, route, parameters) of the routes without parameters.
    table._static = {}
    # The same of all routes, for the paths of the former that were asked for.
    table._found = {}
    table._tree = None
    for position, route in enumerate(table.routes):
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
