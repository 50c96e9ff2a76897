# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Writes RESULTS.md: the targets first, then how it was measured, then a table per scenario."""

import math

from .figures import KINDS, NOT_MEASURED, TARGETS, VERDICTS, Figures, with_stricter
from .peers import BARE, OURS, PEERS
from .scenarios import SCENARIOS

TITLES = {peer.name: peer.title for peer in PEERS}

HEAD = """\
<!--
SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project

SPDX-License-Identifier: MIT
-->

# Benchmark results

Written by `python3 dev.py bench`; do not edit. [README.md](README.md) says what is measured and how
to read it.
"""

TARGETS_HEAD = """\
## Targets

A ratio is the peer's median divided by ours. The ratios of the single rounds, lowest and highest,
say how far it can be trusted.

Where the processor's time counts there are two rows for adafruit_httpserver. The first one is the
target: the loop of its documentation, which polls without sleeping. The *stricter* one is a program
that we have written for it and that its documentation does not know: it sleeps in `select` while
nobody knocks, which mostly takes less of the processor. It is no target: its verdict is "also" or
"not".
"""
FULL_COMMAND = "python3 dev.py bench"
FAILURE_SIZE = 80

COLUMNS = (
    ("requests/s", "rate"),
    ("p50 ms", "p50"),
    ("p99 ms", "p99"),
    ("CPU µs/request", "cpu"),
    ("server busy %", "busy"),
    ("RSS MB", "rss"),
)
IDLE_COLUMNS = (("CPU ms per second", "idle"), ("RSS MB", "rss"))
MEMORY_COLUMNS = (("memory at most KB", "memory"), ("requests/s", "rate"), ("RSS MB", "rss"))
# Driver: columns, what is compared with ours, and whether errors are told. All others: None
TABLES = {
    None: (COLUMNS, ("cpu", "p50"), True),
    "idle": (IDLE_COLUMNS, ("idle",), False),
    "memory": (MEMORY_COLUMNS, ("memory",), True),
}
RATIOS = {"cpu": "CPU", "p50": "p50", "idle": "CPU", "memory": "memory"}


def write_report(run, path):
    """Write the report about a run (see command.py) to a file."""
    path.write_text(report(run), encoding="utf-8")


def report(run):
    """The whole text."""
    figures = Figures(run["results"])
    parts = [HEAD, about_lines(run["about"]), target_lines(figures), ceiling_lines(figures)]
    parts.append("![CPU per request of each server in each scenario](results.png)\n")
    parts.append("## Scenarios\n")
    parts += [scenario_lines(scenario, figures) for scenario in SCENARIOS]
    parts.append(server_lines(run["about"]))
    return "\n".join(part for part in parts if part)


def about_lines(about):
    """Machine, versions, date, and whether all of it can be trusted."""
    full = about["full"]
    rounds = "rounds" if about["rounds"] > 1 else "round"
    short = []
    if any(about[name] < full[name] for name in full):
        short = [
            "",
            "**A short run**: few rounds, or short ones, so its figures are rough.",
            f"`{FULL_COMMAND}` measures {full['rounds']} rounds of {full['seconds']:g} s.",
        ]
    return "\n".join(
        [
            f"* {about['date']}, commit `{about['commit']}`",
            f"* {about['machine']}; load average at the end {about['load']}",
            f"* {about['python']} for all servers and the load generator",
            f"* medians over {about['rounds']} {rounds} of {about['seconds']:g} s each; a fresh "
            "server process for every measurement",
            *short,
            "",
        ]
    )


def target_lines(figures):
    """The table of targets, met or missed."""
    rows = [(target, *target.verdict(figures)) for target in with_stricter(TARGETS)]
    lines = [
        TARGETS_HEAD,
        *count_lines([(target.stricter, verdict) for target, _, verdict in rows]),
        "",
        "| scenario | figure | compared with | at least | measured | single rounds | verdict |",
        "|---|---|---|---:|---:|---:|---|",
    ]
    for target, ratio, verdict in rows:
        each = figures.ratios(target.scenario, target.peer, target.kind).values()
        title = TITLES[target.peer] + " (stricter)" * target.stricter
        cells = [target.scenario, KINDS[target.kind][0], title, f"{target.factor:g}x"]
        cells += [times(ratio), f"{times(min(each))} to {times(max(each))}" if each else "–"]
        cells.append(f"**{verdict}**" if verdict == "MISSED" else verdict)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def count_lines(verdicts):
    """How many of the targets are met, and how many of what is stricter."""
    lines = []
    for stricter, name in enumerate(("targets", "stricter rows")):
        found = [verdict for which, verdict in verdicts if which == stricter]
        words = (*VERDICTS[stricter], NOT_MEASURED)
        counts = ", ".join(f"{found.count(word)} {word}" for word in words if word in found)
        lines.append(f"* {len(found)} {name}: {counts}")
    return lines


