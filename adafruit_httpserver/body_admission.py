# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.body_admission`
====================================================

A request stands before its body: what can be refused is refused before the body comes. Loaded with
`request_body`, when the first body comes or a route is added that is likely to get one.
"""

from .connection import READING, Connection
from .dispatcher import REQUEST_HANDLED_RESPONSE_SENT
from .push_door import push
from .request_body import begin_body

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .engine import Engine
except ImportError:
    pass


def admit(engine: "Engine", connection: Connection, now: int) -> None:
    """
    Lets the body of a request come, if the request is authorized and the body not too long.

    :param Engine engine: The engine.
    :param Connection connection: The connection; its state is READING again afterwards, or it has
        been answered, or waits for the handler of a stream route.
    :param int now: The server's time.
    """
    parser = connection.parser
    request = connection.request
    try:
        if engine.server._auths:
            from .authentication import require_authentication

            require_authentication(request, engine.server._auths)
        max_body_size = engine.limits.max_body_size
        table = engine.server._table
        # When a route was added, the table was made anew by looking into it.
        matches = table.find(parser.line.path)
        begin = table._begin
        if begin is not None:
            max_body_size = begin(request, matches, max_body_size)
            if max_body_size is None:
                engine.waiting.append(connection)
                return
        data = connection.leftover
        size = parser.block.content_length or 0
        if data is not None and len(data) == size <= max_body_size:
            # It has come with its head, as most do.
            connection.leftover = None
            request.body = parser.body = data
            parser.bytes_received = size
            parser.body_awaited = False
            parser.complete = True
            return
        begin_body(parser, max_body_size)
    except Exception as error:
        if not engine.answer_error(connection, request, error, now):
            raise
        # Several may be refused in one poll, which reports one of them: a flood must not pile up.
        if len(engine.results) < engine.limits.max_connections:
            engine.results.append(REQUEST_HANDLED_RESPONSE_SENT)
        return
    connection.state = READING
    connection.deadline = now + engine.limits.socket_timeout
    if connection.leftover is not None:
        connection.parse(None, now)
    elif parser.block.expect_continue and request._parser.line.version == "HTTP/1.1":
        # RFC 9110 section 10.1.1
        push(connection, b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.flush()
        connection.list()
