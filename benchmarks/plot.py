# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Draws results.png out of results.json. A program of its own, for matplotlib is installed in the
benchmark's environment and nowhere else:

    .bench/plot/bin/python benchmarks/plot.py .bench/results.json results.png
"""

import json
import sys
import textwrap
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import matplotlib.pyplot as plt  # noqa: E402

from benchmarks.figures import KINDS, Figures  # noqa: E402
from benchmarks.peers import OURS, PEERS  # noqa: E402
from benchmarks.report import number  # noqa: E402
from benchmarks.scenarios import SCENARIOS  # noqa: E402

COLUMNS = 3
OUR_COLOUR, CEILING_COLOUR, OTHER_COLOUR = "#d1495b", "#bbbbbb", "#30638e"
UNITS = {
    "cpu": "server CPU, µs per request",
    "p50": "p50, ms",
    "rate": "per second",
    "idle": "CPU, ms per second",
}


def draw(figures, about, path):
    """One small chart per scenario, the servers in the same order in all of them."""
    shown = [s for s in SCENARIOS if s.figure and has_any(s, figures)]
    rows = -(-len(shown) // COLUMNS)
    figure, axes = plt.subplots(rows, COLUMNS, figsize=(15, 2.7 * rows + 0.6), squeeze=False)
    flat = [one for row in axes for one in row]
    for axis, scenario in zip(flat, shown):
        draw_scenario(axis, scenario, figures)
    for axis in flat[len(shown) :]:
        axis.axis("off")
    figure.suptitle(
        f"{about['machine'].split(',')[0]}, {about['python']}, {about['date']}: shorter is better",
        fontsize=11,
    )
    figure.tight_layout(rect=(0, 0, 1, 0.985), h_pad=1.6)
    figure.savefig(path, dpi=90)


def has_any(scenario, figures):
    """Whether there is anything to draw."""
    return any(figures.all(scenario.name, peer.name) for peer in PEERS)


def draw_scenario(axis, scenario, figures):
    """Horizontal bars. Where a server answered nothing, it says so in the bar's place."""
    peers = [peer for peer in PEERS if figures.all(scenario.name, peer.name)][::-1]
    unit = KINDS[scenario.figure][2]
    medians = [figures.median(scenario.name, peer.name, scenario.figure) for peer in peers]
    values = [0 if value is None else value * unit for value in medians]
    colours = [colour_of(peer) for peer in peers]
    bars = axis.barh([short(peer) for peer in peers], values, color=colours, height=0.7)
    labels = ["no answer" if m is None else f" {number(v)}" for m, v in zip(medians, values)]
    axis.bar_label(bars, labels=labels, fontsize=8, padding=2)
    largest = max(values) or 1
    least = min((value for value in values if value), default=1)
    if largest > 40 * least:  # the short bars would be lines
        axis.set_xscale("log")
        axis.set_xlim(least / 3, largest * 4)
    else:
        axis.set_xlim(0, largest * 1.18)
    axis.set_title(textwrap.fill(scenario.title.replace("`", ""), 48), fontsize=9)
    axis.set_xlabel(UNITS[scenario.figure], fontsize=8)
    axis.tick_params(labelsize=8)
    axis.spines[["top", "right"]].set_visible(False)


def short(peer):
    """A name that fits beside a bar."""
    return peer.title.replace("ceiling: ", "").replace("adafruit_httpserver", "adafruit")


def colour_of(peer):
    """Ours stands out; what is no server steps back."""
    if peer.name == OURS:
        return OUR_COLOUR
    return CEILING_COLOUR if peer.ceiling else OTHER_COLOUR


if __name__ == "__main__":
    run = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    draw(Figures(run["results"]), run["about"], sys.argv[2])
