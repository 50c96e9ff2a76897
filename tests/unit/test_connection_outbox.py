# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The two doors by which a connection's bytes leave, on a socket that takes what it is told to."""

import errno

from adafruit_httpserver.connection import (
    CLOSED,
    CLOSING,
    HANDLING,
    READING,
    SENDING,
    Connection,
)
from adafruit_httpserver.limits import CHUNKS_PER_POLL
from adafruit_httpserver.push_door import push
from tests.support.expect import raises
from tests.support.parser_cases import make_limits

NOW = 1000


class FakeSocket:
    """Takes `room` bytes, then says EAGAIN; `fault` is raised once instead."""

    def __init__(self, room=1 << 30):
        self.room = room
        self.sent = b""
        self.calls = []
        self.fault = None
        self.closed = False

    def send(self, data):
        assert not self.closed, "sent through a closed socket"
        data = bytes(data)
        self.calls.append(data)
        if self.fault is not None:
            fault = self.fault
            self.fault = None
            raise fault
        if self.room == 0:
            raise OSError(errno.EAGAIN, "later")
        taken = data[: self.room]
        self.room -= len(taken)
        self.sent += taken
        return len(taken)

    def recv_into(self, view):
        raise OSError(errno.EAGAIN, "nothing to read")

    def close(self):
        self.closed = True


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


class Read:
    """Stands in for the parser of a request that has been read to its end."""

    started = True
    complete = True


def connected(room=1 << 30, **limits):
    """A connection whose request waits for its answer, its socket, and who has output."""
    sending = []
    socket = FakeSocket(room)
    connection = Connection(socket, ("10.0.0.1", 5), make_limits(**limits), sending, NOW)
    connection.parser = Read()
    connection.keep_alive = True
    connection.state = HANDLING
    return connection, socket, sending


def flush(connection):
    """Sends what waits, without asking a source; whether all of it has left."""
    return connection.flush()


def answering(connection, source):
    """Attaches a source and begins to send it."""
    connection.attach(source)
    connection.pump(NOW)
    return connection


def ended(connection):
    """Whether the answer has left completely, and the next request may come."""
    assert connection.state in (READING, SENDING)
    assert (connection.state == READING) == (not connection.has_output)
    return connection.state == READING


def test_nothing_to_send():
    connection, socket, sending = connected()
    assert not connection.has_output
    assert not connection.closed
    assert not connection.answered
    assert flush(connection)
    connection.pump(NOW)
    assert socket.calls == []
    assert sending == []
    assert connection.state == HANDLING


# Push


def test_pushed_bytes_leave_at_once():
    connection, socket, sending = connected()
    for data in (b"abc", bytearray(b"def"), memoryview(b"ghi")):
        assert connection.send(data) == 3
    assert socket.sent == b"abcdefghi"
    assert connection.bytes_sent == 9
    assert connection.answered
    assert not connection.has_output
    assert sending == []


def test_pushing_nothing_sends_nothing():
    connection, socket, _ = connected()
    for data in (b"", bytearray(), memoryview(b"")):
        assert connection.send(data) == 0
    assert socket.calls == []


def test_immutable_bytes_into_an_empty_outbox_are_not_copied():
    connection, socket, _ = connected()
    given = []
    socket.send = lambda data: given.append(data) or len(data)
    data = b"x" * 100
    connection.send(data)
    assert given[0] is data


def test_chunks_are_not_copied():
    data = b"x" * 100
    buffer = memoryview(bytearray(100))
    for source in ((data,), [data], [buffer]):
        connection, socket, _ = connected()
        given = []
        socket.send = lambda data, given=given: given.append(data) or len(data)
        answering(connection, source)
        assert given[0] is source[0], source


def test_what_does_not_leave_waits_and_is_told():
    connection, socket, sending = connected(4)
    assert connection.send(b"abcdef") == 6
    assert socket.sent == b"abcd"
    assert connection.has_output
    assert connection.blocked
    assert sending == [connection]
    assert connection.send(b"gh") == 2
    assert sending == [connection]
    socket.room = 100
    assert flush(connection)
    assert socket.sent == b"abcdefgh"
    assert connection.bytes_sent == 8
    assert not connection.blocked
    assert not connection.has_output


def test_what_was_pushed_leaves_with_the_next_polls():
    connection, socket, _ = connected(0)
    connection.send(b"abc")
    connection.send(b"def")
    for room, sent in ((0, b""), (2, b"ab"), (0, b"ab"), (3, b"abcde"), (9, b"abcdef")):
        socket.room = room
        connection.pump(NOW)
        assert socket.sent == sent
    assert not connection.has_output
    # Nobody has said that this was all of the answer.
    assert connection.state == HANDLING


def test_a_refused_write_is_tried_again_with_the_same_bytes():
    connection, socket, _ = connected(0)
    connection.send(b"abc")
    connection.send(b"def")
    assert not flush(connection)
    assert not flush(connection)
    assert socket.calls == [b"abc"] * len(socket.calls)
    socket.room = 2
    assert not flush(connection)
    socket.calls.clear()
    assert not flush(connection)
    connection.send(b"ghi")
    assert not flush(connection)
    assert socket.calls == [b"c"] * len(socket.calls)
    assert len(socket.calls) > 1


