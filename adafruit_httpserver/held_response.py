# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.held_response`
====================================================

What responses that stay open have in common.
"""

from .response import Response


class HeldResponse(Response):
    """
    Parent of the responses that stay open: what is sent leaves at once or during the next polls.
    """

    # What was sent before its handler has returned it: it leaves behind the head.
    _waiting = b""

    @property
    def closed(self) -> bool:
        """
        Whether it has ended. Becomes ``True`` by itself, during `Server.poll`, when the client
        leaves.
        """
        return self._request.connection.closed

    def _send(self) -> None:
        connection = self._request.connection
        head = self._head_lines(None, None, "close") + self._waiting
        connection.send_whole(head)
        connection.hold()
        self._size = len(head)
        self._waiting = b""
        if self._request.method == "HEAD":
            connection.close()

    def _push(self, data: bytes, fail_silently: bool = False) -> bool:
        """
        Sends all of it, or ends the connection of a client that has not taken what came before.

        :raises BrokenPipeError: if there is no such connection, unless ``fail_silently``.
        """
        connection = self._request.connection
        try:
            if self._size or connection.closed:
                connection.send_whole(data)
                self._size += len(data)
            else:
                self._waiting += data
        except BrokenPipeError:
            if not fail_silently:
                raise
            return False
        return True

    def close(self) -> None:
        """Ends it, when all that was sent has left. Never raises."""
        self._request.connection.close()
