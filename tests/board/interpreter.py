# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""MicroPython for WebAssembly under Node: installed once, then one process for each test file."""

import json

import pytest

from tools.environment import Stop
from tools.node import make_ready, output_of

# Seconds for one file, which takes 20 at most on a slow computer.
TIMEOUT = 200


def require():
    """Make the interpreter ready, or skip and say why: in CI a skipped test is a failure."""
    try:
        make_ready()
    except Stop as reason:
        pytest.skip(str(reason))


def run_tests(file, *names):
    """Run the tests of a file, like "unit/test_urls.py"; returns what run.mjs says of each."""
    result = output_of("node", "run.mjs", file, *names, timeout=TIMEOUT)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    passed = bool(found) and all(test["ok"] for test in found)
    # Whatever else goes wrong says so here; its last lines are enough, for the first is a whole
    # program in one line.
    assert passed == (result.returncode == 0), result.stderr[-3000:]
    assert found, result.stderr[-3000:]
    return found
