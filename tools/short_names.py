# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Short names for the local variables of functions. A board that compiles a ``.py`` keeps each name
that is in it, for ever and once for all modules: with the same few letters in every function it
keeps a few. A ``.mpy`` has none of these names, nor has a traceback.

Parameters keep their names, because calls may spell them, and so do names that are imported, global
or in an f-string. Functions with functions in them are left alone.
"""

import ast
import string
from collections import Counter

LETTERS = string.ascii_lowercase
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def shorten(module):
    """
    Gives the local variables of a module their short names.

    :param Stripped module: The module; its tree is changed.
    """
    for node in ast.walk(module.tree):
        if isinstance(node, FUNCTIONS[:2]):
            names = short_names(node, module.in_formats)
            Renamer(names).visit(node)


def short_names(function, kept):
    """{name: short name} for the local variables of a function, but those that are to be kept."""
    nodes = [node for node in ast.walk(function) if node is not function]
    if any(isinstance(node, (*FUNCTIONS, ast.ClassDef)) for node in nodes):
        return {}
    used = Counter(node.id for node in nodes if isinstance(node, ast.Name))
    bound = [node.id for node in nodes if isinstance(node, ast.Name) and not is_load(node)]
    bound += [node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name]
    others = {node.arg for node in nodes if isinstance(node, ast.arg)} | kept
    for node in nodes:
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            others.update(node.names)
        elif isinstance(node, ast.alias):
            others.add(node.asname or node.name.split(".")[0])
    mine = [name for name in dict.fromkeys(bound) if name not in others and len(name) > 1]
    # What stays may have but a letter already.
    taken = (set(used) - set(mine)) | others
    free = [letter for letter in LETTERS if letter not in taken]
    return dict(zip(mine, free))


def is_load(node):
    """Whether this reads a name."""
    return isinstance(node.ctx, ast.Load)


class Renamer(ast.NodeTransformer):
    """Puts other names in the place of names."""

    def __init__(self, names):
        self._names = names

    def visit_Name(self, node):
        node.id = self._names.get(node.id, node.id)
        return node

    def visit_ExceptHandler(self, node):
        node.name = self._names.get(node.name, node.name)
        return self.generic_visit(node)
