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
    is_reached,
    page_of,
    ratios,
    rounded,
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
    for faster in (True, False):
        found = timed(turns, rounds=2, faster=faster)
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
    "ratio, text",
    [(3, "3.0"), (2.999, "2.9"), (16.46, "16.4"), (1.1, "1.1"), (1.099, "1.09"), (0.8769, "0.87")],
)
def test_a_ratio_is_never_rounded_up(ratio, text):
    assert rounded(ratio) == text


def test_both_have_to_reach_the_target():
    assert is_reached(FOUND)
    assert not is_reached({**FOUND, THEIRS: ([40, 270, 48], 374)})
    assert not is_reached({**FOUND, THEIRS: ([5, 260, 8], 2500)})


def test_the_page():
    slower = {**FOUND, THEIRS: ([20, 135, 24], 2500)}
    text = page_of(FOUND, slower)
    assert f"| {OURS} | 12 | 10 | 1,000 | 4.0 | 2.5 | 2.0 |\n" in text
    assert f"| {KEPT_AGAIN} | 3 | 2 | 125 | 16.0 | 20.0 | 8.0 |\n" in text
    assert f"| {THEIRS} | 48 | 40 | 2,500 |  |  |  |\n" in text
    assert "It is **met** for a client" in text
    assert "takes 2 of its microseconds and\n176 of its bytes" in text
    assert "It is **missed** for a client" in page_of({**FOUND, THEIRS: ([5, 6, 7], 2500)}, slower)
