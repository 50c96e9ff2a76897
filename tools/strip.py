# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Python source without what a board does not need: comments, docstrings, annotations, and imports
for type checkers. What is left does the same.
"""

import ast

TYPING = {"typing", "typing_extensions", "circuitpython_typing"}


class Unstrippable(Exception):
    """Raised when what would be left does something else."""


def strip(text):
    """The same module in fewer bytes, under the two lines of its licence."""
    stripper = Stripper()
    tree = ast.fix_missing_locations(stripper.visit(ast.parse(text)))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    # A name may be imported once more inside a function, where it is needed.
    missing = (used & stripper.removed) - imported(tree)
    if missing:
        names = ", ".join(sorted(missing))
        raise Unstrippable(f"used when it runs, but imported for type checkers only: {names}")
    licence = [line for line in text.splitlines() if line.startswith("# SPDX-")]
    return "\n".join([*licence, ast.unparse(tree), ""])


class Stripper(ast.NodeTransformer):
    """Takes out of a tree what does nothing, and keeps the names whose imports it took out."""

    def __init__(self):
        self.removed = set()

    def visit_Module(self, node):
        node.body = self._stripped(node.body)
        return node

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        node.body = self._stripped(node.body, visited=True) or [ast.Pass()]
        return node

    def visit_FunctionDef(self, node):
        node.returns = None
        return self.visit_ClassDef(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        self.generic_visit(node)
        if node.value is None:
            return None
        return ast.Assign(targets=[node.target], value=node.value)

    def visit_Try(self, node):
        if self._is_for_type_checkers(node):
            self._remove(node)
            return None
        return self.generic_visit(node)

    def visit_If(self, node):
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            self._remove(node)
            return None
        return self.generic_visit(node)

    def visit_ImportFrom(self, node):
        return None if node.module == "__future__" else node

    def _stripped(self, body, visited=False):
        """A body without strings that stand alone."""
        kept = [statement for statement in body if not is_text(statement)]
        if visited:
            return kept
        found = [self.visit(statement) for statement in kept]
        return [statement for statement in found if statement is not None]

    @staticmethod
    def _is_for_type_checkers(node):
        """Whether this is ``try: from typing import ... except ImportError: pass``."""
        first = node.body[0]
        passes = all(isinstance(handler.body[0], ast.Pass) for handler in node.handlers)
        if not passes or node.orelse or node.finalbody:
            return False
        return isinstance(first, ast.ImportFrom) and first.module.split(".")[0] in TYPING

    def _remove(self, node):
        self.removed |= imported(node)


def imported(tree):
    """The names that imports anywhere in a tree bind."""
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    aliases = [alias for node in imports for alias in node.names]
    return {alias.asname or alias.name.split(".")[0] for alias in aliases}


def is_text(statement):
    """Whether a statement is nothing but a string: a docstring or a comment of that form."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, (str, bytes, type(...)))
    )
