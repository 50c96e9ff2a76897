# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Sockets with file descriptors, and a `select` module that knows which of them are ready.

Only desktop Python takes this way; numbers of descriptors are used again, as a system does.
"""

import errno

from .fake_pools import CPythonPool, CPythonSocket

POLLIN = 1
POLLOUT = 4
POLLERR = 8
POLLHUP = 16
POLLNVAL = 32


class DescriptorSocket(CPythonSocket):
    """A CPython socket with its fileno."""

    def __init__(self, pool, peer=None):
        super().__init__(pool, peer)
        taken = [other.fileno() for other in pool.open_sockets]
        self._number = 3
        while self._number in taken:
            self._number += 1

    def fileno(self):
        return -1 if self.closed else self._number


def events(pool, number):
    """What a descriptor is ready for."""
    for socket in pool.open_sockets:
        if socket.fileno() == number:
            break
    else:
        return POLLNVAL
    peer = socket.peer
    if peer is None:
        return POLLIN if pool.knocking else 0
    if peer.was_reset:
        return POLLIN | POLLOUT | POLLERR | POLLHUP
    ready = POLLIN if peer.to_server or peer.ended or peer.receive_faults else 0
    if peer.ended and peer.server_ended:
        ready |= POLLHUP
    return ready | POLLOUT if peer.room or peer.gone else ready


class _Poll:
    def __init__(self, pool):
        self._pool = pool
        self._masks = {}

    def register(self, number, mask):
        assert number >= 0 and number not in self._masks
        self._masks[number] = mask

    def modify(self, number, mask):
        assert number in self._masks
        self._masks[number] = mask

    def unregister(self, number):
        del self._masks[number]

    def poll(self, milliseconds):
        ready = self._ready()
        if not ready and milliseconds:
            self._pool.sleep(milliseconds / 1000)
            ready = self._ready()
        return ready

    def _ready(self):
        always = POLLERR | POLLHUP | POLLNVAL
        found = [(n, events(self._pool, n) & (m | always)) for n, m in self._masks.items()]
        return [pair for pair in found if pair[1]]


class FakePollModule:
    """`select` as Linux and macOS have it."""

    def __init__(self, pool):
        self._pool = pool

    def poll(self):
        return _Poll(self._pool)


class FakeSelectModule:
    """`select` as Windows has it."""

    def __init__(self, pool):
        self._pool = pool

    def select(self, readers, writers, failing, seconds):
        ready = self._ready(readers, writers)
        if not (ready[0] or ready[1]) and seconds:
            self._pool.sleep(seconds)
            ready = self._ready(readers, writers)
        return ready

    def _ready(self, readers, writers):
        for number in readers + writers:
            if events(self._pool, number) == POLLNVAL:
                raise OSError(errno.EBADF, "a closed socket is watched")
        readable = [n for n in readers if events(self._pool, n) & ~POLLOUT]
        return readable, [n for n in writers if events(self._pool, n) & POLLOUT], []


class PollPool(CPythonPool):
    name = "CPython poll"
    socket_class = DescriptorSocket
    select_class = FakePollModule


class SelectPool(CPythonPool):
    name = "CPython select"
    socket_class = DescriptorSocket
    select_class = FakeSelectModule
