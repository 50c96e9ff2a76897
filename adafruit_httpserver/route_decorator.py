# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.route_decorator`
====================================================

Routes in another file than the server. Loaded by those who name it.
"""

from .route import Route

try:
    from typing import Any, Callable, Iterable, Union
except ImportError:
    pass


def as_route(
    path: str,
    methods: Union[str, Iterable[str]] = "GET",
    *,
    append_slash: bool = False,
    **options: "Any",
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
    :param options: ``stream`` and ``max_body_size``, see `Server.route`

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
        return Route(path, methods, func, append_slash=append_slash, **options)

    return route_decorator
