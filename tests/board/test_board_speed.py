# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""`dev.py budgets --speed`: it times what it says. The other library is not needed for this."""

import pytest

from tools.board_speed import (
    AGAIN,
    KEPT,
    KEPT_AGAIN,
    OURS,
    STAND_IN,
    THEIRS,
    compared,
    is_reached,
    page_of,
    ratios,
    timed,
    turn,
)
from tools.environment import Stop
from tools.measuring import NET
from tools.node import BOARD

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
def files(tree):
    return tree.files("py")


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


@pytest.mark.parametrize(
    "faster, fewer, words",
    [
        (3, 2.68, "is 3.0 times as fast and allocates 2.6 times fewer bytes"),
        (2.999, 2, "is 2.9 times as fast and allocates 2.0 times fewer bytes"),
        (0.9, 2, "takes 1.2 times as long and allocates 2.0 times fewer bytes"),
        (0.5, 0.8, "takes 2.0 times as long and allocates 1.3 times as many bytes"),
        (1, 1, "is 1.00 times as fast and allocates 1.00 times fewer bytes"),
        (0.98, 0.96, "takes 1.03 times as long and allocates 1.05 times as many bytes"),
    ],
)
def test_ratios_in_words(faster, fewer, words):
    assert compared(faster, fewer) == words


def test_both_have_to_reach_the_target():
    assert not is_reached(FOUND)
    assert is_reached({**FOUND, THEIRS: ([40, 270, 48], 3000)})
    assert not is_reached({**FOUND, THEIRS: ([29, 260, 35], 3000)})


def test_the_page():
    text = page_of(FOUND)
    assert "ours **is 4.0 times as fast and allocates 2.5 times fewer bytes**\n" in text
    assert "ours is 8.0 times as fast and allocates 10.0 times fewer bytes\n" in text
    assert "ours is 16.0 times as fast and allocates 20.0 times fewer bytes\n" in text
    assert "a connection for each request:\nit is **missed**." in text
    assert f"| {OURS} | 12 | 10 | 1,000 |" in text
    assert "takes 2 of its microseconds and\n176 of its bytes" in text
