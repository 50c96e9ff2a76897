# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
``dev.py budgets``: what the package takes of a board's memory, and whether that is as little as it
must be.
"""

import tempfile

from tools.environment import say
from tools.measuring import (
    KINDS,
    NAME,
    SERVED,
    Tree,
    import_order,
    shares,
    short,
)

# Everything that a program can import, to find the modules beside the core.
EVERYTHING = f"""
import os
for _name in sorted(os.listdir("/{NAME}")):
    if not _name.startswith("__"):
        __import__("{NAME}." + _name.rsplit(".", 1)[0], None, None, ["*"])
"""


def modules_report():
    """Print what each module takes: the core first, each module after those that it needs."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(folder)
        core, optional = import_order(tree, [SERVED, EVERYTHING])
        heap = {kind: shares(tree.files(kind), core + optional) for kind in KINDS}
        sizes = {kind: tree.sizes(kind) for kind in KINDS}
    say(f"{'module':40}{'.py heap':>9}{'total':>8}{'.mpy heap':>11}{'total':>8}{'.mpy file':>11}")
    totals, files = [0, 0], 0
    for (row, py), (_, mpy) in zip(heap["py"], heap["mpy"]):
        totals = [totals[0] + py, totals[1] + mpy]
        file = sum(sizes["mpy"][name] for name in row.split())
        files += file
        say(f"{row:40}{py:9,}{totals[0]:8,}{mpy:11,}{totals[1]:8,}{file:11,}")
        if row.split()[-1] == short(core[-1]):
            say(f"{'-- core':40}{'':9}{totals[0]:8,}{'':11}{totals[1]:8,}{files:11,}")
    say(f"{'-- everything':40}{'':9}{totals[0]:8,}{'':11}{totals[1]:8,}{files:11,}")
