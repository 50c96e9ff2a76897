# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Boards get nothing that only PCs do, and all that a board may do."""

import ast
import re

import pytest

from tests.support.source import PACKAGE
from tools.fold import fold
from tools.prune import ABSENT, TRUE, prune
from tools.strip import Stripped, strip
from tools.tree import PC_ONLY

BRANCHES = (
    ("if True:\n    a()\nelse:\n    b()", "a()"),
    ("if False:\n    a()\nelse:\n    b()", "b()"),
    ("if False:\n    a()", ""),
    ("if not True:\n    a()\nb()", "b()"),
    ("if False:\n    a()\nelif x:\n    b()\nelse:\n    c()", "if x:\n    b()\nelse:\n    c()"),
    ("if x:\n    a()\nelif False:\n    b()", "if x:\n    a()"),
    ("if x:\n    if False:\n        a()", "if x:\n    pass"),
    ("a = b if True else c", "a = b"),
    ("a = b if not True else c", "a = c"),
    ("a = True and b", "a = b"),
    ("a = False and b", "a = False"),
    ("a = True or b", "a = True"),
    ("a = False or b or c", "a = b or c"),
    ("a = True and True", "a = True"),
    # What it is worth depends on what stands before it.
    ("a = b and True", "a = b and True"),
    ("a = b or False", "a = b or False"),
    ("while True:\n    a()", "while True:\n    a()"),
    ("a = 1 if 1 else 0", "a = 1 if 1 else 0"),
)
BEHIND = (
    ("def f():\n    return 1\n    a()", "def f():\n    return 1"),
    ("def f():\n    if True:\n        return 1\n    a()", "def f():\n    return 1"),
    ("def f():\n    if x:\n        raise y\n        a()", "def f():\n    if x:\n        raise y"),
    ("def f():\n    return\n    yield", "def f():\n    return\n    yield"),
    ("def f():\n    return\n    yield from a", "def f():\n    return\n    yield from a"),
)
NEEDLESS = (
    ("def _f():\n    pass", ""),
    ("def _f():\n    _g()\n\ndef _g():\n    pass", ""),
    ("if False:\n    _f()\n\ndef _f():\n    pass", ""),
    ("def f():\n    pass", "def f():\n    pass"),
    ("def _f():\n    pass\na = _f", "def _f():\n    pass\na = _f"),
    ("def _f():\n    pass\na = f'{_f()}'", "def _f():\n    pass\na = f'{_f()}'"),
    ("def __getattr__(name):\n    pass", "def __getattr__(name):\n    pass"),
    ("from .a import B\ndef f(b: B):\n    return b", "def f(b):\n    return b"),
    ("from .a import B, c\ndef f() -> 'B':\n    c()", "from .a import c\n\ndef f():\n    c()"),
    ("from .a import B\nb: 'Optional[B]' = None", "b = None"),
    ("from .a import B\ndef f(b: B):\n    B()", "from .a import B\n\ndef f(b):\n    B()"),
    # Somebody wants it to be loaded here.
    ("from .a import B", "from .a import B"),
    ("import sys\nif False:\n    sys.exit()", ""),
    ("import sys\nsys.exit()", "import sys\nsys.exit()"),
)
FACTS = (
    ("a = hasattr(b, 'fileno')", "a = False"),
    ("a = getattr(b, 'gmtime', c)", "a = c"),
    ("if not hasattr(b, 'fileno') and c:\n    a()", "if c:\n    a()"),
    ("if sys.platform != 'win32':\n    a()", "a()"),
    ("a = hasattr(b, 'shutdown')", "a = hasattr(b, 'shutdown')"),
    ("a = getattr(b, name, c)", "a = getattr(b, name, c)"),
    ("a = sys.platform == 'win32'", "a = sys.platform == 'win32'"),
)


def pruned(text, needed=()):
    module = Stripped(text)
    prune(module, needed)
    return module.text().strip()


@pytest.mark.parametrize("text, left", BRANCHES + BEHIND + NEEDLESS + FACTS)
def test_what_is_left(text, left):
    assert pruned(text) == strip(left).strip()


def test_what_others_need_stays():
    function, imported = "def _f():\n    pass", "from .a import B\n\ndef f(b: B):\n    pass"
    assert pruned(function, {"_f"}) == function
    assert pruned(imported, {"B"}) == imported.replace(": B", "")


def test_a_board_is_what_it_is():
    modules = {
        "limits": Stripped("ON_BOARD = sys.implementation.name[:4] in ('circ', 'micr')"),
        "user": Stripped("from .limits import ON_BOARD\nif not ON_BOARD:\n    a()\nb = ON_BOARD"),
    }
    fold(modules)
    assert modules["limits"].text().strip() == ""
    assert modules["user"].text().strip() == "b = True"


# The package itself.


def test_nothing_of_a_pc_is_left(stripped):
    for name, path in stripped.sources.items():
        words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        if name.stem == "names":
            # The table of names has those of all modules.
            words -= set(PC_ONLY)
        assert words & {"ON_BOARD", *PC_ONLY, *ABSENT} == set(), name


def test_the_facts_are_in_the_source():
    """Else they are no use, or the source says it in another way now."""
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py")]
    calls = {
        node.args[1].value
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("getattr", "hasattr")
        and isinstance(node.args[1], ast.Constant)
    }
    assert set(ABSENT) <= calls
    assert all(any(fact.replace("'", '"') in text for text in texts) for fact in TRUE)
