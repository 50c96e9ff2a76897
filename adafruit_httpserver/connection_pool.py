# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.connection_pool`
====================================================

All clients of one server: who is accepted, who has something to read or to send, whose time is
over, who has to make room.
"""

from .connection import CLOSED, HANDLING, READING, SENDING, UNARMED, Connection
from .limits import (
    ACCEPT_INTERVAL_MS,
    ACCEPT_RETRY_MS,
    ACCEPTS_PER_POLL,
    SWEEP_INTERVAL_MS,
    Limits,
)
from .transport import GONE, accept, close_socket, pause

try:
    from typing import Any, List, Optional
except ImportError:
    pass

_READ = 1
_WRITE = 4
_ERROR = 8


class ConnectionPool:
    """
    All clients of one server.

    :param Limits limits: Limits of the server.
    :param socket_source: ``socketpool.SocketPool`` or the ``socket`` module.
    """

    # The listener is watched as the connections are, so it has the same attributes.
    watched_as = None
    watched_for = 0

    def __init__(self, limits: Limits, socket_source: Any):
        self._limits = limits
        self._socket_source = socket_source
        self._tls_context = None
        self.socket = None
        self.connections = []
        # Those that have bytes to send, unless they wait for their socket to take more.
        self.sending = []
        # Those with input that no readiness tells of: the beginning of the next request, which was
        # read with the last one, or what TLS has decrypted already.
        self.with_input = []
        self._readiness = None
        self._ready = []
        self._knocked = False
        self._next_accept = 0
        self._next_sweep = 0
        # Where reading begins, so that nobody is always last.
        self._first = 0

    # The listener

    def open(self, listener: Any, tls_context: Any) -> None:
        """
        Begins to accept clients.

        :param listener: Non-blocking listening socket.
        :param tls_context: ``SSLContext``, or ``None`` for plain connections.
        """
        self.socket = listener
        self._tls_context = tls_context
        self._next_accept = 0
        if hasattr(listener, "fileno"):
            # Imported only where it is of use: on a board each socket is tried.
            from .readiness import make_readiness

            self._readiness = make_readiness()
            self._readiness.watch(self, _READ)
            # Streams that outlived the last stop() are served again.
            for connection in self.connections:
                connection.watched_as = None
                self.settle(connection)

    def close(self) -> None:
        """Stops accepting clients. Those that are there stay."""
        if self.socket is not None:
            if self._readiness is not None:
                self._readiness.forget(self)
            close_socket(self.socket)
            self.socket = None
            self._ready = []

    def _listen(self, wanted: bool) -> None:
        """A listener that is not served would be ready all the time."""
        if self._readiness is not None and self.socket is not None:
            interest = _READ if wanted else 0
            if interest != self.watched_for:
                self._readiness.watch(self, interest)

    def _accept(self, now: int) -> List[Connection]:
        """Accepts who is waiting, as far as there is room, or somebody idle who can make room."""
        accepted = []
        listener = self.socket
        limit = ACCEPTS_PER_POLL if self._readiness is not None else 1
        while listener is not None and len(accepted) < limit:
            if not self._room_for_one():
                self._listen(False)
                break
            socket, address = accept(listener, self._socket_source, self._tls_context)
            if address is None:
                if socket == GONE:
                    # No socket or no memory left: somebody idle gives back what he has.
                    self._drop_oldest_idle()
                    self._next_accept = now + ACCEPT_RETRY_MS
                    self._listen(False)
                break
            if len(self.connections) >= self._limits.max_connections:
                # Only now is it known that somebody knocks: not every listener can tell.
                self._drop_oldest_idle()
            secure = self._tls_context is not None
            connection = Connection(
                socket, tuple(address[:2]), self._limits, self.sending, now, secure
            )
            self.connections.append(connection)
            accepted.append(connection)
        return accepted

    def _room_for_one(self) -> bool:
        full = len(self.connections) >= self._limits.max_connections
        return not full or self._oldest_idle() is not None

    def _oldest_idle(self) -> Optional[Connection]:
        oldest = None
        for connection in self.connections:
            if connection.idle and (oldest is None or connection.deadline < oldest.deadline):
                oldest = connection
        return oldest

    def _drop_oldest_idle(self) -> None:
        oldest = self._oldest_idle()
        if oldest is not None:
            oldest.drop()
            self._forget(oldest)

    # Readiness

    def readable(self) -> List[Connection]:
        """Connections to read from. Those whose socket takes more are put into `sending`."""
        if self._readiness is None:
            return self._try_all()
        connections = list(self.with_input)
        ready = self._ready or self._readiness.wait(0)
        self._ready = []
        self._knocked = False
        for owner, event in ready:
            if owner is self:
                self._knocked = True
                continue
            if event & _WRITE and owner not in self.sending:
                self.sending.append(owner)
            if event & _ERROR:
                # Reading may say EOF again and again, as if the client had only ended its side.
                owner.failed = True
            if event & ~_WRITE and owner not in connections:
                connections.append(owner)
        return connections

    def _try_all(self) -> List[Connection]:
        count = len(self.connections)
        self._first = (self._first + 1) % count if count else 0
        return [
            connection
            for connection in self.connections[self._first :] + self.connections[: self._first]
            if self._interest(connection) & _READ
        ]

    def take(self, connection: Connection) -> None:
        """
        A connection is about to be read, and needs no other reason for it.

        :param Connection connection: The connection.
        """
        if connection in self.with_input:
            self.with_input.remove(connection)

    def accept(self, now: int) -> List[Connection]:
        """
        New clients. To be called after `readable` was read, which tells who is idle.

        :param int now: The server's time.
        """
        if self._readiness is None and now >= self._next_accept:
            # Not every listener can tell whether somebody knocks.
            self._next_accept = now + ACCEPT_INTERVAL_MS
            return self._accept(now)
        return self._accept(now) if self._knocked else []

    @staticmethod
    def _interest(connection: Connection) -> int:
        """What a connection waits for."""
        state = connection.state
        # While an answer is made or leaves, the next request has to wait. Only who waits for a
        # generator is listened to, because he may leave.
        if state in {HANDLING, SENDING}:
            reading = connection.waits and connection.leftover is None
        else:
            reading = not connection.paused
        # An EOF is readable for ever.
        interest = _READ if reading and not connection.peer_ended else 0
        return interest | _WRITE if connection.blocked else interest

    def wait(self, milliseconds: int) -> None:
        """
        Sleeps until there is something to do.

        :param int milliseconds: How long at most.
        """
        if self._readiness is None:
            pause(min(milliseconds, ACCEPT_INTERVAL_MS))
        elif not self._ready:
            self._ready = self._readiness.wait(milliseconds)

    def settle(self, connection: Connection) -> None:
        """
        Makes what is watched true again after a connection was stepped.

        :param Connection connection: The connection.
        """
        if connection.state == CLOSED:
            self._forget(connection)
            return
        reading = connection.state == READING
        if connection.listener is not None and connection.more_input and not connection.paused:
            if connection not in self.with_input:
                self.with_input.append(connection)
        if reading:
            # What it may have pushed, a "100 Continue", has put it into `sending` by itself.
            if connection.leftover is not None or connection.more_input:
                if connection not in self.with_input:
                    self.with_input.append(connection)
        elif connection.has_output and connection not in self.sending:
            # Without readiness a blocked one can only be tried again.
            if not connection.blocked or self._readiness is None:
                self.sending.append(connection)
        if self._readiness is not None:
            plain = reading and not (connection.peer_ended or connection.blocked)
            interest = _READ if plain else self._interest(connection)
            if interest != connection.watched_for or connection.watched_as is None:
                self._readiness.watch(connection, interest)

    def _forget(self, connection: Connection) -> None:
        if self._readiness is not None:
            self._readiness.forget(connection)
        for group in (self.sending, self.with_input):
            if connection in group:
                group.remove(connection)
        if connection in self.connections:
            self.connections.remove(connection)
            self._listen(True)

    # Time

    def expired(self, now: int) -> List[Connection]:
        """
        Connections whose time is over. Those that are closed are forgotten. Looked at every few
        milliseconds only, because it takes a look at each.

        :param int now: The server's time.
        """
        if now < self._next_sweep:
            return []
        self._next_sweep = now + SWEEP_INTERVAL_MS
        if now >= self._next_accept:
            self._listen(self._room_for_one())
        expired = []
        for connection in list(self.connections):
            if connection.state == CLOSED:
                self._forget(connection)
            elif connection.expired(now):
                expired.append(connection)
        return expired

    def time_left(self, now: int) -> Optional[int]:
        """
        How long nothing has to be done if no client does anything.

        :param int now: The server's time.
        :return: Milliseconds, or ``None`` when there is no deadline at all.
        """
        nearest = None
        for connection in self.connections:
            deadline = connection.deadline
            if deadline == UNARMED:
                deadline = now + SWEEP_INTERVAL_MS
            if deadline is not None and (nearest is None or deadline < nearest):
                nearest = deadline
        if self.socket is not None and self.watched_for == 0 and self._readiness is not None:
            # Somebody may knock unheard, and somebody else become idle.
            retry = now + ACCEPT_RETRY_MS
            nearest = retry if nearest is None else min(nearest, retry)
        if nearest is None:
            return None
        self._next_sweep = min(self._next_sweep, nearest)
        return max(nearest - now, 0)
