# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Python source without what a board does not need: comments, docstrings, annotations, and imports
for type checkers. What is left does the same.
"""

import ast

# Takes the place of an f-string for a while.
PLACE = "__format_{}__"
TYPING = {"typing", "typing_extensions", "circuitpython_typing"}


class Unstrippable(Exception):
    """Raised when what would be left does something else."""


def strip(text):
    """The same module in fewer bytes, under the two lines of its licence."""
    return Stripped(text).text()


class Stripped:
    """
    A module without those: its tree may be changed further before it becomes text again.

    :param str text: The module.
    :raises Unstrippable: if what is left would do something else.
    """

    def __init__(self, text):
        stripper = Stripper(text)
        self.tree = ast.fix_missing_locations(stripper.visit(ast.parse(text)))
        # F-strings stay as they were written, and so do the names in them.
        self.in_formats = stripper.in_formats
        # Names that stood in annotations, and may be imported for nothing else.
        self.in_annotations = stripper.in_annotations
        self.formats = stripper.formats
        self._licence = [line for line in text.splitlines() if line.startswith("# SPDX-")]
        used = stripper.in_formats | names_in(self.tree)
        # A name may be imported once more inside a function, where it is needed.
        missing = (used & stripper.removed) - imported(self.tree)
        if missing:
            names = ", ".join(sorted(missing))
            raise Unstrippable(f"used when it runs, but imported for type checkers only: {names}")

    def text(self):
        """The source of what is left."""
        stripped = ast.unparse(self.tree)
        for index, source in enumerate(self.formats):
            stripped = stripped.replace(PLACE.format(index), source)
        return "\n".join([*self._licence, stripped, ""])


class Stripper(ast.NodeTransformer):
    """Takes out of a tree what does nothing, and keeps the names whose imports it took out."""

    def __init__(self, text):
        self._text = text
        self.removed = set()
        # The f-strings as they were written, and the names in them.
        self.formats = []
        self.in_formats = set()
        self.in_annotations = set()

    def visit_JoinedStr(self, node):
        """
        Python 3.12 would write an f-string with the same quotes inside it as around it, which
        boards and older Pythons do not understand: so it stays as it is.
        """
        segment = ast.get_source_segment(self._text, node)
        source = " ".join(line.strip() for line in segment.splitlines())
        if ast.dump(ast.parse(source, mode="eval").body) != ast.dump(node):
            raise Unstrippable(f"this does not fit into one line: {segment}")
        self.in_formats |= names_in(node)
        self.formats.append(source)
        return ast.Name(PLACE.format(len(self.formats) - 1), ast.Load())

    def visit_Expr(self, node):
        """A docstring, or another text that stands alone."""
        return ast.Pass() if isinstance(node.value, ast.Constant) else node

    def visit_Module(self, node):
        self.generic_visit(node)
        node.body = without_passes(node.body)
        return node

    def visit_ClassDef(self, node):
        self.visit_Module(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_FunctionDef(self, node):
        self._annotation(node.returns)
        node.returns = None
        return self.visit_ClassDef(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_arg(self, node):
        self._annotation(node.annotation)
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        self._annotation(node.annotation)
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

    @staticmethod
    def _is_for_type_checkers(node):
        """Whether this is ``try: from typing import ... except ImportError: pass``."""
        first = node.body[0]
        passes = all(isinstance(handler.body[0], ast.Pass) for handler in node.handlers)
        if not passes or node.orelse or node.finalbody:
            return False
        return isinstance(first, ast.ImportFrom) and first.module.split(".")[0] in TYPING

    def _annotation(self, node):
        for text in ast.walk(node) if node else ():
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                self.in_annotations |= names_in(ast.parse(text.value))
            elif isinstance(text, ast.Name):
                self.in_annotations.add(text.id)

    def _remove(self, node):
        self.removed |= imported(node)


def names_in(tree):
    """All plain names in a tree."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def imported(tree):
    """The names that imports anywhere in a tree bind."""
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    aliases = [alias for node in imports for alias in node.names]
    return {alias.asname or alias.name.split(".")[0] for alias in aliases}


def without_passes(body):
    """A body without what does nothing."""
    return [statement for statement in body if not isinstance(statement, ast.Pass)]
