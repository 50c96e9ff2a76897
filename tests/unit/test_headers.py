# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section C of the compatibility cases: Headers."""

from adafruit_httpserver.headers import Headers
from tests.support.expect import raises

HTML = "text/html; charset=utf-8"


def content_type(value):
    return Headers({"Content-Type": value})


def test_c015_from_text():
    for text in (
        "Content-Type: text/html\r\nContent-Length: 1024\r\n",
        "Content-Type: text/html\r\nContent-Length: 1024",
        "Content-Type: text/html\nContent-Length: 1024\n",
    ):
        headers = Headers(text)
        assert len(headers) == 2, text
        assert headers["content-type"] == "text/html", text
        assert headers["Content-Length"] == "1024", text


def test_names_repeated_in_text_are_kept():
    headers = Headers("Set-Cookie: a=1\r\nX: y\r\nset-cookie: b=2\r\n")
    assert len(headers) == 2
    assert headers.get_list("Set-Cookie") == ["a=1", "b=2"]


def test_c016_names_are_case_insensitive():
    headers = Headers({"Content-Type": "text/html"})
    for name in ("CONTENT-TYPE", "content-type", "Content-Type"):
        assert name in headers, name
        assert headers[name] == "text/html", name
        assert headers.get(name) == "text/html", name
        assert headers.get_list(name) == ["text/html"], name
    assert "Content" not in headers


def test_names_that_differ_in_case_are_one_header():
    headers = Headers({"X-A": "1", "x-a": "2"})
    assert len(headers) == 1
    assert sorted(headers.get_list("X-A")) == ["1", "2"]


def test_c017_setdefault_keeps_the_first_value():
    headers = Headers()
    assert headers.setdefault("Access-Control-Allow-Origin", "*") == ["*"]
    assert headers.setdefault("access-control-allow-origin", "other") == ["*"]
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers.get_list("Access-Control-Allow-Origin") == ["*"]


def test_c018_absent_header_is_a_key_error():
    error = raises(KeyError, lambda: Headers()["User-Agent"])
    assert error.args[0] == "user-agent"


def test_c019_get_and_get_list_of_an_absent_header():
    headers = Headers({"A": "1"})
    assert headers.get("x") is None
    assert headers.get("x", "d") == "d"
    assert headers.get_list("x") == []


def test_c020_add_makes_a_second_value():
    headers = Headers()
    headers.add("Set-Cookie", "a")
    headers.add("set-cookie", "b")
    assert len(headers) == 1
    assert headers.get("Set-Cookie") == "a"
    assert headers.get_list("Set-Cookie") == ["a", "b"]
    assert list(headers.items()) == [("set-cookie", "a"), ("set-cookie", "b")]
    assert list(headers.values()) == ["a", "b"]


def test_c021_set_item_assignment_and_update_replace_all_values():
    def by_set(headers):
        headers.set("X-A", "new")

    def by_item(headers):
        headers["x-a"] = "new"

    def by_update(headers):
        assert headers.update({"X-a": "new"}) is None

    for replace in (by_set, by_item, by_update):
        headers = Headers()
        headers.add("X-A", "1")
        headers.add("X-A", "2")
        replace(headers)
        assert headers.get_list("X-A") == ["new"], replace
        assert len(headers) == 1, replace


def test_c022_delete():
    headers = Headers()
    headers["abc"] = "1"
    headers["other"] = "2"

    def delete():
        del headers["ABC"]

    delete()
    assert "abc" not in headers
    assert headers["other"] == "2"
    raises(KeyError, delete)


def test_c023_get_directive():
    headers = content_type(HTML)
    assert headers.get_directive("Content-Type") == "text/html"
    assert headers.get_directive("content-type") == "text/html"
    assert headers.get_directive("Content-Disposition") is None
    assert headers.get_directive("Content-Disposition", "inline") == "inline"


GET_PARAMETER = (
    ("C024", HTML, "charset", "utf-8"),
    ("C024", 'text/html; charset="utf-8"', "charset", "utf-8"),
    ("C024", "text/html;charset=utf-8; boundary=B", "boundary", "B"),
    ("C025", HTML, "zzz", "D"),
    ("C025", "text/html", "charset", "D"),
    ("C026", HTML, "char", "D"),
    ("C027", "text/html; a=b", "text", "D"),
    ("C027", "text/html", "text/html", "D"),
    ("value with =", "text/html; a=b=c", "a", "b=c"),
    ("names in any case", "text/html; Charset=utf-8", "charset", "utf-8"),
    ("names in any case", HTML, "CHARSET", "utf-8"),
)


def test_c024_to_c027_get_parameter():
    for case, value, parameter, expected in GET_PARAMETER:
        found = content_type(value).get_parameter("Content-Type", parameter, "D")
        assert found == expected, (case, value, parameter, found)


def test_c025_get_parameter_of_a_missing_header():
    assert Headers().get_parameter("Content-Type", "zzz", "D") == "D"
    assert Headers().get_parameter("Content-Type", "zzz") is None
    assert content_type(HTML).get_parameter("Content-Type", "zzz") is None


def test_c028_separators_inside_quotes():
    value = 'form-data; name="f"; filename="a;b=c.txt"'
    headers = Headers({"Content-Disposition": value})
    assert headers.get_directive("Content-Disposition") == "form-data"
    assert headers.get_parameter("Content-Disposition", "name") == "f"
    assert headers.get_parameter("Content-Disposition", "filename") == "a;b=c.txt"


def test_c029_repr():
    assert repr(Headers({"A": "1"})) == "<Headers {'a': ['1']}>"
    headers = Headers()
    headers.add("B", "1")
    headers.add("A", "2")
    headers.add("b", "3")
    assert repr(headers) == "<Headers {'b': ['1', '3'], 'a': ['2']}>"


def test_c030_names_are_lower_case_in_insertion_order():
    headers = Headers("Zeta: 1\r\nAlpha: 2\r\nMid: 3\r\nalpha: 4\r\n")
    names = ["zeta", "alpha", "mid"]
    assert list(headers.fields) == names
    assert list(headers.keys()) == names
    assert list(headers) == names
    assert list(headers.items()) == [("zeta", "1"), ("alpha", "2"), ("alpha", "4"), ("mid", "3")]
    assert list(headers.values()) == ["1", "2", "4", "3"]


def test_c031_copy_is_independent():
    headers = Headers("A: 1\r\nB: 2\r\na: 3\r\n")
    copy = headers.copy()
    assert list(copy.items()) == list(headers.items())
    copy.add("A", "4")
    copy["C"] = "5"
    assert headers.get_list("A") == ["1", "3"]
    assert "C" not in headers
    headers.add("A", "6")
    assert copy.get_list("A") == ["1", "3", "4"]


def test_c032_copy_of_odd_values():
    headers = Headers({"Empty": ""})
    headers["Number"] = 5
    copy = headers.copy()
    assert copy["Empty"] == ""
    assert copy["Number"] in (5, "5")
    assert len(copy) == 2


def test_c033_what_a_headers_object_can_be_made_of():
    original = Headers({"A": "1"})
    copy = Headers(original)
    assert list(copy.items()) == [("a", "1")]
    copy["A"] = "2"
    assert original["A"] == "1"
    for empty in (Headers(), Headers(""), Headers(None), Headers({})):
        assert len(empty) == 0
        assert not empty
        assert list(empty.items()) == []
    assert Headers({"A": "1"})


def test_c034_no_space_after_the_colon():
    headers = Headers("Host:a\r\nX:  b \r\n")
    assert headers["Host"] == "a"
    assert headers["X"] == "b"


def test_a_line_without_a_colon_is_a_value_error():
    raises(ValueError, Headers, "Host a\r\n")


def test_equality_is_identity():
    assert Headers({"A": "1"}) != Headers({"A": "1"})
