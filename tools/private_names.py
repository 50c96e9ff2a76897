# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Short names for private attributes, the same ones in all modules of a package. A board keeps each
name that it meets, for ever, and each ``.mpy`` has its own copy of it.

Names stay that somebody else may know: of functions, which tracebacks tell; those that are
documented; those that are asked for by a text; and whatever belongs to objects of others.
"""

import ast
import string

from tools.short_names import FUNCTIONS

# What users' own response classes use, and what a program finds in a server and a FileResponse.
DOCUMENTED = frozenset(
    "_request _headers _status _cookies _content_type _body _size "
    "_sock _buffer _auths _routes _ssl_context _socket_source "
    "_filename _root_path _full_file_path _file_length _buffer_size _head_only _safe".split()
)
SECOND = ["", *string.digits, *string.ascii_lowercase]


def shorten_private(modules):
    """
    Gives the private attributes of a package their short names.

    :param dict modules: {name: `Stripped`}; their trees are changed.
    """
    trees = [module.tree for module in modules.values()]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    kept = DOCUMENTED | other_names(nodes)
    for module in modules.values():
        for text in module.formats:
            kept |= attributes(ast.walk(ast.parse(text, mode="eval")))
    names = dict(zip(sorted(set_here(nodes) - kept), short_names()))
    for tree in trees:
        Renamer(names).visit(tree)


def short_names():
    """Names that nobody gives anything: an underscore and one or two characters, a digit first."""
    return (f"_{first}{second}" for second in SECOND for first in string.digits)


def attributes(nodes):
    """The private attributes among some nodes."""
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return {name for name in names if is_private(name)}


def is_private(name):
    """Whether it begins with one underscore, and is not short already."""
    return name[0] == "_" and name[1:2] != "_" and len(name) > 3


def set_here(nodes):
    """The private attributes that are set by the package, on an object or for a whole class."""
    stored = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    names = {target.id for node in nodes for target in class_attributes(node)}
    return attributes(stored) | {name for name in names if is_private(name)}


def class_attributes(node):
    """The names that the statements of a class assign to, as nodes."""
    if not isinstance(node, ast.ClassDef):
        return []
    statements = [statement for statement in node.body if isinstance(statement, ast.Assign)]
    targets = [target for statement in statements for target in statement.targets]
    return [target for target in targets if isinstance(target, ast.Name)]


def other_names(nodes):
    """All words in texts, and the names of what is no attribute."""
    in_classes = {target for node in nodes for target in class_attributes(node)}
    found = set()
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.update(node.value.split())
        elif isinstance(node, ast.Name) and node not in in_classes:
            found.add(node.id)
        elif isinstance(node, (*FUNCTIONS[:2], ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.arg, ast.keyword)):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.update((node.name, node.asname))
    return found


class Renamer(ast.NodeTransformer):
    """Puts other names in the place of attributes."""

    def __init__(self, names):
        self._names = names

    def visit_Attribute(self, node):
        node.attr = self._names.get(node.attr, node.attr)
        return self.generic_visit(node)

    def visit_ClassDef(self, node):
        for target in class_attributes(node):
            target.id = self._names.get(target.id, target.id)
        return self.generic_visit(node)
