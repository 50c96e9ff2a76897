# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.held_response`
====================================================

What responses that stay open have in common.
"""

from .connection import CLOSING
from .response import Response
from .transport import broken_pipe

try:
    from typing import Optional
except ImportError:
    pass


class HeldResponse(Response):
    """
    Parent of the responses that stay open: what is sent leaves at once or during the next polls.
    """

    # What is sent when the program ends it. Each class says so for itself.
    _farewell: "Optional[bytes]"

    @property
    def closed(self) -> bool:
        """
        Whether it has ended. Becomes ``True`` by itself, during `Server.poll`, when the client
        leaves.
        """
        return self._request.connection.closed

    def _send(self) -> None:
        request = self._request
        connection = request.connection
        # As far as the head is concerned.
        connection.keep_alive = True
        head = self._head(None)
        self._size = len(head)
        connection.hold()
        # What was sent before its handler has returned it leaves behind the head.
        self._push(head + self._body)
        if request.method == "HEAD":
            connection.close()

    def _push(self, data: bytes, fail_silently: bool = False) -> bool:
        """
        Sends all of it, whatever its size if nothing else waits, or else as much as
        ``max_send_size`` allows. A client that has no room for it is dropped, because half a
        message is worse than none.

        :param bytes data: Something that means nothing in parts, like a message.
        :param bool fail_silently: Whether to return ``False`` if the client is gone.
        :return: Whether it was sent.
        :raises BrokenPipeError: if the connection is closed, or is now.
        """
        connection = self._request.connection
        if connection.state < CLOSING:
            if not self._size:
                self._body += data
                return True
            if connection.chunk is None:
                # Nearly always.
                connection.chunk = data
            else:
                # Loaded by the first client that is slower than the program.
                from .push_door import push

                if push(connection, data) < len(data):
                    connection.drop()
            if not connection.flush():
                connection.list()
            if connection.state < CLOSING:
                return True
        if fail_silently:
            return False
        raise broken_pipe()

    def close(self) -> None:
        """Ends it, when all that was sent has left. Never raises."""
        if self._farewell:
            self._push(self._farewell, True)
        self._request.connection.close()
