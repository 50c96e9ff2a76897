# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.push_door`
====================================================

One of the two ways in which bytes get into a `Connection`: they are pushed by whoever has them,
into a bounded queue. Loaded by those who push: streams, and users' own responses.
"""

from .connection import CLOSING
from .transport import EAGAIN, broken_pipe, pause

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .connection import Connection
except ImportError:
    pass

_STEP_MS = 10


def push(connection: "Connection", data: "Any") -> int:
    """
    Queues what fits.

    :param Connection connection: The connection.
    :param data: Bytes-like.
    :return: How many bytes were taken.
    """
    room = connection.limits.max_send_size
    if connection.chunk is not None:
        room -= len(connection.chunk) - connection.offset + len(connection.pushed or b"")
    if room <= 0 or not len(data):
        return 0
    # Only bytes are sure not to change while they wait.
    if len(data) > room or not isinstance(data, bytes):
        data = bytes(memoryview(data)[:room])
    if connection.chunk is None:
        connection.chunk = data
    else:
        # Several small events leave as one packet.
        connection.pushed = connection.pushed or bytearray()
        connection.pushed += data
    return len(data)


def send(connection: "Connection", data: "Any") -> int:
    """
    Takes what fits, as a socket's ``send`` does. It leaves at once or during the next polls.

    :param Connection connection: The connection.
    :param data: Bytes-like.
    :return: How many bytes were taken.
    :raises BrokenPipeError: if the connection is closed.
    :raises OSError: with ``EAGAIN`` if nothing fits, because the client does not read.
    """
    size = 0
    for _ in range(2):
        if connection.state < CLOSING and not size:
            connection.answered = True
            size = push(connection, data)
            connection.flush()
    if connection.state >= CLOSING:
        raise broken_pipe()
    if not size and len(data):
        raise OSError(EAGAIN, "client does not read")
    connection.list()
    return size


def send_all(connection: "Connection", data: "Any") -> None:
    """
    Sends all of it. The only method that may wait: for a client that reads slowly, at most
    ``socket_timeout`` without any progress.

    :param Connection connection: The connection.
    :param data: Bytes-like.
    :raises BrokenPipeError: if the connection is closed, or the client does not read.
    """
    waited = 0
    while len(data):
        sent = connection.bytes_sent
        try:
            size = send(connection, data)
        except OSError as error:
            if error.errno != EAGAIN:
                raise
            if waited >= connection.limits.socket_timeout:
                connection.drop()
                raise broken_pipe() from None
            pause(_STEP_MS)
            waited = 0 if connection.bytes_sent != sent else waited + _STEP_MS
        else:
            waited = 0
            data = memoryview(data)[size:]
