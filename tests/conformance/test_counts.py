# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""How many cases there are, and that each says which section of which RFC it is about."""

import re

from tests.conformance import test_rfc9112 as messages
from tests.conformance import test_rfc9112_bodies as bodies
from tests.conformance.smuggling_corpus import ACCEPTED, REFUSED
from tests.conformance.test_sequences import SEQUENCES

TABLES = (
    messages.REFUSED,
    messages.ACCEPTED,
    bodies.REFUSED,
    bodies.ACCEPTED,
    SEQUENCES,
)
ROWS = [row for table in TABLES for row in table]


def test_three_hundred_cases_of_http():
    assert len(ROWS) >= 300
    assert len({row.values[0] for row in ROWS}) >= 300, "some are twice the same bytes"


def test_each_has_its_section():
    without = [row.id for row in ROWS if not re.match(r"(\d{4}-)?\d+(\.\d+)*(-\d+)? ", row.id)]
    # These speak other protocols, which no section of HTTP is about.
    assert {name.split()[0] for name in without} == {"-"} and len(without) < 10, without


def test_two_hundred_attempts_at_smuggling():
    assert len({row[1] for row in [*REFUSED, *ACCEPTED]}) >= 500
