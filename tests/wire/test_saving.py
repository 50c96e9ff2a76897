# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Bodies and forms that go into files as they come."""

import errno

from adafruit_httpserver import POST, PUT, RequestError, Response
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


# Forms

TYPE = "Content-Type: multipart/form-data; boundary=B"


def part(disposition, content, *lines):
    head = ["--B", "Content-Disposition: form-data; " + disposition] + list(lines) + ["", ""]
    return "\r\n".join(head).encode() + content + b"\r\n"


def form(*parts):
    body = b"".join(parts) + b"--B--\r\n"
    return post(body, TYPE)


def saving_form(wire, **limits):
    """A handler that saves a form; the forms are noted."""
    forms = []

    @wire.route("/", POST, stream=True)
    def handler(request):
        found = yield from request.save_files("/up", **limits)
        forms.append(found)
        return Response(request, "saved")

    return forms


@everywhere
def test_form_with_files(wire):
    forms = saving_form(wire)
    peer = wire.connect()
    with FakeDisk() as disk:
        (answer,) = wire.ask(
            peer,
            form(
                part('name="a"', b"1"),
                part('name="f"; filename="long.bin"', LONG, "Content-Type: image/png"),
                part('name="f"; filename="long.bin"', b"\r\n--B-\r\n"),
                part('name="empty"; filename="e.txt"', b""),
                part('name="unused"; filename=""', b"", "Content-Type: x/y"),
                part('name="b"', b"\xc3\xa9"),
            ),
        )
        assert answer.body == b"saved"
        assert disk.files == {
            "/up/long.bin": LONG,
            "/up/long-2.bin": b"\r\n--B-\r\n",
            "/up/e.txt": b"",
        }
        (found,) = forms
        assert found.items() == [("a", "1"), ("b", "\u00e9")]
        assert found.content_type == "multipart/form-data"
        files = found.files
        assert files.keys() == ["f", "empty"]
        assert [file.path for file in files.get_list("f")] == ["/up/long.bin", "/up/long-2.bin"]
        file = files["f"]
        assert (file.filename, file.content_type) == ("long.bin", "image/png")
        assert file.size == len(LONG) and file.content_bytes == LONG
        assert disk.largest_write <= wire.server.request_buffer_size + 100
    assert wire.state(peer) == "READING"


@everywhere
def test_nothing_is_in_its_place_until_all_is(wire):
    saving_form(wire)
    peer = wire.connect()
    whole = form(part('name="f"; filename="a"', b"1"), part('name="f"; filename="b"', b"2"))
    with FakeDisk() as disk:
        wire.say(peer, whole[:-10])
        wire.run()
        assert "/up/a.part" in disk.files and "/up/a" not in disk.files
        peer.close()
        wire.run()
        assert disk.files == {}


NAMES = (
    # what a client says, what the file is called
    ("../../boot.py", "boot.py"),
    ("C:\\\\temp\\\\a.txt", "a.txt"),
    ("/etc/passwd", "passwd"),
    ("..", "upload"),
    (".", "upload"),
    (".hidden", "hidden"),
    ("...x", "x"),
    (" .. a.txt", "a.txt"),
    ("a:b*c?.txt", "a_b_c_.txt"),
    ("a/", "upload"),
    ("x.", "x"),
    ("\u00e9.txt", "\u00e9.txt"),
    ("a" * 300 + ".jpeg", "a" * 43 + ".jpeg"),
    ("\u00e9" * 300, "\u00e9" * 24),
    ("a." + "b" * 300, "a." + "b" * 46),
)


@on_each_pool
def test_names_are_names_and_nothing_else(wire):
    saving_form(wire)
    for filename, name in NAMES:
        with FakeDisk() as disk:
            (answer,) = wire.ask(
                wire.connect(), form(part('name="f"; filename="%s"' % filename, b"1"))
            )
            assert answer.status == 200, filename
            assert list(disk.files) == ["/up/" + name], filename
    with FakeDisk() as disk:
        wire.ask(wire.connect(), form(part('name="f"; filename=""', b"1")))
        assert list(disk.files) == ["/up/upload"]


@on_each_pool
def test_extended_names(wire):
    saving_form(wire)
    peer = wire.connect()
    for value, name in (
        ("UTF-8''%c3%a9%2e.txt", "\u00e9.txt"),
        ("utf-8'en'..%2f..%2fa%20b", "a b"),
        ("utf-8''%00a", "a"),
    ):
        with FakeDisk() as disk:
            wire.ask(peer, form(part("name=f; filename=old; filename*=" + value, b"1")))
            assert list(disk.files) == ["/up/" + name], value
    for value in ("UTF-8''%ff", "UTF-8''%zz", "x''a", "abc"):
        with FakeDisk() as disk:
            body = form(part("name=f; filename=old; filename*=" + value, b"1"))
            (answer,) = wire.ask(wire.connect(), body)
            assert answer.status == 400, value
            assert disk.files == {}


