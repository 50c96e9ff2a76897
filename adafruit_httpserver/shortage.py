# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.shortage`
====================================================

What is done when memory runs out in the middle of a poll. Loaded when it does, and forgotten again.
"""

import gc

from .connection import CLOSED, HANDLING, HELD, UNARMED

try:
    from typing import TYPE_CHECKING, Optional

    if TYPE_CHECKING:
        from .connection import Connection
        from .engine import Engine
except ImportError:
    pass


def drop(engine: "Engine") -> None:
    """
    Gives up the cheapest connection. Those that were in the hands of the poll when it was cut short
    are put where they belong, or given up, if nobody knows how far they got.

    :param Engine engine: The engine.
    """
    freed = False
    for connection in list(engine.connections):
        if connection.state == HANDLING and not _is_known(engine, connection):
            connection.drop()
        elif connection.deadline is None and connection.state not in (HANDLING, HELD):
            connection.deadline = UNARMED
        freed = freed or connection.state == CLOSED
        engine.settle(connection)
    if not freed:
        engine._drop(_cheapest(engine))
    gc.collect()


def _is_known(engine: "Engine", connection: "Connection") -> bool:
    """Whether somebody will step it again."""
    return connection in engine.waiting or connection in engine.tasks


def _cheapest(engine: "Engine") -> "Optional[Connection]":
    """Who has been idle for longest, else who has been there for longest and is no stream."""
    found = engine._idle()
    if found is None:
        for connection in engine.connections:
            if found is None or found.state == HELD != connection.state:
                found = connection
    return found
