# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The door by which a connection's bytes leave that are pulled from a source."""

import errno

from adafruit_httpserver.connection import CLOSED, CLOSING, HANDLING, SENDING
from adafruit_httpserver.limits import CHUNKS_PER_POLL, ON_BOARD
from tests.support.expect import raises
from tests.support.outbox import NOW, answering, connected, ended, flush


class Source:
    """An iterator of chunks that tells whether it was closed, and how often it was asked."""

    def __init__(self, *chunks):
        self.chunks = list(chunks)
        self.asked = 0
        self.closed = False

    def __iter__(self):
        return self

    def __next__(self):
        self.asked += 1
        if not self.chunks:
            raise StopIteration
        return self.chunks.pop(0)

    def close(self):
        self.closed = True


def test_a_source_is_sent_chunk_by_chunk():
    connection, socket, _ = connected()
    connection.attach(Source(b"ab", b"cd"))
    assert connection.has_output
    assert (connection.state, socket.calls) == (SENDING, [])
    connection.pump(NOW)
    assert ended(connection)
    assert socket.calls == [b"ab", b"cd"]
    assert connection.bytes_sent == 4


def test_a_source_may_be_anything_that_can_be_iterated():
    def generate():
        yield b"a"
        yield b""
        yield b"b"

    for source in ([b"a", b"b"], (b"a", b"b"), (b"ab",), [b"ab"], (b"", b"ab", b""), generate()):
        connection, socket, _ = connected()
        assert ended(answering(connection, source))
        assert socket.sent == b"ab"
        assert connection.requests == 1


def test_a_source_of_nothing():
    for source in ([], iter(()), [b""]):
        connection, socket, _ = connected()
        assert ended(answering(connection, source))
        assert socket.calls == []


def test_an_empty_tuple_is_a_source_of_nothing():
    connection, socket, _ = connected()
    assert ended(answering(connection, ()))
    assert socket.calls == []


def test_an_answer_of_one_chunk_ends_when_all_of_it_has_left():
    connection, socket, _ = connected(1)
    answering(connection, (b"abc",))
    assert not ended(connection)
    socket.room = 1
    connection.pump(NOW)
    assert not ended(connection)
    socket.room = 1
    connection.pump(NOW)
    assert socket.sent == b"abc"
    assert ended(connection)


def test_a_source_may_refill_one_buffer():
    def refill():
        buffer = bytearray(4)
        for number in range(3):
            buffer[:] = b"%04d" % number
            yield memoryview(buffer)

    connection, socket, _ = connected(2)
    connection.attach(refill())
    for _ in range(20):
        connection.pump(NOW)
        if ended(connection):
            break
        socket.room = 3
    assert socket.sent == b"000000010002"


def test_a_source_is_asked_when_the_last_chunk_is_gone_and_not_before():
    connection, socket, _ = connected(1)
    source = Source(b"ab", b"cd")
    answering(connection, source)
    assert not ended(connection)
    assert source.asked == 1
    assert connection.blocked != ON_BOARD
    connection.pump(NOW)
    assert source.asked == 1
    socket.room = 100
    assert flush(connection)
    assert source.asked == 1
    connection.pump(NOW)
    assert ended(connection)
    assert socket.sent == b"abcd"


def test_what_was_sent_before_the_end_leaves_although_the_client_says_no_more():
    """The source has nothing, and the program ends the answer."""
    connection, socket, _ = connected(3)

    def source():
        yield b"a"
        connection.send(b"0123456789")
        yield None

    answering(connection, source())
    connection.pump(NOW)
    assert connection.waits_for_source
    connection.close()
    socket.recv_into = lambda view: 0
    connection.receive(memoryview(bytearray(8)), NOW)
    assert connection.state == CLOSING
    socket.room = 100
    connection.pump(NOW)
    assert socket.sent == b"a0123456789" and connection.state == CLOSED


def test_a_source_that_has_nothing_yet():
    connection, socket, _ = connected()
    connection.attach(Source(None, b"a", None, None, b"b"))
    for sent, waits in ((b"", True), (b"a", True), (b"a", True), (b"ab", False)):
        connection.pump(NOW)
        assert ended(connection) != waits
        assert socket.sent == sent
        assert connection.waits_for_source == waits
        assert ended(connection) or connection.listens


