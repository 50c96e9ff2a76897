# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
``python -m tools.type_check``: the library under mypy, twice. As it is on a PC, which
``[tool.mypy]`` of ``pyproject.toml`` describes, and as it is on a board, where the modules that
boards have take the place of CPython's (``tools/board_types/mypy.ini``).
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

PC = "pyproject.toml"
BOARD = "tools/board_types/mypy.ini"


def check(configuration, root):
    """
    Runs mypy.

    :param str configuration: `PC` or `BOARD`.
    :param Path root: A folder like that of this repository.
    :return: Whether it found nothing, and what it says.
    """
    command = [sys.executable, "-m", "mypy", "--config-file", configuration]
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ)
        if configuration == BOARD:
            copy_board_modules(folder)
            environment["MYPYPATH"] = folder
        done = subprocess.run(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    return done.returncode == 0, done.stdout.decode(errors="replace")


def copy_board_modules(folder):
    """
    A checker looks into no stub package for what has the name of a module of CPython. So those of
    circuitpython-stubs (hashlib, traceback, ...) are put where it looks first, without the suffix.
    """
    for package in Path(sysconfig.get_path("purelib")).glob("*-stubs"):
        name = package.name[: -len("-stubs")]
        if name in sys.stdlib_module_names:
            shutil.copytree(package, Path(folder) / name)


def main():
    """Both; returns an exit code."""
    bad = 0
    for kind, configuration in (("PC", PC), ("board", BOARD)):
        good, output = check(configuration, Path.cwd())
        print(f"On a {kind}: {output}", end="", flush=True)
        bad += not good
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
