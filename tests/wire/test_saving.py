# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Bodies that go into files as they come."""

import errno

from adafruit_httpserver import POST, PUT, Response
from adafruit_httpserver.saved_file import ENOSPC, EROFS
from tests.support.fake_disk import FakeDisk
from tests.support.wire import everywhere, on_each_pool, post, raw_request

CHUNKED = "Transfer-Encoding: chunked"
LONG = bytes(range(256)) * 20


def saving(wire, path="/f.bin", **options):
    """A handler that saves a body; what comes of it is noted."""
    log = []

    @wire.route("/", (POST, PUT), stream=True, **options)
    def handler(request):
        try:
            size = yield from request.save(path)
            log.append(size)
            return Response(request, str(size))
        finally:
            log.append("finally")

    return log


@everywhere
def test_saved(wire):
    saving(wire)
    peer = wire.connect()
    with FakeDisk() as disk:
        for body in (LONG, b"1", b""):
            chunks = b"%x\r\n%s\r\n" % (len(body), body) if body else b""
            for request in (
                post(body),
                raw_request("PUT", "/", (CHUNKED,)) + chunks + b"0\r\n\r\n",
            ):
                disk.files["/f.bin"] = b"old"
                (answer,) = wire.ask(peer, request)
                assert answer.body == str(len(body)).encode()
                assert disk.files == {"/f.bin": body}
        assert disk.largest_write <= wire.server.request_buffer_size
    assert wire.state(peer) == "READING"


@everywhere
def test_the_old_one_stays_until_all_is_here(wire):
    saving(wire)
    peer = wire.connect()
    with FakeDisk() as disk:
        disk.files["/f.bin"] = b"old"
        wire.say(peer, post(b"12345")[:-1])
        wire.run()
        assert disk.files == {"/f.bin": b"old", "/f.bin.part": b"1234"}
        wire.say(peer, b"5")
        wire.run()
        assert disk.files == {"/f.bin": b"12345"}


@on_each_pool
def test_file_systems_that_do_not_rename_over_a_file(wire):
    saving(wire)
    peer = wire.connect()
    with FakeDisk(renames_over=False) as disk:
        for body in (b"one", b"two"):
            wire.ask(peer, post(body))
            assert disk.files == {"/f.bin": body}


@everywhere
def test_removed_when_it_does_not_come(wire):
    log = saving(wire, max_body_size=5000)
    half = post(b"12345")[:-1]
    for what in ("close", "reset", "half_close", "timeout", "malformed", "too long", "stop"):
        log[:] = []
        with FakeDisk() as disk:
            disk.files["/f.bin"] = b"old"
            peer = wire.connect()
            if what == "malformed":
                wire.say(peer, raw_request("POST", "/", (CHUNKED,)) + b"1\r\n1\r\nx")
            elif what == "too long":
                wire.say(peer, raw_request("POST", "/", (CHUNKED,)) + b"1\r\n1\r\nfffff\r\n")
            else:
                wire.say(peer, half)
            wire.run()
            if what == "timeout":
                wire.wait(1200)
            elif what == "malformed":
                wire.say(peer, b"x\r\n")
            elif what == "stop":
                wire.stop()
            elif what != "too long":
                getattr(peer, what)()
            if what != "stop":
                wire.run()
            assert disk.files == {"/f.bin": b"old"}, what
            assert log == ["finally"], what
        if what in ("timeout", "malformed", "too long"):
            expected = {"timeout": 408, "malformed": 400, "too long": 413}[what]
            assert wire.statuses(peer) == [expected]
            assert wire.ended(peer)


@everywhere
def test_full_disk_is_507(wire):
    log = saving(wire)
    with FakeDisk(room=2000) as disk:
        peer = wire.connect()
        (answer,) = wire.ask(peer, post(LONG))
        assert answer.status == 507
        assert b"space" in answer.body
        assert disk.files == {} and log == ["finally"]
        assert wire.ended(peer)
        disk.room = None
        disk.flush_fault = OSError(ENOSPC, "full")
        (answer,) = wire.ask(wire.connect(), post(b"1"))
        assert answer.status == 507
        assert disk.files == {}


@everywhere
def test_read_only_drive_is_409_that_tells_the_cause(wire):
    saving(wire)
    with FakeDisk(read_only=True):
        peer = wire.connect()
        wire.say(peer, raw_request("POST", "/", ("Content-Length: 5", "Expect: 100-continue")))
        wire.run()
        (answer,) = wire.answers(peer)
        assert answer.status == 409
        assert b"USB" in answer.body
        assert wire.ended(peer)


@everywhere
def test_a_handler_may_catch_the_error(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        try:
            yield from request.save("/f.bin")
        except OSError as error:
            assert error.errno == ENOSPC
            return Response(request, "full", status=503)

    with FakeDisk(room=0) as disk:
        peer = wire.connect()
        (answer,) = wire.ask(peer, post(b"1"))
        assert (answer.status, answer.body) == (503, b"full")
        assert disk.files == {}


@everywhere
def test_a_folder_that_is_not_there_is_the_programs_fault(wire):
    saving(wire, "/nowhere/f.bin")
    with FakeDisk():
        (answer,) = wire.ask(wire.connect(), post(b"1"))
        assert answer.status == 500
        assert wire.take_error(OSError).errno == errno.ENOENT


@everywhere
def test_rename_that_fails_leaves_the_old_one_or_nothing(wire):
    saving(wire)
    with FakeDisk() as disk:
        disk.rename_fault = OSError(EROFS, "gone read-only")
        (answer,) = wire.ask(wire.connect(), post(b"1"))
        assert answer.status == 409
        assert disk.files == {}


@everywhere
def test_rename_that_fails_after_the_old_one_made_way_brings_it_back(wire):
    saving(wire)
    for renames_over in (False, True):
        with FakeDisk(renames_over=renames_over) as disk:
            disk.files["/f.bin"] = b"old"
            disk.stuck = "/f.bin.part"
            (answer,) = wire.ask(wire.connect(), post(b"1"))
            assert answer.status == 500
            assert wire.take_error(OSError).errno == errno.EIO
            assert disk.files == {"/f.bin": b"old"}


@everywhere
def test_what_a_loss_of_power_left_is_in_nobodys_way(wire):
    saving(wire)
    with FakeDisk(renames_over=False) as disk:
        disk.files = {"/f.bin": b"old", "/f.bin.part~": b"older", "/f.bin.part": b"ol"}
        (answer,) = wire.ask(wire.connect(), post(b"1"))
        assert answer.status == 200 and disk.files == {"/f.bin": b"1"}


@everywhere
def test_a_folder_is_no_file(wire):
    saving(wire, "/sub")
    with FakeDisk() as disk:
        disk.folders.append("/sub")
        (answer,) = wire.ask(wire.connect(), post(b"1"))
        assert answer.status == 500
        assert wire.take_error(OSError).errno == errno.EISDIR
        assert disk.files == {}


@everywhere
def test_one_file_is_written_by_one_request(wire):
    saving(wire)
    with FakeDisk() as disk:
        peer, other = wire.connect(), wire.connect()
        wire.say(peer, post(b"12345")[:-1])
        wire.run()
        (answer,) = wire.ask(other, post(b"67890"))
        assert answer.status == 409
        wire.say(peer, b"5")
        wire.run()
        assert disk.files == {"/f.bin": b"12345"}


@everywhere
def test_body_in_memory_can_be_saved_too(wire):
    @wire.route("/", POST)
    def handler(request):
        size = yield from request.save("/f.bin")
        return Response(request, str(size))

    with FakeDisk() as disk:
        (answer,) = wire.ask(wire.connect(), post(b"12345"))
        assert answer.body == b"5"
        assert disk.files == {"/f.bin": b"12345"}