def test_several_pushes_leave_as_one():
    connection, socket, _ = connected(0)
    connection.send(b"a")
    connection.send(b"b")
    connection.send(b"c")
    socket.calls.clear()
    socket.room = 100
    assert flush(connection)
    assert socket.calls == [b"a", b"bc"]


def test_what_is_pushed_may_change_afterwards():
    connection, socket, _ = connected(0)
    connection.send(b"a")
    data = bytearray(b"abc")
    assert connection.send(data) == 3
    assert connection.send(memoryview(data)) == 3
    data[:] = b"xyz"
    socket.room = 100
    flush(connection)
    assert socket.sent == b"aabcabc"


def test_what_is_pushed_first_may_change_afterwards():
    for kind in (bytearray, memoryview):
        connection, socket, _ = connected(1)
        data = bytearray(b"abc")
        assert connection.send(kind(data)) == 3
        data[:] = b"xyz"
        socket.room = 100
        flush(connection)
        assert socket.sent == b"abc"


def test_limit_of_what_may_wait():
    # What is leaving counts as well: ten bytes in all.
    connection, socket, _ = connected(0, max_send_size=10)
    assert connection.send(b"x") == 1
    assert connection.send(b"0123456") == 7
    assert connection.send(b"789AB") == 2
    error = raises(OSError, connection.send, b"C")
    assert error.errno == errno.EAGAIN
    assert not connection.closed
    socket.room = 5
    assert not flush(connection)
    assert connection.send(b"9ABCDEFGH") == 5
    socket.room = 100
    assert flush(connection)
    assert socket.sent == b"x0123456789ABCD"


def test_pushing_more_than_fits_takes_what_fits():
    connection, socket, _ = connected(0, max_send_size=10)
    taken = connection.send(b"0123456789ABCDEF")
    assert taken == 10
    socket.room = 100
    flush(connection)
    assert socket.sent == b"0123456789"


def test_room_that_the_socket_has_made_meanwhile_counts():
    connection, socket, _ = connected(0, max_send_size=4)
    assert connection.send(b"abcd") == 4
    socket.room = 100
    assert connection.send(b"ef") == 2
    assert socket.sent == b"abcdef"


def test_a_socket_that_is_gone():
    for code in (errno.ECONNRESET, errno.ENOTCONN, errno.EBADF, 32):
        connection, socket, _ = connected()
        socket.fault = OSError(code, "gone")
        raises(BrokenPipeError, connection.send, b"abc")
        assert connection.state == CLOSED
        assert connection.closed
        assert socket.closed
        assert not connection.has_output
        raises(BrokenPipeError, connection.send, b"abc")
        raises(BrokenPipeError, connection.send_all, b"abc")
        raises(BrokenPipeError, connection.attach, (b"abc",))
        assert len(socket.calls) == 1


def test_a_socket_that_is_short_of_memory():
    for fault in (OSError(errno.ENOBUFS, "later"), OSError(errno.EAGAIN, "later"), MemoryError()):
        connection, socket, _ = connected()
        socket.fault = fault
        assert connection.send(b"abc") == 3
        assert connection.blocked
        assert not connection.closed
        assert flush(connection)
        assert socket.sent == b"abc"


def test_send_all_goes_on_as_long_as_there_is_progress():
    class Trickling(FakeSocket):
        def send(self, data):
            self.room = 3
            return FakeSocket.send(self, data)

    socket = Trickling()
    connection = Connection(socket, ("10.0.0.1", 5), make_limits(max_send_size=5), [], NOW)
    data = bytes(range(100))
    connection.send_all(data)
    while connection.has_output:
        flush(connection)
    assert socket.sent == data


def test_what_is_pushed_by_the_server_is_no_answer():
    # RFC 9110 section 10.1.1: 100 Continue may be followed by an answer, or by an error.
    for source in ((b"HTTP/1.1 413 ",), [b"HTTP/1.1 ", b"413 "]):
        connection, socket, sending = connected(3)
        assert push(connection, b"HTTP/1.1 100 Continue\r\n\r\n") == 25
        assert not flush(connection)
        connection.list()
        connection.list()
        assert sending == [connection]
        assert not connection.answered
        assert connection.state == HANDLING
        socket.room = 100
        answering(connection, source)
        assert socket.sent == b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 413 "
        assert ended(connection)


def test_who_has_nothing_to_send_is_not_listed():
    connection, _, sending = connected()
    push(connection, b"abc")
    flush(connection)
    connection.list()
    assert sending == []


# Pull


def test_a_source_is_sent_chunk_by_chunk():
    connection, socket, _ = connected()
    connection.attach(Source(b"ab", b"cd"))
    assert connection.has_output
    assert connection.answered
    assert (connection.state, socket.calls) == (SENDING, [])
    connection.pump(NOW)
    assert ended(connection)
    assert socket.calls == [b"ab", b"cd"]
    assert connection.bytes_sent == 4
    assert not connection.answered


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
    assert connection.blocked
    connection.pump(NOW)
    assert source.asked == 1
    socket.room = 100
    assert flush(connection)
    assert source.asked == 1
    connection.pump(NOW)
    assert ended(connection)
    assert socket.sent == b"abcd"


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
        assert not connection.answered
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
