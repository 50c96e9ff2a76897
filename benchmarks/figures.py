# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""From measurements to figures: medians over the rounds, ratios, and whether a target is met."""

from statistics import median
from typing import NamedTuple

from .peers import ADAFRUIT, ADAFRUIT_SELECT, MICRODOT, OURS, STANDARD, UHTTP


def per_request(result):
    """Seconds of CPU per request; None if there was no request to divide by."""
    return result["cpu"] / result["requests"] if result["requests"] else None


# name: (what it is called, the figure of one measurement, how much of its unit one is)
KINDS = {
    "cpu": ("server CPU per request", per_request, 1e6),
    "p50": ("p50", lambda r: r.get("p50"), 1e3),
    "p99": ("p99", lambda r: r.get("p99"), 1e3),
    "rate": ("requests/s", lambda r: r["rate"], 1),
    # The same the other way round: as for all others, less is better.
    "each": ("requests/s", lambda r: 1 / r["rate"] if r["rate"] else None, 1e6),
    "idle": ("CPU per second", lambda r: r["cpu"] / r["elapsed"], 1e3),
    "rss": ("RSS", lambda r: r["rss"], 1 / 1e6),
    "peak": ("highest RSS", lambda r: r["peak"], 1 / 1e6),
    "memory": ("memory at most", lambda r: r.get("memory"), 1 / 1e3),
    "busy": ("server busy", lambda r: r["busy"], 100),
}


class Figures:
    """All the measurements of a run, asked by scenario and server."""

    def __init__(self, results):
        self._results = {}
        for result in results:
            self._results.setdefault((result["scenario"], result["server"]), []).append(result)

    def all(self, scenario, server):
        """The measurements that there are, in the order of the rounds."""
        return self._results.get((scenario, server), [])

    def rounds(self, scenario, server, kind):
        """One figure of each round, as {round: value}; rounds without one are left out."""
        _, figure, _ = KINDS[kind]
        found = {r["round"]: figure(r) for r in self.all(scenario, server) if "failure" not in r}
        return {number: value for number, value in found.items() if value is not None}

    def median(self, scenario, server, kind):
        """The median over the rounds, or None."""
        values = self.rounds(scenario, server, kind)
        return median(values.values()) if values else None

    def ratio(self, scenario, server, kind):
        """How many times that of ours a server's median is, or None."""
        ours, theirs = self.median(scenario, OURS, kind), self.median(scenario, server, kind)
        return theirs / ours if ours and theirs is not None else None

    def ratios(self, scenario, server, kind):
        """The same round by round, which tells how far the ratio can be trusted."""
        ours, theirs = self.rounds(scenario, OURS, kind), self.rounds(scenario, server, kind)
        return {number: theirs[number] / ours[number] for number in theirs if ours.get(number)}

    def errors(self, scenario, server):
        """Errors of all rounds by kind."""
        total = {}
        for result in self.all(scenario, server):
            for kind, count in result.get("errors", {}).items():
                total[kind] = total.get(kind, 0) + count
        return total

    def failures(self, scenario, server):
        """Why measurements could not be made."""
        return sorted({r["failure"] for r in self.all(scenario, server) if "failure" in r})


class Target(NamedTuple):
    """
    That a peer's figure is so many times ours, at least. A stricter one asks the same beside a loop
    that is better than the one that the peer's documentation has; it is shown, and is no target.
    """

    scenario: str
    peer: str
    factor: float
    kind: str = "cpu"
    stricter: bool = False

    def verdict(self, figures):
        """(the ratio or None, one of VERDICTS or "not measured")"""
        ratio = figures.ratio(self.scenario, self.peer, self.kind)
        if ratio is None:
            return None, NOT_MEASURED
        return ratio, VERDICTS[self.stricter][ratio < self.factor]


# Of targets, and of what is stricter: reached or not.
VERDICTS = (("met", "MISSED"), ("also", "not"))
NOT_MEASURED = "not measured"
# Measured where the processor's time is what counts, see Scenario.takes.
SECOND_LOOPS = {ADAFRUIT: ADAFRUIT_SELECT}


def with_stricter(targets):
    """All targets, each with the stricter one behind it where there is one."""
    found = []
    for target in targets:
        found.append(target)
        if target.peer in SECOND_LOOPS and target.kind == "cpu":
            found.append(target._replace(peer=SECOND_LOOPS[target.peer], stricter=True))
    return found


def servers_of_targets():
    """The names of all servers that a target, or what is stricter, is about."""
    return {OURS, *(target.peer for target in with_stricter(TARGETS))}


TARGETS = (
    Target("keep-8", ADAFRUIT, 2.5),
    Target("keep-8", UHTTP, 1.7),
    Target("browser-8", ADAFRUIT, 2.5),
    Target("browser-8", UHTTP, 1.8),
    Target("routes-30", ADAFRUIT, 3.0),
    Target("routes-30", UHTTP, 2.0),
    Target("new-1", ADAFRUIT, 1.0),
    Target("new-8", ADAFRUIT, 1.0),
    Target("post-form", ADAFRUIT, 1.5),
    Target("post-form", UHTTP, 1.5),
    Target("file-10k-keep-4", ADAFRUIT, 5.0),
    Target("file-1m-keep-1", ADAFRUIT, 6.0, "each"),
    Target("file-1m-keep-1", STANDARD, 1.0, "each"),
    Target("defaults", ADAFRUIT, 50.0, "p50"),
    Target("echo-125", ADAFRUIT, 1.3, "each"),
    Target("echo-125", UHTTP, 1.3, "each"),
    Target("echo-125", MICRODOT, 1.3, "each"),
    Target("echo-4k", ADAFRUIT, 1.3, "each"),
    Target("echo-4k", UHTTP, 1.3, "each"),
    Target("echo-4k", MICRODOT, 1.3, "each"),
    Target("upload-memory", ADAFRUIT, 50.0, "memory"),
    Target("upload-memory", UHTTP, 50.0, "memory"),
    Target("sse-8", ADAFRUIT, 1.0, "each"),
    Target("sse-8", UHTTP, 1.0, "each"),
    Target("sse-8", MICRODOT, 1.0, "each"),
)
