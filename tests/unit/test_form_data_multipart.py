# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section E of the compatibility cases: FormData of multipart/form-data, File and Files."""

from adafruit_httpserver.headers import Headers
from adafruit_httpserver.request import File, Files, FormData
from tests.support.answers import part
from tests.support.expect import raises

UTF_8 = "Content-Type: text/plain; charset=utf-8"
PNG = b"\x89PNG\r\n\x1a\n\x00\xff--B\r\n-"


def parse(*parts, content_type="multipart/form-data; boundary=B", before=b"", after=b"--B--\r\n"):
    data = before + b"".join(parts) + after
    headers = Headers({"Content-Type": content_type, "Content-Length": str(len(data))})
    return FormData(data, headers)


def test_c058_a_text_field_is_verbatim():
    form_data = parse(part('name="something"', b"Hello World! ^-$% a+b%20c=&"))
    assert form_data["something"] == "Hello World! ^-$% a+b%20c=&"
    assert form_data.content_type == "multipart/form-data"
    assert list(form_data.fields) == ["something"]
    assert len(form_data.files) == 0


def test_several_fields():
    form_data = parse(
        part('name="foo"', b"bar"), part('name="baz"', b"qux"), part('name="baz"', b"")
    )
    assert list(form_data.fields) == ["foo", "baz"]
    assert form_data.get_list("baz") == ["qux", ""]


def test_c059_a_text_file():
    form_data = parse(part('name="t"; filename="foo.txt"', b"hi\xc3\xa9", UTF_8))
    file = form_data.files["t"]
    assert isinstance(file, File)
    assert file.filename == "foo.txt"
    assert file.content_type == "text/plain"
    assert file.content == "hié"
    assert file.content_bytes == b"hi\xc3\xa9"
    assert isinstance(file.content_bytes, bytes)
    assert "t" not in form_data
    assert isinstance(form_data.files, Files)


def test_c060_a_binary_file():
    file = parse(part('name="p"; filename="p.png"', PNG, "Content-Type: image/png")).files["p"]
    assert file.content == PNG
    assert isinstance(file.content, bytes)
    assert file.content_bytes == PNG
    assert file.content_type == "image/png"
    assert file.size == len(PNG)


def test_c061_two_files_of_one_name():
    files = parse(
        part('name="f"; filename="1.txt"', b"one", "Content-Type: text/plain"),
        part('name="f"; filename="2.txt"', b"two", "Content-Type: text/plain"),
        part('name="g"; filename="3<.txt"', b"<b>", "Content-Type: text/plain"),
    ).files
    assert [file.content for file in files.get_list("f")] == ["one", "two"]
    assert files.get("f").filename == "1.txt"
    assert files.get("g").content == "<b>"
    assert files.get("g").filename == "3<.txt"
    assert files.get("absent") is None
    assert files.get_list("absent") == []
    assert list(files.fields) == ["f", "g"]
    assert [(name, file.content) for name, file in files.items()] == [
        ("f", "one"),
        ("f", "two"),
        ("g", "<b>"),
    ]
    raises(KeyError, lambda: files["absent"])


def test_c062_file_by_hand():
    file = File("foo.txt", "text/plain", "Hello, world!\n")
    assert repr(file) == "<File filename='foo.txt', content_type='text/plain', size=14>"
    assert file.size == 14
    assert file.content == "Hello, world!\n"
    assert file.content_bytes == b"Hello, world!\n"
    assert File("b", "image/png", b"\x00\xff").content_bytes == b"\x00\xff"
    assert File("b", "image/png", b"\x00\xff").size == 2


BOUNDARIES = (
    ("C063", 'multipart/form-data; boundary="B"'),
    ("plain", "multipart/form-data; boundary=B"),
    ("no space", "multipart/form-data;boundary=B"),
    ("C071", "Multipart/Form-Data; Boundary=B"),
    ("another parameter", "multipart/form-data; charset=utf-8; boundary=B"),
)


def test_c063_spellings_of_the_boundary():
    for case, content_type in BOUNDARIES:
        form_data = parse(part('name="a"', b"1"), content_type=content_type)
        assert form_data["a"] == "1", (case, content_type)


CONTENTS = (
    ("C064", b"before --B after"),
    ("C064", b"line\r\n-- B\r\n--\r\nmore"),
    ("C064", b"at the end --B"),
    ("C065", b"ends with CRLF\r\n"),
    ("C065", b"\r\n\r\n"),
    ("C065", b"\r\n"),
    ("C065", b"LF\n"),
    ("empty", b""),
    ("blank lines inside", b"a\r\n\r\nb"),
    ("dashes", b"--"),
    ("the head of another part", b"Content-Disposition: form-data; name=x\r\n\r\ny"),
)


def test_c064_and_c065_contents_are_kept_exactly():
    for case, content in CONTENTS:
        form_data = parse(
            part('name="f"; filename="f.bin"', content, "Content-Type: application/octet-stream"),
            part('name="last"', b"1"),
        )
        assert form_data.files["f"].content == content, (case, content)
        assert form_data["last"] == "1", (case, content)


def test_text_around_the_parts_is_ignored():
    form_data = parse(
        part('name="a"', b"1"), before=b"preamble\r\n", after=b"--B--\r\nepilogue\r\n--B\r\n"
    )
    assert list(form_data.fields) == ["a"]
    assert form_data["a"] == "1"
    assert parse(part('name="a"', b"1"), after=b"--B--")["a"] == "1"


