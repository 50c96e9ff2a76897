# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.error_answer`
====================================================

What a client is told when something is wrong. Loaded by the first error.
"""

from .connection import SENDING, Connection
from .request import Request
from .request_parser import RequestLine
from .response import Response
from .status import reason_phrase

try:
    from typing import Any, Optional, Tuple
except ImportError:
    pass


def answer_error(
    engine: "Any",
    connection: Connection,
    request: "Optional[Request]",
    error: Exception,
    now: int,
) -> bool:
    """See `Dispatcher.answer_error`."""
    server = engine.server
    parser = connection.parser
    if request is None:
        # A head that could not be read, or takes too long.
        if server.debug:
            server._debug("_debug_refused", connection.address, str(error))
        parser.line = parser.line or RequestLine(b"GET / HTTP/1.1")
        request = Request(server, connection, connection.address, parser)
    response, client_fault = _response(request, error)
    shortage = isinstance(error, MemoryError)
    if shortage:
        # Nobody's fault, so poll() does not raise it. Who is idle gives back what he has.
        engine._drop(engine._idle())
        if server.debug:
            server._debug("_debug_exception_in_handler", error)
    if shortage or not client_fault or not (parser and parser.complete):
        connection.keep_alive = False
    if connection.answered or connection.state >= SENDING:
        connection.drop()
    else:
        try:
            engine.hand_over(connection, response)
        except Exception:
            # E.g. a header of the server that cannot be sent.
            connection.drop()
            engine.settle(connection)
            raise
    engine.pump(connection, now)
    return client_fault


def _response(request: Request, error: Exception) -> "Tuple[Response, bool]":
    """The answer, and whether the client is at fault."""
    debug = request.server.debug
    code = 400 if error is request._body_error else getattr(error, "status_code", None)
    if isinstance(error, MemoryError):
        code = 503
    # It knows the frames that know the request: together they would stay until there is a
    # collection of garbage.
    request._body_error = None
    body = getattr(error, "body", None)
    headers = getattr(error, "headers", None)
    if body is None:
        body = reason_phrase(code or 500)
        if debug and not code:
            body += f"\n{type(error).__name__}: {error}"
    if debug and code and not headers:
        body = str(error)
    # Whatever the program has made the default: in debug mode there may be something of the client
    # in it, which no browser may take for HTML.
    response = Response(
        request, body, status=code or 500, headers=headers, content_type="text/plain"
    )
    return response, code is not None
