# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Syntax that a board refuses."""

import ast
import io
import tokenize

from tests.support.board_rules import rule
from tests.support.source import FUNCTIONS, SCOPES, dotted, own_nodes

_MATCH = getattr(ast, "Match", ast.Module)
_EXCEPT_STAR = getattr(ast, "TryStar", ast.Module)


@rule(
    "boards have no `match`: use if and elif, or a dict of functions",
    ast.Module,
    _MATCH,
    bad=["match a:\n    case 1: pass"],
    good=["match = a\nmatch(1)"],
)
def match_statement(source, node):
    return not isinstance(node, ast.Module)


@rule(
    "boards have no `except*`",
    ast.Module,
    _EXCEPT_STAR,
    bad=["try: f()\nexcept* ValueError: pass"],
    good=["try: f()\nexcept (ValueError, OSError): pass"],
)
def except_star(source, node):
    return not isinstance(node, ast.Module)


@rule(
    "boards have no positional-only parameters: leave the `/` out",
    ast.arguments,
    bad=["def f(a, /): pass", "lambda a, /: a"],
    good=["def f(a, *, b): pass"],
)
def positional_only(source, node):
    return node.posonlyargs


@rule(
    "boards do not unpack in displays: add or extend, as in `[x] + list(a)`",
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    bad=["[*a, *b]", "(*a,)", "{*a}", "{**a}", "def f():\n    return 0, *a", 'x = ("", *a, "")'],
    good=["f(*a, **b)", "first, *rest = a", "for first, *rest in a: pass"],
)
def unpacking_in_display(source, node):
    if isinstance(node, ast.Dict):
        return None in node.keys
    stored = isinstance(getattr(node, "ctx", None), ast.Store)
    return not stored and any(isinstance(item, ast.Starred) for item in node.elts)


@rule(
    "boards refuse parentheses around the items of `with`: leave them out, or nest",
    ast.With,
    ast.AsyncWith,
    bad=["with (a as x, b as y): pass", "with (\n    a,\n    b,\n): pass", "with (a() as x): pass"],
    good=["with a as x, b as y: pass", "with (a or b) as x: pass", "with (a or b): pass"],
)
def parenthesised_with(source, node):
    tokens = _tokens_from(source, node)
    while tokens and tokens.pop(0).string != "with":
        pass
    if not tokens or tokens[0].string != "(":
        return False
    depth = 0
    several = False
    for token in tokens:
        if token.string in {"(", "[", "{"}:
            depth += 1
        elif token.string in {")", "]", "}"}:
            depth -= 1
        elif depth == 1 and token.string in {",", "as"}:
            several = True
        if depth == 0:
            return several and token.string == ")"
    return False


def _tokens_from(source, node):
    """The tokens of a statement's first lines."""
    lines = "\n".join(source.lines[node.lineno - 1 : node.body[0].lineno])
    tokens = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(lines.strip() + "\n").readline):
            tokens.append(token)
    except (tokenize.TokenError, IndentationError):
        pass  # the block that follows is cut off
    return tokens


@rule(
    "boards refuse an f-string or a lambda inside an f-string: give it a name first",
    ast.FormattedValue,
    bad=["f'{f\"{a}\"}'", "f'{(lambda: 1)()}'", 'f\'{", ".join([f"{x}" for x in a])}\''],
    good=["f'{a:{width}}'", "f'{a!r} {b[0]}'", "x = f'{a}'\nf'{x}'", "f'a' f'b{c}'"],
)
def nested_f_string(source, node):
    return any(isinstance(inner, (ast.JoinedStr, ast.Lambda)) for inner in ast.walk(node.value))


@rule(
    "boards take only `@a.b` and `@a.b(...)` as decorators: give the expression a name first",
    *FUNCTIONS,
    ast.ClassDef,
    bad=["@a[0]\ndef f(): pass", "@a(1).b\ndef f(): pass", "@(a or b)\nclass C: pass"],
    good=["@a\ndef f(): pass", "@a.b.c(1)\ndef f(): pass", "@a.setter\ndef f(): pass"],
)
def decorator_expression(source, node):
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if dotted(called) is None:
            return True
    return False


@rule(
    "boards have no native code: leave the decorator out",
    *FUNCTIONS,
    bad=["@micropython.native\ndef f(): pass", "@micropython.viper\ndef f(): pass"],
    good=["@native\ndef f(): pass"],
)
def native_code(source, node):
    names = {dotted(decorator) for decorator in node.decorator_list}
    return names & {"micropython.native", "micropython.viper", "micropython.asm_thumb"}


@rule(
    "boards make a plain coroutine of an `async def` that yields: return a list",
    ast.AsyncFunctionDef,
    bad=["async def f():\n    yield 1", "async def f():\n    x = yield"],
    good=["async def f():\n    await g()", "async def f():\n    def g():\n        yield 1"],
)
def asynchronous_generator(source, node):
    return any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in own_nodes(node))


@rule(
    "boards do not delete slices of a bytearray: `buffer[i:j] = b''` does the same",
    ast.Delete,
    bad=["del a[1:2]", "del a[:]"],
    good=["del a[0]", "a[1:2] = b''"],
)
def deleted_slice(source, node):
    return any(
        isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice)
        for target in node.targets
    )


@rule(
    "boards have steps in slices for lists only: use range() or reversed()",
    ast.Slice,
    bad=["a[::-1]", "a[1:9:2]"],
    good=["a[1:9]", "a[:]"],
)
def step_in_slice(source, node):
    return node.step is not None


@rule(
    "types cannot be subscripted or joined with `|` at run time: only annotations may, and for "
    "Python 3.9 not with `|`",
    ast.Subscript,
    ast.BinOp,
    bad=["x = list[int]", "f(dict[str, int])", "x = str | int", "def f(a: str | None): pass"],
    good=["def f(a: list[int]): pass", "x: list[int] = []", "a[0]", "flags | READ"],
)
def type_expression(source, node):
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and (_is_type(node.left) or _is_type(node.right))
    return _is_type(node.value) and not source.in_annotation(node)


def _is_type(node):
    if isinstance(node, ast.Constant):
        return node.value is None
    return isinstance(node, ast.Name) and node.id in {
        *("bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "memoryview"),
        *("object", "set", "str", "tuple", "type"),
    }


@rule(
    "`raise StopIteration` inside a generator ends it on a board and is a RuntimeError on a PC: "
    "use `return`",
    ast.Raise,
    bad=[
        "def f():\n    yield\n    raise StopIteration",
        "def f():\n    raise StopIteration(1)\n    yield",
    ],
    good=["class A:\n    def __next__(self):\n        raise StopIteration"],
)
def stop_iteration_in_generator(source, node):
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    function = source.enclosing(node, *SCOPES)
    if dotted(raised) != "StopIteration" or not isinstance(function, FUNCTIONS):
        return False
    return any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in own_nodes(function))


@rule(
    "dropping a generator does not run its `finally` on a board, and a temporary one cannot be "
    "closed: keep it in a name and call close()",
    ast.Call,
    bad=["next(f())", "next(iter(f()))"],
    good=["generator = f()\nnext(generator)", "next(self._source)"],
)
def temporary_generator(source, node):
    called = isinstance(node.func, ast.Name) and node.func.id == "next"
    return called and node.args and isinstance(node.args[0], ast.Call)
