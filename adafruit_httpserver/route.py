# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route`
====================================================

Which handler answers which requests.
"""

# Names of other modules have always been importable from here.
from . import __getattr__, once  # noqa: F401
from .limits import MAX_PATH_SEGMENTS

try:
    from typing import (
        TYPE_CHECKING,
        Any,
        Callable,
        Dict,
        Iterable,
        List,
        Optional,
        Sequence,
        Tuple,
        Union,
    )

    if TYPE_CHECKING:
        from .route_tree import RouteTree
except ImportError:
    pass


class Route:
    """
    Route definition for different paths, see `adafruit_httpserver.server.Server.route`.

    :param str path: Path, with parameters and wildcards.
    :param methods: Method, or iterable of methods.
    :param Callable handler: Function that answers the request.
    :param bool append_slash: Whether the path matches with a slash at its end as well.
    :param bool stream: Whether the handler is called before the body has come.
    :param int max_body_size: How many bytes a body may have.
    :raises ValueError: for a path that can never match as it is meant.

    Example::

        Route("/example/<my_parameter>", GET, handler)
    """

    # Of a route that wants its bodies in another way, and of no other.
    stream: bool
    max_body_size: "Optional[int]"

    def __init__(
        self,
        path: str = "",
        methods: "Union[str, Iterable[str]]" = "GET",
        handler: "Callable" = None,
        *,
        append_slash: bool = False,
        **options: "Any",
    ) -> None:
        self.path = path
        self.methods = {methods} if isinstance(methods, str) else set(methods)
        self.handler: "Union[Callable, Any]" = handler
        self.append_slash = append_slash
        if options:
            # Loaded by the first route that wants its bodies in another way.
            from .stream_route import apply

            apply(self, **options)
        # For the route table: literal segments as bytes, others as a kind of `route_path`.
        self._segments: list = path.encode().split(b"/")[1:]
        self.parameters_names: "List[str]" = []
        """Names of the URL parameters, in the order of the path."""
        self.is_static = True
        """Whether the path has neither parameters nor wildcards."""
        if (
            "<" in path
            or ">" in path
            or "..." in path
            or "//" in path
            or path[:1] != "/"
            or append_slash
            and path[-1:] == "/"
        ):
            # Loaded by the first path with parameters or wildcards, or with a fault.
            from .route_path import parse_path

            parse_path(self)

    def matches(self, method: str, path: str) -> "Tuple[bool, Optional[Dict[str, Any]]]":
        """
        Checks if the route matches given method and path.

        :param str method: Method of a request.
        :param str path: Raw path of a request, without its query.
        :return: ``(True, parameters)`` or ``(False, None)``.

        Examples::

            route = Route("/example", GET, append_slash=True)

            route.matches(GET, "/example")
            # True, {}
            route.matches(GET, "/example/")
            # True, {}

            route.matches(GET, "/other-example")
            # False, None
            route.matches(POST, "/example/")
            # False, None

            ...

            route = Route("/example/<parameter>", GET)

            route.matches(GET, "/example/123")
            # True, {"parameter": "123"}
        """
        return once("route_index").matches(self, method, path)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} path={self.path!r}, methods={self.methods!r}, "
            f"handler={self.handler!r}>"
        )


class RouteTable:
    """
    The routes of a server, found in a time that does not depend on how many there are: those
    without parameters in a dict, the others in a `route_tree`. Those that were added first go
    first.
    """

    # What the last `route_index.index` has found.
    _static: "Dict[bytes, list]"
    _tree: "Optional[RouteTree]"
    _path: "Optional[bytes]"
    _begin: "Optional[Callable]"
    _matches: "List[Tuple[int, Route, Dict[str, Any]]]"

    def __init__(self) -> None:
        self.routes: "List[Route]" = []
        self._size = 0

    def add(self, route: Route) -> None:
        """
        Adds a route.

        :param Route route: The route.
        :raises TypeError: if it is none.
        """
        if not isinstance(route, Route):
            raise TypeError(f"expected a Route, not {route!r}")
        self.routes.append(route)
        for method in ("POST", "PUT", "PATCH"):
            if method in route.methods:
                # Here, and not in the middle of the first request.
                from .body_admission import admit  # noqa: F401

    def find(self, path: bytes) -> "Sequence[Tuple[int, Route, Dict[str, Any]]]":
        """
        All routes whose path matches, whatever their methods.

        :param bytes path: Raw path, not decoded. Captured values are decoded, after they were cut
            out, so that ``%2F`` never parts two segments.
        :return: List of ``(position, route, parameters)``, those that were added first go first.
        """
        if len(self.routes) != self._size:
            # A server does that when it starts.
            once("route_index").index(self)
        if not self._size:
            return ()
        if path == self._path:
            # A page that polls asks for the same again and again.
            return self._matches
        matches = list(self._static.get(path, ()))
        segments = decoded = path.split(b"/", MAX_PATH_SEGMENTS + 1)[1:]
        if b"%" in path:
            # Loaded by the first path with an escape in it.
            from .urls import unescaped_path

            decoded, literal = unescaped_path(path, segments)
            matches = matches or list(self._static.get(literal, ()))
        if self._tree is not None and len(segments) <= MAX_PATH_SEGMENTS:
            self._tree.find(segments, decoded, matches)
            if len(matches) > 1:
                # Positions are unique, so nothing else is compared.
                matches.sort()
        self._path = path
        self._matches = matches
        return matches
