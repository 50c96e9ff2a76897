# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
The stages of a check (ruff, mypy, reuse, pytest, sphinx). All of them run even if an earlier one
fails, and the summary says of each whether it was ok, failed or could not be done.
"""

import ast
import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

from tools.environment import CI, ROOT, VENV_PYTHON, install, say

OK, FAILED, SKIPPED = "ok", "FAILED", "skipped"


class Result(NamedTuple):
    """What became of one stage of a run."""

    name: str
    verdict: str
    seconds: float
    note: str = ""


def run_stage(name, tool, *arguments, module=None):
    """
    Run ``python -m tool`` from ``.venv``, or a module of ours that needs the tool. A missing tool
    is a skip, but in CI a failure.
    """
    say(f"\n== {name} ==")
    if not has_tool(tool):
        note = f"{tool} is not installed in .venv"
        say(note)
        return Result(name, FAILED if CI else SKIPPED, 0.0, note)
    start = time.monotonic()
    # Bytecode is kept even where nobody wants it: the tests start many hundred processes.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    code = subprocess.call([str(VENV_PYTHON), "-m", module or tool, *arguments], env=environment)
    note = f"exit code {code}" if code else ""
    return Result(name, FAILED if code else OK, time.monotonic() - start, note)


def has_tool(module):
    """Whether ``.venv`` can import a module."""
    code = f"import sys, importlib.util as u; sys.exit(u.find_spec('{module}') is None)"
    return subprocess.call([str(VENV_PYTHON), "-c", code]) == 0


def install_stage(*groups):
    """Install as a stage: what can still run without it does run."""
    start = time.monotonic()
    done = install(*groups)
    seconds = time.monotonic() - start
    if done:
        return Result("install", OK, seconds)
    note = "pip failed; going on with what .venv has"
    return Result("install", FAILED if CI else SKIPPED, seconds, note)


def lint_stages():
    """The checks that read the code without running it."""
    return [
        run_stage("ruff check", "ruff", "check", "."),
        run_stage("ruff format", "ruff", "format", "--check", "."),
        run_stage("mypy", "mypy", module="tools.type_check"),
        reuse_stage(),
    ]


def reuse_stage():
    """Check the licence headers. ``reuse`` asks git what to ignore, so without git: on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        root = ROOT
        if not in_git():
            root = Path(folder) / "source"
            shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*ignored_names()))
        return run_stage("reuse lint", "reuse", "--root", str(root), "lint", "--lines")


def in_git():
    """Whether this folder is a clone (and not an unpacked archive) and git can be asked."""
    command = ["git", "-C", str(ROOT), "rev-parse", "--is-inside-work-tree"]
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def ignored_names():
    """The patterns of ``.gitignore``, as far as they are plain names."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    names = [line.rstrip("/") for line in lines if line and not line.startswith("#")]
    return [".git", *(name.rsplit("/", 1)[-1] for name in names)]


def summarise(results, bad=(FAILED,)):
    """Print one line for each stage and return the exit code: 1 if a verdict is a bad one."""
    say("\n== summary ==")
    for result in results:
        note = f"  ({result.note})" if result.note else ""
        say(f"{result.name:12} {result.verdict:8} {result.seconds:6.1f} s{note}")
    return int(any(result.verdict in bad for result in results))


class Report:
    """The counts and the reasons of skips, out of the file that pytest writes."""

    def __init__(self, path):
        self.exists = path.exists()
        self.skips, self.xfailed, self.failed, self.errors, total = [], 0, 0, 0, 0
        with contextlib.suppress(OSError, ElementTree.ParseError):
            for case in ElementTree.parse(path).iter("testcase"):
                total += 1
                self.failed += case.find("failure") is not None
                self.errors += case.find("error") is not None and case.find("failure") is None
                self.add_skip(case)
        self.passed = total - self.failed - self.errors - len(self.skips) - self.xfailed

    def add(self, other):
        """Count what another run has found as well."""
        self.exists = self.exists and other.exists
        self.skips += other.skips
        for name in ("passed", "xfailed", "failed", "errors"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def add_skip(self, case):
        """pytest reports an expected failure as a kind of skip, which it is not."""
        skip = case.find("skipped")
        if skip is None:
            return
        if skip.get("type") == "pytest.xfail":
            self.xfailed += 1
            return
        name = ".".join(part for part in (case.get("classname"), case.get("name")) if part)
        reason = skip.get("message") or ""
        if reason == "collection skipped":  # a whole file; the text is a tuple, its reason last
            with contextlib.suppress(SyntaxError, ValueError):
                reason = str(ast.literal_eval(skip.text or "")[-1])
        self.skips.append(f"{name}: {reason.replace('Skipped: ', '') or 'no reason given'}")

    def __str__(self):
        if not self.exists:
            return "0 passed, 0 failed, 0 skipped (pytest did not run to its end)"
        text = f"{self.passed} passed, {self.failed} failed, {len(self.skips)} skipped"
        if self.xfailed:
            text += f", {self.xfailed} xfailed"
        if self.errors:
            text += f", {self.errors} error" + ("s" if self.errors > 1 else "")
        return text


# What measures times, or what a processor is used for, has the computer for itself. The rest is
# shared among the processors, with one worker more, because some of it waits for the network.
WORKERS = str((os.cpu_count() or 1) + 1)
TIMED = [
    f"tests/live/test_{name}.py"
    for name in (
        "compat_poll",
        "denial_of_service",
        "latency",
        "many_clients",
        "many_open_connections",
        "one_select",
        "real_sockets_tls",
    )
]
TIMED.append("tests/live/test_uploads.py::test_others_are_answered_in_time")
ALL_TESTS = (
    ["-q", "-n", WORKERS, "--dist", "loadfile", *(f"--deselect={name}" for name in TIMED)],
    ["-q", *TIMED],
)


def pytest_stages(arguments):
    """(results, report) of all tests, or of those that the arguments name."""
    runs = [pytest_stage(run) for run in ([arguments] if arguments else ALL_TESTS)]
    report = runs[0][1]
    for _, other in runs[1:]:
        report.add(other)
    return [result for result, _ in runs], report


def pytest_stage(arguments):
    """Run some tests. In CI a skipped test is a failure, for nobody would see what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xml"
        result = run_stage("pytest", "pytest", *arguments, f"--junitxml={path}")
        report = Report(path)
    if result.verdict == SKIPPED:
        result = result._replace(verdict=FAILED)
    if CI and report.skips:
        note = f"CI=true: nothing may be skipped, but {len(report.skips)} were"
        result = result._replace(verdict=FAILED, note=note)
    return result, report


def print_skips(results, report):
    """Say plainly what was not checked, so that a green run is not taken for more than it is."""
    skips = [f"{r.name}: {r.note}" for r in results if r.verdict == SKIPPED] + report.skips
    say("\n== skipped ==" if skips else "\nNothing was skipped.")
    for skip in skips:
        say(f"- {skip}")
