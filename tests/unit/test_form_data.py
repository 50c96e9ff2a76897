# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section E of the compatibility cases: FormData of the types that are no multipart.

That an unsupported type prints a warning in debug (C068) is in tests/live/test_compat_requests.py.
"""

from adafruit_httpserver.headers import Headers
from adafruit_httpserver.request import FormData
from tests.support.expect import raises

URLENCODED = "application/x-www-form-urlencoded"
REFERENCE = b"foo=bar&baz=qux&baz=quux"


def form(data, content_type):
    headers = Headers({"Content-Type": content_type, "Content-Length": str(len(data))})
    return FormData(data, headers)


def assert_is_the_reference(form_data, case):
    assert form_data.get("foo") == "bar", case
    assert form_data["foo"] == "bar", case
    assert form_data.get("non-existent-key") is None, case
    assert form_data.get_list("baz") == ["qux", "quux"], case
    assert "unknown-key" not in form_data, case
    assert list(form_data.fields) == ["foo", "baz"], case
    assert list(form_data.keys()) == ["foo", "baz"], case
    assert len(form_data) == 2, case
    assert len(form_data.files) == 0, case


def test_c052_urlencoded():
    form_data = form(REFERENCE, URLENCODED)
    assert_is_the_reference(form_data, "C052")
    assert form_data.content_type == URLENCODED
    assert list(form_data.items()) == [("foo", "bar"), ("baz", "qux"), ("baz", "quux")]
    assert list(form_data.values()) == ["bar", "qux", "quux"]


CONTENT_TYPES = (
    ("C053", URLENCODED + "; charset=utf-8"),
    ("C053", URLENCODED + ";charset=UTF-8"),
    ("C071", "Application/X-WWW-Form-Urlencoded"),
)


def test_c053_and_c071_spellings_of_the_content_type():
    for case, content_type in CONTENT_TYPES:
        assert_is_the_reference(form(REFERENCE, content_type), (case, content_type))


def test_c054_edges_of_urlencoded():
    form_data = form(b"&a&b=&c=1=2&", URLENCODED)
    assert list(form_data.fields) == ["a", "b", "c"]
    assert form_data["a"] == ""
    assert form_data["b"] == ""
    assert form_data["c"] == "1=2"


PLAIN_TEXTS = (
    ("C055", b"foo=bar\r\nbaz=qux\r\nbaz=quux\r\n"),
    ("C056", b"foo=bar\r\nbaz=qux\r\nbaz=quux"),
    ("LF only", b"foo=bar\nbaz=qux\nbaz=quux\n"),
    ("LF only", b"foo=bar\nbaz=qux\nbaz=quux"),
)


def test_c055_and_c056_plain_text():
    for case, data in PLAIN_TEXTS:
        form_data = form(data, "text/plain")
        assert_is_the_reference(form_data, (case, data))
        assert form_data.content_type == "text/plain", case


def test_plain_text_line_without_equals_sign_does_no_harm():
    form_data = form(b"foo=bar\r\nbare\r\nlast=1\r\n", "text/plain")
    assert form_data["foo"] == "bar"
    assert form_data["last"] == "1"


def test_c057_plain_text_is_verbatim():
    form_data = form(b"s=Hello World! ^-$%\r\nt=a+b%20c\r\nu=1=2\r\n", "text/plain")
    assert form_data["s"] == "Hello World! ^-$%"
    assert form_data["t"] == "a+b%20c"
    assert form_data["u"] == "1=2"


def test_c066_defaults():
    form_data = form(b"a=1", URLENCODED)
    assert form_data.get("n") is None
    assert form_data.get("n", "d") == "d"
    assert form_data.get("n", "<d>") == "&lt;d&gt;"
    assert form_data.get("n", 0) == "0"
    assert form_data.get_list("n") == []
    raises(KeyError, lambda: form_data["n"])


def test_c067_get_escapes_and_the_item_is_raw():
    form_data = form(b"x=<b>&x='&y=%3C", URLENCODED)
    assert form_data.get("x") == "&lt;b&gt;"
    assert form_data["x"] == "<b>"
    assert form_data.get_list("x") == ["&lt;b&gt;", "&apos;"]
    assert form_data.get("y") == "&lt;"
    assert list(form_data.values()) == ["&lt;b&gt;", "&apos;", "&lt;"]
    assert form_data.get("x", safe=False) == "<b>"
    assert form_data.get_list("x", safe=False) == ["<b>", "'"]
    raises(TypeError, form_data.get, "x", None, False)


def test_c068_other_content_types_are_empty():
    for content_type in ("application/json", "image/png"):
        form_data = form(b'{"a": 1}', content_type)
        assert isinstance(form_data, FormData), content_type
        assert len(form_data) == 0, content_type
        assert not form_data, content_type
        assert len(form_data.files) == 0, content_type
        assert form_data.content_type == content_type


def test_c069_no_content_length():
    form_data = FormData(REFERENCE, Headers({"Content-Type": URLENCODED}))
    assert_is_the_reference(form_data, "C069")


STRING_CONTENT_TYPES = (
    (REFERENCE, URLENCODED),
    (REFERENCE, URLENCODED + "; charset=utf-8"),
    (b"foo=bar\r\nbaz=qux\r\nbaz=quux", "text/plain"),
)


def test_c070_the_content_type_as_a_string():
    for data, content_type in STRING_CONTENT_TYPES:
        assert_is_the_reference(FormData(data, content_type), ("C070", content_type))


def test_c072_repr():
    assert repr(form(b"a=1", URLENCODED)) == "<FormData {'a': ['1']}, files={}>"


DECODING = (
    # case, data, name, value
    ("C073", b"something=Hello+World%21", "something", "Hello World!"),
    ("the page's own example", b"s=Hello+World%21+%5E-%24%25", "s", "Hello World! ^-$%"),
    ("UTF-8", b"u=%C4%8D", "u", "č"),
    ("names too", b"a+b=1", "a b", "1"),
    ("D1 literal by hand", b"x=%ZZ", "x", "%ZZ"),
    ("D1 literal by hand", b"x=100%", "x", "100%"),
)


def test_c073_urlencoded_is_decoded():
    for case, data, name, value in DECODING:
        assert form(data, URLENCODED)[name] == value, (case, data)


def test_no_data():
    for content_type in (URLENCODED, "text/plain"):
        form_data = form(b"", content_type)
        assert len(form_data) == 0, content_type
        assert repr(form_data) == "<FormData {}, files={}>", content_type


def test_form_of_too_many_fields():
    for data, content_type in (
        (b"a&" * 1000, "application/x-www-form-urlencoded"),
        (b"a=b\r\n" * 1001, "text/plain"),
        (b"--B\r\n\r\n" + b"\r\n--B\r\n\r\n" * 1000, "multipart/form-data; boundary=B"),
    ):
        raises(ValueError, FormData, data, content_type)
    assert len(FormData(b"a&" * 999, "application/x-www-form-urlencoded")) == 1
