# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.engine`
====================================================

The work of one poll, in this order: send what waits to be sent, because that frees memory; read;
accept; call at most one handler. Every part has a bound, so the time of a poll is bounded but for
the user's own handler.
"""

from .connection import CLOSED, CLOSING, HANDLING, HELD, READING, SENDING, Connection
from .connection_pool import ConnectionPool
from .dispatcher import (
    UnreadRequest,
    add_default_headers,
    as_response,
    authenticate,
    error_response,
    is_generator,
    respond,
)
from .limits import READS_PER_POLL
from .request import Request
from .request_error import RequestError
from .response import Response
from .transport import pause

try:
    from typing import TYPE_CHECKING, Any, Callable

    if TYPE_CHECKING:
        from .server import Server
except ImportError:
    pass

NO_REQUEST = "no_request"
"""Nothing happened."""
CONNECTION_IN_PROGRESS = "connection_in_progress"
"""Work is under way: do not sleep."""
CONNECTION_TIMED_OUT = "connection_timed_out"
"""A client connected, but sent nothing within `Server.socket_timeout`."""
REQUEST_HANDLED_NO_RESPONSE = "request_handled_no_response"
"""A handler returned ``None``."""
REQUEST_HANDLED_RESPONSE_SENT = "request_handled_response_sent"
"""A handler's response was handed over. A long one may still be on its way."""

# Between two looks at generators and sources that have nothing yet, when nothing else is to do.
_NOTHING_YET_PAUSE_MS = 1
_FLUSH_PAUSE_MS = 2


