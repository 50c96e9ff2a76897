# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.sse_response`
====================================================

Server-sent events (the HTML standard, section 9.2).
"""

import json

from .held_response import HeldResponse
from .text import check_line

try:
    from typing import TYPE_CHECKING, Any, Dict, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
except ImportError:
    pass


class SSEResponse(HeldResponse):
    """
    Response that stays open, and over which the server can send events to the client at any time.
    A browser reads them with ``EventSource``, connects again when the connection is lost, and
    says then which event was the last that it got: `Request.last_event_id`.

    Any number of clients can be connected, as far as `Server.max_connections` allows; a `Channel`
    sends to all of them.

    :param Request request: Request that this is a response to.
    :param Headers headers: Headers to be sent with the response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.

    Example::

        sse = None

        @server.route("/events", GET)
        def route_func(request):
            global sse

            if sse is not None:
                sse.close()

            sse = SSEResponse(request)
            return sse

        while True:
            server.poll()
            if sse is not None and not sse.closed:
                sse.send_event("Hello!", fail_silently=True)
    """

    # And what stands in the head as well.
    _content_type = "text/event-stream\r\ncache-control: no-cache\r\nconnection: keep-alive"
    # A browser would connect again; the page can tell its EventSource not to.
    _farewell = b"event: close\ndata:\n\n"

    def __init__(
        self,
        request: "Request",
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
    ):
        super().__init__(request, None, headers=headers, cookies=cookies)

    def send_event(
        self,
        data: Any = None,
        event: str = None,
        id: Any = None,
        retry: int = None,
        custom_fields: Dict[str, str] = None,
        fail_silently: bool = False,
    ) -> bool:
        """
        Send event to the client.

        :param data: Text, of one line or several; a ``dict`` or ``list`` is sent as JSON, anything
            else as ``str()`` says. ``None`` sends an event without data, which browsers use for its
            other fields only.
        :param str event: (Optional) Name of the event.
        :param id: (Optional) Identifier of the event.
        :param int retry: (Optional) Milliseconds after which the client shall connect again.
        :param Dict[str, str] custom_fields: (Optional) Custom fields to be sent with the event.
        :param bool fail_silently: Whether to return ``False`` if the client is gone.
        :return: Whether it was sent.
        :raises BrokenPipeError: if the client is gone, or has not taken `Server.max_send_size`
            bytes of what came before.
        :raises ValueError: for CR, LF or NUL in anything but ``data``, and for NUL in that.

        Example::

            sse.send_event("21.5", event="temperature", id=57)
        """
        text = ""
        if data is not None:
            if isinstance(data, (dict, list)):
                data = json.dumps(data)
            text = str(data)
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            text = "data: " + text.replace("\n", "\ndata: ") + "\n"
        fields = [("event", event), ("id", id), ("retry", retry)]
        if custom_fields:
            fields += custom_fields.items()
        for name, value in fields:
            if value is not None:
                line = name + ": " + str(value)
                if "\n" in line:
                    check_line("event", line)
                text += line + "\n"
        if "\r" in text or "\0" in text:
            check_line("event", text)
        return self._push((text + "\n").encode(), fail_silently)

    def send_comment(self, text: str = "", fail_silently: bool = False) -> bool:
        """
        Sends a line that the client's program does not see. It keeps proxies from closing the
        connection, and tells whether the client is still there.

        :param str text: One line.
        :param bool fail_silently: See `send_event`.
        :return: See `send_event`.
        :raises BrokenPipeError: See `send_event`.
        :raises ValueError: for CR, LF or NUL in it.
        """
        return self.send_event(custom_fields={"": text}, fail_silently=fail_silently)
