# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Private attributes get short names on boards, and nothing that somebody may ask for does."""

import ast

import pytest

from tools.private_names import DOCUMENTED, shorten_private
from tools.strip import Stripped, strip
from tools.tree import PACKAGE, source_files

SHORT = (
    ("self._table = a\nb(self._table)", "self._0 = a\nb(self._0)"),
    ("class C:\n    _table = 1\nC()._table", "class C:\n    _0 = 1\nC()._0"),
    ("class C:\n    _table: int = 1", "class C:\n    _0 = 1"),
    ("a._table = b._parser = 1", "a._1 = b._0 = 1"),
    ("a._table += 1", "a._0 += 1"),
    ("a, b._table = c", "a, b._0 = c"),
)
KEPT = (
    # What is only read belongs to somebody else.
    "a._table",
    "self.table = 1",
    "self.__table = 1",
    "self._ab = 1",
    "self._table = 1\ngetattr(a, '_table')",
    "self._table = 1\na = 'b _table c'",
    "self._table = 1\na = f'{self._table}'",
    "self._table = 1\ndef _table():\n    pass",
    "self._table = 1\ndef f(_table):\n    pass",
    "self._table = 1\nf(_table=1)",
    "self._table = 1\n_table = 2",
    "self._table = 1\nfrom .a import _table",
    "class C:\n\n    def _table(self):\n        self._table = 1",
    "self._request = self._status = self._body = 1",
)


def shortened(**texts):
    modules = {name: Stripped(text) for name, text in texts.items()}
    shorten_private(modules)
    return {name: module.text().strip() for name, module in modules.items()}


@pytest.mark.parametrize("text, expected", SHORT)
def test_private_attributes(text, expected):
    assert shortened(a=text) == {"a": strip(expected).strip()}


@pytest.mark.parametrize("text", KEPT)
def test_other_names_stay(text):
    assert shortened(a=text) == {"a": strip(text).strip()}


def test_they_are_the_same_in_all_modules():
    found = shortened(a="self._table = 1", b="self._parser = 1", c="a._table = b._parser")
    assert found == {"a": "self._1 = 1", "b": "self._0 = 1", "c": "a._1 = b._0"}
    # And what stands in the way in one of them does so for all.
    texts = {"a": "self._table = 1", "b": "getattr(a, '_table')"}
    assert shortened(**texts) == texts


def test_there_are_enough_names():
    text = "\n".join(f"self._name_{number} = 1" for number in range(300))
    found = shortened(a=text)["a"].splitlines()
    assert len(set(found)) == 300 and all(len(line) <= len("self._9z = 1") for line in found)


def test_the_package(stripped):
    """Each name that is left is one that has to be."""
    left = {
        node.attr
        for path in stripped.sources.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr[0] == "_" and node.attr[1:2] != "_"
    }
    # That one is made when somebody asks for it.
    assert left >= DOCUMENTED - {"_sock"}
    functions = {
        node.name
        for path in source_files(PACKAGE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    others = {name for name in left - functions - DOCUMENTED if not name[1].isdigit()}
    assert len(others) < 20, others
