# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.outbox`
====================================================

Bytes on their way to one socket. They come in by two doors: *pull*, an iterator of chunks that is
asked for the next chunk when the last one is gone, and *push*, a bounded queue.
"""

from .limits import CHUNKS_PER_POLL, Limits
from .transport import EAGAIN, GONE, broken_pipe, pause, send

try:
    from typing import Any
except ImportError:
    pass

# Source of an answer that is one chunk: there is nothing more to ask for.
DONE = ()

# What pull() found.
ENDED = 0
NOTHING_YET = 1
MORE = 2
_STEP_MS = 10


def close_iterator(iterator: Any) -> None:
    """Dropping a generator does not run its ``finally`` on a board, closing it does."""
    if hasattr(iterator, "close"):
        iterator.close()


class Outbox:
    """
    Bytes on their way to one socket.

    :param socket: Non-blocking socket.
    :param Limits limits: Limits of the server.
    :param list sending: The server's list of those that have something to send; an outbox puts
        itself there.
    """

    # Defaults are the class's, so that an idle client costs a board no memory for them.

    # The socket did not take all of the last chunk.
    blocked = False
    # The source had nothing when it was asked last.
    waits_for_source = False
    # Nothing is read, because there is no room for it.
    paused = False
    # The socket is closed.
    gone = False
    # Something of an answer has been handed over.
    answered = False
    # How many bytes have left.
    bytes_sent = 0
    # The chunk that is leaving, and how much of it has left.
    _chunk = None
    _offset = 0
    # What was pushed behind it.
    _pushed = None
    _pushed_size = 0
    # The iterator that is asked when all that is gone.
    _source = None
    # Something of it has been taken.
    _source_begun = False

    def __init__(self, socket: Any, limits: Limits, sending: list):
        self.socket = socket
        self._limits = limits
        self._sending = sending

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.gone

    @property
    def has_output(self) -> bool:
        """Whether there is something to send, now or later."""
        return self._chunk is not None or self._pushed is not None or self._source is not None

    def drop(self) -> None:
        """Called when the socket is gone. A subclass closes it."""
        self.gone = True
        self._discard_output()

    def _discard_output(self) -> None:
        """Forgets what was not sent."""
        self._chunk = self._pushed = None
        self.blocked = False
        self._close_source()

    def _close_source(self) -> None:
        source = self._source
        self._source = None
        close_iterator(source)

    def send(self, data: Any) -> int:
        """
        Takes what fits, as a socket's ``send`` does. It leaves at once or during the next polls.

        :param data: Bytes-like.
        :return: How many bytes were taken.
        :raises BrokenPipeError: if the connection is closed.
        :raises OSError: with ``EAGAIN`` if nothing fits, because the client does not read.
        """
        if self.closed:
            raise broken_pipe("connection is closed")
        self.answered = True
        taken = self._push(data)
        if not taken and len(data):
            self._push_out()
            taken = self._push(data)
            if not taken:
                raise OSError(EAGAIN, "client does not read")
        self._push_out()
        return taken

    def send_whole(self, data: bytes) -> None:
        """
        Takes all of it: whatever its size if nothing else waits, or else as much as
        ``max_send_size`` allows. A client that has no room for it is dropped, because half a
        message is worse than none.

        :param bytes data: Something that means nothing in parts, like a message.
        :raises BrokenPipeError: if the connection is closed, or is now.
        """
        if self.closed:
            raise broken_pipe("connection is closed")
        self.answered = True
        if not self.has_output:
            # Nearly always. Kept without a copy until it has left.
            self._chunk = data
            if not self._flush():
                if self.gone:
                    raise broken_pipe("client is gone")
                self._want_pump()
            return
        room = self._limits.max_send_size - self._pushed_size
        if self._chunk is not None:
            room -= len(self._chunk) - self._offset
        if len(data) > room:
            self.drop()
            raise broken_pipe("client does not read")
        if self._pushed is None:
            self._pushed = []
        self._pushed.append(data)
        self._pushed_size += len(data)
        self._push_out()

    def _push_out(self) -> None:
        # While a source is being sent, what is pushed waits for the end of its chunk.
        if self._chunk is None or self.blocked:
            self._flush()
        if self.gone:
            raise broken_pipe("client is gone")
        self._want_pump()

    def _want_pump(self) -> None:
        if self.has_output and self not in self._sending:
            self._sending.append(self)

    def resume(self) -> None:
        """Reads on, after `paused`: the pool takes another look at it."""
        self.paused = False
        if self not in self._sending:
            self._sending.append(self)

    def send_all(self, data: Any) -> None:
        """
        Sends all of it. The only method that may wait: for a client that reads slowly, at most
        ``socket_timeout`` without any progress.

        :param data: Bytes-like.
        :raises BrokenPipeError: if the connection is closed, or the client does not read.
        """
        waited = 0
        rest = data
        while len(rest):
            before = self.bytes_sent
            try:
                taken = self.send(rest)
            except OSError as error:
                if error.errno != EAGAIN:
                    raise
                if waited >= self._limits.socket_timeout_ms:
                    self.drop()
                    raise broken_pipe("client does not read") from None
                pause(_STEP_MS)
                waited = 0 if self.bytes_sent != before else waited + _STEP_MS
                continue
            waited = 0
            rest = memoryview(rest)[taken:]

    def _push(self, data: Any) -> int:
        """Takes what fits into the queue, and returns how much that is."""
        waiting = self._pushed_size
        if self._chunk is not None:
            waiting += len(self._chunk) - self._offset
        room = self._limits.max_send_size - waiting
        if room <= 0:
            return 0
        # Only bytes are sure not to change while they wait.
        if len(data) > room or not isinstance(data, bytes):
            data = bytes(memoryview(data)[:room])
        if data:
            if self._pushed is None:
                self._pushed = []
            self._pushed.append(data)
            self._pushed_size += len(data)
        return len(data)

    def _flush(self) -> bool:
        """Sends the chunk that is leaving and what was pushed; ``False`` if something is left."""
        while self._chunk is not None or self._pushed is not None:
            chunk = self._chunk
            if chunk is None:
                chunk = self._next_pushed()
            # A refused write is tried again with the same bytes, as TLS demands.
            rest = memoryview(chunk)[self._offset :] if self._offset else chunk
            sent = send(self.socket, rest)
            if sent < 0:
                if sent == GONE:
                    self.drop()
                else:
                    self.blocked = True
                return False
            self.bytes_sent += sent
            self.blocked = sent < len(rest)
            if self.blocked:
                self._offset += sent
                return False
            self._chunk = None
            self._offset = 0
        return True

    def _next_pushed(self) -> bytes:
        # Several small events leave as one packet.
        pushed = self._pushed
        self._chunk = pushed[0] if len(pushed) == 1 else b"".join(pushed)
        self._pushed = None
        self._pushed_size = 0
        return self._chunk

    def _pull(self) -> int:
        """Sends chunks of the source, at most a few: one of the three results above."""
        # Not an attribute while it runs: it may close this connection, but cannot be closed.
        source = self._source
        self._source = None
        budget = CHUNKS_PER_POLL
        result = ENDED
        for chunk in source:
            self.waits_for_source = chunk is None
            if chunk is None:
                result = NOTHING_YET
                break
            if len(chunk):
                self._source_begun = True
                self._chunk = chunk
                if not self._flush():
                    result = MORE
                    break
            budget -= 1
            if not budget:
                result = MORE
                break
        if self.gone:
            close_iterator(source)
        elif result != ENDED:
            self._source = source
        return result
