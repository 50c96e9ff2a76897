# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
``dev.py bundle``: the library for people who copy it to the CIRCUITPY drive by hand, or have circup
do it, in the layout of the bundles that circup downloads::

    adafruit-circuitpython-httpserver-py-5.0.0/
        lib/adafruit_httpserver/*.py
        requirements/adafruit_httpserver/requirements.txt, pyproject.toml
"""

import ast
import json
import re
import shutil
import subprocess
import tempfile
import zipfile

from tools.environment import ROOT, Stop, say
from tools.figures import module_names
from tools.mpy import circuitpython_compiler, micropython_compiler
from tools.tree import NAME, PACKAGE, PC_ONLY, Tree

DISTRIBUTION = "adafruit-circuitpython-httpserver"
FOLDER = ROOT / "dist" / "bundle"
README = """\
{distribution} {version}

Copy the folder lib/{name} into the folder lib of the CIRCUITPY drive. If there is one of that name
already, delete it first, so that no old file stays behind. The library needs no other one.

For a board's sake these files are without comments and docstrings: to read, take the source.
"""
NO_REQUIREMENTS = "# On a board the library needs no other one.\n"
# Files in an archive have a date; with a fixed one the same source makes the same archive.
DATE = (2026, 1, 1, 0, 0, 0)


def make_bundle(folder=FOLDER):
    """Write dist/bundle/ anew and print what is in it."""
    shutil.rmtree(folder, ignore_errors=True)
    version = dunder("__version__")
    with tempfile.TemporaryDirectory() as temporary:
        tree = Tree(temporary)
        made = [write(folder, "py", version, tree.files("py"))]
        compiler, reason = circuitpython_compiler()
        if compiler:
            platform = platform_of(compiler)
            made.append(write(folder, platform, version, tree.files("mpy", compiler)))
        write_metadata(folder, version)
        show_sizes(tree)
    say()
    for path in made:
        say(f"{shown(path)}: {path.stat().st_size:,} bytes")
    if PC_ONLY:
        say(f"Left out, because no board loads it: {', '.join(PC_ONLY)}")
    if not compiler:
        say(f"\nThere are no .mpy files, because {reason}.")
        say("They need CircuitPython's mpy-cross. The .py files work on every board.")
    return 0


def shown(path):
    """A path as a person wants to read it."""
    return path.relative_to(ROOT) if ROOT in path.parents else path


def dunder(name, path=PACKAGE / "__init__.py"):
    """The text that the package assigns to a name like ``__version__``; nothing is imported."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return ast.literal_eval(node.value)
    raise Stop(f"{path} does not assign {name}")


def platform_of(compiler):
    """How circup calls it, like "10.x-mpy"; the compiler tells its version of CircuitPython."""
    result = subprocess.run([compiler, "--version"], stdout=subprocess.PIPE)
    found = re.search(r"(?i)circuitpython[^0-9]*(\d+)\.", result.stdout.decode(errors="replace"))
    return f"{found.group(1)}.x-mpy" if found else "mpy"


def write(folder, platform, version, files):
    """Write one kind of file as a folder and as a zip; returns the path of the zip."""
    top = folder / f"{DISTRIBUTION}-{platform}-{version}"
    for name, path in files.items():
        target = top / "lib" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    requirements = top / "requirements" / NAME
    requirements.mkdir(parents=True)
    put(requirements / "requirements.txt", NO_REQUIREMENTS)
    shutil.copyfile(ROOT / "pyproject.toml", requirements / "pyproject.toml")
    shutil.copyfile(ROOT / "LICENSE", top / "LICENSE")
    put(top / "README.txt", README.format(distribution=DISTRIBUTION, name=NAME, version=version))
    return zipped(top)


def put(path, text):
    """Write a text with the same ends of lines on every system."""
    path.write_bytes(text.encode())


def zipped(top):
    """An archive of a folder beside it."""
    target = top.with_name(top.name + ".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in top.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(top.parent).as_posix(), DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return target


def write_metadata(folder, version):
    """What circup has to know of each library of a bundle."""
    about = {
        "package": True,
        "pypi_name": DISTRIBUTION,
        "version": version,
        "repo": dunder("__repo__"),
        "path": f"lib/{NAME}",
        "dependencies": [],
        "external_dependencies": [],
    }
    text = json.dumps({NAME: about}, indent=4) + "\n"
    put(folder / f"{DISTRIBUTION}-{version}.json", text)


def show_sizes(tree):
    """Print the sizes of all files, the core first."""
    sizes = {"py": tree.sizes("py")}
    try:
        micropython_compiler()
        # CircuitPython's differ in their first byte only.
        sizes["mpy"] = tree.sizes("mpy")
        parts = module_names(tree)
    except Stop as reason:
        say(f"({reason}: not all can be told)")
        parts = {"everything": list(sizes["py"])}
    say("{:32}{:>9}{:>9}".format("bytes", *(f".{kind}" for kind in sizes), ""))
    for part, modules in parts.items():
        for module in modules:
            say_sizes(f"  {module}", [sizes[kind][module] for kind in sizes])
        say_sizes(part, [sum(sizes[kind][module] for module in modules) for kind in sizes])
    if len(parts) > 1:
        say_sizes("everything", [sum(sizes[kind].values()) for kind in sizes])


def say_sizes(name, numbers):
    """One line of the table."""
    say(f"{name:32}" + "".join(f"{number:9,}" for number in numbers))
