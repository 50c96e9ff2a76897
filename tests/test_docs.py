# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The documentation says what the code does: docstrings, the pages in docs/, README, changelog."""

import ast
import importlib
import importlib.util
import re
import sys
import textwrap
import types

import pytest

import adafruit_httpserver
from adafruit_httpserver import limits, multipart, saved_form, status
from tests.support.docstrings import documented, lacks
from tests.support.exports import elsewhere
from tests.support.source import EXAMPLES, PACKAGE, REPOSITORY, Source, library

DOCS = REPOSITORY / "docs"
PAGES = sorted(DOCS.glob("*.rst"))
UNITS = {"": 1, "B": 1, "KiB": 1024, "MiB": 1024 * 1024, "ms": 1, "s": 1000}
# Attributes of Limits that limit nothing.
NO_LIMITS = {"last_parser", "trusted_proxies", "directory_listing"}
# Modules of which programs import nothing but what they should not know, or no longer need.
NOT_FOR_USERS = {"debug", "request_parser", "tls"}

LIBRARY = pytest.mark.parametrize("module", library(), ids=[module.name for module in library()])


def read(name):
    return (REPOSITORY / name).read_text(encoding="utf-8")


def code_blocks(text, language="python"):
    """The code in the code blocks of an rst text."""
    pattern = rf"^\.\. code-block:: {language}\n\n((?: {{4}}.*\n|\n)+)"
    return [textwrap.dedent(block) for block in re.findall(pattern, text, re.M)]


def table_rows(text):
    """The rows of all list tables of an rst text, as lists of cells."""
    rows = []
    for line in text.splitlines():
        if re.match(r" +\* - ", line):
            rows.append([line.split("- ", 1)[1]])
        elif re.match(r" +- ", line) and rows:
            rows[-1].append(line.split("- ", 1)[1])
    return rows


# Docstrings


@LIBRARY
def test_everything_public_has_a_docstring_that_says_what_it_must(module):
    for_users = f"automodule:: adafruit_httpserver.{module.name}\n" in read("docs/api.rst")
    lines = [line for node in documented(module) for line in lacks(module, node, for_users)]
    assert lines == [], "complete the docstring (or put an underscore before what is not public)"


LACKS_A = ["snippet.f: say `:param type a: ...`"]
F = 'def f(a):\n    """F.\n\n    %s\n    """\n'
G = 'def f():\n    """%s"""\n    %s\n'
CAUGHT = "try:\n        raise ValueError\n    except ValueError: pass"
CLASS = 'class A:\n    """A."""\n    %s\n    def %s:\n        """B."""\n        return 1\n'


@pytest.mark.parametrize(
    "code, lacking",
    [
        (F % ":param int a: A.", []),
        (F % "", LACKS_A),
        (F % ":param a: A.", ["snippet.f: say the type, `:param type a: ...`"]),
        (F % ":param a: A `Status` or a tuple.", []),
        ((F % ":param a: A.").replace("(a)", "(a: int)"), []),
        (F % ":param int a: A.\n    :param int b: B.", ["snippet.f: there is no b"]),
        ((F % ":param int a: A.\n    :param int b: B.").replace("(a)", "(a, **more)"), []),
        ((F % ":param int b: B.").replace("(a)", "(a, **more)"), LACKS_A),
        (G % ("F.", "return 1"), ["snippet.f: say `:return: ...`"]),
        (G % ("Returns one.", "return 1"), []),
        (G % ("F.", "return"), []),
        (G % ("F.", "raise ValueError(1)"), ["snippet.f: say `:raises ValueError: ...`"]),
        (G % ("F.\n\n    :raises ValueError: always.\n    ", "raise ValueError"), []),
        (G % ("F.", CAUGHT), []),
        ("def f(): pass", ["snippet.f: write a docstring"]),
        ("def _f(): pass", []),
        (CLASS % ("", "__init__(self, b)"), ["snippet.A: say `:param type b: ...`"]),
        (CLASS % ("@property", "b(self)"), []),
        (CLASS % ("", "b(self)"), ["snippet.A.b: say `:return: ...`"]),
        (CLASS % ("", "_b(self)"), []),
    ],
)
def test_the_check_of_docstrings_is_fair(code, lacking):
    source = Source(code)
    nodes = [node for node in documented(source) if not isinstance(node, ast.Module)]
    assert [line for node in nodes for line in lacks(source, node)] == lacking


# Pages


@pytest.mark.parametrize("page", [page.stem for page in PAGES])
def test_every_page_can_be_reached(page):
    entries = set()
    for path in PAGES:
        for block in re.findall(r"\.\. toctree::\n((?:   .*\n|\n)+)", path.read_text("utf-8")):
            entries |= {line.strip() for line in block.splitlines()}
    assert page == "index" or page in entries, f"add {page} to the toctree of docs/index.rst"


