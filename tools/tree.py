# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""The package as boards get it: stripped, and compiled."""

from pathlib import Path

from tools.environment import ROOT
from tools.fold import fold, public_names
from tools.mpy import compile_file, micropython_compiler
from tools.private_names import shorten_private
from tools.short_names import shorten_package
from tools.strip import Stripped

NAME = "adafruit_httpserver"
PACKAGE = ROOT / NAME
# Modules of ours that no board ever loads: they are left out of what boards get.
PC_ONLY = ("watching_engine", "files_on_pc", "compress", "interfaces")


class Tree:
    """
    A stripped copy of a package, and that copy compiled. In ours constants are folded, local
    variables and private attributes have short names, and what no board does is left out.
    """

    def __init__(self, folder, package=PACKAGE):
        self.folder = Path(folder)
        ours = package == PACKAGE
        paths = {
            module_of(path.relative_to(package.parent)): path for path in source_files(package)
        }
        modules = {
            module: Stripped(path.read_text(encoding="utf-8"))
            for module, path in paths.items()
            if not (ours and module in PC_ONLY)
        }
        if ours:
            fold(modules)
            shorten_private(modules)
            shorten_package(modules, public_names(modules))
        self.sources = {}
        for module, stripped in modules.items():
            name = paths[module].relative_to(package.parent)
            self.sources[name] = self.folder / "py" / name
            self.sources[name].parent.mkdir(parents=True, exist_ok=True)
            self.sources[name].write_bytes(stripped.text().encode())

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


def source_files(package):
    """The modules of a package."""
    return sorted(package.glob("**/*.py"))


def module_of(name):
    """The module's name inside the package for a path like ``adafruit_httpserver/server.py``."""
    return short(".".join(name.with_suffix("").parts).replace(".__init__", ""))


def short(module):
    """A module's name inside the package."""
    return module.partition(".")[2] or "__init__"
