# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""`dev.py budgets --speed`: it times what it says. The other library is not needed for this."""

import pytest

from tests.board import interpreter
from tools.board_speed import (
    AGAIN,
    KEPT,
    KEPT_AGAIN,
    OURS,
    STAND_IN,
    THEIRS,
    page_of,
    ratios,
    timed,
    turn,
)
from tools.environment import Stop
from tools.measuring import NET
from tools.node import BOARD
from tools.tree import Tree

SHIMS = [(BOARD / "shims.py").read_text(encoding="utf-8"), "import gc, sys", NET]
# Rounds of three, of which the second was disturbed.
FOUND = {
    OURS: ([10, 90, 12], 1000),
    KEPT: ([5, 60, 7], 500),
    AGAIN: ([5, 50, 6], 250),
    KEPT_AGAIN: ([2, 20, 3], 125),
    THEIRS: ([40, 270, 48], 2500),
    STAND_IN: ([2, 3, 2], 176),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    interpreter.require()
    return Tree(tmp_path_factory.mktemp("tree")).files("py")


def test_participants_take_turns(files):
    turns = {name: turn(files, SHIMS, name) for name in ("connected", "kept_alive")}
    found = timed(turns, rounds=2)
    assert set(found) == set(turns)
    for times, size in found.values():
        assert len(times) == 2 and min(times) > 0
        assert 500 < size < 20000


def test_a_request_that_came_before_is_no_dearer(files):
    turns = {name: turn(files, SHIMS, name) for name in ("kept_alive", "kept_alive_again")}
    found = timed(turns, rounds=1)
    assert found["kept_alive_again"][1] <= found["kept_alive"][1]


def test_what_fails_is_told(files):
    with pytest.raises(Stop, match="NameError"):
        timed({"bad": turn(files, [*SHIMS, "no_such_name"], "connected")}, rounds=1)


def test_a_disturbed_round_does_not_count():
    assert ratios(FOUND, OURS) == (4, 2.5)
    assert ratios(FOUND, KEPT) == (48 / 7, 5)


def test_the_page():
    text = page_of(FOUND)
    assert "**4.0 times faster, 2.5 times fewer bytes**" in text
    assert "8.0 times faster with 10.0 times fewer bytes, and 16.0\nand 20.0 times" in text
    assert f"| {OURS} | 12 | 10 | 1,000 |" in text
    assert "takes 2 of its microseconds and\n176 of its bytes" in text
