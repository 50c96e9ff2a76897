# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.stream_route`
====================================================

Routes that take their bodies piece by piece, or bodies of another size than all others. Loaded by
the first of them.
"""

from .response import Response

try:
    from typing import TYPE_CHECKING, Any, Callable, Sequence, Union

    if TYPE_CHECKING:
        from .request import Request
        from .route import Route
except ImportError:
    pass


def apply(route: "Route", stream: bool = False, max_body_size: int = None) -> None:
    """
    Gives a route its options.

    :param Route route: The route.
    :param bool stream: Whether its handler is called before the body has come.
    :param int max_body_size: How many bytes a body may have.
    :raises ValueError: for a size that is none.
    """
    if max_body_size is not None:
        if not isinstance(max_body_size, int) or max_body_size < 0:
            raise ValueError(f"max_body_size must be an int of at least 0, not {max_body_size!r}")
    route.max_body_size = max_body_size
    route.stream = bool(stream)
    if stream:
        # Here, and not in the middle of the first request.
        from .body_admission import admit  # noqa: F401
        from .request_stream import take  # noqa: F401

        route.handler = _streaming(route.handler)


def _streaming(handler: "Callable") -> "Callable":
    """A handler that is called while the body is still on its way."""

    def stream_handler(request: "Request", **parameters: "Any") -> "Any":
        request._handler = handler
        connection = request.connection
        parser = request._parser
        if not parser.complete:
            # Nobody can say yet that another request may follow: the last piece of the body does.
            parser.body.keep_alive = connection.keep_alive
            connection.keep_alive = False
        value = handler(request, **parameters)
        if not isinstance(value, Response) and hasattr(value, "throw"):
            # Not "yield from": a `DelayedResponse` only looks like a generator.
            task = value
            try:
                while True:
                    yield next(task)
            except StopIteration as stop:
                value = stop.value
            finally:
                task.close()
        if not (parser.complete or _may_read(value)):
            # A client that sends all before it reads anything would wait for ever, and its answer
            # for the client.
            connection.leftover = None
            connection.linger_size = -1
        return value

    return stream_handler


def _may_read(value: "Any") -> bool:
    """Whether what a handler returned may go on reading the body, to answer while it comes."""
    if isinstance(value, tuple) and value:
        value = value[0]
    return getattr(value, "_may_read", False)


def begin(request: "Request", matches: "Sequence", max_body_size: int) -> "Union[int, Any]":
    """
    Says how long the body of a request may be, if bodies are something special on its route.

    :param Request request: The request, before its body.
    :param list matches: The routes of its path.
    :param int max_body_size: How long bodies may be elsewhere.
    :return: The number of bytes; ``None`` if its handler takes the body as it comes.
    :raises RequestError: 413 for a body that is too long for that.
    """
    method = request.method
    for wanted in (method, "GET") if method == "HEAD" else (method,):
        for _, route, _ in matches:
            if wanted not in route.methods:
                continue
            if not hasattr(route, "stream"):
                return max_body_size
            if route.stream:
                from .request_stream import begin as begin_stream

                begin_stream(request, route.max_body_size)
                return None
            return max_body_size if route.max_body_size is None else route.max_body_size
    return max_body_size
