# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The targets of the fuzzers, fed without atheris: with their seeds, and with what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS
from tests.support.strategies import fuzz, mutated, sharp_bytes

# What atheris has found, by target.
FOUND = {"parser": (), "multipart": (), "websocket": ()}


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_what_was_found(name):
    for data in (*SEEDS[name], *FOUND[name]):
        for cut in range(64):
            TARGETS[name](bytes([cut]) + data[1:])


@pytest.mark.parametrize("name", TARGETS)
def test_mutations(name):
    @fuzz(300)
    @given(st.one_of(mutated(st.sampled_from(SEEDS[name])), sharp_bytes))
    def mutations(data):
        TARGETS[name](data)

    mutations()
