# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Local variables get short names, and nothing else does."""

import os
import subprocess
import sys

import pytest

from tests.support.source import REPOSITORY
from tools.fold import public_names
from tools.short_names import shorten, shorten_package
from tools.strip import Stripped, strip
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
    shorten(module, (), frozenset())
    return module.text().strip()


# Parameters of what programs do not call, in a package of which they know Public and public().
PARAMETERS = (
    ("def f(size):\n    return size", "def f(a):\n    return a"),
    ("def f(size, self=1):\n    return size", "def f(a, self=1):\n    return a"),
    ("def f(size):\n    left = size\n    g(left)", "def f(a):\n    b = a\n    g(b)"),
    ("def f(a, size):\n    return size", "def f(a, b):\n    return b"),
    (
        "class C:\n\n    def m(self, size):\n        self.size = size",
        "class C:\n\n    def m(self, a):\n        self.size = a",
    ),
    (
        "class Public:\n\n    def _m(self, size):\n        return size",
        "class Public:\n\n    def _m(self, a):\n        return a",
    ),
    ("def _public(size):\n    return size", "def _public(a):\n    return a"),
)
SPELLED = (
    "def public(size):\n    return size",
    "class Public:\n\n    def m(self, size):\n        return size",
    "class Public:\n\n    def __init__(self, size):\n        self.size = size",
    "class Public:\n\n    def _send_headers(self, size):\n        return size",
    "def f(size):\n    return size\nf(size=1)",
    "def f(size):\n    return size\ng(size=1)",
    "def f(size):\n    return size\nf(**options)",
    "def f(size):\n    return size\na.f(**options)",
    # The others may be anything, so they may be called what its own would be called then.
    "def f(size, **options):\n    return size",
    "def f(*, size):\n    return size",
    "def f(*sizes):\n    return sizes",
    "def f(size):\n    return f'{size}'",
    "def f(size):\n    return lambda: size",
)


@pytest.mark.parametrize("text, expected", PARAMETERS)
def test_parameters(text, expected):
    assert shortened_package(a=text) == {"a": strip(expected).strip()}


@pytest.mark.parametrize("text", SPELLED)
def test_parameters_that_are_spelled_stay(text):
    assert shortened_package(a=text) == {"a": strip(text).strip()}


def test_another_module_may_spell_them():
    texts = {"a": "def f(size):\n    return size", "b": "from .a import f\nf(size=1)"}
    assert shortened_package(**texts) == texts


def shortened_package(**texts):
    modules = {name: Stripped(text) for name, text in texts.items()}
    shorten_package(modules, {"Public", "public"})
    return {name: module.text().strip() for name, module in modules.items()}


@pytest.mark.parametrize("text, expected", SHORT)
def test_local_variables(text, expected):
    assert shortened(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_names_stay(text):
    assert shortened(text) == text


def test_the_library_does_the_same(tmp_path):
    package = tmp_path / "adafruit_httpserver"
    package.mkdir()
    modules = {path.stem: Stripped(path.read_text("utf-8")) for path in source_files(PACKAGE)}
    shorten_package(modules, public_names(modules))
    for name, module in modules.items():
        (package / f"{name}.py").write_text(module.text(), encoding="utf-8")
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
