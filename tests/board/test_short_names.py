# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Local variables get short names, and nothing else does."""

import os
import subprocess
import sys

import pytest

from tests.support.source import REPOSITORY
from tools.short_names import shorten
from tools.strip import Stripped
from tools.tree import PACKAGE, source_files

SHORT = (
    ("def f(size):\n    left = size\n    return left", "def f(size):\n    a = size\n    return a"),
    ("def f():\n    for line in a:\n        b(line)", "def f():\n    for c in a:\n        b(c)"),
    (
        "def f():\n    try:\n        g()\n    except OSError as error:\n        h(error)",
        "def f():\n    try:\n        g()\n    except OSError as a:\n        h(a)",
    ),
    ("def f():\n    x, rest = g()\n    h(x=rest)", "def f():\n    x, a = g()\n    h(x=a)"),
    (
        "class C:\n\n    def m(self):\n        found = self.found\n        return found",
        "class C:\n\n    def m(self):\n        a = self.found\n        return a",
    ),
    (
        "def f(names):\n    sizes = [len(name) for name in names]\n    return sizes",
        "def f(names):\n    a = [len(b) for b in names]\n    return a",
    ),
)
KEPT = (
    "def f(size=1):\n    size = 2",
    "def f(*sizes, **options):\n    sizes = options",
    "def f():\n    global size\n    size = 1",
    "def f():\n    from .urls import unquote\n    unquote = None",
    "def f():\n    import json\n    json = None",
    "def f():\n    size = 1\n    return f'{size}'",
    "def f():\n    size = 1\n    return lambda: size",
    "def f():\n    size = 1\n\n    def g():\n        return size",
    "def f():\n    return size",
    "size = 1",
    "class C:\n    size = 1",
)


def shortened(text):
    module = Stripped(text)
    shorten(module)
    return module.text().strip()


@pytest.mark.parametrize("text, expected", SHORT)
def test_local_variables(text, expected):
    assert shortened(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_names_stay(text):
    assert shortened(text) == text


def test_the_library_does_the_same(tmp_path):
    package = tmp_path / "adafruit_httpserver"
    package.mkdir()
    for path in source_files(PACKAGE):
        (package / path.name).write_text(shortened(path.read_text(encoding="utf-8")))
    for name in ("tests", "tools"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    command = "import adafruit_httpserver, pytest, sys; print(adafruit_httpserver.__file__); "
    command += "sys.exit(pytest.main(['-q', '-x', '-p', 'no:cacheprovider', *sys.argv[1:]]))"
    run = subprocess.run(
        [sys.executable, "-c", command, "tests/unit"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(str(package)), run.stdout
