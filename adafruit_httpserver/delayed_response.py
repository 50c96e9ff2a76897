# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.delayed_response`
====================================================

An answer that comes later, from anywhere in the program.
"""

from .response import Response
from .transport import broken_pipe

try:
    from typing import TYPE_CHECKING, Any, Optional

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


class DelayedResponse:
    """
    Holds the client until the program has an answer. Other clients are served meanwhile.

    To the server it looks like a generator handler that yields until then.

    :param Request request: Request that waits for a response.
    :param float timeout: Seconds after which the client is answered with 503.

    Example::

        waiting = []

        @server.route("/button", GET)
        def route_func(request):
            delayed = DelayedResponse(request, timeout=60)
            waiting.append(delayed)
            return delayed

        while True:
            server.poll()
            if button.pressed:
                for delayed in waiting:
                    delayed.send("pressed", fail_silently=True)
                waiting.clear()
    """

    closed = False
    """Whether it was answered, or the client has left."""

    _deadline: "Optional[int]" = None
    _response: "Any" = None

    def __init__(self, request: "Request", timeout: float = None):
        self.request = request
        self._now = request.server._now
        if timeout is not None:
            self._deadline = self._now() + round(timeout * 1000)

    def send(self, response: Any, fail_silently: bool = False) -> bool:
        """
        Answers.

        :param response: Anything that a handler may return.
        :param bool fail_silently: Whether to return ``False`` if the client is gone.
        :return: Whether somebody waits for it.
        :raises BrokenPipeError: if the client is gone.
        :raises RuntimeError: if it was answered already.
        """
        if self._response is not None:
            raise RuntimeError("DelayedResponse was answered already")
        if self.closed or self.request.connection.closed:
            if fail_silently:
                return False
            raise broken_pipe()
        self._response = response
        self.closed = True
        return True

    def close(self) -> None:
        """Gives the client up: the connection is closed without an answer."""
        self.closed = True

    # What the server asks of a generator.

    def __next__(self) -> None:
        if not self.closed and self._deadline is not None and self._now() >= self._deadline:
            self._response = Response(self.request, status=503)
            self.closed = True
        if self.closed:
            raise StopIteration(self._response)

    def throw(self, error: Exception) -> None:
        """
        A generator has this.

        :param Exception error: What to raise.
        :raises Exception: that.
        """
        self.close()
        raise error
