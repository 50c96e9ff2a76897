# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section D of the compatibility cases: QueryParams.

That safe=False prints a warning (C042) and that a malformed escape is a 400 (C051) is in
tests/live/test_compat_requests.py.
"""

from adafruit_httpserver.request import QueryParams
from tests.support.expect import raises

REFERENCE = "foo=bar&baz=qux&baz=quux"


def test_c036_the_example_of_the_reference():
    params = QueryParams(REFERENCE)
    assert params.get("foo") == "bar"
    assert params["foo"] == "bar"
    assert params.get("non-existent-key") is None
    assert params.get_list("baz") == ["qux", "quux"]
    assert params.get("baz") == "qux"
    assert params.get_list("non-existent-key") == []
    assert list(params.fields) == ["foo", "baz"]
    assert list(params.keys()) == ["foo", "baz"]
    assert list(params) == ["foo", "baz"]
    assert "foo" in params
    assert "unknown-key" not in params
    assert len(params) == 2
    assert params


def test_c037_repr():
    assert repr(QueryParams(REFERENCE)) == "<QueryParams {'foo': ['bar'], 'baz': ['qux', 'quux']}>"


SPLITTING = (
    # case, query string, (name, values) in order
    ("C038", "flag&e=&x=1=2&&", (("flag", [""]), ("e", [""]), ("x", ["1=2"]))),
    ("a name may be empty", "=v", (("", ["v"]),)),
    ("C039", "", ()),
    ("empty pieces", "&&a=1&&", (("a", ["1"]),)),
    ("order of names", "z=1&m=2&a=3&m=4", (("z", ["1"]), ("m", ["2", "4"]), ("a", ["3"]))),
)


def test_c038_splitting():
    for case, query, expected in SPLITTING:
        params = QueryParams(query)
        assert list(params.fields) == [name for name, _ in expected], case
        for name, values in expected:
            assert params.get_list(name) == values, (case, name)
            assert params[name] == values[0], (case, name)


def test_c039_empty():
    params = QueryParams("")
    assert len(params) == 0
    assert not params
    assert str(params) == ""
    assert list(params.items()) == []
    assert repr(params) == "<QueryParams {}>"


def test_c040_get_escapes():
    params = QueryParams("x=<b>&y='\"&z=a&w=%26")
    assert params.get("x") == "&lt;b&gt;"
    assert params.get("y") == "&apos;&quot;"
    assert params.get("z") == "a"
    assert params.get("w") == "&amp;"
    assert params.get_list("x") == ["&lt;b&gt;"]


def test_c041_the_item_is_raw():
    params = QueryParams("x=<b>&y='\"")
    assert params["x"] == "<b>"
    assert params["y"] == "'\""


def test_c042_safe_false_is_raw():
    params = QueryParams("x=<b>&x=&n=1")
    assert params.get("x", safe=False) == "<b>"
    assert params.get_list("x", safe=False) == ["<b>", ""]
    assert params.get("absent", safe=False) is None


def test_c043_safe_is_keyword_only():
    params = QueryParams("x=<b>")
    raises(TypeError, params.get, "x", None, False)
    raises(TypeError, params.get_list, "x", False)


def test_c044_the_default_is_escaped_and_a_string():
    params = QueryParams("x=1")
    assert params.get("n", 0) == "0"
    assert params.get("n", "<d>") == "&lt;d&gt;"
    assert params.get("x", 0) == "1"


def test_c045_no_default_is_none():
    params = QueryParams("x=1")
    assert params.get("n") is None
    assert params.get("n", None) is None


def test_c046_items_and_values_are_escaped():
    params = QueryParams("x=<b>&y=1&x='")
    assert list(params.items()) == [("x", "&lt;b&gt;"), ("x", "&apos;"), ("y", "1")]
    assert list(params.values()) == ["&lt;b&gt;", "&apos;", "1"]


STRINGS = (
    ("k=v&k2=v2", "k=v&k2=v2"),
    ("flag", "flag="),
    ("foo=bar&flag", "foo=bar&flag="),
    ("x=<b>", "x=&lt;b&gt;"),
    ("a=1&a=2", "a=1&a=2"),
)


def test_c047_str_joins_again():
    for query, expected in STRINGS:
        assert str(QueryParams(query)) == expected, query


def test_c048_absent_item_is_a_key_error():
    raises(KeyError, lambda: QueryParams("a=1")["nope"])


DECODING = (
    # case, query string, name, value
    ("C049", "name=John+Doe&e=t%40x.com&u=%C4%8D", "name", "John Doe"),
    ("C049", "name=John+Doe&e=t%40x.com&u=%C4%8D", "e", "t@x.com"),
    ("C049", "name=John+Doe&e=t%40x.com&u=%C4%8D", "u", "č"),
    ("lower-case digits", "u=%c4%8d", "u", "č"),
    ("an escaped plus", "x=1%2B1", "x", "1+1"),
    ("escaped separators", "x=%26a%3Db", "x", "&a=b"),
    ("names too", "a+b=1", "a b", "1"),
    ("names too", "%3D=1", "=", "1"),
    ("not twice", "x=%2541", "x", "%41"),
    ("D1 literal by hand", "x=%ZZ", "x", "%ZZ"),
    ("D1 literal by hand", "x=%4", "x", "%4"),
    ("D1 literal by hand", "x=100%", "x", "100%"),
    ("D1 literal by hand", "x=%-1", "x", "%-1"),
)


def test_c049_percent_and_plus_are_decoded():
    for case, query, name, expected in DECODING:
        assert QueryParams(query)[name] == expected, (case, query)


def test_c050_escaping_comes_after_decoding():
    params = QueryParams("x=%3Cscript%3E")
    assert params.get("x") == "&lt;script&gt;"
    assert params["x"] == "<script>"


def test_equality_is_identity():
    assert QueryParams("a=1") != QueryParams("a=1")
