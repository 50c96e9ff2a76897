# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route`
====================================================

Which handler answers which requests.
"""

from .methods import GET

try:
    from typing import Any, Callable, Dict, Iterable, Optional, Tuple, Union
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


class Route:
    """
    Route definition for different paths, see `adafruit_httpserver.server.Server.route`.

    :param str path: Path, with parameters and wildcards.
    :param methods: Method, or iterable of methods.
    :param Callable handler: Function that answers the request.
    :param bool append_slash: Whether the path matches with a slash at its end as well.
    :raises ValueError: for a path that can never match as it is meant.

    Example::

        Route("/example/<my_parameter>", GET, handler)
    """

    def __init__(
        self,
        path: str = "",
        methods: Union[str, Iterable[str]] = GET,
        handler: Callable = None,
        *,
        append_slash: bool = False,
    ) -> None:
        _check_path(path, append_slash)
        self.path = path
        self.methods = {methods} if isinstance(methods, str) else set(methods)
        self.handler = handler
        self.append_slash = append_slash
        # For the route table: literal segments as bytes, others as one of the kinds above.
        self._segments = []
        self.parameters_names = []
        """Names of the URL parameters, in the order of the path."""
        self.is_static = True
        """Whether the path has neither parameters nor wildcards."""
        for segment in path.split("/")[1:]:
            if segment in {"...", "...."} or segment.startswith("<"):
                kind, name = _parse_segment(segment)
                self.is_static = False
                self._segments.append(kind)
                if name:
                    self.parameters_names.append(name)
            else:
                self._segments.append(segment.encode())

    def matches(self, method: str, path: str) -> Tuple[bool, Optional[Dict[str, Any]]]:
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
        if method in self.methods:
            from .route_table import RouteTable

            table = RouteTable()
            table.add(self)
            for _, _, parameters in table.find(path.encode()):
                return True, parameters
        return False, None

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} path={self.path!r}, methods={self.methods!r}, "
            f"handler={self.handler!r}>"
        )


def as_route(
    path: str, methods: Union[str, Iterable[str]] = GET, *, append_slash: bool = False
) -> Callable[[Callable], Route]:
    """
    Decorator used to convert a function into a ``Route`` object.

    ``as_route`` can be only used once per function, because it replaces the function with a
    ``Route`` object that has the same name as the function.

    Later it can be imported and registered in the ``Server``.

    :param str path: URL path
    :param methods: HTTP method(s): ``"GET"``, ``"POST"``, ``["GET", "POST"]`` etc.
    :param bool append_slash: If True, the route will be accessible with and without a trailing
        slash

    Example::

        # Converts a function into a Route object
        @as_route("/example")
        def some_func(request):
            ...

        some_func
        # <Route path='/example', methods={'GET'}, handler=<function some_func at 0x...>>

        # WRONG: as_route can be used only once per function
        @as_route("/wrong-example1")
        @as_route("/wrong-example2")
        def wrong_func2(request):
            ...

        # If a route is in another file, you can import it and register it to the server

        from .routes import some_func

        ...

        server.add_routes([
            some_func,
        ])
    """

    def route_decorator(func: Callable) -> Route:
        if isinstance(func, Route):
            raise ValueError("as_route can be used only once per function.")
        return Route(path, methods, func, append_slash=append_slash)

    return route_decorator
