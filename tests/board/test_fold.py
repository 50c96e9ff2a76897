# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Boards get constants in the place of names, and programs find all names they may ask for."""

import ast
import os
import subprocess
import sys

import pytest

from tests.board import interpreter
from tests.support.source import PACKAGE, REPOSITORY
from tools.fold import fold, public_names
from tools.measuring import SERVED, measure
from tools.strip import Stripped, strip
from tools.tree import PC_ONLY

LIMITS = "A = 5\nB = 16 * 1024\nC = -1\n_D = 7 << 2\n"
# Answers a GET, and says which names the package has.
PROGRAM = f"""
import sys, time
sys.implementation.name = "circuitpython"
import cheap_net
net = cheap_net.Net(time)
sys.modules["time"] = net.clock
{SERVED}
import adafruit_httpserver
for name in sys.argv[1].split():
    assert getattr(adafruit_httpserver, name) is not None
print(adafruit_httpserver.__file__)
"""


def folded(**texts):
    """{module: what is left of it}"""
    modules = {name: Stripped(text) for name, text in texts.items()}
    fold(modules)
    return {name: module.text().strip() for name, module in modules.items()}


def same(text):
    """The text as `folded` writes it."""
    return strip(text).strip()


@pytest.mark.parametrize(
    "user, left",
    [
        ("from .limits import A\nx = A", "x = 5"),
        ("from .limits import A, B\nx = [A, B, A]", "x = [5, 16384, 5]"),
        ("from .limits import A as Z\nx = Z", "x = 5"),
        ("from .limits import C\nx = C ** 2", "x = (-1) ** 2"),
        ("from .limits import _D\nx = _D", "x = 28"),
        ("def f(a):\n    from .limits import A\n    return a + A", "def f(a):\n    return a + 5"),
        ("def f(a):\n    from .limits import A", "def f(a):\n    pass"),
        ("if x:\n    from .limits import A", "if x:\n    pass"),
        ("class Z:\n    from .limits import A", "class Z:\n    pass"),
        ("from .limits import A\ndef f(a=A):\n    return a", "def f(a=5):\n    return a"),
        (
            "from .limits import A\ndef f():\n    from .limits import A\n    return A",
            "def f():\n    return 5",
        ),
        ("from .limits import A\nfrom .limits import f\nf(A)", "from .limits import f\nf(5)"),
    ],
)
def test_a_number_goes_where_it_is_used(user, left):
    found = folded(limits=LIMITS + "def f(a):\n    return a + B", user=user)
    assert found == {"limits": "def f(a):\n    return a + 16384", "user": left}


def test_a_module_may_become_empty():
    assert folded(limits=LIMITS, user="from .limits import A\nx = A")["limits"] == ""


@pytest.mark.parametrize(
    "text, left",
    [
        ("_A = b'abc'\ndef f(x):\n    return x in _A", "def f(x):\n    return x in b'abc'"),
        ("_A = 'abc'\nf(_A)", "f('abc')"),
        ("_A = 'abc'\nf(_A, _A)", None),
        ("A = 'abc'\nf(A)", None),
        ("_A = 'abc'\nx = f'{_A}'", None),
        ("_A = ('a', 'b')\nf(_A)", None),
    ],
)
def test_a_private_text_that_is_used_once(text, left):
    assert folded(a=text) == {"a": left or same(text)}


@pytest.mark.parametrize(
    "text",
    [
        "A = True\nf(A)",
        "A = None\nf(A)",
        "A = 1.5\nf(A)",
        "A = 5 if ON_BOARD else 6\nf(A)",
        "A = b()\nf(A)",
        "A = 1\nA = 2\nf(A)",
        "A = 1\nA += 2\nf(A)",
        "A = B = 1\nf(A)",
        "A = 1\ndef f():\n    global A\n    A = 2",
        "A = 1\ndef f(A):\n    return A",
        "A = 1\ndef f():\n    for A in b:\n        g(A)",
        "A = 1\nclass Z:\n    A = A",
        "class Z:\n    A = 1\n    b = A",
        "def f():\n    A = 1\n    return A",
        "A = 1\nf(z.A)",
        "A = 1\nf(z, 'A')",
    ],
)
def test_what_may_be_something_else_stays(text):
    assert folded(a=text) == {"a": same(text)}


@pytest.mark.parametrize(
    "user",
    [
        "from . import limits\nx = limits.A",
        "from .limits import A\nx = f'{A}'",
        "from .limits import A\ndef f(A):\n    return A",
        "def f():\n    from .limits import A\n    return A\ndef g():\n    A = 6\n    return A",
    ],
)
def test_a_name_that_is_needed_elsewhere_stays(user):
    assert folded(limits="A = 5", user=user) == {"limits": "A = 5", "user": same(user)}


def test_a_name_in_a_format_is_kept_beside_its_value():
    text = "A = 5\nx = A\ny = f'{A}'"
    assert folded(a=text) == {"a": "A = 5\nx = 5\ny = f'{A}'"}


def test_a_name_that_is_passed_on_stays():
    texts = {
        "limits": "A = 5",
        "middle": "from .limits import A",
        "user": "from .middle import A\nx = A",
    }
    assert folded(**texts) == texts


def test_names_of_the_package_stay():
    texts = {"__init__": "A = 1\nfrom .limits import B\nx = A + B", "limits": "B = 5"}
    assert folded(**texts) == texts


def test_names_that_programs_ask_for_stay():
    texts = {"names": "_ELSEWHERE = ' limits: B C  status: '", "limits": "A = 1\nB = 2\nx = A + B"}
    assert folded(**texts) == {"names": texts["names"], "limits": "B = 2\nx = 1 + B"}
    with pytest.raises(ValueError, match="_ELSEWHERE"):
        folded(names="A = 5")


# The package itself.


def test_numbers_are_folded(stripped):
    text = stripped.sources[(PACKAGE / "connection.py").relative_to(REPOSITORY)].read_text()
    assert "READING" in (PACKAGE / "connection.py").read_text(encoding="utf-8")
    assert "READING" not in text


def test_no_import_asks_for_what_has_gone(stripped):
    trees = {name.stem: ast.parse(path.read_text()) for name, path in stripped.sources.items()}
    for module in trees.values():
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.level and node.module not in PC_ONLY:
                there = defined(trees[node.module or "__init__"])
                missing = {alias.name for alias in node.names} - there - set(trees) - {"*"}
                assert missing == set()


def defined(tree):
    """The names that a module has."""
    names = {node.name for node in tree.body if hasattr(node, "name")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
    return names


def test_it_serves_on_this_python(stripped, tmp_path):
    """Strictly: a warning, e.g. of ``is`` with a number, is an error."""
    path = os.pathsep.join([str(stripped.folder / "py"), str(REPOSITORY / "tests" / "board")])
    result = subprocess.run(
        [sys.executable, "-S", "-W", "error", "-c", PROGRAM, " ".join(names_to_ask_for())],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=30,
    )
    assert result.returncode == 0, result.stderr
    assert str(stripped.folder) in result.stdout


def test_it_serves_on_micropython(stripped):
    interpreter.require()
    ask = f"import {PACKAGE.name}\nfor name in {names_to_ask_for()!r}:\n"
    ask += f"    assert getattr({PACKAGE.name}, name) is not None\ntold = 'served'"
    assert measure(stripped.files("py"), {"": [SERVED + ask]}, fillers=[0])[""][1] == "served"


def names_to_ask_for():
    """The public names, of modules that boards have."""
    text = (PACKAGE / "names.py").read_text(encoding="utf-8")
    names = public_names({"names": Stripped(text)})
    return sorted(name for name in names if not name.endswith(":"))
