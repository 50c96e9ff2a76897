# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Forms that are saved: files come out as they went in, and a malformed form leaves nothing."""

from hypothesis import given
from hypothesis import strategies as st

import adafruit_httpserver.saved_form as saved_form
from adafruit_httpserver import Request, RequestError
from tests.fuzz.test_fuzz_multipart import contents
from tests.support.answers import part
from tests.support.fake_disk import FakeDisk
from tests.support.strategies import cut, fuzz, mutated, sharp_bytes

BOUNDARY = b"B"
names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60).map(
    lambda text: text.replace("\\", "").replace('"', "").replace(";", "")
)


def named(name, filename, content):
    """A part of a form; it is a field if the file has no name."""
    disposition = f'name="{name}"'
    if filename is not None:
        disposition += f'; filename="{filename}"'
    return part(disposition, content)


def saved(pieces):
    """The form that comes in these pieces, or the error; and whether it waited between them."""
    raw = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=B\r\n\r\n"
    request = Request(None, None, ("a", 1), raw)
    waiting = []
    for piece in pieces:
        # What comes is followed by "nothing yet"; no piece is empty, for that is the end.
        waiting += [memoryview(piece), None] if piece else []
    waiting.append(b"")
    real = saved_form.take
    saved_form.take = lambda request: waiting.pop(0)
    try:
        task = request.save_files("/up", max_files=20)
        while True:
            next(task)
    except StopIteration as stop:
        return stop.value
    except RequestError as error:
        return error
    finally:
        saved_form.take = real


@fuzz(150)
@given(st.data())
def test_files_come_out_as_they_went_in(data):
    parts = data.draw(
        st.lists(st.tuples(names, st.none() | names, contents(BOUNDARY)), max_size=5), "parts"
    )
    raw = b"".join([named(*one) for one in parts]) + b"--B--\r\n"
    with FakeDisk() as disk:
        form = saved(data.draw(cut(raw), "pieces"))
        assert not isinstance(form, RequestError), form
        # A field for a file that was left empty is no file.
        files = [one for one in parts if one[1] is not None and (one[1] or one[2])]
        assert len(disk.files) == len(files) == len(form.files.values())
        for name, filename, content in files:
            found = [file for file in form.files.get_list(name) if file.filename == filename]
            assert content in [disk.files[file.path] for file in found]
        for path in disk.files:
            folder, _, name = path.rpartition("/")
            assert folder == "/up" and name and name[0] != "." and len(name.encode()) <= 52
        for name, filename, content in parts:
            if filename is None:
                values = form.get_list(name, safe=False)
                assert content in [
                    value.encode() if isinstance(value, str) else value for value in values
                ]


@fuzz(200)
@given(st.data())
def test_anything_else_is_a_form_or_an_error_that_leaves_nothing(data):
    good = named("a", None, b"1") + named("f", "a.txt", b"12\r\n--")
    good += named("f", "b", b"") + b"--B--"
    raw = data.draw(st.one_of(sharp_bytes, mutated(st.just(good))), "body")
    pieces = data.draw(cut(raw), "pieces")
    found = []
    for way in ([raw], pieces):
        with FakeDisk() as disk:
            form = saved(way)
            if isinstance(form, RequestError):
                assert form.status_code in (400, 413)
                assert disk.files == {}
                found.append(form.status_code)
            else:
                found.append((form.items(), disk.files))
    assert found[0] == found[1], (raw, pieces)
