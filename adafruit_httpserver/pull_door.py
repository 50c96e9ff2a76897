# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.pull_door`
====================================================

One of the two ways in which bytes get into a `Connection`: an iterator is asked for the next chunk
when the last one has left. Loaded by responses of more than one chunk.
"""

from .connection import CLOSED, HANDLING, SENDING, UNARMED
from .limits import CHUNKS_PER_POLL
from .transport import close_iterator

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .connection import Connection
except ImportError:
    pass


def pull(connection: "Connection", now: int) -> None:
    """
    Sends chunks of the source, at most a few.

    :param Connection connection: The connection.
    :param int now: The server's time.
    :raises Exception: what the source raises, see `Connection.pump`.
    """
    # Not an attribute while it runs: it may close this connection, but cannot be closed.
    source = connection.source
    connection.source = None
    left = CHUNKS_PER_POLL
    connection.waits_for_source = False
    try:
        for data in source:
            connection.waits_for_source = data is None
            if data is None:
                break
            if len(data):
                connection.begun = True
                if connection.chunk is None:
                    connection.chunk = data
                else:
                    # What the source itself has pushed goes first.
                    connection.pushed = connection.pushed or bytearray()
                    connection.pushed += data
                if connection.state == CLOSED or not connection.flush():
                    break
            left -= 1
            if not left:
                break
        else:
            source = None
    except BaseException:
        if connection.begun or connection.state != SENDING:
            connection.drop()
        else:
            connection.state = HANDLING
        raise
    if connection.state == CLOSED:
        close_iterator(source)
    elif source is not None:
        connection.source = source
        if connection.waits_for_source and connection.state == SENDING:
            connection.deadline = UNARMED
            if connection.peer_ended:
                connection.drop()
    elif connection.state == SENDING:
        connection.end_response(now)