def test_an_empty_filename_is_a_file():
    form_data = parse(part('name="f"; filename=""', b"", "Content-Type: application/octet-stream"))
    assert "f" not in form_data
    assert form_data.files["f"].filename == ""
    assert form_data.files["f"].size == 0


DISPOSITIONS = (
    # case, disposition, name, filename
    ("C028", 'name="f"; filename="a;b=c.txt"', "f", "a;b=c.txt"),
    ("filename first", 'filename="a.txt"; name="f"', "f", "a.txt"),
    ("no quotes", "name=f; filename=a.txt", "f", "a.txt"),
    ("not ASCII", 'name="f"; filename="č.txt"', "f", "č.txt"),
)


def test_names_and_filenames():
    for case, disposition, name, filename in DISPOSITIONS:
        files = parse(part(disposition, b"x", "Content-Type: text/plain")).files
        assert files[name].filename == filename, (case, disposition)


TEXTS = (
    # case, content type, bytes, value
    ("the default is text", None, b"hi\xc3\xa9", "hié"),
    ("utf-8", "text/plain; charset=utf-8", b"hi\xc3\xa9", "hié"),
    ("its own charset", "text/plain; charset=iso-8859-1", b"caf\xe9", "café"),
    ("undecodable text stays bytes", "text/plain", b"\xff\xfe\xfa", b"\xff\xfe\xfa"),
    ("other types stay bytes", "application/json", b"{}", b"{}"),
    ("other types stay bytes", "text/html", b"<b>", b"<b>"),
)


def test_text_and_bytes():
    for case, content_type, content, value in TEXTS:
        lines = ["Content-Type: " + content_type] if content_type else []
        form_data = parse(
            part('name="field"', content, *lines),
            part('name="file"; filename="f"', content, *lines),
        )
        assert form_data["field"] == value, (case, content)
        file = form_data.files["file"]
        assert file.content == value, (case, content)
        assert file.content_bytes == (content if isinstance(value, bytes) else value.encode()), (
            case,
            content,
        )


def test_a_field_may_name_the_charset_of_all_fields():
    charset = part('name="_charset_"', b"iso-8859-1")
    assert parse(charset, part('name="a"', b"caf\xe9"))["a"] == "caf\u00e9"
    form_data = parse(charset, part('name="a"', b"\xc3\xa9", UTF_8))
    assert form_data["a"] == "\u00e9"


def test_extended_names_of_files():
    for value, filename in (
        ("UTF-8''caf%C3%A9.txt", "caf\u00e9.txt"),
        ("utf-8'en'a%20b%27", "a b'"),
        ("utf-8''", ""),
    ):
        for disposition in ("filename=old; filename*=" + value, "filename*=" + value):
            files = parse(part("name=f; " + disposition, b"x")).files
            assert files["f"].filename == filename, value
    for value in ("utf-8''%zz", "utf-8''%ff", "latin-1''a", "utf-8'a", "a", ""):
        raises(ValueError, parse, part("name=f; filename*=" + value, b"x"))


def test_half_a_part_is_a_value_error():
    good = part('name="a"', b"1")
    for cut in (good, good + good, good[:-10], good + b"--B\r\nContent-Dispo", good + b"--B-"):
        raises(ValueError, parse, cut, after=b"")
    for whole in (good + b"--B", good + b"--B\r\n", good + b"--B  ", b"--B", b"--B--", b""):
        assert parse(whole, after=b"").get("a") in ("1", None)
    # LF is no end of a line
    raises(ValueError, parse, good.replace(b"\r\n", b"\n"), after=b"--B--\n")


def test_get_returns_bytes_unchanged_and_escapes_text():
    form_data = parse(
        part('name="b"', b"{'<'}", "Content-Type: application/json"),
        part('name="t"', b"<b>", "Content-Type: text/plain"),
    )
    assert form_data.get("b") == b"{'<'}"
    assert form_data.get_list("b") == [b"{'<'}"]
    assert form_data.get("t") == "&lt;b&gt;"
    assert form_data["t"] == "<b>"


def test_c069_no_content_length():
    data = part('name="a"', b"1") + b"--B--\r\n"
    headers = Headers({"Content-Type": "multipart/form-data; boundary=B"})
    assert FormData(data, headers)["a"] == "1"


def test_c070_the_content_type_as_a_string():
    data = part('name="a"', b"1") + b"--B--\r\n"
    assert FormData(data, "multipart/form-data; boundary=B")["a"] == "1"


def test_c074_no_boundary_parameter():
    data = part('name="a"', b"1") + b"--B--\r\n"
    try:
        assert len(FormData(data, "multipart/form-data")) == 0
    except ValueError:
        pass


CUT_SHORT = (
    (part('name="a"', b"1") + part('name="b"', b"2"), ("a",)),
    (part('name="a"', b"1") + b"--B\r\nContent-Dispo", ("a",)),
    (part('name="a"', b"1") + b"--B", ("a",)),
    (b"--B\r\nContent-Disposition", ()),
    (b"--B", ()),
    (b"", ()),
)


def test_c074_no_closing_boundary():
    for data, complete in CUT_SHORT:
        try:
            form_data = FormData(data, "multipart/form-data; boundary=B")
        except ValueError:
            continue
        for name in complete:
            assert form_data[name] == "1", data
