# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
``dev.py budgets``: what the package takes of a board's memory, whether that is as little as it must
be, and the page docs/memory.rst about it.
"""

import tempfile

from tools.board_speed import compare_speed
from tools.environment import ROOT, say
from tools.figures import figures_of, per_module
from tools.measuring import KINDS
from tools.memory_page import page_of
from tools.peer import fetch_peer, peer_figures
from tools.tree import Tree

# At most so many bytes. Those of imports come on top of the core and are kept after a collection.
BUDGETS = {
    "core": 32_000,
    "files": 4_500,
    "forms": 3_500,
    "sse": 2_000,
    "websocket": 9_000,
    "multipart": 5_000,
    # Server with one route that has answered one GET, without the core: nothing that the import
    # saves may come back with the first request.
    "server": 4_000,
    "connected": 400,
    "kept alive": 400,
    # What a GET with a browser's head of 600 bytes allocates until it is answered.
    "request": 3_000,
    # After 500 requests more than after 20. It is 0; one block of 16 bytes per request is 8,000.
    "left": 100,
    "core file": 24 * 1024,
    # Without what came later, see LATER in tools/figures.py.
    "all files": 50 * 1024,
}
PAGE = ROOT / "docs" / "memory.rst"


def add_budget_options(parser):
    """What ``dev.py budgets`` may be told."""
    for name, (_, words) in OTHERS.items():
        parser.add_argument(f"--{name}", action="store_true", help=words)


def run_budgets(options):
    """Do what the options say, and return the exit code."""
    for name, (function, _) in OTHERS.items():
        if getattr(options, name):
            return function()
    return write_page()


def over(figures):
    """A line for each figure that is over its budget."""
    lines = []
    for (name, kind), value in figures.items():
        budget = BUDGETS.get(name)
        if budget is not None and value > budget:
            lines.append(
                f"{name} ({kind}): {value:,} bytes, the budget is {budget:,}, over by "
                f"{value - budget:,}"
            )
    return lines


def show_figures(figures):
    """Print all figures, with their budgets."""
    say(f"{'bytes':20}{'.py':>9}{'.mpy':>9}{'budget':>9}")
    for name in dict.fromkeys(name for name, _ in figures):
        values = [figures.get((name, kind)) for kind in KINDS]
        budget = BUDGETS.get(name)
        cells = ["" if value is None else f"{value:,}" for value in [*values, budget]]
        mark = "  OVER" if budget and max(value or 0 for value in values) > budget else ""
        say("{:20}{:>9}{:>9}{:>9}{}".format(name, *cells, mark))


def modules_report(tree):
    """What each module takes, as lines: the core first, each after those that it needs."""
    head = ["module", ".py heap", "total", ".mpy heap", "total", ".mpy file"]
    lines = ["{:40}{:>9}{:>8}{:>11}{:>8}{:>11}".format(*head)]
    totals = [0, 0, 0]
    for part, rows in per_module(tree).items():
        before = totals
        for name, py, mpy, file in rows:
            totals = [totals[0] + py, totals[1] + mpy, totals[2] + file]
            lines.append(f"{name:40}{py:9,}{totals[0]:8,}{mpy:11,}{totals[1]:8,}{file:11,}")
        own = [total - earlier for total, earlier in zip(totals, before)]
        lines.append("{:40}{:17,}{:19,}{:11,}".format(f"-- {part}", *own))
    lines.append("{:40}{:17,}{:19,}{:11,}".format("-- everything", *totals))
    return lines


def show_modules():
    """Print what each module takes."""
    with tempfile.TemporaryDirectory() as folder:
        for line in modules_report(Tree(folder)):
            say(line)
    return 0


def show_peer():
    """Measure adafruit_httpserver in the same way and print it beside the constants."""
    with tempfile.TemporaryDirectory() as folder:
        show_figures(peer_figures(Tree(folder, fetch_peer())))
    return 0


def write_page():
    """Measure, write docs/memory.rst, and say what is over its budget."""
    with tempfile.TemporaryDirectory() as folder:
        figures = figures_of(Tree(folder))
    PAGE.write_text(page_of(figures, BUDGETS), encoding="utf-8")
    show_figures(figures)
    say(f"\n{PAGE.relative_to(ROOT)} is written.")
    return 1 if over(figures) else 0


# Option: (what it does instead of writing the page, how that is called).
OTHERS = {
    "modules": (show_modules, "only print each module's share"),
    "peers": (show_peer, "only measure adafruit_httpserver, from PyPI, in the same way"),
    "speed": (compare_speed, "time a GET beside adafruit_httpserver, into benchmarks/BOARD.md"),
}
