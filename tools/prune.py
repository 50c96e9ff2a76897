# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Takes out of a module what no board ever does: the other branch, where a condition is always or
never true, and what stands behind a ``return``. Then what nobody uses any more: private functions,
and what was imported for annotations only.
"""

import ast

from tools.short_names import FUNCTIONS, is_load
from tools.strip import without_passes

ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
# What no board has, as an attribute of anything, and what else is always true there.
ABSENT = ("fileno", "gmtime", "st_mtime_ns", "casefold", "Purpose", "EPIPE", "WSAEWOULDBLOCK")
TRUE = ("sys.platform != 'win32'",)


def prune(module, needed=frozenset()):
    """
    Takes out what is never done.

    :param Stripped module: The module; its tree is changed.
    :param needed: Names that other modules import from it.
    """
    tree = module.tree = ast.fix_missing_locations(Pruner().visit(module.tree))
    before = None
    while before != len(tree.body):
        before = len(tree.body)
        used = names_used(tree) | module.in_formats | set(needed)
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                without(node, module.in_annotations - used)
            elif isinstance(node, ast.Import):
                without(node, {alias.asname or alias.name for alias in node.names} - used)
        tree.body = [node for node in tree.body if not is_needless(node, used)]


def without(node, names):
    """Take some names out of an import."""
    node.names = [alias for alias in node.names if (alias.asname or alias.name) not in names]


def names_used(tree):
    """The names that something in a tree reads."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {node.id for node in nodes if is_load(node)}


def is_needless(node, used):
    """Whether this does nothing, imports nothing, or is a private function that nobody uses."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return not node.names
    if isinstance(node, ast.Pass):
        return True
    is_private = isinstance(node, FUNCTIONS) and node.name[0] == "_"
    return is_private and node.name not in used and node.name != "__getattr__"


def truth_of(node):
    """``True`` or ``False`` if a condition is always or never true, else ``None``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return node.value
    return None


class Pruner(ast.NodeTransformer):
    """Keeps what is done of conditions that are known."""

    def visit_Call(self, node):
        self.generic_visit(node)
        name = getattr(node.func, "id", None)
        if name in ("getattr", "hasattr") and getattr(node.args[1], "value", None) in ABSENT:
            return node.args[2] if name == "getattr" else ast.Constant(False)
        return node

    def visit_Compare(self, node):
        self.generic_visit(node)
        return ast.Constant(True) if ast.unparse(node) in TRUE else node

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        known = truth_of(node.operand)
        if isinstance(node.op, ast.Not) and known is not None:
            return ast.Constant(not known)
        return node

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        # What decides by itself: no for "and", yes for "or".
        decides = isinstance(node.op, ast.Or)
        while len(node.values) > 1 and truth_of(node.values[0]) is not None:
            if node.values[0].value == decides:
                return node.values[0]
            node.values.pop(0)
        return node if len(node.values) > 1 else node.values[0]

    def visit_IfExp(self, node):
        self.generic_visit(node)
        known = truth_of(node.test)
        return node if known is None else node.body if known else node.orelse

    def visit_If(self, node):
        self.generic_visit(node)
        node.body = reached(node.body)
        known = truth_of(node.test)
        if known is None:
            node.orelse = reached(node.orelse, False)
            return node
        return node.body if known else node.orelse or ast.Pass()

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.body = reached(node.body)
        return node

    visit_AsyncFunctionDef = visit_FunctionDef


def reached(body, demanded=True):
    """The statements of a body up to the first one behind which it never goes."""
    body = without_passes(body)
    for count, statement in enumerate(body, 1):
        if isinstance(statement, ENDS):
            rest = [node for left in body[count:] for node in ast.walk(left)]
            # Even where it is never reached, a yield makes a function a generator.
            if not any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in rest):
                body = body[:count]
            break
    return body or [ast.Pass()] * demanded
