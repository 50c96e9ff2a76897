# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""The package as boards get it: stripped, and compiled."""

from pathlib import Path

from tools.environment import ROOT
from tools.mpy import compile_file, micropython_compiler
from tools.strip import strip

NAME = "adafruit_httpserver"
PACKAGE = ROOT / NAME
# Modules that no board ever loads: they are left out of what boards get.
PC_ONLY = ()


class Tree:
    """A stripped copy of a package, and that copy compiled."""

    def __init__(self, folder, package=PACKAGE):
        self.folder = Path(folder)
        self.sources = {}
        for path in sorted(package.glob("**/*.py")):
            name = path.relative_to(package.parent)
            if module_of(name) in PC_ONLY:
                continue
            target = self.folder / "py" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(strip(path.read_text(encoding="utf-8")).encode())
            self.sources[name] = target

    def files(self, kind, compiler=None):
        """{path in a library folder: path here} of one kind, "py" or "mpy"."""
        if kind == "py":
            return {name.as_posix(): path for name, path in self.sources.items()}
        return {
            name.with_suffix(".mpy").as_posix(): self.mpy(name, compiler) for name in self.sources
        }

    def mpy(self, name, compiler=None):
        """The compiled form of a module, made when somebody asks for it."""
        folder = "mpy" if compiler is None else "circuitpython"
        target = (self.folder / folder / name).with_suffix(".mpy")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            compile_file(compiler or micropython_compiler(), self.sources[name], target)
        return target

    def sizes(self, kind):
        """{module: bytes of its file}, with the package itself as "__init__"."""
        files = self.files(kind)
        return {module_of(Path(name)): path.stat().st_size for name, path in files.items()}


def module_of(name):
    """The module's name inside the package for a path like ``adafruit_httpserver/server.py``."""
    return short(".".join(name.with_suffix("").parts).replace(".__init__", ""))


def short(module):
    """A module's name inside the package."""
    return module.partition(".")[2] or "__init__"
