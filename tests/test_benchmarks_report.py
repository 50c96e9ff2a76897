# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The benchmark's report: medians, ratios, targets, and the tables that others add to."""

import pytest

from benchmarks.background import KINDS as BACKGROUNDS
from benchmarks.exchanges import EXCHANGES
from benchmarks.figures import (
    KINDS,
    SECOND_LOOPS,
    TARGETS,
    Figures,
    Target,
    servers_of_targets,
    with_stricter,
)
from benchmarks.load import DRIVERS
from benchmarks.peers import OURS, PEERS, SCRIPTS, STANDARD
from benchmarks.report import number, report, times
from benchmarks.scenarios import SCENARIOS

PEER = {peer.name: peer for peer in PEERS}


def measured(server, cpu, number, scenario="keep-8", **more):
    """A measurement of 1000 requests in a second, so seconds of CPU are milliseconds for each."""
    one = dict(server=server, scenario=scenario, round=number, requests=1000, errors={}, rss=2e7)
    one.update(elapsed=1.0, cpu=cpu, rate=1000, busy=0.5, peak=3e7, p50=0.001, p99=0.002)
    one.update(more)
    return one


# CPU per request in milliseconds; the last round was disturbed.
MEASURED = [(OURS, [1.0, 1.2, 9.0]), ("adafruit", [3.6, 3.0, 3.0]), ("uhttp", [1.2, 1.8, 9.0])]
ABOUT = dict(date="D", commit="C", machine="M", load="0", python="P", rounds=3, seconds=1, peers={})
ABOUT["full"] = {"rounds": 3, "seconds": 1}


def example(*more):
    results = [
        measured(server, cpu, number)
        for server, values in MEASURED
        for number, cpu in enumerate(values)
    ]
    return [*results, *more]


