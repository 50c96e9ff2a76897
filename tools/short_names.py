# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Short names for the local variables of functions. A board that compiles a ``.py`` keeps each name
that is in it, for ever and once for all modules: with the same few letters in every function it
keeps a few. A ``.mpy`` has of these names those of parameters, and a traceback has none.

Parameters keep their names where calls may spell them: in what programs call, and where the package
itself does. Names that are imported, global or in an f-string stay, and functions with functions in
them are left alone.
"""

import ast
import string

from tools.strip import names_in

LETTERS = string.ascii_lowercase
# The private methods that users' own classes call, or have in their place.
DOCUMENTED = frozenset(
    "_send_headers _send_bytes _send_chunk _combine_path _get_file_length "
    "_verify_file_path_is_valid".split()
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def shorten(module, internal, spelled):
    """
    Gives the local variables of a module their short names.

    :param Stripped module: The module; its tree is changed.
    :param internal: Its functions that no program calls: their parameters get short names as well.
    :param spelled: The parameters that calls within the package spell.
    """
    for node in ast.walk(module.tree):
        if isinstance(node, FUNCTIONS[:2]):
            kept = spelled if node in internal else parameters(node)
            Renamer(short_names(node, module.in_formats | kept)).visit(node)


def shorten_package(modules, public):
    """
    Gives the local variables of a package their short names.

    :param dict modules: {name: `Stripped`}; their trees are changed.
    :param public: Names of the classes and functions that programs may ask for.
    """
    nodes = [node for module in modules.values() for node in ast.walk(module.tree)]
    spelled = {node.arg for node in nodes if isinstance(node, ast.keyword)}
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    # Those that are called with "**options", whatever these are.
    anything = {called(call) for call in calls if None in {word.arg for word in call.keywords}}
    known = known_names(nodes, public)
    for module in modules.values():
        shorten(module, internal_functions(module.tree, known, anything), spelled)


def known_names(nodes, public):
    """The names that programs may ask for, and those of the classes behind them."""
    behind = {}
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                behind.setdefault(node.name, set()).update(names_in(base))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for name in names_in(node.targets[0]):
                behind.setdefault(name, set()).add(called(node.value))
    found, more = set(), set(public)
    while more:
        found |= more
        more = set().union(*(behind.get(name, ()) for name in more)) - found
    return found


def internal_functions(tree, known, anything):
    """The functions of a module, and the methods of its classes, that no program calls."""
    found = set()
    for node in tree.body:
        is_known = getattr(node, "name", None) in known
        functions = {inner for inner in ast.walk(node) if isinstance(inner, FUNCTIONS[:2])}
        for function in functions:
            name = function.name
            private = name[0] == "_" and name[:2] != "__"
            # Or put one of their own in the place of.
            documented = name in DOCUMENTED or name.startswith("_debug_")
            takes_anything = function.args.kwarg or name in anything
            if (private or not is_known) and not (documented or takes_anything):
                found.add(function)
    return found


def called(call):
    """The name of what is called."""
    return getattr(call.func, "id", None) or getattr(call.func, "attr", None)


def parameters(function):
    """The names of a function's parameters."""
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def short_names(function, kept):
    """{name: short name} for the local variables of a function, but those that are to be kept."""
    nodes = [node for node in ast.walk(function) if node is not function]
    if any(isinstance(node, (*FUNCTIONS, ast.ClassDef)) for node in nodes):
        return {}
    # Parameters first: the fewer letters they have in a module, the better for its .mpy.
    bound = [argument.arg for argument in function.args.args if argument.arg != "self"]
    bound += [node.id for node in nodes if isinstance(node, ast.Name) and not is_load(node)]
    bound += [node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name]
    others = set(kept)
    for node in nodes:
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            others.update(node.names)
        elif isinstance(node, ast.alias):
            others.add(node.asname or node.name.split(".")[0])
    mine = [name for name in dict.fromkeys(bound) if name not in others and len(name) > 1]
    # What stays may have but a letter already.
    taken = ((names_in(function) | parameters(function)) - set(mine)) | others
    free = [letter for letter in LETTERS if letter not in taken]
    return dict(zip(mine, free))


def is_load(node):
    """Whether this reads a name."""
    return isinstance(node.ctx, ast.Load)


class Renamer(ast.NodeTransformer):
    """Puts other names in the place of names."""

    def __init__(self, names):
        self._names = names

    def visit_arg(self, node):
        node.arg = self._names.get(node.arg, node.arg)
        return node

    def visit_Name(self, node):
        node.id = self._names.get(node.id, node.id)
        return node

    def visit_ExceptHandler(self, node):
        node.name = self._names.get(node.name, node.name)
        return self.generic_visit(node)
