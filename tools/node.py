# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
MicroPython for WebAssembly under Node.js: 32-bit words as on a board. It is installed once, at the
version of ``tests/board/package-lock.json``, from npm.
"""

import json
import shutil
import subprocess

from tools.environment import ROOT, Stop, one_at_a_time

BOARD = ROOT / "tests" / "board"
OLDEST_NODE = 18


def make_ready():
    """Install the interpreter if it is not there; Stop says what is missing for it."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise Stop(f"{tool} is not installed: MicroPython needs Node.js and npm")
    version = output_of("node", "--version").stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        raise Stop(f"Node.js {version} is too old: MicroPython needs {OLDEST_NODE} or newer")
    with one_at_a_time():
        if installed() != locked():
            result = output_of("npm", "ci", "--no-audit", "--no-fund")
            if result.returncode:
                raise Stop(f"npm could not install MicroPython: {result.stderr.strip()[-1000:]}")
    assert installed() == locked()


def locked():
    """{folder: version} of what package-lock.json asks for."""
    packages = json.loads((BOARD / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {folder: packages[folder]["version"] for folder in packages if folder}


def installed():
    """{folder: version} of what is there, with None for what is not."""
    return {folder: installed_version(BOARD / folder) for folder in locked()}


def installed_version(folder):
    """The version of a package of npm, or None."""
    try:
        return json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError):
        return None


def output_of(tool, *arguments, timeout=200, text=None):
    """Run a program of Node.js in that folder and wait for its end; ``text`` is its input."""
    return subprocess.run(
        [shutil.which(tool), *arguments],
        cwd=BOARD,
        input=text or "",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )
