# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
What CircuitPython lacks, as rules that look at a syntax tree.

A rule is a function ``check(source, node)`` that is true for a node that a board refuses or
understands otherwise than CPython does. Each comes with snippets that it must find and snippets
that it must let pass; ``tests/test_portability.py`` holds it to them.
"""

import ast
from collections import namedtuple

from tests.support.source import Source

# library_only: an example may break it, because it runs where its author wants it to run.
Rule = namedtuple("Rule", "name advice classes check bad good library_only")
RULES = []


def rule(advice, *nodes, bad, good, library_only=False):
    """Makes a rule of a check for nodes of these classes."""

    def add(check):
        name = check.__name__
        RULES.append(Rule(name, advice, nodes, check, bad, good, library_only))
        return check

    return add


def findings(source, rules):
    """(rule, node) of everything in a file that breaks one of the rules."""
    return [
        (rule, node)
        for node in ast.walk(source.tree)
        for rule in rules
        if isinstance(node, rule.classes) and rule.check(source, node)
    ]


def report(source, rules):
    """What findings() found, as lines for a person to read."""
    return [
        f"{source.name}.py:{getattr(node, 'lineno', '?')} {rule.name}: {rule.advice}"
        for rule, node in findings(source, rules)
    ]


def breaks(snippet, *rules):
    """Whether a snippet breaks a rule. What this grammar refuses, a board refuses as well."""
    try:
        source = Source(snippet)
    except SyntaxError:
        return True
    return bool(findings(source, rules))


# The rules of these modules are entered by importing them.
from tests.support.board_rules import calls, classes, modules, names, syntax  # noqa: E402, F401