class Engine:
    """
    What a running `Server` does.

    :param Server server: The server.
    :param ConnectionPool pool: Its clients.
    """

    def __init__(self, server: "Server", pool: ConnectionPool):
        self._server = server
        self._limits = server._limits
        self.pool = pool
        # Those whose request is complete and waits for its handler, and those whose handler is a
        # generator that has not come to its end.
        self._waiting = []
        self._tasks = []
        # What the next polls report, one each.
        self.results = []
        self.stepping = False

    @property
    def ready(self) -> bool:
        """Whether the next poll has something to report or to do at once."""
        return bool(self._waiting or self.results or self.pool.with_input)

    @property
    def busy(self) -> bool:
        """Whether there is work that waits for nobody."""
        pool = self.pool
        return bool(self._waiting or self._tasks or pool.sending or pool.with_input)

    def step(self, view: memoryview, now: int) -> None:
        """
        The work of one poll.

        :param memoryview view: Buffer to read into.
        :param int now: The server's time.
        :raises Exception: what a handler, or the iterable of a response, raises.
        """
        pool = self.pool
        # Whoever waits for a handler is not overtaken by new requests, and the queue cannot grow.
        reading = not self._waiting
        readable = pool.readable() if reading else ()
        for _ in range(len(pool.sending)):
            self._pump(pool.sending.pop(0), now)
        if reading:
            for connection in readable:
                self._read(connection, view, now)
            for connection in pool.accept(now):
                self._read(connection, view, now)
            # After reading: a program that looks around rarely must not take for silence what has
            # been waiting for it.
            for connection in pool.expired(now):
                self._expire(connection, now)
        if self._tasks:
            self._step_tasks(now)
        if self._waiting:
            self._handle(self._waiting.pop(0), now)

    def wait(self, milliseconds: int, now: int) -> None:
        """
        Sleeps until there is something to do.

        :param int milliseconds: How long at most.
        :param int now: The server's time.
        """
        if self.busy:
            milliseconds = min(milliseconds, _NOTHING_YET_PAUSE_MS if self._only_waiting() else 0)
        left = self.pool.time_left(now)
        self.pool.wait(milliseconds if left is None else min(milliseconds, left))

    def _only_waiting(self) -> bool:
        """Whether all that is under way are generators and sources that have nothing yet."""
        for connection in self.pool.sending:
            if not (connection.waits_for_source or connection.blocked):
                return False
        return True

    # Receiving

    def _read(self, connection: Connection, view: memoryview, now: int) -> None:
        if self.pool.with_input:
            self.pool.take(connection)
        try:
            if connection.failed:
                connection.drop()
            elif connection.state > READING:
                connection.receive(view, now)
            else:
                self._read_request(connection, view, now)
        except RequestError as error:
            self._refuse(connection, error, now)
        if connection.state != HANDLING or connection.task is not None:
            # Whoever waits for a handler is settled after it.
            self.pool.settle(connection)

    def _read_request(self, connection: Connection, view: memoryview, now: int) -> None:
        if connection.leftover is not None:
            connection.parse_leftover(now)
        reads = READS_PER_POLL
        while connection.state <= READING and reads:
            connection.receive(view, now)
            reads = reads - 1 if connection.more_input else 0
        if connection.state == HANDLING:
            self._arrived(connection, now)

    def _arrived(self, connection: Connection, now: int) -> None:
        """A request is complete, or stands before its body."""
        parser = connection.parser
        if connection.request is None:
            connection.request = Request(
                self._server, connection, connection.address, _parser=parser
            )
        if parser.body_awaited:
            self._admit_body(connection, now)
        if parser.complete and connection.state == HANDLING:
            self._waiting.append(connection)

    def _admit_body(self, connection: Connection, now: int) -> None:
        """What can be refused is refused before the body comes."""
        request = connection.request
        try:
            if self._server._auths:
                authenticate(self._server, request)
            connection.begin_body(self._limits.max_body_size, now)
        except Exception as error:
            if not self._answer_error(connection, request, error, now):
                raise
            self.results.append(REQUEST_HANDLED_RESPONSE_SENT)
            return
        if connection.leftover is not None:
            connection.parse_leftover(now)
        elif connection.parser.block.expect_continue and request.http_version == "HTTP/1.1":
            connection.ask_for_body()

    # Handling

    def _handle(self, connection: Connection, now: int) -> None:
        """Calls the one handler of this poll."""
        if connection.state != HANDLING:
            return
        connection.keep_alive = self._may_keep_alive(connection)
        connection.started = now
        self._run(connection, self._respond, connection.request, now)

    def _respond(self, request: Request) -> Any:
        server = self._server
        if server._auths:
            authenticate(server, request)
        result = respond(server, request)
        if isinstance(result, Response) or not is_generator(result):
            return result
        # Begun at once, and stepped from poll to poll.
        return _next(result)

    def _may_keep_alive(self, connection: Connection) -> bool:
        limits = self._limits
        block = connection.parser.block
        version = connection.parser.line.version
        expects_more = not block.close and (block.keep_alive or version == "HTTP/1.1")
        connection.expects_more = expects_more
        if not expects_more or connection.peer_ended or limits.keep_alive_timeout_ms == 0:
            return False
        return connection.requests + 1 < limits.keep_alive_max_requests

    def _step_tasks(self, now: int) -> None:
        """Lets every generator run to its next yield."""
        for _ in range(len(self._tasks)):
            connection = self._tasks.pop(0)
            task = connection.task
            if task is not None:
                connection.task = None
                self._run(connection, _next, task, now)

    def _run(self, connection: Connection, function: Callable, argument: Any, now: int) -> None:
        """Calls a handler, or lets a generator run to its next yield."""
        request = connection.request
        try:
            result = function(argument)
            # In this order: nearly every result is a Response, and looking for methods that are
            # not there is slow.
            answered = isinstance(result, Response) or not (result is None or is_generator(result))
            if answered:
                if not (isinstance(result, Response) and result._request is request):
                    result = as_response(request, result)
                self._hand_over(connection, result)
        except Exception as error:
            if isinstance(error, BrokenPipeError) and connection.state == CLOSED:
                # Whoever answers a client that is gone is not at fault.
                self.pool.settle(connection)
                return
            if not self._answer_error(connection, request, error, now):
                raise
            self.results.append(REQUEST_HANDLED_RESPONSE_SENT)
            return
        if answered:
            self._pump(connection, now)
            self.results.append(REQUEST_HANDLED_RESPONSE_SENT)
        elif result is None:
            # Nothing leaves, unless the handler has pushed it by itself.
            connection.close()
            self.pool.settle(connection)
            self.results.append(REQUEST_HANDLED_NO_RESPONSE)
        else:
            self._suspend(connection, result)

    def _suspend(self, connection: Connection, task: Any) -> None:
        connection.task = task
        if connection.peer_ended or connection.state >= CLOSING:
            # The client has left, or the generator itself has closed the connection.
            connection.drop()
            connection.close_task()
        else:
            self._tasks.append(connection)
        self.pool.settle(connection)

    # Answering

    def _hand_over(self, connection: Connection, response: Response) -> None:
        """Lets a response put itself into the connection."""
        server = self._server
        if server._headers:
            add_default_headers(server, response)
        if server.debug:
            connection.response = response
        if server.stopped:
            connection.keep_alive = False
        response._send()
        if connection.state == HANDLING:
            # A _send() of the user's own that goes on sending.
            connection.hold()

    def _answer_error(
        self, connection: Connection, request: Any, error: Exception, now: int
    ) -> bool:
        """
        Tells the client, as far as it can still be told.

        :return: Whether it is the client's fault, so that nobody else needs to know.
        """
        response, client_fault = error_response(request, error)
        parser = connection.parser
        if not client_fault or parser is None or not parser.complete:
            connection.keep_alive = False
        if connection.answered or connection.state >= CLOSING:
            connection.drop()
        else:
            try:
                self._hand_over(connection, response)
            except Exception:
                # E.g. a header of the server that cannot be sent.
                connection.drop()
                self.pool.settle(connection)
                raise
        self._pump(connection, now)
        return client_fault

    def _refuse(self, connection: Connection, error: RequestError, now: int) -> None:
        """Answers a request that cannot be read, or takes too long."""
        if self._server.debug:
            self._server._debug("_debug_refused")(connection.address, str(error))
        request = connection.request or UnreadRequest(self._server, connection)
        self._answer_error(connection, request, error, now)

    def _expire(self, connection: Connection, now: int) -> None:
        """The time of a connection is over."""
        if connection.state == HELD and connection.listener is not None:
            connection.listener(None, now)
        elif connection.state == READING and connection.in_request:
            self._refuse(connection, RequestError(408, "request takes too long"), now)
        else:
            silent = connection.state <= READING and connection.requests == 0
            if silent and len(self.results) < self._limits.max_connections:
                self.results.append(CONNECTION_TIMED_OUT)
            connection.drop()
        self.pool.settle(connection)

    def _pump(self, connection: Connection, now: int) -> None:
        request = connection.request
        try:
            connection.pump(now)
        except Exception as error:
            if connection.state == CLOSED or not self._answer_error(
                connection, request, error, now
            ):
                raise
        finally:
            self.pool.settle(connection)
            if connection.response is not None and connection.state != SENDING:
                self._report(connection)

    def _report(self, connection: Connection) -> None:
        """Debug output of a response that was sent."""
        response = connection.response
        connection.response = None
        if isinstance(response._request, Request):
            elapsed = self._server._now() - connection.started
            self._server._debug("_debug_response_sent")(response, elapsed / 1000)

    def flush(self) -> None:
        """
        Sends what is under way, for at most ``socket_timeout`` without progress, then closes all
        but the streams, which belong to the program.
        """
        server = self._server
        end = server._now() + self._limits.socket_timeout_ms
        pool = self.pool
        while pool.connections and server._now() < end:
            leaving = [c for c in pool.connections if c.has_output and c.state != HELD]
            if not leaving:
                break
            for connection in leaving:
                connection.blocked = False
                sent = connection.bytes_sent
                try:
                    self._pump(connection, server._now())
                except Exception:
                    # Its client sees an answer that was cut off; all others are still served.
                    connection.drop()
                if connection.bytes_sent != sent:
                    end = server._now() + self._limits.socket_timeout_ms
            pause(_FLUSH_PAUSE_MS)
        self._waiting.clear()
        self._tasks.clear()
        fault = None
        for connection in list(pool.connections):
            if connection.state != HELD:
                try:
                    connection.drop()
                except Exception as error:
                    # What a generator raises when it is closed keeps no other from being closed.
                    fault = error
                pool.settle(connection)
        if fault is not None:
            raise fault


def _next(task: Any) -> Any:
    """Lets a generator run to its next yield: the generator itself, or what it returned."""
    try:
        next(task)
    except StopIteration as stop:
        return stop.value
    return task
