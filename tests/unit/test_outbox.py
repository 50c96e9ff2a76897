# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The two doors by which bytes leave, on a socket that takes as much as it is told."""

import errno

from adafruit_httpserver.limits import CHUNKS_PER_POLL
from adafruit_httpserver.outbox import ENDED, MORE, NOTHING_YET, Outbox
from tests.support.expect import raises
from tests.support.parser_cases import make_limits


class FakeSocket:
    """Takes `room` bytes, then says EAGAIN; `fault` is raised once instead."""

    def __init__(self, room=1 << 30):
        self.room = room
        self.sent = b""
        self.calls = []
        self.fault = None

    def send(self, data):
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


def outbox(room=1 << 30, **limits):
    socket = FakeSocket(room)
    sending = []
    return Outbox(socket, make_limits(**limits), sending), socket, sending


def pulling(box, source):
    """Attach a source as a connection does."""
    box._source = iter(source)
    return box


def test_nothing_to_send():
    box, socket, sending = outbox()
    assert not box.has_output
    assert not box.closed
    assert not box.answered
    assert box._flush()
    assert socket.calls == []
    assert sending == []


def test_pushed_bytes_leave_at_once():
    box, socket, sending = outbox()
    for data in (b"abc", bytearray(b"def"), memoryview(b"ghi")):
        assert box.send(data) == 3
    assert socket.sent == b"abcdefghi"
    assert box.bytes_sent == 9
    assert box.answered
    assert not box.has_output
    assert sending == []


def test_pushing_nothing_sends_nothing():
    box, socket, _ = outbox()
    assert box.send(b"") == 0
    assert socket.calls == []


def test_immutable_bytes_into_an_empty_outbox_are_not_copied():
    class Keeping(FakeSocket):
        def send(self, data):
            self.last = data
            return len(data)

    socket = Keeping()
    box = Outbox(socket, make_limits(), [])
    data = b"x" * 100
    box.send(data)
    assert socket.last is data


def test_what_does_not_leave_waits_and_is_told():
    box, socket, sending = outbox(4)
    assert box.send(b"abcdef") == 6
    assert socket.sent == b"abcd"
    assert box.has_output
    assert box.blocked
    assert sending == [box]
    assert box.send(b"gh") == 2
    assert sending == [box]
    socket.room = 100
    assert box._flush()
    assert socket.sent == b"abcdefgh"
    assert not box.blocked
    assert not box.has_output


def test_a_refused_write_is_tried_again_with_the_same_bytes():
    box, socket, _ = outbox(0)
    box.send(b"abc")
    box.send(b"def")
    assert not box._flush()
    assert not box._flush()
    assert socket.calls == [b"abc"] * len(socket.calls)
    socket.room = 2
    assert not box._flush()
    socket.calls.clear()
    assert not box._flush()
    assert not box._flush()
    assert socket.calls == [b"c", b"c"]


def test_several_pushes_leave_as_one():
    box, socket, _ = outbox(0)
    box.send(b"a")
    box.send(b"b")
    box.send(b"c")
    socket.calls.clear()
    socket.room = 100
    assert box._flush()
    assert socket.calls == [b"a", b"bc"]


def test_what_is_pushed_may_change_afterwards():
    box, socket, _ = outbox(0)
    box.send(b"a")
    data = bytearray(b"abc")
    assert box.send(data) == 3
    assert box.send(memoryview(data)) == 3
    data[:] = b"xyz"
    socket.room = 100
    box._flush()
    assert socket.sent == b"aabcabc"


def test_limit_of_what_may_wait():
    # What is leaving counts as well: ten bytes in all.
    box, socket, _ = outbox(0, max_send_size=10)
    assert box.send(b"x") == 1
    assert box.send(b"0123456") == 7
    assert box.send(b"789AB") == 2
    error = raises(OSError, box.send, b"C")
    assert error.errno == errno.EAGAIN
    assert not box.closed
    socket.room = 5
    assert not box._flush()
    assert box.send(b"9ABCDEFGH") == 5
    socket.room = 100
    assert box._flush()
    assert socket.sent == b"x0123456789ABCD"


def test_pushing_more_than_fits_takes_what_fits():
    box, socket, _ = outbox(0, max_send_size=10)
    taken = box.send(b"0123456789ABCDEF")
    assert taken == 10
    socket.room = 100
    box._flush()
    assert socket.sent == b"0123456789"


def test_a_socket_that_is_gone():
    for code in (errno.ECONNRESET, errno.ENOTCONN, errno.EBADF, 32):
        box, socket, _ = outbox()
        socket.fault = OSError(code, "gone")
        raises(BrokenPipeError, box.send, b"abc")
        assert box.gone
        assert box.closed
        assert not box.has_output
        raises(BrokenPipeError, box.send, b"abc")
        assert len(socket.calls) == 1


