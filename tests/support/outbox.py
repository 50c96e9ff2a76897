# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A connection whose answer is about to leave, on a socket that takes what it is told to."""

import errno

from adafruit_httpserver.connection import HANDLING, READING, SENDING, Connection
from tests.support.parser_cases import make_limits

NOW = 1000


class FakeSocket:
    """Takes `room` bytes, then says EAGAIN; `fault` is raised once instead."""

    def __init__(self, room=1 << 30):
        self.room = room
        self.sent = b""
        self.calls = []
        self.fault = None
        self.closed = False

    def send(self, data):
        assert not self.closed, "sent through a closed socket"
        data = bytes(data)
        self.calls.append(data)
        if self.fault is not None:
            fault = self.fault
            self.fault = None
            raise fault
        if self.room == 0:
            raise OSError(errno.EAGAIN, "later")
        taken = data[: self.room]
        self.room -= len(taken)
        self.sent += taken
        return len(taken)

    def recv_into(self, view):
        raise OSError(errno.EAGAIN, "nothing to read")

    def close(self):
        self.closed = True


class Read:
    """Stands in for the parser of a request that has been read to its end."""

    started = True
    complete = True
    keep_alive = True


def connected(room=1 << 30, **limits):
    """A connection whose request waits for its answer, its socket, and who has output."""
    sending = []
    socket = FakeSocket(room)
    connection = Connection(socket, ("10.0.0.1", 5), make_limits(**limits), sending, NOW)
    connection.parser = Read()
    connection.keep_alive = True
    connection.state = HANDLING
    return connection, socket, sending


def flush(connection):
    """Sends what waits, without asking a source; whether all of it has left."""
    return connection.flush()


def answering(connection, source):
    """Attaches a source and begins to send it."""
    connection.attach(source)
    connection.pump(NOW)
    return connection


def ended(connection):
    """Whether the answer has left completely, and the next request may come."""
    assert connection.state in (READING, SENDING)
    assert (connection.state == READING) == (not connection.has_output)
    return connection.state == READING
