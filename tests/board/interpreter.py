# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""MicroPython for WebAssembly under Node: installed once, then one process for each test file."""

import atexit
import json
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

from tools.environment import ROOT, Stop
from tools.mpy import micropython_compiler
from tools.node import make_ready, output_of

# Seconds for one file, which takes 20 at most on a slow computer.
TIMEOUT = 200


def require():
    """Make the interpreter ready, or skip and say why: in CI a skipped test is a failure."""
    try:
        make_ready()
    except Stop as reason:
        pytest.skip(str(reason))


@lru_cache(maxsize=None)
def compiled():
    """
    A folder with the .mpy files of what many tests load, some of it for each server that starts:
    the same bytecode, but the compiler runs once and not thousands of times. Without the compiler
    the folder is empty, and the tests only take longer.
    """
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    try:
        compiler = micropython_compiler()
    except Stop:
        return folder.name
    for name in ("adafruit_httpserver", "tests/support"):
        (Path(folder.name) / name).mkdir(parents=True)
        for path in sorted((ROOT / name).glob("*.py")):
            source = f"{name}/{path.name}"
            # What it refuses is for CPython only, or fails as .py in the test that needs it.
            subprocess.run(
                [compiler, "-o", f"{folder.name}/{source[:-2]}mpy", "-s", source, source],
                cwd=ROOT,
                stderr=subprocess.DEVNULL,
            )
    return folder.name


def run_tests(file, *names):
    """Run the tests of a file, like "unit/test_urls.py"; returns what run.mjs says of each."""
    result = output_of("node", "run.mjs", compiled(), file, *names, timeout=TIMEOUT)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    passed = bool(found) and all(test["ok"] for test in found)
    # Whatever else goes wrong says so here; its last lines are enough, for the first is a whole
    # program in one line.
    assert passed == (result.returncode == 0), result.stderr[-3000:]
    assert found, result.stderr[-3000:]
    return found
