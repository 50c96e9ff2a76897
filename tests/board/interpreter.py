# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""MicroPython for WebAssembly under Node: installed once, then one process for each test file."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.environment import one_at_a_time

BOARD = Path(__file__).resolve().parent
OLDEST_NODE = 18
# Seconds for one file, which takes 20 at most on a slow computer.
TIMEOUT = 200


def require():
    """Make the interpreter ready, or skip and say why: in CI a skipped test is a failure."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed: the tests on MicroPython need Node.js and npm")
    version = output_of("node", "--version").stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"Node.js {version} is too old: MicroPython needs {OLDEST_NODE} or newer")
    with one_at_a_time():
        if installed() != locked():
            result = output_of("npm", "ci", "--no-audit", "--no-fund")
            if result.returncode:
                pytest.skip(f"npm could not install MicroPython: {result.stderr.strip()[-1000:]}")
    assert installed() == locked()


def locked():
    """{folder: version} of what package-lock.json asks for."""
    packages = json.loads((BOARD / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {folder: packages[folder]["version"] for folder in packages if folder}


def installed():
    """{folder: version} of what is there, with None for what is not."""
    return {folder: installed_version(BOARD / folder) for folder in locked()}


def installed_version(folder):
    try:
        return json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError):
        return None


def output_of(tool, *arguments, timeout=TIMEOUT):
    """Run a program of Node.js in this folder and wait for its end."""
    return subprocess.run(
        [shutil.which(tool), *arguments],
        cwd=BOARD,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )


def run_tests(file, *names):
    """Run the tests of a file, like "unit/test_urls.py"; returns what run.mjs says of each."""
    result = output_of("node", "run.mjs", file, *names)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    passed = bool(found) and all(test["ok"] for test in found)
    # Whatever else goes wrong says so here; its last lines are enough, for the first is a whole
    # program in one line.
    assert passed == (result.returncode == 0), result.stderr[-3000:]
    assert found, result.stderr[-3000:]
    return found