def test_a_socket_that_is_short_of_memory():
    for fault in (OSError(errno.ENOBUFS, "later"), OSError(errno.EAGAIN, "later"), MemoryError()):
        box, socket, _ = outbox()
        socket.fault = fault
        assert box.send(b"abc") == 3
        assert box.blocked
        assert not box.gone
        assert box._flush()
        assert socket.sent == b"abc"


def test_send_all_goes_on_as_long_as_there_is_progress():
    class Trickling(FakeSocket):
        def send(self, data):
            self.room = 3
            return FakeSocket.send(self, data)

    socket = Trickling()
    box = Outbox(socket, make_limits(max_send_size=5), [])
    data = bytes(range(100))
    box.send_all(data)
    while box.has_output:
        box._flush()
    assert socket.sent == data


def test_a_source_is_sent_chunk_by_chunk():
    box, socket, _ = outbox()
    source = Source(b"ab", b"cd")
    pulling(box, source)
    assert box.has_output
    assert box._pull() == ENDED
    assert socket.calls == [b"ab", b"cd"]
    assert box.bytes_sent == 4
    assert not box.has_output


def test_a_source_may_be_anything_that_can_be_iterated():
    def generate():
        yield b"a"
        yield b""
        yield b"b"

    for source in ([b"a", b"b"], (b"a", b"b"), generate()):
        box, socket, _ = outbox()
        assert pulling(box, source)._pull() == ENDED
        assert socket.sent == b"ab"


def test_a_source_may_refill_one_buffer():
    def refill():
        buffer = bytearray(4)
        for number in range(3):
            buffer[:] = b"%04d" % number
            yield memoryview(buffer)

    box, socket, _ = outbox(2)
    pulling(box, refill())
    for _ in range(20):
        if box._flush() and box.has_output and box._pull() == ENDED:
            break
        socket.room = 3
    assert socket.sent == b"000000010002"


def test_a_source_is_asked_when_the_last_chunk_is_gone_and_not_before():
    box, socket, _ = outbox(1)
    source = Source(b"ab", b"cd")
    pulling(box, source)
    assert box._pull() == MORE
    assert source.asked == 1
    assert box.blocked
    assert not box._flush()
    assert source.asked == 1
    socket.room = 100
    assert box._flush()
    assert box._pull() == ENDED
    assert socket.sent == b"abcd"


def test_a_source_that_has_nothing_yet():
    box, socket, _ = outbox()
    source = Source(None, b"a", None, None, b"b")
    pulling(box, source)
    for result, sent, waits in (
        (NOTHING_YET, b"", True),
        (NOTHING_YET, b"a", True),
        (NOTHING_YET, b"a", True),
        (ENDED, b"ab", False),
    ):
        assert box._pull() == result
        assert socket.sent == sent
        assert box.waits_for_source == waits


def test_a_fast_reader_gets_a_few_chunks_at_a_time():
    box, socket, _ = outbox()
    source = Source(*[b"x"] * (CHUNKS_PER_POLL * 2 + 1))
    pulling(box, source)
    assert box._pull() == MORE
    assert len(socket.calls) == CHUNKS_PER_POLL
    assert box._pull() == MORE
    assert box._pull() == ENDED
    assert len(socket.sent) == CHUNKS_PER_POLL * 2 + 1


def test_a_source_of_empty_chunks_does_not_hold_the_others_up():
    box, socket, _ = outbox()
    source = Source(*[b""] * 1000)
    pulling(box, source)
    assert box._pull() == MORE
    assert source.asked <= CHUNKS_PER_POLL
    assert socket.calls == []


def test_a_source_is_closed_when_the_socket_is_gone():
    box, socket, _ = outbox()
    source = Source(b"ab", b"cd")
    socket.fault = OSError(errno.ECONNRESET, "gone")
    pulling(box, source)._pull()
    assert box.gone
    assert source.closed
    assert source.asked == 1
    assert not box.has_output


def test_a_source_is_closed_when_the_outbox_is_dropped():
    box, _, _ = outbox(0)
    source = Source(b"ab", b"cd")
    pulling(box, source)._pull()
    box.drop()
    assert source.closed
    assert not box.has_output


def test_a_generator_is_closed_so_that_its_finally_runs():
    ran = []

    def generate():
        try:
            yield b"ab"
            yield b"cd"
        finally:
            ran.append(True)

    box, _, _ = outbox(0)
    pulling(box, generate())._pull()
    box.drop()
    assert ran == [True]


def test_a_source_that_raises():
    def generate():
        yield b"ab"
        raise ValueError("of the source")

    box, socket, _ = outbox()
    raises(ValueError, pulling(box, generate())._pull)
    assert socket.sent == b"ab"
    assert not box.gone


def test_what_is_pushed_meanwhile_waits_for_the_end_of_the_chunk():
    box, socket, _ = outbox(1)
    pulling(box, Source(b"abcd", b"efgh"))._pull()
    box.send(b"-")
    socket.room = 100
    assert box._flush()
    assert socket.sent == b"abcd-"
    box._pull()
    assert socket.sent == b"abcd-efgh"
