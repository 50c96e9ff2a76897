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
    That a peer's figure is so many times ours, at least. Where a peer was measured with two main
    loops, the one that makes it look better counts.
    """

    scenario: str
    peer: str
    factor: float
    kind: str = "cpu"

    def best(self, figures):
        """The name of the peer as it does best in this scenario."""
        names = [self.peer, *SECOND_LOOPS.get(self.peer, ())]
        measured = {name: figures.median(self.scenario, name, self.kind) for name in names}
        known = {name: value for name, value in measured.items() if value is not None}
        return min(known, key=known.get) if known else self.peer

    def verdict(self, figures):
        """(the peer as measured, the ratio or None, "met", "MISSED" or "not measured")"""
        best = self.best(figures)
        ratio = figures.ratio(self.scenario, best, self.kind)
        if ratio is None:
            return best, None, "not measured"
        return best, ratio, "met" if ratio >= self.factor else "MISSED"


SECOND_LOOPS = {ADAFRUIT: (ADAFRUIT_SELECT,)}


def servers_of_targets():
    """The names of all servers that a target is about."""
    peers = {target.peer for target in TARGETS}
    return {OURS, *peers, *(name for peer in peers for name in SECOND_LOOPS.get(peer, ()))}


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
