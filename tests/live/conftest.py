# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What several files of live tests begin with."""

import pytest

from tests.support.certificates import Certificates
from tests.support.example_drive import run


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    """A certificate for this machine, and clients that trust it: made once, as that takes time."""
    return Certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """`example(name)` runs while tests in a row ask for that same name."""
    running = []

    def get(name):
        if running and running[0].name != name:
            running.pop().stop()
        if not running:
            running.append(run(name, tmp_path_factory.mktemp(name)))
        return running[0]

    yield get
    while running:
        running.pop().stop()


@pytest.fixture
def fresh(tmp_path):
    """`fresh(name)` is an example of this test's own, for what changes it."""
    running = []

    def get(name, **options):
        running.append(run(name, tmp_path, **options))
        return running[-1]

    yield get
    for process in running:
        process.stop()
