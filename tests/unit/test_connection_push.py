# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The door by which a connection's bytes leave that were pushed."""

import errno

from adafruit_httpserver.connection import CLOSED, HANDLING, Connection
from adafruit_httpserver.limits import ON_BOARD
from adafruit_httpserver.push_door import push
from tests.support.expect import raises
from tests.support.outbox import NOW, FakeSocket, answering, connected, ended, flush
from tests.support.parser_cases import make_limits


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
    assert connection.blocked != ON_BOARD
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
        assert connection.blocked != ON_BOARD
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


def test_what_was_pushed_says_nothing_of_the_next_answer():
    connection, socket, _ = connected()
    connection.send(b"a")
    answering(connection, (b"b",))
    connection.pump(NOW)
    assert socket.sent == b"ab" and ended(connection)
    assert not connection.answered