def row(text, start):
    """The cells of the first table row that begins like that."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_medians_and_ratios():
    figures = Figures(example())
    assert figures.median("keep-8", OURS, "cpu") == pytest.approx(0.0012)
    assert figures.ratio("keep-8", "adafruit", "cpu") == pytest.approx(3.0 / 1.2)
    assert figures.ratios("keep-8", "uhttp", "cpu") == pytest.approx({0: 1.2, 1: 1.5, 2: 1.0})
    assert figures.ratio("keep-8", OURS, "cpu") == 1
    assert figures.median("keep-8", "microdot", "cpu") is None
    assert figures.ratio("keep-8", "microdot", "cpu") is None


def test_targets_are_met_missed_or_not_measured():
    figures = Figures(example())
    assert Target("keep-8", "adafruit", 2.4).verdict(figures)[1] == "met"
    assert Target("keep-8", "adafruit", 2.6).verdict(figures)[1] == "MISSED"
    assert Target("keep-8", "uhttp", 1.7).verdict(figures)[1] == "MISSED"
    assert Target("new-8", "adafruit", 1.0).verdict(figures) == (None, "not measured")


def test_what_is_stricter_is_also_reached_or_not():
    second = SECOND_LOOPS["adafruit"]
    figures = Figures(example(*[measured(second, 1.5, number) for number in range(3)]))
    (target, stricter) = with_stricter([Target("keep-8", "adafruit", 2.0)])
    assert target.verdict(figures)[1] == "met"
    assert stricter == ("keep-8", second, 2.0, "cpu", True)
    assert stricter.verdict(figures) == (pytest.approx(1.25), "not")
    assert stricter._replace(factor=1.2).verdict(figures)[1] == "also"
    assert stricter._replace(scenario="new-8").verdict(figures)[1] == "not measured"
    # Nothing is stricter for other servers, and for what sleeping makes no better.
    others = [Target("keep-8", "uhttp", 2.0), Target("sse-8", "adafruit", 1.0, "each")]
    assert with_stricter(others) == others


def test_the_report_says_what_was_measured():
    text = report({"about": ABOUT, "results": example()})
    assert row(text, "**this package**")[1:5] == ["1,000", "1.00", "2.00", "1,200"]
    ratios = row(text, "adafruit_httpserver 4.8.2 | 1,000")
    assert ratios[4:] == ["3,000", "50.0", "20.0", "2.50x", "1.00x", "0"]
    target = row(text, "keep-8 | server CPU per request | uhttp-server")
    assert target[3:] == ["1.7x", "1.50x", "1.00x to 1.50x", "**MISSED**"]
    assert row(text, "defaults")[3:] == ["50x", "–", "–", "not measured"]


def test_the_report_shows_what_is_stricter_behind_its_target():
    second = SECOND_LOOPS["adafruit"]
    text = report({"about": ABOUT, "results": example(measured(second, 2.4, 0))})
    lines = text.splitlines()
    name = "| keep-8 | server CPU per request | adafruit_httpserver 4.8.2"
    (number,) = [number for number, line in enumerate(lines) if line.startswith(name + " |")]
    assert lines[number].endswith("| 2.5x | 2.50x | 0.33x to 3.60x | met |")
    expected = name + ", select (stricter) | 2.5x | 2.00x | 2.40x to 2.40x | not |"
    assert lines[number + 1] == expected
    missing = len(TARGETS) - 2
    assert f"* {len(TARGETS)} targets: 1 met, 1 MISSED, {missing} not measured" in lines
    stricter = len(with_stricter(TARGETS)) - len(TARGETS)
    assert f"* {stricter} stricter rows: 1 not, {stricter - 1} not measured" in lines


def test_a_short_run_says_so():
    words = "A short run"
    assert words not in report({"about": ABOUT, "results": example()})
    full = {"rounds": 5, "seconds": 0.4}
    for change in ({"rounds": 2, "seconds": 0.4}, {"rounds": 5, "seconds": 0.2}):
        text = report({"about": {**ABOUT, "full": full, **change}, "results": example()})
        assert words in text and "`python3 dev.py bench` measures 5 rounds of 0.4 s." in text
    assert words not in report({"about": {**ABOUT, "full": full, **full}, "results": example()})


def test_the_report_shows_errors_and_failures():
    bad = measured("microdot", 0, 0, requests=0, p50=None, p99=None, errors={"no answer": 2})
    broken = {"server": "bottle", "scenario": "keep-8", "round": 0, "failure": "a | b"}
    text = report({"about": ABOUT, "results": example(bad, broken)})
    cells = row(text, "microdot")
    assert cells[2:5] == ["–", "–", "–"] and cells[-1] == "2 no answer"
    assert row(text, "bottle 0.13.4, wsgiref | a")[1] == "a / b"


def test_a_failure_is_told_in_short_and_once():
    failures = ["WrongAnswer: " + "x" * 70 + f" at {number} o'clock\n" for number in range(3)]
    broken = [
        {"server": "bottle", "scenario": "keep-8", "round": number, "failure": failure}
        for number, failure in enumerate(failures)
    ]
    text = report({"about": ABOUT, "results": example(*broken)})
    assert row(text, "bottle 0.13.4, wsgiref | W")[1] == failures[0][:80] + " ..."
    text = report({"about": ABOUT, "results": example(*broken[1:], measured("bottle", 1, 0))})
    assert row(text, "bottle 0.13.4, wsgiref (failed in a round: W")[0].endswith("x ...)")


@pytest.mark.parametrize(
    "value, text",
    [(None, "–"), (0.0123, "0.01"), (1.005, "1.00"), (12.34, "12.3"), (1234.5, "1,234")],
)
def test_numbers_have_three_digits_that_count(value, text):
    assert number(value) == text


def test_ratios_are_never_rounded_up_to_a_target():
    assert times(2.5) == "2.50x" and times(None) == "–"
    assert times(2.4999) == "2.49x" and times(0.9999) == "0.99x"


# The tables that others add to


def test_every_scenario_names_what_there_is():
    assert len({one.name for one in SCENARIOS}) == len(SCENARIOS)
    for one in SCENARIOS:
        assert one.exchange in EXCHANGES or one.driver in ("idle", "echo", "events")
        assert one.driver in DRIVERS
        assert one.figure in KINDS or not one.figure
        assert {kind for kind, _ in one.background} <= set(BACKGROUNDS)
        assert set(one.only + one.without) <= set(PEER)
        assert any(one.takes(peer) for peer in PEERS)


def test_every_target_can_be_measured():
    scenarios = {one.name: one for one in SCENARIOS}
    for target in with_stricter(TARGETS):
        assert scenarios[target.scenario].takes(PEER[target.peer])
        assert scenarios[target.scenario].takes(PEER[OURS])
    for name in servers_of_targets():
        assert PEER[name].every == 1, "in every round, as ours is"


def test_a_server_of_files_is_asked_for_files_only():
    taken = {one.name for one in SCENARIOS if one.takes(PEER[STANDARD])}
    assert taken == {"file-10k", "file-1m", "file-10k-keep-4", "file-1m-keep-1"}


def test_every_server_is_pinned_and_its_title_tells_the_version():
    for peer in PEERS:
        assert (SCRIPTS / peer.script).exists()
        for package in peer.packages:
            assert "==" in package
        if peer.packages:
            assert peer.packages[0].split("==")[1] in peer.title
