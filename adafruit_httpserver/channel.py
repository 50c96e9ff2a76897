# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.channel`
====================================================

One message to all who listen.
"""

import json

from .connection import UNARMED
from .raw_headers import find

try:
    from typing import Any, List
except ImportError:
    pass


class Channel:
    """
    Sends to any number of clients at once. It keeps no reference to a client that has left, or
    that reads so slowly that it had to be dropped.

    :param int history: How many of the last messages are kept, for clients of `SSEResponse` that
        come back: they get what they have missed since their ``Last-Event-ID``.
    :param float keep_alive: Seconds after which clients get an SSE comment or a WebSocket ping, so
        that no proxy closes the connection, and those that have vanished are noticed. 0 for never.

    Example::

        news = Channel(history=10)

        @server.route("/events", GET)
        def events(request):
            return news.subscribe(SSEResponse(request))

        @server.route("/socket", GET)
        def socket(request):
            return news.subscribe(Websocket(request))

        while True:
            server.poll()
            if button.pressed:
                news.publish({"pressed": True}, event="button")
    """

    def __init__(self, history: int = 0, keep_alive: float = 15):
        self._subscribers: "List[Any]" = []
        self._history: "List[tuple]" = []
        self._size = history
        self._keep_alive_ms = round(keep_alive * 1000)
        self._count = 0

    def __len__(self) -> int:
        """How many clients there are."""
        self._forget_gone()
        return len(self._subscribers)

    def _forget_gone(self) -> None:
        self._subscribers = [one for one in self._subscribers if not one.closed]

    def __bool__(self) -> bool:
        # One without clients is a channel as well.
        return True

    def subscribe(self, response: Any) -> Any:
        """
        Adds a client.

        :param response: `SSEResponse`, `Websocket`, `StreamResponse` or `NDJSONResponse`.
        :return: The same response, for the handler to return.
        """
        last = find(response._request._parser.raw, "last-event-id")
        if last is not None and hasattr(response, "send_event"):
            missed = self._history
            for index, message in enumerate(missed):
                if str(message[2]) == last:
                    missed = missed[index + 1 :]
            for data, event, id in missed:
                response.send_event(data, event, id, fail_silently=True)
        if self._keep_alive_ms:
            response._due = 0
            connection = response._request.connection
            if hasattr(response, "ping"):
                response._beat = self._beat
            else:
                connection.listener = lambda view, now: view is None and self._beat(response, now)
            connection.deadline = UNARMED
        self._forget_gone()
        self._subscribers.append(response)
        return response

    def publish(self, data: Any, event: str = None, id: Any = None) -> int:
        """
        Sends to all. Clients of an `SSEResponse` get an event, others its data: as JSON, unless it
        is ``str`` or ``bytes``.

        :param data: What to send.
        :param str event: Name of the event.
        :param id: Identifier of the event. With a history, messages are numbered if there is none.
        :return: How many clients there are.
        """
        if self._size:
            self._count += 1
            id = self._count if id is None else id
            self._history = (self._history + [(data, event, id)])[-self._size :]
        text = data if isinstance(data, (str, bytes, bytearray)) else json.dumps(data)
        opcode = 2
        raw = text
        if isinstance(text, str):
            opcode = 1
            raw = text.encode()
        encoded = None
        for response in self._subscribers:
            if hasattr(response, "send_event"):
                # Loaded already, by whoever has made the response.
                from .sse_response import SSEResponse

                if type(response).send_event is not SSEResponse.send_event:
                    # A class of the program's own.
                    response.send_event(data, event, id, fail_silently=True)
                    continue
                if encoded is None:
                    encoded = SSEResponse.send_event(self, data, event, id)
                response._push(encoded, True)
            elif hasattr(response, "send_message"):
                response.send_message(raw, opcode, True)
            else:
                response.send(data if response._takes_objects else text, True)
        return len(self)

    def _push(self, data: bytes, _: bool) -> bytes:
        """Stands in for that of a response: an event is encoded once for all."""
        return data

    def _beat(self, response: Any, now: int) -> Any:
        """Called when the deadline of a connection has passed; sets the next."""
        if now >= response._due:
            if response._due and hasattr(response, "send_comment"):
                response.send_comment(fail_silently=True)
            elif response._due and hasattr(response, "ping"):
                response.ping(fail_silently=True)
            response._due = now + self._keep_alive_ms
        response._request.connection.deadline = response._due