def ceiling_lines(figures):
    """How near the bare loop we come."""
    lines = []
    for name in ("keep-8", "wrk-8"):
        ours, bare = (figures.median(name, server, "cpu") for server in (OURS, BARE))
        if ours and bare:
            lines.append(
                f"* {name}: {number(ours * 1e6)} µs of CPU per request, where a loop that only "
                f"receives and sends takes {number(bare * 1e6)}: {times(ours / bare)} the ceiling."
            )
    return "\n".join(["## How near the ceiling", "", *lines, ""]) if lines else ""


def scenario_lines(scenario, figures):
    """Heading, note and table of a scenario; nothing if it was not measured."""
    measured = [peer.name for peer in PEERS if figures.all(scenario.name, peer.name)]
    if not measured:
        return ""
    table = TABLES.get(scenario.driver, TABLES[None])
    lines = [f"### {scenario.name}: {scenario.title}", ""]
    if scenario.note:
        lines += [scenario.note, ""]
    columns, ratios, tells_errors = table
    titles = [title for title, _ in columns] + [f"{RATIOS[kind]} vs ours" for kind in ratios]
    lines += table_head("server", *titles, *["errors"] * tells_errors)
    lines += [table_row(scenario.name, server, table, figures) for server in measured]
    return "\n".join([*lines, ""])


def table_head(first, *others):
    """The first two lines of a table: the first column to the left, numbers to the right."""
    return [f"| {first} | {' | '.join(others)} |", "|---|" + "---:|" * len(others)]


def table_row(scenario, server, table, figures):
    """One server in the table of a scenario."""
    columns, ratios, tells_errors = table
    failures = sorted({shortened(text) for text in figures.failures(scenario, server)})
    title = f"**{TITLES[server]}**" if server == OURS else TITLES[server]
    if failures and not any("requests" in one for one in figures.all(scenario, server)):
        return f"| {title} | {'; '.join(failures)} |"
    cells = [title]
    for _, kind in columns:
        value = figures.median(scenario, server, kind)
        cells.append(number(None if value is None else value * KINDS[kind][2]))
    cells += [times(figures.ratio(scenario, server, kind)) for kind in ratios]
    if tells_errors:
        cells.append(error_text(figures.errors(scenario, server)))
    if failures:
        cells[0] += f" (failed in a round: {'; '.join(failures)})"
    return f"| {' | '.join(cells)} |"


def server_lines(about):
    """What ran: main loops and versions."""
    lines = ["## Servers", "", *table_head("server", "main loop", "installed")]
    lines[-1] = "|---|---|---|"
    for peer in PEERS:
        packages = about["peers"].get(peer.name)
        if packages or not peer.packages or peer.select_of:
            lines.append(f"| {peer.title} | {peer.fast_loop} | {installed(peer, packages)} |")
    return "\n".join([*lines, ""])


def installed(peer, packages):
    """The pinned packages, and what came with them as far as it fits."""
    tools = ("pip", "setuptools", "wheel")
    pinned = [one.partition("==")[0] for one in peer.packages]
    others = [name for name in packages or () if name not in (*pinned, *tools)]
    shown = [one.replace("==", " ") for one in peer.packages]
    shown += [f"{name} {packages[name]}" for name in others[:3]]
    return ", ".join(shown) + (f" and {len(others) - 3} more" if len(others) > 3 else "")


def shortened(failure):
    """What a cell has room for. All of it stands in results.json."""
    text = failure.replace("|", "/").replace("\n", " ")
    return text if len(text) <= FAILURE_SIZE else text[:FAILURE_SIZE] + " ..."


def number(value):
    """Three digits that count, no more: the rest is noise."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(ratio):
    """A ratio as "2.50x", rounded down: 2.499 is not 2.50."""
    if ratio is None:
        return "–"
    digits = 0 if ratio >= 100 else 1 if ratio >= 10 else 2
    return f"{math.floor(ratio * 10**digits + 1e-9) / 10**digits:,.{digits}f}x"


def error_text(errors):
    """Errors of all rounds together, by kind."""
    if not errors:
        return "0"
    return ", ".join(f"{count} {kind}" for kind, count in sorted(errors.items()))
