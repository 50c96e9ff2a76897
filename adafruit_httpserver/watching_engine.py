# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.watching_engine`
====================================================

The engine of a PC: asks the operating system in one call which sockets have something to do. A
board tries each socket, because its ``select`` may crash on a connection that was reset, and always
calls a listener ready.
"""

import select

from .connection import CLOSED, HELD, READING, UNARMED, Connection
from .engine import Engine
from .limits import ACCEPT_RETRY_MS, ACCEPTS_PER_POLL, SWEEP_INTERVAL_MS
from .transport import set_option

try:
    from typing import TYPE_CHECKING, Any, Callable, List, Optional, Sequence, Tuple, Union

    if TYPE_CHECKING:
        from .interfaces import _ISocket
except ImportError:
    pass

READ = 1
WRITE = 4
ERROR = 8
# Polls in which as many knock as were let in, after one in which there were fewer.
PATIENCE = 8


class PollReadiness:
    """
    ``select.poll``, kept up to date instead of built anew.

    An *owner* has a ``socket`` and two attributes that belong to this class: ``watched_as`` (its
    file descriptor, ``None`` while it is not watched) and ``watched_for`` (what it waits for).
    """

    def __init__(self) -> None:
        self._poll = select.poll()
        self.owners: "Any" = {}
        self.wait: "Callable[[int], Sequence[Tuple[int, int]]]" = self._poll.poll
        """
        Waits until at least one socket is ready.

        :param int milliseconds: How long at most, 0 to return at once.
        :return: List of keys of `owners` and what they are ready for.
        """

    def watch(self, owner: Any, interest: int) -> None:
        """
        Begins to watch a socket, or changes what for.

        :param owner: See above.
        :param int interest: `READ`, `WRITE`, both, or 0 for nothing but errors.
        """
        if owner.watched_as is None:
            owner.watched_as = owner.socket.fileno()
            self.owners[owner.watched_as] = owner
            self._poll.register(owner.watched_as, interest)
        else:
            self._poll.modify(owner.watched_as, interest)
        owner.watched_for = interest

    def forget(self, owner: Any) -> None:
        """
        Stops to watch a socket, which may be closed already.

        :param owner: See above.
        """
        # If the socket was closed first, its number may belong to somebody else by now.
        if self.owners.get(owner.watched_as) is owner:
            self._poll.unregister(owner.watched_as)
            del self.owners[owner.watched_as]
        owner.watched_as = None
        owner.watched_for = 0


class SelectReadiness(PollReadiness):
    """The same with ``select.select``, for Windows, which has no ``poll``."""

    def __init__(self) -> None:
        self.owners = {}

    def watch(self, owner: Any, interest: int) -> None:
        """See `PollReadiness.watch`."""
        if owner.watched_as is None:
            owner.watched_as = owner.socket.fileno()
            self.owners[owner.watched_as] = owner
        owner.watched_for = interest

    def forget(self, owner: Any) -> None:
        """See `PollReadiness.forget`."""
        if self.owners.get(owner.watched_as) is owner:
            del self.owners[owner.watched_as]
        owner.watched_as = None
        owner.watched_for = 0

    def wait(self, milliseconds: int) -> List[Tuple[int, int]]:
        """See `PollReadiness.wait`."""
        # select() refuses a socket that a push has found dead and closed since the last poll.
        closed = [key for key, owner in self.owners.items() if owner.socket.fileno() != key]
        if closed:
            return [(key, READ) for key in closed]
        readers = [key for key, owner in self.owners.items() if owner.watched_for & READ]
        writers = [key for key, owner in self.owners.items() if owner.watched_for & WRITE]
        readable, writable, _ = select.select(readers, writers, [], milliseconds / 1000)
        return [(key, READ) for key in readable] + [(key, WRITE) for key in writable]


def make_readiness() -> PollReadiness:
    """The one that this machine has."""
    return PollReadiness() if hasattr(select, "poll") else SelectReadiness()


class WatchingEngine(Engine):
    """
    An `Engine` that knows which sockets have something to do. Where they have no file descriptors
    it does as on a board.

    :param Server server: The server.
    """

    # The listener is watched as the connections are, so it has the same attributes.
    watched_as: "Optional[int]" = None
    watched_for = 0
    _readiness: "Union[PollReadiness, Any]" = None
    _knocked = False
    # How many are let in at once, and how often so many must have been there before more are.
    _accepts = 1
    _patience = 0
    # What the last rest has found.
    _ready: "Sequence[Tuple[int, int]]" = ()

    def open(self, listener: "_ISocket") -> None:
        """See `Engine.open`."""
        super().open(listener)
        if hasattr(listener, "fileno"):
            self._readiness = make_readiness()
            self._readiness.watch(self, READ)
            # Streams that outlived the last stop() are served again; some have ended since.
            streams: "List[Any]" = list(self.connections)
            for connection in streams:
                connection.watched_as = None
                connection.watched_for = 0
                self.settle(connection)

    def close(self) -> None:
        """See `Engine.close`."""
        if self._readiness is not None:
            self._readiness.forget(self)
        self._ready = ()
        super().close()

    def _listen(self, interest: int) -> None:
        """A listener that is not served would be ready all the time."""
        if self.socket is not None and interest != self.watched_for:
            self._readiness.watch(self, interest)

    def _has_room(self) -> bool:
        return len(self.connections) < self.limits.max_connections or self._idle() is not None

    def accept(self, now: int) -> Sequence[Connection]:
        """See `Engine.accept`."""
        if self._readiness is None:
            return super().accept(now)
        accepted: "List[Connection]" = []
        if self._knocked:
            while len(accepted) < self._accepts:
                found = self._accept(now)
                if not found:
                    # To find out that nobody else knocks takes its time, so not again so soon.
                    self._accepts = max(len(accepted), 1)
                    self._patience = PATIENCE
                    break
                accepted += found
                connection: "Any" = found[0]
                connection.watched_as = None
                connection.watched_for = 0
                # CPython finds in an object in no time what it looks for in a class otherwise, and
                # these are looked at for every request.
                connection.source = connection.leftover = connection.pushed = None
                connection.more_input = connection.blocked = connection.answered = False
                connection.offset = 0
            if self._patience:
                self._patience -= 1
            else:
                # Who knocks again is not alone.
                self._accepts = min(2 * self._accepts, ACCEPTS_PER_POLL)
            if now < self._next_accept or not self._has_room():
                self._listen(0)
        else:
            self._accepts = 1
            self._patience = 0
        return accepted

    def readable(self) -> Sequence[Connection]:
        """See `Engine.readable`. Those whose socket takes more are put into `sending`."""
        if self._readiness is None:
            return super().readable()
        found = self.with_input
        twice = len(found) > 0
        self.with_input = []
        ready = self._ready or self._readiness.wait(0)
        self._ready = ()
        self._knocked = False
        owners = self._readiness.owners
        for key, event in ready:
            connection = owners.get(key)
            if connection is self:
                self._knocked = True
                continue
            if connection is None:
                # Another thread has stopped the server meanwhile.
                continue
            if event == READ and not twice:
                found.append(connection)
                continue
            if event & WRITE and connection not in self.sending:
                self.sending.append(connection)
            if event & ERROR:
                # Reading may say EOF again and again, as if the client had only ended its side.
                self._drop(connection)
            elif event & ~WRITE and not (twice and connection in found):
                found.append(connection)
        return found

    def settle(self, connection: Any) -> None:
        """See `Engine.settle`. Makes what is watched true again."""
        readiness = self._readiness
        if readiness is None:
            super().settle(connection)
            return
        state = connection.state
        if state == READING and connection.leftover is None and not connection.more_input:
            if connection.watched_for == READ and not connection.blocked:
                # Nearly always. An EOF would have closed it.
                return
        else:
            super().settle(connection)
            if state == CLOSED:
                readiness.forget(connection)
                self._listen(READ)
                return
            if state == HELD and connection.more_input and connection.listens:
                # TLS may hold more.
                if connection not in self.with_input:
                    self.with_input.append(connection)
            if connection.blocked and connection in self.sending:
                # Its socket tells when it takes more.
                self.sending.remove(connection)
        interest = READ if connection.listens else 0
        if connection.blocked:
            interest |= WRITE
        if interest != connection.watched_for or connection.watched_as is None:
            readiness.watch(connection, interest)

    def hand_over(self, connection: Connection, response: Any) -> None:
        """See `Dispatcher.hand_over`."""
        # Not super(), which takes longer.
        Engine.hand_over(self, connection, response)
        if connection.state == HELD and not hasattr(response, "receive"):
            # A burst of events leaves in few packets, as the network stack sees fit. Whoever talks
            # over a WebSocket waits for each message.
            pool = self.server._socket_source
            set_option(connection.socket, pool, "IPPROTO_TCP", "TCP_NODELAY", 0)

    def expired(self, now: int) -> Sequence[Connection]:
        """See `Engine.expired`."""
        if self._readiness is not None and now >= self._next_accept:
            self._listen(READ if self._has_room() else 0)
        return super().expired(now)

    def rest(self, milliseconds: int, now: int) -> None:
        """See `Engine.rest`."""
        if self._readiness is None:
            super().rest(milliseconds, now)
            return
        if self.results or self.waiting or self.with_input or self._ready:
            return
        # A server that has much to do need not find out how long it might sleep.
        self._ready = self._readiness.wait(0)
        if self._ready:
            return
        if self.tasks or self.sending:
            # Between two looks at generators and sources that have nothing yet.
            milliseconds = min(milliseconds, 1)
            for connection in self.sending:
                if not (connection.waits_for_source or connection.blocked):
                    milliseconds = 0
        left = self.time_left(now)
        milliseconds = milliseconds if left is None else min(milliseconds, left)
        self._ready = self._readiness.wait(milliseconds)

    def time_left(self, now: int) -> Optional[int]:
        """
        How long nothing has to be done if no client does anything.

        :param int now: The server's time.
        :return: Milliseconds, or ``None`` when there is no deadline at all.
        """
        nearest = None
        if self.socket is not None and self.watched_for == 0:
            # Somebody may knock unheard, and somebody else become idle.
            nearest = now + ACCEPT_RETRY_MS
        for connection in self.connections:
            deadline = connection.deadline
            if deadline == UNARMED:
                deadline = now + SWEEP_INTERVAL_MS
            if deadline is not None and (nearest is None or deadline < nearest):
                nearest = deadline
        if nearest is None:
            return None
        self._next_sweep = min(self._next_sweep, nearest)
        return max(nearest - now, 0)
