# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Named values in their order, and what is escaped on its way into a page."""

from adafruit_httpserver.field_storage import (
    FieldStorage,
    escape_html,
)
from adafruit_httpserver.interfaces import _IXSSSafeFieldStorage
from tests.support.expect import raises

FIELDS = (("z", "1"), ("a", "2"), ("z", "3"), ("m", ""), ("", "4"), ("a", "2"))


def filled(cls=FieldStorage, fields=FIELDS):
    storage = cls()
    for name, value in fields:
        storage._append(name, value)
    return storage


def test_html_is_escaped():
    for text, escaped in (
        ("", ""),
        ("abc", "abc"),
        ("<script>", "&lt;script&gt;"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
        ("\"'", "&quot;&apos;"),
        ("<<&&", "&lt;&lt;&amp;&amp;"),
        ("\u00e9", "\u00e9"),
    ):
        assert escape_html(text) == escaped, text


def test_an_empty_one():
    storage = FieldStorage()
    assert len(storage) == 0
    assert not storage
    assert storage.fields == []
    assert list(storage) == []
    assert list(storage.items()) == []
    assert list(storage.values()) == []
    assert "a" not in storage
    assert storage.get("a") is None
    assert storage.get("a", 5) == 5
    assert storage.get_list("a") == []
    assert repr(storage) == "<FieldStorage {}>"
    raises(KeyError, lambda: storage["a"])


def test_names_keep_the_order_of_their_first_value():
    storage = filled()
    names = ["z", "a", "m", ""]
    assert storage.fields == names
    assert list(storage.keys()) == names
    assert list(storage) == names
    assert len(storage) == 4
    assert storage
    assert list(storage.items()) == [
        ("z", "1"),
        ("z", "3"),
        ("a", "2"),
        ("a", "2"),
        ("m", ""),
        ("", "4"),
    ]
    assert list(storage.values()) == ["1", "3", "2", "2", "", "4"]


def test_first_value_and_all_values():
    storage = filled()
    for name, values in (("z", ["1", "3"]), ("a", ["2", "2"]), ("m", [""]), ("", ["4"])):
        assert name in storage
        assert storage[name] == values[0]
        assert storage.get(name) == values[0]
        assert storage.get(name, "default") == values[0]
        assert storage.get_list(name) == values
    for name in ("Z", "b", "zz"):
        assert name not in storage


def test_what_is_returned_can_be_changed():
    storage = filled()
    for made in (storage.fields, storage.keys(), storage.get_list("z"), storage.values()):
        made.append("x")
    assert storage.fields == ["z", "a", "m", ""]
    assert storage.get_list("z") == ["1", "3"]
    assert len(storage) == 4


def test_repr():
    assert repr(filled(fields=FIELDS[:3])) == "<FieldStorage {'z': ['1', '3'], 'a': ['2']}>"


EVIL = "<b>\"'&"
SAFE = "&lt;b&gt;&quot;&apos;&amp;"


def test_values_are_escaped_but_for_the_brackets():
    storage = filled(_IXSSSafeFieldStorage, (("a", EVIL), ("a", "x"), ("n", 5), ("b", b"<")))
    assert storage["a"] == EVIL
    assert storage.get("a") == SAFE
    assert storage.get_list("a") == [SAFE, "x"]
    assert list(storage.items()) == [("a", SAFE), ("a", "x"), ("n", "5"), ("b", b"<")]
    assert list(storage.values()) == [SAFE, "x", "5", b"<"]
    assert storage.get("a", safe=False) == EVIL
    assert storage.get_list("a", safe=False) == [EVIL, "x"]


def test_a_default_is_escaped_as_well():
    storage = _IXSSSafeFieldStorage()
    assert storage.get("a") is None
    assert storage.get("a", EVIL) == SAFE
    assert storage.get("a", EVIL, safe=False) == EVIL
    assert storage.get("a", b"<") == b"<"
    assert storage.get_list("a") == []


def test_many_names():
    # Many equal or colliding names cost no more than as many others.
    storage = filled(fields=[("n%d" % (number % 50), number) for number in range(1000)])
    assert len(storage) == 50
    assert len(storage.items()) == 1000
    assert storage.get_list("n7")[:3] == [7, 57, 107]
