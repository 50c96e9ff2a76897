# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Each promise of SECURITY.md names tests, and they are there."""

import ast
import re

from tests.support.source import REPOSITORY

TEXT = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = TEXT.partition("## What is promised")[2].partition("## What is not promised")[0]
NAMED = re.findall(r"^- `(tests/[\w/]+\.py)(?:::(\w+))?`$", PROMISES, re.M)


def test_each_promise_names_its_tests():
    paragraphs = PROMISES.strip().split("\n\n")
    assert len(paragraphs) >= 16
    for promise, names in zip(paragraphs[::2], paragraphs[1::2]):
        assert promise.startswith("**"), promise
        assert all(re.match(r"- `tests/", line) for line in names.split("\n")), names


def test_the_tests_are_there():
    assert len(NAMED) >= 30
    for file, name in NAMED:
        path = REPOSITORY / file
        assert path.exists(), file
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert not name or name in names, f"{file} has no {name}"


def test_the_page_for_untrusted_networks_is_in_the_index():
    assert "\n   untrusted_network\n" in (REPOSITORY / "docs/index.rst").read_text(encoding="utf-8")
