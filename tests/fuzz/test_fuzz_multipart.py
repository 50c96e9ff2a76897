# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Multipart bodies: parts come out as they went in, anything else is events or a ValueError."""

from hypothesis import given
from hypothesis import strategies as st

from adafruit_httpserver.form_data import FormData
from adafruit_httpserver.multipart import MultipartParser
from tests.support.strategies import SHARP, cut, fuzz, mutated, of, sharp_bytes, tokens, values

BOUNDARY_CHARACTERS = b"0123456789abcXYZ'()+_,-./:=?"

boundaries = of(BOUNDARY_CHARACTERS, 1, 20)
header_lists = st.lists(st.tuples(tokens, values), max_size=4)


def contents(boundary):
    """Contents that nearly hold a delimiter."""
    delimiter = b"\r\n--" + boundary
    nearly = [delimiter[:size] for size in range(1, len(delimiter))]
    nearly += [b"--" + boundary, b"\n--" + boundary, b"\r\n-", b"\r\n--\r\n", b"\r\r\n", *SHARP[:4]]
    pieces = st.one_of(st.sampled_from(nearly), st.binary(max_size=6))
    made = st.lists(pieces, max_size=8).map(b"".join)
    # What follows is CRLF and the delimiter; a longer line that begins with it is content.
    return made.filter(lambda content: delimiter not in b"\r\n" + content + delimiter[:-1])


@st.composite
def bodies(draw):
    """Boundary, parts and the body they make."""
    boundary = draw(boundaries)
    parts = draw(st.lists(st.tuples(header_lists, contents(boundary)), max_size=4))
    raw = draw(st.sampled_from([b"", b"\r\n", b"preamble\r\n"]))
    for headers, content in parts:
        raw += b"--" + boundary + draw(st.sampled_from([b"", b" ", b"\t \t"])) + b"\r\n"
        for name, value in headers:
            raw += name + b": " + value + b"\r\n"
        raw += b"\r\n" + content + b"\r\n"
    raw += b"--" + boundary + b"--" + draw(st.sampled_from([b"", b"\r\n", b"\r\nepilogue"]))
    return boundary, parts, raw


def events_of(boundary, pieces):
    """All events with what belongs together joined, or ValueError; and the parser's state."""
    parser = MultipartParser(boundary)
    joined = []
    try:
        for piece in pieces:
            for event, value in parser.feed(piece):
                if event == parser.PART:
                    joined.append([value.items(), b"", False])
                elif event == parser.DATA:
                    assert value and not joined[-1][2]
                    joined[-1][1] += value
                else:
                    assert event == parser.END and value is None and not joined[-1][2]
                    joined[-1][2] = True
    except ValueError:
        return ValueError, joined
    return parser.complete, joined


@fuzz(150)
@given(st.data())
def test_parts_come_out_as_they_went_in(data):
    boundary, parts, raw = data.draw(bodies())
    for pieces in ([raw], data.draw(cut(raw))):
        complete, found = events_of(boundary, pieces)
        assert complete is True
        assert [content for _, content, _ in found] == [content for _, content in parts]
        assert all(ended for _, _, ended in found)
        for (items, _, _), (headers, _) in zip(found, parts):
            names = sorted([name.decode().lower() for name, _ in headers])
            assert sorted([name for name, _ in items]) == names
            assert sorted([len(value) for _, value in items]) == sorted(
                [len(text(value)) for _, value in headers]
            )


def text(value):
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def check(boundary, raw, pieces):
    complete, found = events_of(boundary, [raw])
    other_complete, other = events_of(boundary, pieces)
    assert complete == other_complete, (raw, pieces)
    if complete is not ValueError:
        # A part that has not ended may have more behind it that is kept back.
        assert found == other, (raw, pieces)
    assert sum([len(content) for _, content, _ in found]) <= len(raw)


@fuzz(150)
@given(st.data())
def test_mutated_bodies(data):
    boundary, _, _ = made = data.draw(bodies())
    raw = data.draw(mutated(st.just(made[2])))
    check(boundary, raw, data.draw(cut(raw)))


@fuzz(250)
@given(st.data())
def test_any_bytes(data):
    raw = data.draw(sharp_bytes)
    check(b"B", raw, data.draw(cut(raw)))


@fuzz(250)
@given(
    sharp_bytes,
    st.sampled_from(
        [
            "multipart/form-data; boundary=B",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/json",
            "",
        ]
    ),
    st.booleans(),
)
def test_forms_of_any_bytes(raw, content_type, strict):
    try:
        form = FormData(raw, content_type, strict=strict)
    except ValueError:
        return
    for name, value in form.items():
        assert isinstance(name, str)
        assert isinstance(value, (str, bytes))
        if isinstance(value, str):
            assert "<" not in value
    for file in form.files.values():
        assert file.size == len(file.content_bytes)
    assert isinstance(repr(form), str)
