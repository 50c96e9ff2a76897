# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What boards get is the same program without what only people and type checkers read."""

import ast

import pytest

from tests.support.board_rules import RULES, report
from tests.support.source import FUNCTIONS, PACKAGE, Source, library
from tools.strip import Unstrippable, strip
from tools.tree import PC_ONLY

LIBRARY = pytest.mark.parametrize("module", library(), ids=lambda module: module.name)

TYPING = "try:\n    from typing import Any\nexcept ImportError:\n    pass\n"
CHECKING = "if TYPE_CHECKING:\n    from .a import B\n"


@pytest.mark.parametrize(
    "text, stripped",
    [
        ('"""Doc."""\nA = 1  # one', "A = 1"),
        ("def f(a: int, *b: str, c: int = 1, **d: str) -> None:\n    '''F.'''", None),
        ("class A:\n    '''A.'''", "class A:\n    pass"),
        ("class A:\n    b: int\n    c: int = 1", "class A:\n    c = 1"),
        ("async def f():\n    'F.'\n    return 1", "async def f():\n    return 1"),
        ("def f():\n    a: int = 1\n    b: str\n    return a", "def f():\n    a = 1\n    return a"),
        ("if a:\n    'nothing'\nelse:\n    b()", "if a:\n    pass\nelse:\n    b()"),
        (TYPING + "A = 1", "A = 1"),
        (CHECKING + "A = 1", "A = 1"),
        ("from __future__ import annotations\nA = 1", "A = 1"),
        ("try:\n    import ssl\nexcept ImportError:\n    pass", None),
        ("try:\n    from typing import Any\nexcept ImportError:\n    Any = None", None),
        ("A = '''text\nof two lines'''", "A = 'text\\nof two lines'"),
        ("A = f\"{b['c']}{d or ''}\"", "A = f\"{b['c']}{d or ''}\""),
        ("A = (\n    'b'\n    f'{c!r:>4}'\n)", "A = 'b' f'{c!r:>4}'"),
    ],
)
def test_snippet(text, stripped):
    if stripped is None:
        stripped = {
            "def": "def f(a, *b, c=1, **d):\n    pass",
            "try": text,
        }[text[:3]]
    assert strip(text) == stripped + "\n"


def test_the_lines_of_the_licence_stay():
    head = [f"# SPDX-{what}: x" for what in ("FileCopyrightText", "License-Identifier")]
    text = "\n".join([head[0], "#", head[1], "# More.", "A = 1"])
    assert strip(text).splitlines() == [*head, "A = 1"]


@pytest.mark.parametrize(
    "text", [TYPING + "A = Any", CHECKING + "def f():\n    return B()", TYPING + "A = f'{Any}'"]
)
def test_what_is_used_when_it_runs_must_not_go(text):
    with pytest.raises(Unstrippable):
        strip(text)


def test_more_than_ten_formats_keep_their_places():
    text = "".join(f"a = f'{{b{index}}}'\n" for index in range(12))
    assert strip(text) == text


def test_a_name_may_be_imported_once_more_where_it_is_used():
    function = "def f():\n    from .a import B\n    return B()\n"
    assert strip(CHECKING + function) == function


@pytest.mark.parametrize(
    "module",
    [module for module in library() if module.name not in PC_ONLY],
    ids=lambda module: module.name,
)
def test_a_board_takes_what_is_left(module):
    left = Source(strip(module.text), module.name)
    assert report(left, RULES) == []


@LIBRARY
def test_what_is_left_does_the_same(module):
    """Both are compiled without what must go: what remains is one and the same."""
    text = strip(module.text)
    assert ast.dump(ast.parse(strip(text))) == ast.dump(ast.parse(text))
    before, after = (names_of(Source(source)) for source in (module.text, text))
    assert before == after


def names_of(source):
    """What a module defines, in order."""
    nodes = source.nodes(ast.ClassDef, *FUNCTIONS)
    return [source.qualified_name(node) for node in nodes]


@LIBRARY
def test_nothing_needless_is_left(module):
    left = Source(strip(module.text))
    for node in left.nodes(ast.Module, ast.ClassDef, *FUNCTIONS):
        assert ast.get_docstring(node) is None
    for node in left.nodes(ast.arg):
        assert node.annotation is None
    assert left.nodes(ast.AnnAssign) == []
    if module.name not in PC_ONLY:
        assert "typing" not in {node.module for node in left.nodes(ast.ImportFrom)}


def test_the_package_keeps_its_version():
    text = strip((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert "\n__version__ = '" in text and "\n__repo__ = '" in text
