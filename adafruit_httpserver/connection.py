# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.connection`
====================================================

One client: its socket, its parser, what is to be sent and its deadline. Every method takes one
bounded, non-blocking step; only `send_all` may wait.

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
HELD      bytes, deadline                    HELD: the listener is told
HELD      EOF                                CLOSED: the next push raises ``BrokenPipeError``
CLOSING   all sent, nothing to discard       CLOSED
CLOSING   deadline, EOF, enough discarded    CLOSED
any       `close`                            CLOSING
any       socket error                       CLOSED
========  =================================  ======================================================
"""

from .limits import ON_BOARD, Limits
from .request_parser import RequestParser
from .transport import GONE, attempt, broken_pipe, close_iterator, reason, receive_into

try:
    from typing import TYPE_CHECKING, Any, Callable, Iterator, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .request import Request
        from .response import Response
except ImportError:
    pass

OPENING = 0
READING = 1
HANDLING = 2
SENDING = 3
HELD = 4
CLOSING = 5
CLOSED = 6

# A deadline that is set when the server looks at it next: whoever set the state had no clock.
UNARMED = 0
_DRAIN_READS = 64  # Of what lies unread in a socket that is closed: it would reset the answer.
_DRAIN_SIZE = 256  # Bytes of each.


class Connection:
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

    # Defaults are the class's, so that an idle client costs a board no memory for them.
    parser: "Union[RequestParser, Any]" = None
    request: "Union[Request, Any]" = None
    task: "Any" = None  # A suspended generator handler.
    # The response that is on its way and when its handler was called, for the debug output.
    response: "Optional[Response]" = None
    started = 0
    keep_alive = False
    requests = 0  # Answered so far.
    peer_ended = False  # It may still read.
    more_input = False  # The last read filled the buffer: TLS may hold more, untold.
    leftover: "Union[bytes, Any]" = None  # Came behind a request, or found no room in its listener.
    # Who is told what a held client sends, and (None) that its deadline has passed.
    listener: "Union[Callable[[Any, int], Any], Any]" = None
    _head_deadline = 0
    expects_more = False  # The client may go on with another request, kept or not.
    # May still come of what was answered too early. Less than nothing: is read over meanwhile.
    linger_size = 0

    blocked = False  # The socket did not take all of the last chunk. On a PC only.
    waits_for_source = False  # The source had nothing when it was asked last.
    answered = False  # Something of an answer has been pushed.
    bytes_sent = 0
    # The chunk that is leaving, how much of it has left, and what was pushed behind it.
    chunk: "Any" = None
    offset = 0
    pushed: "Optional[bytearray]" = None
    # The iterator that is asked when all that is gone, and whether it has given anything.
    source: "Union[Iterator, Any]" = None
    begun = False

    def __init__(
        self,
        socket: Any,
        address: "Tuple[str, int]",
        limits: Limits,
        sending: list,
        now: "Union[int, Any]",
        secure: bool = False,
    ):
        self.socket = socket
        self.address = address
        self.limits = limits
        self.sending = sending
        self.state = OPENING if secure else READING
        self.deadline = now + (limits.request_timeout if secure else limits.socket_timeout)

    def receive(self, view: memoryview, now: int) -> int:
        """
        Reads once, and does with it what the state demands. A request that has arrived, or stands
        before its body, makes the state HANDLING.

        :param memoryview view: The buffer to read into.
        :param int now: The server's time.
        :return: How many bytes came.
        :raises RequestError: for a request that cannot be read.
        """
        size = receive_into(self.socket, view)
        if size == len(view) or self.more_input:
            self.more_input = size == len(view)
        if size > 0:
            if self.state <= READING:
                self.parse(view[:size], now)
            elif self.state == CLOSING or self.linger_size:
                self.linger_size -= size
                if self.state == CLOSING and self.linger_size <= 0 and not self.has_output:
                    self.drop()
            elif self.state <= SENDING:
                self.leftover = (self.leftover or b"") + bytes(view[:size])
            elif self.listener:
                self.listener(view[:size], now)
            return size
        if size == GONE:
            self.drop()
        elif size == 0:
            # A plain answer may still be read.
            waits = self.task is not None or self.waits_for_source
            finite = HANDLING <= self.state <= SENDING and not waits
            if finite or self.state == CLOSING and self.has_output:
                self.peer_ended = True
                self.keep_alive = False
            else:
                self.drop()
        return 0

    def parse(self, view: "Optional[memoryview]", now: int) -> None:
        """
        Feeds the parser, see `receive`.

        :param memoryview view: What came; ``None`` for what came behind the last request.
        :param int now: The server's time.
        :raises RequestError: for a request that cannot be read.
        """
        if view is None:
            view = memoryview(self.leftover)
            self.leftover = None
        limits = self.limits
        size = len(view)
        done = False
        parser = self.parser
        if parser is None:
            parser = limits.last_parser
            if parser is not None:
                # A PC compares bytes faster, a board would have to make them.
                head = parser.head
                used = len(head)
                start = view if used == size else view[:used]
                # The same once more need not be read again; without a body nobody changes it.
                done = (start if ON_BOARD else bytes(start)) == head
            if not (done and parser.complete):
                last = parser
                parser = RequestParser(limits)
                if done:
                    parser.begin(head, last.line, last.block)
            self.parser = parser
        if not done:
            self.state = READING
            if not parser.started:
                self._head_deadline = now + limits.request_timeout
            used = parser.feed(view)
            done = parser.complete or parser.body_awaited
        if done:
            if used < size:
                self.leftover = bytes(view[used:])
            self.state = HANDLING
            self.deadline = None
        elif parser.started:
            # An empty line, which some clients send behind a body, gives nobody more time.
            self.deadline = now + limits.socket_timeout
            if parser.block is None:
                self.deadline = min(self.deadline, self._head_deadline)

    @property
    def listens(self) -> "Union[bool, int]":
        """Whether it may be read from."""
        # An EOF is readable for ever.
        if self.peer_ended or HANDLING <= self.state <= HELD and self.leftover is not None:
            return False
        # While an answer is made or leaves, the next request waits. Who waits himself may leave.
        waits = self.task is not None or self.waits_for_source or self.linger_size
        return waits or not HANDLING <= self.state < HELD

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.state >= CLOSING

    @property
    def has_output(self) -> bool:
        """Whether there is something to send, now or later."""
        return self.chunk is not None or self.source is not None

    def attach(self, source: "Any") -> None:
        """
        Answers with the chunks of an iterable. It is asked for the next chunk when the socket has
        taken the last one completely, so it may refill and yield one buffer again and again.

        :param source: Iterable of bytes-like chunks; ``None`` means "nothing yet".
        :raises BrokenPipeError: if the connection is closed.
        """
        if self.state >= CLOSING:
            raise broken_pipe()
        if isinstance(source, tuple) and len(source) == 1 and self.chunk is None:
            self.chunk = source[0]  # Nearly every answer.
        else:
            self.begun = False
            self.source = iter(source)
        self.state = SENDING
        self.deadline = UNARMED

    def hold(self) -> None:
        """Keeps the connection open until its owner closes it, or its client leaves."""
        self.state = HELD
        self.leftover = None
        self.keep_alive = False

    def send(self, data: Any) -> int:
        """Takes what fits, as a socket's ``send`` does, see `push_door.send`."""
        # Loaded by those who push.
        from .push_door import send

        return send(self, data)

    def send_all(self, data: Any) -> None:
        """Sends all of it. The only method that may wait, see `push_door.send_all`."""
        from .push_door import send_all

        send_all(self, data)

    def flush(self) -> bool:
        """Sends the chunk that is leaving and what was pushed; ``False`` if something is left."""
        data = self.chunk
        while data is not None:
            offset = self.offset
            if offset:
                data = memoryview(data)[offset:]  # TLS demands the same bytes again.
            try:
                size = self.socket.send(data)
            except Exception as error:
                if reason(error) == GONE:
                    self.drop()
                    return False
                size = 0
            self.bytes_sent += size
            if size < len(data):
                self.offset += size
                if not ON_BOARD:
                    self.blocked = True
                return False
            self.chunk = data = self.pushed
            if data is not None:
                self.pushed = None
            if offset:
                self.offset = 0
        if not ON_BOARD:
            self.blocked = False
        return True

    def list(self) -> None:
        """Puts itself among those that have something to send."""
        if self.has_output and self not in self.sending:
            self.sending.append(self)

    def pump(self, now: int) -> None:
        """
        Sends a bounded number of chunks.

        :param int now: The server's time.
        :raises Exception: what the source raises. If nothing has left the state is HANDLING again,
            else it is CLOSED: a message that was cut off must not look complete.
        """
        sent = self.bytes_sent
        if self.chunk is None or self.flush():
            if self.source is not None:
                from .pull_door import pull

                pull(self, now)
            elif self.state == SENDING:
                self.end_response(now)
                return
        if self.state == CLOSING and not self.has_output:
            self._end_closing()
        elif self.bytes_sent != sent and self.state in (SENDING, CLOSING):
            self.deadline = now + self.limits.socket_timeout

    def end_response(self, now: int) -> None:
        """All of an answer has been sent; ``now`` is the server's time."""
        self.requests += 1
        self.request = None
        if self.answered:
            self.answered = False
        if self.keep_alive and self.parser.complete:
            self.parser = None
            self.state = READING
            self.deadline = now + self.limits.keep_alive_timeout
        else:
            self.close()

    def close(self) -> None:
        """
        Closes the connection when all that was sent has left. A client that is still sending is
        listened to for a moment, or it would see a reset instead of its answer.
        """
        if self.state < CLOSING:
            parser = self.parser
            sending = parser is not None and not parser.complete
            self.expects_more = parser is not None and parser.keep_alive
            if (sending or self.leftover is not None) and not self.peer_ended:
                self.linger_size = self.limits.linger_size
            self.state = CLOSING
            self.deadline = UNARMED
            self.keep_alive = False
            self.parser = None
            self._forget()
            if self.flush():
                self._end_closing()
            self.list()

    def _end_closing(self) -> None:
        """All has been sent."""
        if self.linger_size > 0:
            if hasattr(self.socket, "shutdown"):
                # Boards' sockets cannot say that nothing more will come.
                attempt(self.socket.shutdown, 1)
            self.deadline = UNARMED
            return
        left = _DRAIN_READS * self.expects_more
        view = memoryview(bytearray(_DRAIN_SIZE))
        while left and receive_into(self.socket, view) > 0:
            left -= 1
        self.drop()

    def drop(self) -> None:
        """Closes the connection at once. A source or a generator that is under way is closed."""
        if self.state != CLOSED:
            self.state = CLOSED
            attempt(self.socket.close)
            self.deadline = self.parser = self.request = None
            if self.chunk is not None:
                self.chunk = self.pushed = None
                if not ON_BOARD:
                    self.blocked = False
            self._forget()
            task = self.task
            if task is not None:
                self.task = None
                close_iterator(task)

    def _forget(self) -> None:
        """Lets go of what is held, if anything is: a board would make room for what never was."""
        source = self.source
        if not (self.leftover is None and self.listener is None and source is None):
            self.leftover = self.listener = self.source = None
            close_iterator(source)

    @property
    def idle(self) -> bool:
        """Whether it waits for its next request, and may be given up for a new client."""
        return (
            self.state == READING
            and self.requests > 0
            and self.leftover is None
            and not (self.more_input or self.parser is not None and self.parser.started)
        )