@pytest.mark.parametrize("example", [path.name for path in sorted(EXAMPLES.glob("*.py"))])
def test_every_example_is_on_the_page_of_examples(example):
    text = read("docs/examples.rst")
    pattern = rf"[-~]+\n\n(\S.*[.]\n)+\n\.\. literalinclude:: \.\./examples/{re.escape(example)}\n"
    assert re.search(pattern, text), f"add {example} to docs/examples.rst, and say what it shows"


def test_the_page_of_examples_names_none_that_is_gone():
    named = re.findall(r"literalinclude:: \.\./(\S+)", read("docs/examples.rst"))
    assert [name for name in named if not (REPOSITORY / name).is_file()] == []


def test_the_page_of_the_interface_shows_what_users_import():
    text = read("docs/api.rst")
    modules = {module for module, names in elsewhere().items() if names} - NOT_FOR_USERS
    missing = [name for name in sorted(modules) if f"adafruit_httpserver.{name}\n" not in text]
    assert missing == [], "add an automodule to docs/api.rst"
    for name in re.findall(r"automodule:: (\S+)", text):
        importlib.import_module(name)


def test_the_page_of_the_interface_has_every_status():
    rows = [row for row in table_rows(read("docs/api.rst")) if re.fullmatch("``.*``", row[0])]
    phrases = re.findall(r"\d{3}\D+(?= \d)", status._PHRASES)
    phrases = [f"{phrase[:3]} {phrase[3:]}" for phrase in phrases]
    assert [str(getattr(status, row[0].strip("`"))) for row in rows] == phrases
    assert [row[1] for row in rows] == phrases


# Limits


def limit_rows():
    """Name -> cells of the page of limits."""
    rows = table_rows(read("docs/limits.rst"))
    return {row[0].strip("`"): row[1:] for row in rows if row[0].startswith("``")}


def limits_on(platform):
    """{name: value} of the limits of a server on a platform, times in milliseconds."""
    path = PACKAGE / "limits.py"
    spec = importlib.util.spec_from_file_location(f"adafruit_httpserver.limits_on_{platform}", path)
    module = importlib.util.module_from_spec(spec)
    here = sys.implementation
    sys.implementation = types.SimpleNamespace(**{**vars(here), "name": platform})
    try:
        spec.loader.exec_module(module)
    finally:
        sys.implementation = here
    return {
        name: value
        for name, value in vars(module.Limits).items()
        if not name.startswith("_") and name not in NO_LIMITS
    }


def number_of(cell):
    """The number that a cell like "16 KiB" or "5 s" stands for, times in milliseconds."""
    number, unit = re.fullmatch(r"(\d+) ?(\w*)", cell).groups()
    return int(number) * UNITS[unit]


@pytest.mark.parametrize(
    "platform, column", [("circuitpython", 0), ("micropython", 0), ("cpython", 1)]
)
def test_the_page_of_limits_has_the_limits_of_a_server(platform, column):
    values = limits_on(platform)
    assert "max_connections" in values and "socket_timeout" in values
    rows = limit_rows()
    assert set(values) - set(rows) == set(), "add these to docs/limits.rst"
    assert {name: number_of(rows[name][column]) for name in values} == values


def test_the_page_of_limits_has_the_fixed_limits():
    values = {
        name: value
        for module in (limits, multipart, saved_form)
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_")
        if name not in {"ON_BOARD", "TYPE_CHECKING"}
    }
    rows = limit_rows()
    assert set(values) - set(rows) == set(), "add these to docs/limits.rst"
    assert {name: number_of(rows[name][0]) for name in values} == values


def test_the_page_of_limits_names_none_that_is_gone():
    known = set(limits_on("cpython")) | set(vars(limits))
    assert set(limit_rows()) - known - set(vars(multipart)) - set(vars(saved_form)) == set()


# README and changelog


@pytest.mark.parametrize("name", ["README.rst", "docs/index.rst"])
def test_code_compiles(name):
    blocks = code_blocks(read(name))
    assert blocks, f"no code in {name}"
    for block in blocks:
        compile(block, name, "exec")


def test_the_readme_names_only_what_is_there():
    text = read("README.rst")
    commands = re.findall(r"python3 dev\.py (\w+)", text)
    source = Source(read("dev.py"))
    functions = {node.name for node in source.nodes(ast.FunctionDef)}
    assert set(commands) - functions == set()
    paths = re.findall(r"``((?:docs|examples)/[\w./]*|[A-Z]+(?:\.\w+)?)``", text)
    files = [path for path in paths if "/" in path or path in {"LICENSE", "CHANGELOG.md"}]
    assert [path for path in files if not (REPOSITORY / path).exists()] == []


def test_the_changelog_has_the_version():
    pattern = (
        rf"^## \[{re.escape(adafruit_httpserver.__version__)}\] - (unreleased|\d{{4}}-\d\d-\d\d)$"
    )
    text = read("CHANGELOG.md")
    found = re.search(pattern, text, re.M)
    assert found, f"add `## [{adafruit_httpserver.__version__}] - unreleased` to CHANGELOG.md"
    entry = text[found.end() :].split("\n## ")[0]
    assert re.search(r"^### (Added|Changed|Fixed)\n\n- \w", entry, re.M), "say what has changed"
