# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.dispatcher`
====================================================

From a request to its response: authentication, the route, the handler, the file, and what the
server answers by itself.
"""

from .connection import CLOSED, CLOSING, HANDLING, SENDING, Connection
from .response import Response

try:
    from typing import TYPE_CHECKING, Any, Callable, List, Optional

    if TYPE_CHECKING:
        from .request import Request
        from .server import Server
except ImportError:
    pass


REQUEST_HANDLED_NO_RESPONSE = "request_handled_no_response"
"""A handler returned ``None``."""
REQUEST_HANDLED_RESPONSE_SENT = "request_handled_response_sent"
"""A handler's response was handed over. A long one may still be on its way."""


def respond(request: "Request") -> "Any":
    """
    Finds who answers a request, and asks.

    :param Request request: The request, complete.
    :return: What the handler returned; a generator if it is one.
    :raises Exception: whatever the handler raises, or one of the exceptions with a status code.
    """
    server = request.server
    wanted = request.method
    matches = server._table.find(request._parser.line.path)
    while True:
        for _, route, parameters in matches:
            if wanted in route.methods:
                request._handler = handler = route.handler
                return handler(request, **parameters) if parameters else handler(request)
        if wanted != "HEAD":
            break
        # RFC 9110 section 9.3.2: HEAD is like GET, without its content.
        wanted = "GET"
    if wanted == "GET" and server.root_path is not None:
        # Loaded by the constructor of a server that has a root_path.
        from .file_response import serve

        response = serve(request, matches)
        if response:
            return response
    from .other_method import answer

    return answer(request, matches)


class Dispatcher:
    """
    Lets requests be answered: the half of the `Engine` that knows handlers and responses. Where a
    connection belongs after that, `Engine.settle` knows.

    :param Server server: The server.
    """

    # What is in the other half.
    tasks: "List[Connection]"
    settle: "Callable[[Connection], None]"

    def __init__(self, server: "Server"):
        self.server = server
        self.limits = server._limits
        # What the next polls report, one each, when there is more than one thing to report.
        self.results: "List[str]" = []

    def _run(self, connection: Connection, task: "Any", now: int) -> "Optional[str]":
        """
        Calls the one handler of this poll, or lets a generator run to its next yield.

        :return: What the poll reports.
        """
        request = connection.request
        result = REQUEST_HANDLED_RESPONSE_SENT
        try:
            if task is None:
                limits = self.limits
                server = self.server
                if server.debug:
                    connection.started = now
                last = connection.requests + 1 >= limits.keep_alive_max_requests
                ends = last or connection.peer_ended or not limits.keep_alive_timeout
                connection.keep_alive = connection.parser.keep_alive and not ends
                if server._auths:
                    # Loaded by Server.require_authentication().
                    from .authentication import require_authentication

                    require_authentication(request, server._auths)
                value = respond(request)
                # In this order: looking for methods that are not there is slow.
                if not isinstance(value, Response) and hasattr(value, "throw"):
                    # Begun at once, and stepped from poll to poll.
                    task = value
            if task is not None:
                try:
                    next(task)
                    value = task
                except StopIteration as stop:
                    value = stop.value
                    task = None
            if value is None:
                # Nothing leaves, unless the handler has pushed it by itself.
                connection.close()
                result = REQUEST_HANDLED_NO_RESPONSE
            elif task is None:
                if not (isinstance(value, Response) and value._request is request):
                    # Loaded by the first handler that returns something else.
                    from .handler_result import as_response

                    value = as_response(request, value)
                self.hand_over(connection, value)
        except Exception as error:
            if isinstance(error, BrokenPipeError) and connection.state == CLOSED:
                # Whoever answers a client that is gone is not at fault.
                self.settle(connection)
                return None
            if not self.answer_error(connection, request, error, now):
                raise
            return result
        if task is None:
            self.pump(connection, now)
            return result
        if connection.peer_ended or connection.state >= CLOSING:
            # The client has left, or the generator itself has closed the connection.
            connection.drop()
            task.close()
        else:
            connection.task = task
            self.tasks.append(connection)
        self.settle(connection)
        return None

    def hand_over(self, connection: Connection, response: Response) -> None:
        """
        Lets a response put itself into the connection.

        :param Connection connection: The connection.
        :param Response response: The response.
        """
        server = self.server
        if server._headers:
            from .headers import add_defaults

            add_defaults(server._headers, response)
        if server.debug and connection.request:
            connection.response = response
        if server.stopped:
            connection.keep_alive = False
        response._send()
        if connection.state == HANDLING:
            # A _send() of the user's own that goes on sending.
            connection.hold()

    def answer_error(
        self, connection: Connection, request: "Optional[Request]", error: Exception, now: int
    ) -> bool:
        """
        Tells the client of an error, as far as it can still be told.

        :param Connection connection: The connection.
        :param Request request: The request, ``None`` if its head could not be read.
        :param Exception error: The error, see `exceptions`.
        :param int now: The server's time.
        :return: Whether it is the client's fault, so that nobody else needs to know.
        """
        try:
            # Loaded by the first error. Who has no memory for it cannot be told.
            from .error_answer import answer_error
        except MemoryError:
            connection.drop()
            self.settle(connection)
            return hasattr(error, "status_code")
        return answer_error(self, connection, request, error, now)

    def pump(self, connection: Connection, now: int) -> None:
        """
        Sends a bounded number of chunks of one connection.

        :param Connection connection: The connection.
        :param int now: The server's time.
        :raises Exception: what the iterable of a response raises.
        """
        try:
            connection.pump(now)
        except Exception as error:
            request = connection.request
            if connection.state == CLOSED or not self.answer_error(connection, request, error, now):
                raise
        finally:
            self.settle(connection)
            if connection.response is not None and connection.state != SENDING:
                # Loaded by a server that says what it does.
                from .debug import tell_of_response

                tell_of_response(self.server, connection)
