# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Python files as syntax trees, for the tests that look at the code instead of running it."""

import ast
from functools import lru_cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "adafruit_httpserver"
EXAMPLES = REPOSITORY / "examples"

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.Lambda)


class Source:
    """One file: its text, its tree, and for every node what it stands in."""

    def __init__(self, text, name="snippet"):
        self.name = name
        self.text = text
        self.lines = text.splitlines()
        # The oldest grammar that the project runs with; newer syntax is a SyntaxError.
        self.tree = ast.parse(text, feature_version=(3, 9))
        self.parents = {}
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node

    @classmethod
    def of(cls, path):
        """The source of a file; its name is that of the module."""
        return cls(path.read_text(encoding="utf-8"), path.stem)

    def nodes(self, *classes):
        """All nodes of these classes."""
        return [node for node in ast.walk(self.tree) if isinstance(node, classes)]

    def around(self, node):
        """What a node stands in, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def enclosing(self, node, *classes):
        """The innermost node of these classes around a node, or None."""
        return next((outer for outer in self.around(node) if isinstance(outer, classes)), None)

    def qualified_name(self, node):
        """ "module.Class.function" around a node, or of the node itself."""
        names = [
            outer.name
            for outer in (node, *self.around(node))
            if hasattr(outer, "body") and hasattr(outer, "name")
        ]
        return ".".join([self.name, *reversed(names)])

    def in_annotation(self, node):
        """Whether a node is part of an annotation."""
        inner = node
        for outer in self.around(node):
            if isinstance(outer, ast.arg) and outer.annotation is inner:
                return True
            if isinstance(outer, ast.AnnAssign) and outer.annotation is inner:
                return True
            if isinstance(outer, FUNCTIONS) and outer.returns is inner:
                return True
            inner = outer
        return False

    def caught(self, node, exception):
        """Whether a node stands in the body of a try that catches an exception by its name."""
        inner = node
        for outer in self.around(node):
            if isinstance(outer, ast.Try) and inner in outer.body:
                if any(exception in names_in(handler.type) for handler in outer.handlers):
                    return True
            if isinstance(outer, SCOPES):
                return False
            inner = outer
        return False

    def for_type_checkers(self, node):
        """Whether a node stands under ``if TYPE_CHECKING:``, so that it is never executed."""
        return any(
            isinstance(outer, ast.If) and "TYPE_CHECKING" in names_in(outer.test)
            for outer in self.around(node)
        )


def names_in(node):
    """All plain names in an expression, which may be None."""
    if node is None:
        return set()
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def own_nodes(function):
    """The nodes of a function without those of functions and classes inside it."""
    todo = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, (*SCOPES, ast.ClassDef)):
            todo.extend(ast.iter_child_nodes(node))


def dotted(node):
    """ "a.b.c" for a chain of attributes of a name, else None."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return owner and f"{owner}.{node.attr}"
    return None


@lru_cache(maxsize=None)
def library():
    """The modules of the package."""
    return tuple(Source.of(path) for path in sorted(PACKAGE.glob("**/*.py")))


@lru_cache(maxsize=None)
def examples():
    """The example programs."""
    return tuple(Source.of(path) for path in sorted(EXAMPLES.glob("*.py")))
