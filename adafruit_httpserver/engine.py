# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.engine`
====================================================

All clients of one server, and the work of one poll, in this order: send what waits to be sent,
because that frees memory; read; accept; call at most one handler. Every part has a bound, so the
time of a poll is bounded but for the user's own handler.
"""

from .connection import CLOSED, CLOSING, HANDLING, READING, UNARMED, Connection
from .dispatcher import Dispatcher
from .limits import (
    ACCEPT_BUSY_MS,
    ACCEPT_INTERVAL_MS,
    ACCEPT_RETRY_MS,
    READS_PER_POLL,
    SWEEP_INTERVAL_MS,
)
from .request import Request
from .request_parser import RequestError
from .transport import GONE, accept, attempt, pause

try:
    from typing import TYPE_CHECKING, Any, List, Optional, Sequence, Union

    if TYPE_CHECKING:
        from .interfaces import _ISocket
        from .server import Server
except ImportError:
    pass

NO_REQUEST = "no_request"
"""Nothing happened."""
CONNECTION_IN_PROGRESS = "connection_in_progress"
"""Work is under way: do not sleep."""
CONNECTION_TIMED_OUT = "connection_timed_out"
"""A client connected, but sent nothing within `Server.socket_timeout`."""

# `body_admission.admit`: importing it anew for each body takes its time.
_admit = None


class Engine(Dispatcher):
    """
    What a running `Server` does with its clients. Every socket is tried in every poll, as boards
    have few; on a PC the operating system is asked, see `watching_engine`.

    :param Server server: The server.
    """

    # The listener.
    socket: "Union[_ISocket, Any]" = None
    # A poll is under way.
    stepping = False
    _next_accept = 0
    _next_sweep = 0
    # Where reading begins, so that nobody is always last.
    _first = 0

    def __init__(self, server: "Server"):
        super().__init__(server)
        self.connections: "List[Connection]" = []
        # Those that have bytes to send.
        self.sending: "List[Connection]" = []
        # Those whose next request has come with the last one, or is decrypted already.
        self.with_input: "List[Connection]" = []
        # Those whose request is complete and waits for its handler, and those whose handler is a
        # generator that has not come to its end.
        self.waiting: "List[Connection]" = []
        self.tasks: "List[Connection]" = []

    # The listener

    def open(self, listener: "_ISocket") -> None:
        """
        Begins to accept clients.

        :param listener: Non-blocking listening socket.
        """
        self.socket = listener
        self._next_accept = 0

    def close(self) -> None:
        """Stops accepting clients. Those that are there stay."""
        attempt(self.socket.close)
        self.socket = None

    def accept(self, now: int) -> "Sequence[Connection]":
        """
        New clients. To be called after `readable` was read, which tells who is idle.

        :param int now: The server's time.
        """
        # Not every listener can tell whether somebody knocks. Who has asked already goes first.
        if now < self._next_accept or self.waiting and now < self._next_accept + ACCEPT_BUSY_MS:
            return ()
        self._next_accept = now + ACCEPT_INTERVAL_MS
        return self._accept(now)

    def _accept(self, now: int) -> "Sequence[Connection]":
        """One client, if there is room, or somebody idle who can make room."""
        server = self.server
        limit = self.limits.max_connections
        listener = self.socket
        if listener is None or len(self.connections) >= limit and self._idle() is None:
            return ()
        tls_context = server._ssl_context
        socket, address = accept(listener, server._socket_source, tls_context)
        if address is None:
            if socket == GONE:
                # No socket or no memory left: somebody idle gives back what he has.
                self._drop(self._idle())
                self._next_accept = now + ACCEPT_RETRY_MS
            return ()
        try:
            if len(self.connections) >= limit:
                # Only now is it known that somebody knocks: not every listener can tell. A guarded
                # one may have made room already.
                self._drop(self._idle())
            connection = Connection(
                socket, tuple(address[:2]), self.limits, self.sending, now, tls_context is not None
            )
            self.connections.append(connection)
        except BaseException:
            attempt(socket.close)
            raise
        return (connection,)

    def _idle(self, connections: "Sequence[Connection]" = ()) -> "Optional[Connection]":
        """Who has been idle for longest, of these or of all."""
        oldest = None
        for connection in connections or self.connections:
            if connection.idle and (oldest is None or connection.deadline < oldest.deadline):
                oldest = connection
        return oldest

    def _drop(self, connection: "Optional[Connection]") -> None:
        if connection:
            connection.drop()
            self.settle(connection)

    # Who has something to do

    def readable(self) -> "Sequence[Connection]":
        """Connections to read from."""
        if self.with_input:
            self.with_input = []
        found = self.connections
        count = len(found)
        if count == 1 and found[0].state == READING:
            return found
        if count:
            self._first = first = (self._first + 1) % count
            found = found[first:] + found[:first]
        ready = []
        for connection in found:
            if connection.state == READING or connection.listens:
                ready.append(connection)
        return ready

    def settle(self, connection: Connection) -> None:
        """
        Puts a connection that was stepped where it belongs now.

        :param Connection connection: The connection.
        """
        state = connection.state
        if state == CLOSED:
            for group in (self.sending, self.with_input, self.connections):
                if group and connection in group:
                    group.remove(connection)
        elif state == READING:
            # What it may have pushed, a "100 Continue", has put it into `sending` by itself.
            if connection.leftover is not None or connection.more_input:
                if connection not in self.with_input:
                    self.with_input.append(connection)
        elif connection.has_output and connection not in self.sending:
            self.sending.append(connection)

    def expired(self, now: int) -> "Sequence[Connection]":
        """
        Connections whose time is over. Those that are closed are forgotten. Asked for every few
        milliseconds only, because it takes a look at each.

        :param int now: The server's time.
        """
        found = []
        self._next_sweep = now + SWEEP_INTERVAL_MS
        limits = self.limits
        for connection in list(self.connections):
            if connection.deadline == UNARMED:
                # Whoever had no clock at hand left it to be set here.
                lingering = connection.state == CLOSING and not connection.has_output
                connection.deadline = now + (
                    limits.linger_timeout if lingering else limits.socket_timeout
                )
            if connection.state == CLOSED:
                self.settle(connection)
            elif connection.deadline is not None and now >= connection.deadline:
                found.append(connection)
        return found

    @property
    def busy(self) -> bool:
        """Whether there is work that waits for nobody."""
        return bool(self.waiting or self.tasks or self.sending or self.with_input)

    def rest(self, milliseconds: int, now: int) -> None:
        """
        Sleeps until there is something to do.

        :param int milliseconds: How long at most.
        :param int now: The server's time.
        """
        if not (self.results or self.waiting or self.with_input):
            # While something is under way it is looked at often, which is no hurry for a network.
            pause(min(milliseconds, 1 if self.busy else ACCEPT_INTERVAL_MS))

    def step(self, view: memoryview, now: int) -> "Optional[str]":
        """
        The work of one poll.

        :param memoryview view: Buffer to read into.
        :param int now: The server's time.
        :return: What the handler of this poll has come to, if one was called.
        :raises Exception: what a handler, or the iterable of a response, raises.
        """
        # Whoever waits for a handler is not overtaken by new requests, and the queue cannot grow.
        reading = not self.waiting
        found = self.readable() if reading else ()
        if self.sending:
            for _ in range(len(self.sending)):
                self.pump(self.sending.pop(0), now)
        if reading:
            for connection in found:
                self._read(connection, view, now)
            for connection in self.accept(now):
                self._read(connection, view, now)
            # After reading: a program that looks around rarely must not take for silence what has
            # been waiting for it.
            if now >= self._next_sweep:
                for connection in self.expired(now):
                    self._expire(connection, now)
        if self.tasks:
            for _ in range(len(self.tasks)):
                connection = self.tasks.pop(0)
                task = connection.task
                connection.task = None
                if task is not None:
                    result = self._run(connection, task, now)
                    if result:
                        self.results.append(result)
        if self.waiting:
            connection = self.waiting.pop(0)
            if connection.state == HANDLING:
                return self._run(connection, None, now)
        return None

    # Receiving

    def _read(self, connection: Connection, view: memoryview, now: int) -> None:
        try:
            if connection.state > READING:
                connection.receive(view, now)
            else:
                if connection.leftover is not None:
                    connection.parse(None, now)
                left = READS_PER_POLL
                state = connection.state
                while state <= READING and left:
                    connection.receive(view, now)
                    state = connection.state
                    if not connection.more_input:
                        break
                    left -= 1
                if state == HANDLING:
                    # A request is complete, or stands before its body.
                    parser = connection.parser
                    if connection.request is None:
                        connection.request = Request(
                            self.server, connection, connection.address, parser
                        )
                    if parser.body_awaited:
                        global _admit
                        if _admit is None:
                            # Loaded by the first body, or when a route is added that may get one.
                            from .body_admission import admit

                            _admit = admit
                        _admit(self, connection, now)
                    if parser.complete and connection.state == HANDLING:
                        # It is settled after its handler.
                        self.waiting.append(connection)
                        return
        except RequestError as error:
            self.answer_error(connection, connection.request, error, now)
        except MemoryError:
            connection.drop()
        if connection.state != HANDLING or connection.task is not None:
            self.settle(connection)

    def _expire(self, connection: Connection, now: int) -> None:
        """The time of a connection is over."""
        parser = connection.parser
        if connection.state == READING and parser is not None and parser.started:
            error = RequestError(408, "timeout")
            self.answer_error(connection, connection.request, error, now)
        elif connection.listener:
            connection.listener(None, now)
        else:
            silent = connection.state <= READING and connection.requests == 0
            if silent and len(self.results) < self.limits.max_connections:
                self.results.append(CONNECTION_TIMED_OUT)
            connection.drop()
        self.settle(connection)
