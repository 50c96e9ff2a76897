#!/usr/bin/env python3
# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
The commands of this repository. They need nothing but Python 3.9 or newer: everything else is
installed into ``.venv`` beside this file, once, and again only when the requirements change.
A new command is a function ``name(arguments)`` that returns an exit code, and a line in COMMANDS.
"""

import argparse
import os
import sys

if sys.version_info < (3, 9):
    sys.exit("dev.py needs Python 3.9 or newer")

from benchmarks.command import add_options as add_bench_options
from benchmarks.command import run_bench
from tools.budgets import add_budget_options, run_budgets
from tools.bundle import make_bundle
from tools.certificate import add_certificate_options, make_certificate
from tools.demo import DEFAULT_HOST, DEFAULT_PORT, run_showcase
from tools.environment import ROOT, Stop, say
from tools.stages import (
    FAILED,
    OK,
    SKIPPED,
    install_stage,
    lint_stages,
    print_skips,
    pytest_stages,
    run_stage,
    summarise,
)


def demo(arguments):
    """start the showcase and print its URL (--port N, --host H); Ctrl-C stops it"""
    parser = parser_of(demo)
    parser.add_argument("--host", default=DEFAULT_HOST, help=f"address ({DEFAULT_HOST})")
    parser.add_argument("--port", type=int, help=f"port ({DEFAULT_PORT}, or the next free one)")
    options = parser.parse_args(arguments)
    return run_showcase(options.host, options.port)


def test(arguments):
    """check everything: ruff, mypy, reuse lint and pytest; further arguments go to pytest"""
    results = [install_stage("package", "test"), *lint_stages()]
    tested, report = pytest_stages(arguments)
    results += tested
    print_skips(results, report)
    code = summarise(results)
    say(f"\n{report}")
    return code


def lint(arguments):
    """check the code, its types and the licence headers without running anything"""
    parser_of(lint).parse_args(arguments)
    return summarise([install_stage("test"), *lint_stages()], bad=(FAILED, SKIPPED))


def docs(arguments):
    """build the pages into docs/_build/html; a warning is a failure"""
    parser_of(docs).parse_args(arguments)
    page = "docs/_build/html"
    options = ["-W", "--keep-going", "-E", "-q", "-b", "html"]
    results = [install_stage("package", "docs")]
    results.append(run_stage("sphinx", "sphinx", *options, "docs", page))
    code = summarise(results, bad=(FAILED, SKIPPED))
    if results[-1].verdict == OK:
        say(f"\nThe pages are in {page}/index.html")
    return code


def bundle(arguments):
    """write dist/bundle/: the library for the CIRCUITPY drive, as a folder and as a zip"""
    parser_of(bundle).parse_args(arguments)
    return make_bundle()


def certificate(arguments):
    """make a certificate that signs itself, and its key, for a board (see --help)"""
    parser = parser_of(certificate)
    add_certificate_options(parser)
    return make_certificate(parser.parse_args(arguments))


def budgets(arguments):
    """measure what the package takes of a board's memory, into docs/memory.rst (see --help)"""
    parser = parser_of(budgets)
    add_budget_options(parser)
    return run_budgets(parser.parse_args(arguments))


def bench(arguments):
    """measure this package beside its peers, into benchmarks/RESULTS.md (see --help)"""
    parser = parser_of(bench)
    add_bench_options(parser)
    return run_bench(parser.parse_args(arguments))


COMMANDS = {
    "budgets": budgets,
    "bundle": bundle,
    "certificate": certificate,
    "demo": demo,
    "test": test,
    "lint": lint,
    "docs": docs,
    "bench": bench,
}


def parser_of(command):
    """A parser for the arguments of one command, which knows its name and its purpose."""
    return argparse.ArgumentParser(f"dev.py {command.__name__}", description=command.__doc__)


def usage():
    """The list of commands, each with the first line of its docstring."""
    say("usage: python3 dev.py COMMAND [arguments]\n")
    for name, command in COMMANDS.items():
        say(f"  {name:11} {command.__doc__.strip().splitlines()[0]}")


def main(arguments):
    """Run the command that is named first."""
    if not arguments or arguments[0] not in COMMANDS:
        usage()
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    os.chdir(ROOT)
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as reason:
        say(f"dev.py: {reason}")
        return 1
    except KeyboardInterrupt:
        say("\ndev.py: interrupted")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
