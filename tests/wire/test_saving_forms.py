# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Forms whose files go into a folder as they come."""

import errno

from adafruit_httpserver import POST, RequestError, Response
from tests.support.answers import part
from tests.support.fake_disk import FakeDisk
from tests.support.wire import everywhere, on_each_pool, post

LONG = bytes(range(256)) * 20
TYPE = "Content-Type: multipart/form-data; boundary=B"


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
def test_a_name_that_is_taken_gets_a_number(wire):
    """By a folder, or by another file of the form; a board does not know a from A."""
    saving_form(wire)
    names = ("a.txt", "A.TXT", "sub", "a.txt")
    parts = [part('name="f"; filename="%s"' % name, name.encode()) for name in names]
    with FakeDisk() as disk:
        disk.folders.append("/up/sub")
        (answer,) = wire.ask(wire.connect(), form(*parts))
        assert answer.status == 200
        assert disk.files == {
            "/up/a.txt": b"a.txt",
            "/up/A-2.TXT": b"A.TXT",
            "/up/sub-2": b"sub",
            "/up/a-3.txt": b"a.txt",
        }


@on_each_pool
def test_files_of_a_form_are_moved_one_by_one(wire):
    saving_form(wire)
    parts = [part('name="f"; filename="%s"' % name, name.encode()) for name in ("a", "b", "c")]
    with FakeDisk() as disk:
        disk.files["/up/c"] = b"old"
        disk.stuck = "/up/b.part"
        (answer,) = wire.ask(wire.connect(), form(*parts))
        assert answer.status == 500 and wire.take_error(OSError).errno == errno.EIO
        assert disk.files == {"/up/a": b"a", "/up/c": b"old"}


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
