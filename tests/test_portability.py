# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The library, and its examples with it, must run on CircuitPython. These tests read the code and
find what a board lacks, so that nobody needs a board to notice. The rules are in
tests/support/board_rules; whoever adds one adds a snippet that it finds and one that it lets pass.
"""

import pytest

from tests.support.board_rules import RULES, breaks, report
from tests.support.board_rules.modules import FOR_PCS
from tests.support.board_rules.names import NUMBERS_CHECKED_BEFORE
from tests.support.source import FUNCTIONS, examples, library

FOR_EXAMPLES = [rule for rule in RULES if not rule.library_only]
# (rule, file): why it may do so.
ALLOWED = {
    ("absent_socket_method", "files_on_pc"): "no board ever loads it, nor has it",
    ("absent_name_of_module", "files_on_pc"): "no board ever loads it, nor has it",
    ("absent_module", "compress"): "a command for PCs",
    ("absent_name_of_module", "compress"): "a command for PCs",
}


def names_of(things):
    return [thing.name for thing in things]


def forbidden(source, rules):
    """The report without what is allowed."""
    allowed = [rule for rule, name in ALLOWED if name == source.name]
    return report(source, [rule for rule in rules if rule.name not in allowed])


@pytest.mark.parametrize("source", library(), ids=names_of(library()))
def test_the_library_runs_on_boards(source):
    assert forbidden(source, RULES) == []


@pytest.mark.parametrize("source", examples(), ids=names_of(examples()))
def test_the_examples_run_on_boards(source):
    assert forbidden(source, FOR_EXAMPLES) == []


@pytest.mark.parametrize("rule", RULES, ids=names_of(RULES))
def test_the_rule_finds_what_it_must(rule):
    assert rule.bad, "add a snippet that the rule must find"
    missed = [snippet for snippet in rule.bad if not breaks(snippet, rule)]
    assert missed == []


@pytest.mark.parametrize("rule", RULES, ids=names_of(RULES))
def test_the_rule_lets_pass_what_boards_know(rule):
    assert rule.good, "add a snippet that the rule must let pass"
    wrong = [snippet for snippet in rule.good if breaks(snippet, rule)]
    assert wrong == []


def test_rules_have_names_of_their_own():
    assert len(set(names_of(RULES))) == len(RULES)


def test_the_lists_of_exceptions_are_not_out_of_date():
    functions = {
        module.qualified_name(function).partition(".")[2]
        for module in library()
        for function in module.nodes(*FUNCTIONS)
    }
    gone = set(NUMBERS_CHECKED_BEFORE) - functions
    assert gone == set(), "take these out of NUMBERS_CHECKED_BEFORE"
    assert FOR_PCS - set(names_of(examples())) == set(), "take these out of FOR_PCS"
    for rule, name in ALLOWED:
        sources = [source for source in (*library(), *examples()) if source.name == name]
        assert sources and rule in names_of(RULES), f"take {rule, name} out of ALLOWED"
