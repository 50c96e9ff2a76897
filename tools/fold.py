# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Constants in the place of their names, as MicroPython's ``const()`` does it within one module, but
for a whole package: numbers in every module that imports them, and the private texts of a module
that are used once. A name that nobody needs any more goes, and so does its import.

What decides between boards and PCs is constant too, for what boards get: the branches of PCs go.

Names stay that somebody may ask for: those of `TABLE` and of ``__init__``, those that are used as
attributes or named in a text, and those in f-strings, which are kept as they were written.
"""

import ast
import operator
from collections import Counter

from tools.prune import prune
from tools.strip import without_passes

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.LShift: operator.lshift,
    ast.BitOr: operator.or_,
    ast.USub: operator.neg,
}
# Where the package has the names that programs may ask for.
NAMES, TABLE = "names", "_ELSEWHERE"
INIT = "__init__"
# What a board finds out when it loads the package: {(module, name): value}
BOARD = {("limits", "ON_BOARD"): True}


def fold(modules):
    """
    Fold the constants of a package.

    :param dict modules: {name: `Stripped`}; their trees are changed.
    """
    package = Package(modules)
    needless = {name: package.needless(name) for name in modules}
    for name, module in modules.items():
        tree = Inliner(package.values[name]).visit(module.tree)
        module.tree = ast.fix_missing_locations(Remover(needless[name], tree.body).visit(tree))
    asked = set().union(*(asked_for(module.tree) for module in modules.values()))
    for name, module in modules.items():
        prune(module, asked | {local for of, local in package.importers if of == name})


class Package:
    """What the modules of a package define, and which of it is constant."""

    def __init__(self, modules):
        self._modules = modules
        self._bound = {name: bindings(module.tree) for name, module in modules.items()}
        # {(module, name): [(module that imports it, how it is called there)]}
        self.importers = {}
        for name, module in modules.items():
            for source, local in imports(module.tree):
                self.importers.setdefault(source, []).append((name, local))
        asked = public_names(modules).union(*(asked_for(of.tree) for of in modules.values()))
        # {(module, name): value}
        self._constants = {}
        for name in modules:
            self._add_constants(name, asked)
        # {module: {name: value}}
        self.values = {name: self._values_in(name) for name in modules}

    def _add_constants(self, module, asked):
        for statement in self._modules[module].tree.body:
            name, value = assigned(statement)
            value = BOARD.get((module, name), value)
            if value is None or name in asked or self._bound[module][name] != 1:
                continue
            if isinstance(value, int) or self._is_used_once(module, name):
                self._constants[module, name] = value

    def _is_used_once(self, module, name):
        """Whether a name is private, and used at one place only."""
        stripped = self._modules[module]
        if name[0] != "_" or name in stripped.in_formats or (module, name) in self.importers:
            return False
        return sum(is_load(node) and node.id == name for node in ast.walk(stripped.tree)) == 1

    def _values_in(self, module):
        """{name: value} of the constants that a module defines or imports."""
        if module == INIT:
            return {}
        values = {name: value for (of, name), value in self._constants.items() if of == module}
        sources = {}
        for source, local in imports(self._modules[module].tree):
            sources.setdefault(local, []).append(source)
        for local, found in sources.items():
            # Nothing else has this name there, in no function, and nobody gets it from there.
            alone = len(set(found)) == 1 and self._bound[module][local] == len(found)
            if found[0] in self._constants and alone and (module, local) not in self.importers:
                values[local] = self._constants[found[0]]
        return values

    def needless(self, module):
        """The names that a module need neither define nor import any more."""
        return {name for name in self.values[module] if self._is_needless(module, name)}

    def _is_needless(self, module, name):
        places = [(module, name), *self.importers.get((module, name), ())]
        return all(
            local in self.values[place] and local not in self._modules[place].in_formats
            for place, local in places
        )


class Inliner(ast.NodeTransformer):
    """Puts values in the place of names."""

    def __init__(self, values):
        self._values = values

    def visit_Name(self, node):
        if is_load(node) and node.id in self._values:
            # A negative number becomes an operation: "-1" would not do in "-1 ** 2".
            return ast.parse(repr(self._values[node.id]), mode="eval").body
        return node


class Remover(ast.NodeTransformer):
    """Takes out the definitions at the top, and the imports anywhere, of needless names."""

    def __init__(self, needless, top):
        self._needless = needless
        self._top = top

    def visit_Assign(self, node):
        is_needless = node in self._top and assigned(node)[0] in self._needless
        return ast.Pass() if is_needless else node

    def visit_ImportFrom(self, node):
        node.names = [alias for alias in node.names if local_name(alias) not in self._needless]
        return node if node.names else ast.Pass()

    def visit_Module(self, node):
        self.generic_visit(node)
        node.body = without_passes(node.body)
        return node

    def visit_FunctionDef(self, node):
        self.visit_Module(node)
        node.body = node.body or [ast.Pass()]
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef


def assigned(statement):
    """
    (name, value) of a statement like ``NAME = 16 * 1024``, (name, ``None``) if the value is not
    constant, (``None``, ``None``) for another statement.
    """
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        if isinstance(statement.targets[0], ast.Name):
            value = value_of(statement.value)
            known = value if type(value) in (int, str, bytes) else None
            return statement.targets[0].id, known
    return None, None


def value_of(node):
    """The number, or the text, that an expression always is, else None."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.UnaryOp):
        operands = [node.operand]
    elif isinstance(node, ast.BinOp):
        operands = [node.left, node.right]
    else:
        return None
    values = [value_of(operand) for operand in operands]
    function = OPERATORS.get(type(node.op))
    if function is None or any(type(value) is not int for value in values):
        return None
    return function(*values)


def imports(tree):
    """[((module, name), how it is called here)] of what a module imports from its package."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    return [
        ((node.module, alias.name), local_name(alias)) for node in nodes for alias in node.names
    ]


def local_name(alias):
    """The name that an import binds."""
    return alias.asname or alias.name.split(".")[0]


def bindings(tree):
    """How often each name gets a value, at any place of a module; ``global`` counts as well."""
    bound = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not is_load(node):
            bound[node.id] += 1
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            bound[node.name] += 1
        elif isinstance(node, ast.arg):
            bound[node.arg] += 1
        elif isinstance(node, ast.alias):
            bound[local_name(node)] += 1
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            bound.update(node.names)
        elif isinstance(node, ast.ExceptHandler):
            bound[node.name] += 1
    return bound


def asked_for(tree):
    """Names that are used as attributes, or named in a text."""
    nodes = list(ast.walk(tree))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return attributes | {value for value in constants if isinstance(value, str)}


def public_names(modules):
    """The names that programs may ask the package for, out of its table."""
    if NAMES not in modules:
        return set()
    for statement in modules[NAMES].tree.body:
        name, value = assigned(statement)
        if name == TABLE:
            return set(value.split())
    raise ValueError(f"{NAMES} has no {TABLE}")


def is_load(node):
    """Whether this reads a name."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