@everywhere
def test_limits_of_a_form(wire):
    saving_form(wire, max_files=2, max_file_size=10)
    wire.server.max_body_size = 100
    files = [part('name="f"; filename="%d"' % number, b"x" * 10) for number in range(3)]
    for body, status in (
        (form(*files[:2]), 200),
        (form(*files), 413),
        (form(part('name="f"; filename="a"', b"x" * 11)), 413),
        (form(part('name="a"', b"x" * 95)), 200),
        (form(part('name="a"', b"x" * 100)), 413),
        (form(part('name="a"', b"x" * 50), part('name="a"', b"x" * 50)), 413),
        (form(part('name="%s"' % ("a" * 200), b"x")), 413),
    ):
        with FakeDisk() as disk:
            peer = wire.connect()
            (answer,) = wire.ask(peer, body)
            assert answer.status == status
            assert len(disk.files) in ((0, 2) if status == 200 else (0,))
            peer.close()
            wire.run()


@everywhere
def test_what_is_no_form(wire):
    saving_form(wire)
    good = part('name="f"; filename="a"', b"1")
    for body, kind, status in (
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"{}", None, 415),
        (good, "multipart/form-data", 400),
        (b"", "multipart/form-data; boundary=", 400),
        # cut off, another boundary, LF for CRLF
        (good, "multipart/form-data; boundary=B", 400),
        (good + b"--B--", "multipart/form-data; boundary=C", 400),
        (good + b"--B--\r\n", "multipart/form-data; boundary=C", 400),
        ((good + b"--B--").replace(b"\r\n", b"\n"), "multipart/form-data; boundary=B", 400),
        (b"--B\r\nX: y\n\n1\r\n--B--", "multipart/form-data; boundary=B", 400),
        (b"--B\r\nX y\r\n\r\n1\r\n--B--", "multipart/form-data; boundary=B", 400),
        (good + b"--B", "multipart/form-data; boundary=B", 200),
        (good + b"--B\r\n", "Multipart/Form-Data; Boundary=B", 200),
        (b"--B--", "multipart/form-data; boundary=B", 200),
        (b"", "multipart/form-data; boundary=B", 200),
    ):
        with FakeDisk() as disk:
            peer = wire.connect()
            lines = ("Content-Type: " + kind,) if kind else ()
            (answer,) = wire.ask(peer, post(body, *lines))
            assert answer.status == status, (body, kind, answer)
            assert (len(disk.files) == 1) == (status == 200 and good in body)
            peer.close()
            wire.run()


@everywhere
def test_form_on_a_full_or_read_only_disk(wire):
    saving_form(wire)
    body = form(part('name="f"; filename="a"', b"1"), part('name="f"; filename="b"', LONG))
    for arguments, status in (({"room": 1000}, 507), ({"read_only": True}, 409)):
        with FakeDisk(**arguments) as disk:
            (answer,) = wire.ask(wire.connect(), body)
            assert answer.status == status
            assert disk.files == {}


@everywhere
def test_client_lost_at_every_offset(wire):
    forms = saving_form(wire)
    whole = form(
        part('name="a"', b"1"),
        part('name="f"; filename="a"', b"123\r\n--"),
        part('name="f"; filename="b"', b"2"),
    )
    if wire.split != "whole":
        return
    for leave in ("close", "reset"):
        for size in range(1, len(whole)):
            with FakeDisk() as disk:
                peer = wire.connect()
                peer.send(whole[:size])
                wire.polls(3)
                getattr(peer, leave)()
                wire.polls(4)
                assert wire.state(peer) == "GONE", (leave, size)
                assert disk.files == {}, (leave, size)
    assert forms == [] and wire.errors == []


@everywhere
def test_form_whose_error_is_caught(wire):
    @wire.route("/", POST, stream=True)
    def handler(request):
        try:
            yield from request.save_files("/up", max_files=0)
        except RequestError as error:
            return Response(request, str(error), status=error.status_code)

    with FakeDisk() as disk:
        peer = wire.connect()
        (answer,) = wire.ask(peer, form(part('name="f"; filename="a"', b"1")))
        assert (answer.status, answer.body) == (413, b"more than 0 files")
        assert disk.files == {}
