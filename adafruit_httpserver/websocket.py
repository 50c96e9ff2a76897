# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.websocket`
====================================================

WebSockets (RFC 6455), as handlers see them.
"""

from . import once
from .connection import UNARMED
from .held_response import HeldResponse
from .limits import MESSAGES_WAITING, ON_BOARD, READS_PER_POLL
from .websocket_protocol import WebsocketProtocol, close_frame, frame

try:
    from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
except ImportError:
    pass


class Websocket(HeldResponse):
    """
    Response that turns the connection into a WebSocket: messages in both directions, at any time.

    `Server.poll` reads messages into a queue of four; when it is full, the client has to wait
    until the program takes one with `receive`. Pings are answered by themselves. A client that
    breaks the rules is told the code of its fault, and the connection is closed.

    :param Request request: Request that this is a response to.
    :param Headers headers: Headers to be sent with the response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.
    :param int buffer_size: Not used: the server has one buffer for all, see
        `Server.request_buffer_size`.
    :param int max_message_size: Bytes that a message may have, or with ``chunked`` one chunk.
        Defaults to ``MESSAGE_MAX_SIZE_BYTES``.
    :param List[str] protocols: Subprotocols that the program speaks, the best one first. The one
        that was chosen is in ``protocol``.
    :param List[str] allowed_origins: Origins of pages that may connect, e.g.
        ``["http://board.local:5000"]``; others are answered with 403. Defaults to all. Clients
        that are no browsers do not say any.
    :param bool chunked: Whether messages of any size come in chunks, see `receive_chunk`.
    :raises ValueError: if the request does not ask for a WebSocket. If the handler lets it pass,
        the client is answered with 400, or 426 if it speaks another version of the protocol.

    Example::

        websocket = None

        @server.route("/connect-websocket", GET)
        def route_func(request):
            global websocket

            websocket = Websocket(request)
            return websocket

        while True:
            server.poll()
            if websocket is not None and not websocket.closed:
                message = websocket.receive(fail_silently=True)
                if message is not None:
                    websocket.send_message(f"You said {message}", fail_silently=True)
    """

    GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    FIN = 0x80
    CONT = 0
    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10

    PROTOCOL_ERROR = 1002
    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009

    MESSAGE_MAX_SIZE_BYTES = 4096
    MESSAGE_MAX_FRAGMENTS = 16
    MESSAGE_FRAGMENT_TIMEOUT_NS = 5 * 10**9

    protocol = None
    """Subprotocol that was chosen."""

    close_reason = ""
    """Why it was closed, as the one who did it says."""

    # The code that goes with it; also that a close frame was sent.
    _code: "Optional[int]" = None
    # Belongs to a `Channel`: what it does from time to time.
    _beat: "Optional[Callable[[Any, int], None]]" = None
    # The program knows that it is closed.
    _told = False

    def __init__(
        self,
        request: "Request",
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
        buffer_size: int = 1024,
        *,
        max_message_size: int = None,
        protocols: Sequence[str] = (),
        allowed_origins: List[str] = None,
        chunked: bool = False,
    ):
        if ON_BOARD:
            shake = once("websocket_handshake").shake
        else:
            from .websocket_handshake import shake
        status, self.protocol = shake(request, self.GUID, protocols, allowed_origins)
        super().__init__(request, None, headers=headers, cookies=cookies)
        self._status = status
        if max_message_size is not None:
            self.MESSAGE_MAX_SIZE_BYTES = max_message_size
        self._chunked = chunked
        self._messages: list = []

    @property
    def closed(self) -> bool:
        """
        Whether it is closed. Becomes ``True`` by itself, during `Server.poll`, when the client
        leaves.
        """
        return self._code is not None or self._request.connection.closed

    @property
    def close_code(self) -> Optional[int]:
        """
        Code with which it was closed: 1005 if there was none, 1006 if the client has vanished,
        ``None`` while it is open.
        """
        return 1006 if self._code is None and self.closed else self._code

    @property
    def pending(self) -> int:
        """How many messages wait to be received."""
        return len(self._messages)

    # Receiving

    def _send(self) -> None:
        request = self._request
        connection = request.connection
        self._parser = WebsocketProtocol(
            self.MESSAGE_MAX_SIZE_BYTES, self.MESSAGE_MAX_FRAGMENTS, self._chunked
        )
        connection.listener = self._listen
        connection.deadline = UNARMED
        # What came together with the handshake.
        rest = connection.leftover
        super()._send()
        if rest is not None:
            self._listen(memoryview(rest), request.server._now())

    def _listen(self, view: Any, now: int) -> None:
        connection = self._request.connection
        parser = self._parser
        if view is not None:
            # What follows a close frame means nothing, even if that has to wait.
            if parser.event is None:
                self._read(view)
        elif self._code is not None:
            connection.close()
        elif parser.event is not None:
            self._finish()
        elif (parser.opcode or parser.head) and connection.leftover is None:
            self._end(self.POLICY_VIOLATION)
        if self._code is not None or parser.event is not None:
            return
        if (parser.opcode or parser.head) and connection.leftover is None:
            connection.deadline = now + self.MESSAGE_FRAGMENT_TIMEOUT_NS // 1000000
        elif self._beat:
            self._beat(self, now)
        else:
            connection.deadline = None

    def _read(self, view: Any) -> None:
        connection = self._request.connection
        parser = self._parser
        messages = self._messages
        ending = self._code is not None
        try:
            while len(view) and (ending or len(messages) < MESSAGES_WAITING):
                view = view[parser.feed(view) :]
                event = parser.event
                if event is None:
                    continue
                if event[0] == self.CLOSE:
                    break
                parser.event = None
                if ending:
                    continue
                if event[0] == self.PING:
                    self._push(frame(self.PONG, event[1]), True)
                elif event[0] != self.PONG:
                    messages.append(event[1:])
        except (ValueError, MemoryError) as error:
            parser.ended = True
            code = error.args[0] if isinstance(error, ValueError) else self.MESSAGE_TOO_BIG
            parser.event = self.CLOSE, code, None
        if parser.event is None:
            if not ending and len(messages) >= MESSAGES_WAITING:
                # Nothing is read before there is room again.
                connection.leftover = bytes(view)
        elif messages and not ending:
            # The program may answer what came before.
            connection.deadline = UNARMED
        else:
            self._finish()

    def _finish(self) -> None:
        """What the client has to be told about its close frame, or its fault."""
        _, code, reason = self._parser.event
        self._parser.event = None
        self._end(code, reason)
        if reason is not None:
            self._request.connection.close()

    def receive(self, fail_silently: bool = False) -> Optional[Union[str, bytes]]:
        """
        Takes the next message. Does not wait for it.

        :param bool fail_silently: Whether to return ``None`` if it is closed.
        :return: ``str`` or ``bytes``, or ``None`` if there is none.
        :raises RuntimeError: if it is closed. When it is the client that has closed it, the first
            call after that returns ``None``.
        """
        message = self.receive_chunk(fail_silently)
        return None if message is None else message[0]

    def receive_chunk(
        self, fail_silently: bool = False
    ) -> Optional[Tuple[Union[str, bytes], bool, bool]]:
        """
        Takes the next chunk of a message, if the Websocket was made with ``chunked=True``.

        :param bool fail_silently: See `receive`.
        :return: ``(data, is_first, is_last)``, or ``None`` if there is none.
        :raises RuntimeError: See `receive`.
        """
        messages = self._messages
        if not messages and not self.closed and self._size:
            self._look()
        if messages:
            if self._request.connection.leftover == b"":
                self._resume()
            return messages.pop(0)
        if self.closed:
            if self._told and not fail_silently:
                raise RuntimeError("Websocket connection is closed, cannot receive messages")
            self._told = True
        return None

    def _look(self) -> None:
        """Looks for a message by itself: programs may call `receive` more often than poll."""
        connection = self._request.connection
        server = self._request.server
        if self._parser.event is not None:
            self._finish()
            return
        rest = connection.leftover
        if rest is not None:
            self._resume()
            self._listen(memoryview(rest), server._now())
            return
        for _ in range(READS_PER_POLL):
            connection.receive(server._buffer, server._now())
            if self._messages or not connection.more_input:
                break
        if connection.more_input or connection.closed:
            self._resume()

    def _resume(self) -> None:
        """Reads on: the server takes another look at the connection."""
        connection = self._request.connection
        connection.leftover = None
        if connection not in connection.sending:
            connection.sending.append(connection)

    # Sending

    def send_message(
        self, message: Union[str, bytes], opcode: int = None, fail_silently: bool = False
    ) -> bool:
        """
        Sends a message.

        :param message: ``str`` is sent as text, bytes-like as binary.
        :param int opcode: (Optional) Opcode, if it shall be another one.
        :param bool fail_silently: Whether to return ``False`` if it cannot be sent.
        :return: Whether it was sent.
        :raises RuntimeError: if the Websocket was closed.
        :raises BrokenPipeError: if the client has vanished, or has not taken
            `Server.max_send_size` bytes of what came before.
        :raises ValueError: for a ping or pong of more than 125 bytes.
        """
        if self._code is not None:
            if fail_silently:
                return False
            raise RuntimeError("Websocket connection is closed, cannot send message")
        if opcode is None:
            opcode = self.TEXT if isinstance(message, str) else self.BINARY
        if isinstance(message, str):
            message = message.encode()
        if opcode & 8 and len(message) > 125:
            raise ValueError("no more than 125 bytes")
        return self._push(frame(opcode, message), fail_silently)

    def ping(self, data: Union[str, bytes] = b"", fail_silently: bool = False) -> bool:
        """
        Sends a ping. The client answers it by itself, which nobody sees.

        :param data: At most 125 bytes.
        :param bool fail_silently: See `send_message`.
        :return: See `send_message`.
        :raises RuntimeError: See `send_message`.
        :raises BrokenPipeError: See `send_message`.
        :raises ValueError: See `send_message`.
        """
        return self.send_message(data, self.PING, fail_silently)

    def close(self, code: int = None, reason: str = None) -> None:
        """
        Closes it. The client has `Server.socket_timeout` to confirm that. Never raises.

        :param int code: Close code. One that has more than two bytes is left out.
        :param str reason: Why, in at most 123 bytes; the rest is cut off.
        """
        self._told = True
        if not self.closed:
            self._end(code if code is None or 0 <= code < 65536 else None, reason)

    def _end(self, code: Optional[int], reason: str = None) -> None:
        if self._code is None:
            connection = self._request.connection
            self._code = 1005 if code is None else code
            self.close_reason = reason or ""
            self._push(close_frame(code, reason), True)
            if self._size:
                connection.deadline = UNARMED
                rest = connection.leftover
                if rest is not None:
                    self._resume()
                    self._read(memoryview(rest))
