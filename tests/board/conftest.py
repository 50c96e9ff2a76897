# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What several files of this folder begin with."""

import pytest

from tests.board import interpreter
from tools.tree import Tree


@pytest.fixture(scope="session")
def stripped(tmp_path_factory):
    """The library as boards get it, made once."""
    return Tree(tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="session")
def tree(stripped):
    """The same, for what needs an interpreter to run it."""
    interpreter.require()
    return stripped