def test_a_fast_reader_gets_a_few_chunks_at_a_time():
    connection, socket, _ = connected()
    answering(connection, Source(*[b"x"] * (CHUNKS_PER_POLL * 2 + 1)))
    assert not ended(connection)
    assert not connection.waits_for_source
    assert len(socket.calls) == CHUNKS_PER_POLL
    connection.pump(NOW)
    assert not ended(connection)
    connection.pump(NOW)
    assert ended(connection)
    assert len(socket.sent) == CHUNKS_PER_POLL * 2 + 1


def test_a_source_of_empty_chunks_does_not_hold_the_others_up():
    connection, socket, _ = connected()
    source = Source(*[b""] * 1000)
    answering(connection, source)
    assert not ended(connection)
    assert not connection.waits_for_source
    assert source.asked <= CHUNKS_PER_POLL
    assert socket.calls == []


def test_a_source_is_closed_when_the_socket_is_gone():
    connection, socket, _ = connected()
    source = Source(b"ab", b"cd")
    socket.fault = OSError(errno.ECONNRESET, "gone")
    answering(connection, source)
    assert connection.state == CLOSED
    assert socket.closed
    assert source.closed
    assert source.asked == 1
    assert not connection.has_output


def test_a_source_is_closed_when_the_connection_is_dropped():
    connection, _, _ = connected(0)
    source = Source(b"ab", b"cd")
    answering(connection, source)
    connection.drop()
    assert source.closed
    assert not connection.has_output
    assert not connection.blocked


def test_a_connection_that_is_dropped_keeps_nothing():
    connection, _, _ = connected(0)
    answering(connection, Source(b"ab", b"cd"))
    connection.leftover = b"GET"
    connection.listener = len
    connection.drop()
    for name in ("parser", "request", "task", "leftover", "listener", "source", "chunk", "pushed"):
        assert getattr(connection, name) is None, name


def test_a_source_is_closed_when_the_connection_is():
    connection, socket, sending = connected(1)
    source = Source(b"ab", b"cd")
    answering(connection, source)
    connection.close()
    assert source.closed
    # What has left in part leaves completely.
    assert (connection.state, sending) == (CLOSING, [connection])
    assert not socket.closed
    socket.room = 100
    connection.pump(NOW)
    assert socket.sent == b"ab"
    assert connection.state == CLOSED
    assert socket.closed
    assert source.asked == 1


def test_a_generator_is_closed_so_that_its_finally_runs():
    ran = []

    def generate():
        try:
            yield b"ab"
            yield b"cd"
        finally:
            ran.append(True)

    connection, _, _ = connected(0)
    answering(connection, generate())
    connection.drop()
    assert ran == [True]


def test_a_source_that_raises():
    def generate():
        yield b"ab"
        raise ValueError("of the source")

    connection, socket, _ = connected()
    connection.attach(generate())
    raises(ValueError, connection.pump, NOW)
    assert socket.sent == b"ab"
    # A message that was cut off must not look complete.
    assert connection.state == CLOSED
    assert socket.closed
    assert not connection.has_output


def test_a_source_that_raises_before_it_has_given_anything():
    def generate(*first):
        yield from first
        raise ValueError("of the source")

    for first in ((), (b"",), (None,)):
        connection, socket, _ = connected()
        connection.attach(generate(*first))
        if first == (None,):
            connection.pump(NOW)
        raises(ValueError, connection.pump, NOW)
        # Its client can still be told.
        assert connection.state == HANDLING
        assert not connection.has_output
        assert ended(answering(connection, (b"500",)))
        assert socket.sent == b"500"


def test_what_is_pushed_meanwhile_waits_for_the_end_of_the_chunk():
    connection, socket, _ = connected(1)
    answering(connection, Source(b"abcd", b"efgh"))
    connection.send(b"-")
    socket.room = 100
    assert flush(connection)
    assert socket.sent == b"abcd-"
    connection.pump(NOW)
    assert socket.sent == b"abcd-efgh"


def test_what_was_pushed_before_leaves_before():
    for source in ((b"cd",), [b"cd"], (b"c", b"d")):
        connection, socket, _ = connected(1)
        connection.send(b"a")
        connection.send(b"b")
        answering(connection, source)
        socket.room = 100
        connection.pump(NOW)
        assert socket.sent == b"abcd"
        assert ended(connection)
