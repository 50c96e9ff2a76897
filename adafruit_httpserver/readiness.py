# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.readiness`
====================================================

Which sockets have something to do, asked of the operating system in one call. Used where sockets
have file descriptors; elsewhere each socket is tried (see `connection_pool`), because a board's
``select`` may crash on a connection that was reset, and always calls a listener ready.
"""

import select

try:
    from typing import Any, List, Tuple
except ImportError:
    pass

READ = 1
WRITE = 4


class PollReadiness:
    """
    ``select.poll``, kept up to date instead of built anew.

    An *owner* has a ``socket`` and two attributes that belong to this class: ``watched_as`` (its
    file descriptor, ``None`` while it is not watched) and ``watched_for`` (what it waits for).
    """

    def __init__(self):
        self._poll = select.poll()
        self._owners = {}

    def watch(self, owner: Any, interest: int) -> None:
        """
        Begins to watch a socket, or changes what for.

        :param owner: See above.
        :param int interest: `READ`, `WRITE`, both, or 0 for nothing but errors.
        """
        if owner.watched_as is None:
            owner.watched_as = owner.socket.fileno()
            self._owners[owner.watched_as] = owner
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
        if self._owners.get(owner.watched_as) is owner:
            self._poll.unregister(owner.watched_as)
            del self._owners[owner.watched_as]
        owner.watched_as = None
        owner.watched_for = 0

    def wait(self, milliseconds: int) -> List[Tuple[Any, int]]:
        """
        Waits until at least one socket is ready.

        :param int milliseconds: How long at most, 0 to return at once.
        :return: List of owners and what they are ready for. An error counts as `READ`: reading
            tells which one.
        """
        owners = self._owners
        return [(owners[key], event) for key, event in self._poll.poll(milliseconds)]


class SelectReadiness(PollReadiness):
    """The same with ``select.select``, for Windows, which has no ``poll``."""

    def __init__(self):
        self._owners = {}

    def watch(self, owner: Any, interest: int) -> None:
        """See `PollReadiness.watch`."""
        if owner.watched_as is None:
            owner.watched_as = owner.socket.fileno()
            self._owners[owner.watched_as] = owner
        owner.watched_for = interest

    def forget(self, owner: Any) -> None:
        """See `PollReadiness.forget`."""
        if self._owners.get(owner.watched_as) is owner:
            del self._owners[owner.watched_as]
        owner.watched_as = None
        owner.watched_for = 0

    def wait(self, milliseconds: int) -> List[Tuple[Any, int]]:
        """See `PollReadiness.wait`."""
        # select() refuses a socket that a push has found dead and closed since the last poll.
        closed = [owner for key, owner in self._owners.items() if owner.socket.fileno() != key]
        if closed:
            return [(owner, READ) for owner in closed]
        readers = [key for key, owner in self._owners.items() if owner.watched_for & READ]
        writers = [key for key, owner in self._owners.items() if owner.watched_for & WRITE]
        readable, writable, _ = select.select(readers, writers, [], milliseconds / 1000)
        return [(self._owners[key], READ) for key in readable] + [
            (self._owners[key], WRITE) for key in writable
        ]


def make_readiness() -> PollReadiness:
    """The one that this machine has."""
    return PollReadiness() if hasattr(select, "poll") else SelectReadiness()
