# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.connection`
====================================================

One client: its socket, its parser, its outbox and its deadline. Every method takes one bounded,
non-blocking step; only `send_all` may wait.

========  =================================  ======================================================
state     event                              next
========  =================================  ======================================================
OPENING   first bytes through TLS            READING
READING   head or body complete              HANDLING
READING   `RequestError`                     READING: the server answers it, which ends in CLOSING
READING   EOF                                CLOSED
READING   deadline between requests          CLOSED
READING   deadline in a request              READING: the server answers 408
HANDLING  `begin_body`                       READING
HANDLING  EOF while a generator waits        CLOSED, the generator is closed
HANDLING  `attach`                           SENDING
HANDLING  `hold`                             HELD
SENDING   source ends                        READING with keep-alive, else CLOSING
SENDING   source raises, deadline            CLOSED; HANDLING again if nothing of it has left
SENDING   EOF while the source has nothing   CLOSED
HELD      EOF                                CLOSED: the next push raises ``BrokenPipeError``
CLOSING   all sent, nothing to discard       CLOSED
CLOSING   deadline, EOF, enough discarded    CLOSED
any       `close`                            CLOSING
any       socket error                       CLOSED
========  =================================  ======================================================
"""

from .limits import Limits
from .message_framing import CONTINUE
from .outbox import DONE, ENDED, NOTHING_YET, Outbox
from .request_parser import RequestParser
from .transport import GONE, broken_pipe, close_socket, end_sending, receive_into

try:
    from typing import Any, Iterable, Optional, Tuple
except ImportError:
    pass

OPENING = 0
READING = 1
HANDLING = 2
SENDING = 3
HELD = 4
CLOSING = 5
CLOSED = 6

# A deadline that is set when the server looks at it next: whoever moved the connection into its
# state had no clock at hand.
UNARMED = 0
_DRAIN_SIZE = 256


class Connection(Outbox):
    """
    The connection of one client. Handlers know it as ``request.connection``.

    :param socket: Non-blocking socket of the client.
    :param tuple address: Address of the client.
    :param Limits limits: Limits of the server.
    :param list sending: The server's list of connections that have bytes to send; a connection
        puts itself there.
    :param int now: The server's time in milliseconds.
    :param bool secure: Whether a TLS handshake comes first.
    """

    parser = None
    request = None
    # A suspended generator handler.
    task = None
    # The response that is on its way and when its handler was called, for the debug output.
    response = None
    started = 0
    keep_alive = False
    # Requests answered so far.
    requests = 0
    # The peer has ended its side; it may still read.
    peer_ended = False
    # The socket has reported an error.
    failed = False
    # These two belong to `readiness`.
    watched_as = None
    watched_for = 0
    # Who is told what a held client sends, and (None) that the deadline has passed.
    listener = None
    # The last read filled the buffer: TLS may hold more, which no readiness tells of.
    more_input = False
    # What came behind the end of a request: the beginning of the next.
    leftover = None
    _head_deadline = 0
    # The client may go on with another request, whether it is kept or not.
    expects_more = False
    # How much may still come from a client that was answered too early for its taste.
    _linger_size = 0

    def __init__(
        self,
        socket: Any,
        address: Tuple[str, int],
        limits: Limits,
        sending: list,
        now: int,
        secure: bool = False,
    ):
        super().__init__(socket, limits, sending)
        self.address = address
        self.state = OPENING if secure else READING
        self.deadline = now + (limits.request_timeout_ms if secure else limits.socket_timeout_ms)

    # Receiving

    def receive(self, view: Any, now: int) -> int:
        """
        Reads once, and does with it what the state demands. A request that has arrived, or stands
        before its body, makes the state HANDLING.

        :param memoryview view: The buffer to read into.
        :param int now: The server's time.
        :return: How many bytes came.
        :raises RequestError: for a request that cannot be read.
        """
        size = receive_into(self.socket, view)
        self.more_input = size == len(view)
        if size > 0:
            if self.state <= READING:
                self.state = READING
                self.parse(view[:size], now)
            elif self.state in {HANDLING, SENDING}:
                self.leftover = (self.leftover or b"") + bytes(view[:size])
            elif self.state == HELD and self.listener is not None:
                self.listener(view[:size], now)
            elif self.state == CLOSING:
                self._discard_input(size)
            return size
        if size == GONE:
            self.drop()
        elif size == 0:
            self._end_of_input()
        return 0

    def parse(self, view: Any, now: int) -> None:
        """
        Feeds the parser, see `receive`.

        :param memoryview view: What came.
        :param int now: The server's time.
        :raises RequestError: for a request that cannot be read.
        """
        parser = self.parser
        if parser is None:
            parser = self.parser = RequestParser(self._limits)
            self._head_deadline = now + self._limits.request_timeout_ms
        elif not parser.started:
            self._head_deadline = now + self._limits.request_timeout_ms
        used = parser.feed(view)
        if parser.complete or parser.body_awaited:
            if used < len(view):
                self.leftover = bytes(view[used:])
            self.state = HANDLING
            self.deadline = None
            return
        if not parser.started:
            # An empty line, which some clients send behind a body, gives nobody more time.
            return
        self.deadline = now + self._limits.socket_timeout_ms
        if not parser.head_complete and self.deadline > self._head_deadline:
            self.deadline = self._head_deadline

    def parse_leftover(self, now: int) -> None:
        """
        Feeds the parser with what came behind the end of the last request, see `receive`.

        :param int now: The server's time.
        :raises RequestError: for a request that cannot be read.
        """
        leftover = self.leftover
        self.leftover = None
        self.parse(memoryview(leftover), now)

    def begin_body(self, max_body_size: int, now: int) -> None:
        """
        Lets the body of the request come.

        :param int max_body_size: How many bytes it may have.
        :param int now: The server's time.
        :raises RequestError: if it is announced to be longer.
        """
        self.parser.begin_body(max_body_size)
        self.state = READING
        self.deadline = now + self._limits.socket_timeout_ms

    def ask_for_body(self) -> None:
        """Sends ``100 Continue`` (RFC 9110 section 10.1.1)."""
        self._push(CONTINUE)
        if not self._flush():
            self._want_pump()

    @property
    def waits(self) -> bool:
        """Whether the answer waits for a generator, of the handler or of the response."""
        if self.state == HANDLING:
            return self.task is not None
        return self.state == SENDING and self.waits_for_source

    def _discard_input(self, size: int) -> None:
        self._linger_size -= size
        if self._linger_size <= 0 and not self.has_output:
            self.drop()

    def _end_of_input(self) -> None:
        self.peer_ended = True
        self.keep_alive = False
        # A plain answer may still be read. Whoever waits for a generator or a stream has left.
        finite = self.state in {HANDLING, SENDING} and not self.waits
        closing = self.state == CLOSING and self.has_output
        if not (finite or closing):
            self.drop()

    # Sending

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.state >= CLOSING

    def attach(self, source: Iterable[Optional[bytes]]) -> None:
        """
        Answers with the chunks of an iterable. It is asked for the next chunk when the socket has
        taken the last one completely, so it may refill and yield one buffer again and again.

        :param source: Iterable of bytes-like chunks; ``None`` means "nothing yet".
        :raises BrokenPipeError: if the connection is closed.
        """
        if self.state >= CLOSING:
            raise broken_pipe("connection is closed")
        if isinstance(source, tuple) and len(source) == 1 and not self.has_output:
            # Nearly every answer, without the ways of an iterator.
            self._chunk = source[0]
            self._source = DONE
        else:
            self._source = iter(source)
        self._source_begun = self._source is DONE
        self.answered = True
        self.state = SENDING
        self.deadline = UNARMED

    def hold(self) -> None:
        """Keeps the connection open until its owner closes it, or its client leaves."""
        self.state = HELD
        self.deadline = None if self.listener is None else UNARMED
        self.keep_alive = False

    def pump(self, now: int) -> None:
        """
        Sends a bounded number of chunks.

        :param int now: The server's time.
        :raises Exception: what the source raises. The connection is closed then, because a message
            that was cut off must not look complete; unless nothing of it has left, then the state
            is HANDLING again.
        """
        before = self.bytes_sent
        empty = self._chunk is None and self._pushed is None
        if (empty or self._flush()) and self._source is not None:
            self._pump_source(now)
        if self.state == CLOSING and not self.has_output:
            self._end_closing()
        elif self.bytes_sent != before and self.state in {SENDING, CLOSING}:
            self.deadline = now + self._limits.socket_timeout_ms

    def _pump_source(self, now: int) -> None:
        if self._source is DONE:
            self._source = None
            self._end_response(now)
            return
        try:
            result = self._pull()
        except BaseException:
            if not self._source_begun and self.state == SENDING:
                self.state = HANDLING
                self.answered = False
            else:
                self.drop()
            raise
        if self.state != SENDING:
            return
        if result == ENDED:
            self._end_response(now)
        elif result == NOTHING_YET:
            self.deadline = UNARMED
            if self.peer_ended:
                self.drop()

    def _end_response(self, now: int) -> None:
        self.requests += 1
        self.request = None
        self.answered = False
        if self.keep_alive and self.parser is not None and self.parser.complete:
            self.parser = None
            self.state = READING
            self.deadline = now + self._limits.keep_alive_timeout_ms
        else:
            self.close()

    # Ending

    def close(self) -> None:
        """
        Closes the connection when all that was sent has left. A client that is still sending is
        listened to for a moment, or it would see a reset instead of its answer.
        """
        if self.state >= CLOSING:
            return
        sending = self.parser is not None and not self.parser.complete
        if (sending or self.leftover is not None) and not self.peer_ended:
            self._linger_size = self._limits.linger_size
        self.state = CLOSING
        self.deadline = UNARMED
        self.keep_alive = False
        self.parser = self.leftover = None
        self._close_source()
        if self._flush():
            self._end_closing()
        else:
            self._want_pump()

    def _end_closing(self) -> None:
        """All has been sent."""
        if self._linger_size > 0:
            end_sending(self.socket)
            self.deadline = UNARMED
        else:
            if self.expects_more:
                self._drain()
            self.drop()

    def _drain(self) -> None:
        """What lies in the socket unread when it is closed would reset the last answer."""
        buffer = bytearray(_DRAIN_SIZE)
        for _ in range(self._limits.linger_size // _DRAIN_SIZE):
            if receive_into(self.socket, buffer) <= 0:
                return

    def drop(self) -> None:
        """Closes the connection at once. A source or a generator that is under way is closed."""
        if self.state == CLOSED:
            return
        self.state = CLOSED
        self.gone = True
        self.deadline = None
        close_socket(self.socket)
        self.parser = self.leftover = self.request = self.listener = None
        self._discard_output()
        self.close_task()

    def close_task(self) -> None:
        """Closes the generator handler, so that its ``finally`` runs."""
        task = self.task
        self.task = None
        if task is not None:
            task.close()

    def expired(self, now: int) -> bool:
        """
        Whether the deadline has passed. Sets one that is due to be set.

        :param int now: The server's time.
        """
        if self.deadline is None:
            return False
        if self.deadline == UNARMED:
            limits = self._limits
            lingering = self.state == CLOSING and not self.has_output
            self.deadline = now + (
                limits.linger_timeout_ms if lingering else limits.socket_timeout_ms
            )
        return now >= self.deadline

    @property
    def idle(self) -> bool:
        """Whether it waits for its next request, and may be given up for a new client."""
        between = self.state == READING and not self.in_request
        return between and self.requests > 0 and self.leftover is None and not self.more_input

    @property
    def in_request(self) -> bool:
        """Whether something of a request has come; an empty line is nothing of it."""
        return self.parser is not None and self.parser.started
