# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A network that fails: any call of any socket may raise what sockets raise.

    faults = Schedule(seed, chance=6)          one call in six fails, always the same ones
    faults = SingleFault(number, name)         the call with this number fails, and no other
    pool_class = failing(CPythonPool, faults)  a pool whose sockets ask it at every call

Runs on CPython and MicroPython.
"""

import errno

from tests.support.fake_pools import BoardTLSSocket
from tests.support.wire import Random


def _later(code):
    return lambda: OSError(code, "later")


def _gone(code):
    return lambda: OSError(code, "gone")


# Name: (what makes it, whether a connection in which it happens goes on).
FAULTS = {
    "EAGAIN": (_later(errno.EAGAIN), True),
    "ENOBUFS": (_later(errno.ENOBUFS), True),
    "ETIMEDOUT": (_later(errno.ETIMEDOUT), True),
    "MemoryError": (lambda: MemoryError("no memory"), True),
    "EPIPE": (_gone(32), False),
    "ENOTCONN": (_gone(errno.ENOTCONN), False),
    "ECONNRESET": (_gone(errno.ECONNRESET), False),
    "EBADF": (_gone(errno.EBADF), False),
    "Out of sockets": (lambda: RuntimeError("Out of sockets"), False),
}
NAMES = sorted(FAULTS)


class Schedule:
    """Which calls fail, and how: drawn by lot, the same in every run."""

    def __init__(self, seed, chance):
        self._random = Random(seed * 17 + 3)
        self._chance = chance
        self.active = True
        # How many calls were made, how many failed, and whether accept() was one of them.
        self.calls = 0
        self.happened = 0
        self.accept_failed = False

    def draw(self):
        """The name of what happens at this call, or None."""
        if self._random.below(self._chance):
            return None
        return NAMES[self._random.below(len(NAMES))]

    def at(self, call, peer):
        """Raises, or does not. Notes on the peer whether its connection has to end by it."""
        if not self.active:
            return
        self.calls += 1
        name = self.draw()
        if name is None:
            return
        self.happened += 1
        make, goes_on = FAULTS[name]
        if call == "accept":
            self.accept_failed = True
        elif call == "setblocking":
            # Without it nobody may use the socket.
            peer.hit = True
        elif call in ("recv_into", "send") and not goes_on:
            peer.hit = True
        raise make()


class SingleFault(Schedule):
    """The call with this number fails, all others work."""

    def __init__(self, number, name):
        super().__init__(0, 1)
        self._number = number
        self._name = name

    def draw(self):
        return self._name if self.calls == self._number else None


def _failing_socket(base, faults):
    class Failing(base):
        def accept(self):
            # Before: nobody is lost. What fails afterwards is setting the socket up.
            faults.at("accept", None)
            return super().accept()

        def setblocking(self, flag):
            if self.peer is not None:
                faults.at("setblocking", self.peer)
            super().setblocking(flag)

        def recv_into(self, buffer, size=0):
            faults.at("recv_into", self.peer)
            return super().recv_into(buffer, size)

        def send(self, data):
            faults.at("send", self.peer)
            return super().send(data)

        def close(self):
            # A descriptor is given back whatever close() says.
            was_closed = self.closed
            super().close()
            if self.peer is not None and not was_closed:
                faults.at("close", self.peer)

    if hasattr(base, "setsockopt"):

        def setsockopt(self, level, option, value):
            if self.peer is not None:
                faults.at("setsockopt", self.peer)
            base.setsockopt(self, level, option, value)

        Failing.setsockopt = setsockopt
    if hasattr(base, "shutdown"):

        def shutdown(self, how):
            faults.at("shutdown", self.peer)
            base.shutdown(self, how)

        Failing.shutdown = shutdown
    return Failing


def failing(pool_class, faults):
    """The pool with sockets that fail when the schedule says so."""

    class FailingPool(pool_class):
        socket_class = _failing_socket(pool_class.socket_class, faults)

        def __init__(self):
            super().__init__()
            if self.tls_context is not None:
                tls_class = _failing_socket(BoardTLSSocket, faults)

                def wrap_socket(socket, server_side=False, server_hostname=None):
                    # start() tries one out that nobody is connected to.
                    if socket.peer is not None:
                        faults.at("setblocking", socket.peer)
                    return tls_class(socket)

                self.tls_context.wrap_socket = wrap_socket

    return FailingPool
