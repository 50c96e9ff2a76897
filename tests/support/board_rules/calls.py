# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Methods of strings and buffers that a board does not have, or has in another form."""

import ast

from tests.support.board_rules import rule
from tests.support.source import FUNCTIONS, dotted

ABSENT_STRING_METHODS = {
    *("capitalize", "casefold", "expandtabs", "format_map", "isalnum", "isascii", "isdecimal"),
    *("isidentifier", "isnumeric", "isprintable", "istitle", "ljust", "rjust", "maketrans"),
    *("translate", "removeprefix", "removesuffix", "swapcase", "title", "zfill"),
}
ABSENT_BUFFER_METHODS = {
    "bytearray": {"clear", "copy", "insert", "pop", "remove", "reverse"},
    "memoryview": {
        *("cast", "decode", "find", "index", "hex", "release", "split", "startswith"),
        *("tobytes", "tolist", "toreadonly"),
    },
}


@rule(
    "boards lack this method of str and bytes; where a PC may use it for speed: "
    "getattr(bytes, 'isascii', None)",
    ast.Attribute,
    bad=[
        "a.title()",
        "a.isascii()",
        "f = str.isprintable",
        "b.translate(t)",
        "a.removeprefix('x')",
    ],
    good=["getattr(bytes, 'isascii', None)", "a.title = 1", "a.isdigit()", "a.center(3)"],
)
def absent_string_method(source, node):
    return node.attr in ABSENT_STRING_METHODS and isinstance(node.ctx, ast.Load)


@rule(
    "methods of str and bytes take no keywords on a board: split(',', 1)",
    ast.Call,
    bad=["a.split(',', maxsplit=1)", "a.rsplit(sep=',')", "a.splitlines(keepends=True)"],
    good=["a.split(',', 1)", "a.join(b)", "f(maxsplit=1)"],
)
def keyword_of_string_method(source, node):
    methods = {"split", "rsplit", "splitlines", "replace", "hex"}
    return isinstance(node.func, ast.Attribute) and node.func.attr in methods and node.keywords


@rule(
    "boards know UTF-8 only, always strict, and ignore what else is asked for: catch UnicodeError, "
    "make other codings by hand",
    ast.Call,
    bad=[
        *("a.decode('latin-1')", "a.decode('utf-8', 'replace')", "a.encode(errors='ignore')"),
        *(
            "a.encode('ascii')",
            "str(a, 'latin-1')",
            "bytes(a, 'ascii')",
            "str(a, 'utf-8', 'ignore')",
        ),
        *("a.decode(coding)", "str(a, coding)"),
    ],
    good=["a.decode()", "a.decode('utf-8')", "a.encode()", "str(a, 'utf-8')", "str(a)", "bytes(3)"],
)
def other_coding(source, node):
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"decode", "encode"}:
        arguments = node.args
    elif dotted(node.func) in {"str", "bytes", "bytearray"}:
        arguments = node.args[1:]
    else:
        return False
    utf8 = [
        isinstance(argument, ast.Constant) and argument.value == "utf-8" for argument in arguments
    ]
    return node.keywords or utf8 not in ([], [True])


def _buffer_kind(source, node, name):
    """ "bytearray" or "memoryview" for a name that is nothing else in its function, else None."""
    scope = source.enclosing(node, *FUNCTIONS) or source.tree
    kinds = set()
    for inner in ast.walk(scope):
        if isinstance(inner, ast.Assign) and name in map(dotted, inner.targets):
            call = inner.value
            kinds.add(dotted(call.func) if isinstance(call, ast.Call) else None)
        elif isinstance(inner, ast.AnnAssign) and dotted(inner.target) == name:
            kinds.add(dotted(inner.annotation))
        elif isinstance(inner, ast.arg) and inner.arg == name:
            kinds.add(dotted(inner.annotation) if inner.annotation else None)
    return kinds.pop() if len(kinds) == 1 else None


@rule(
    "bytearray and memoryview have few methods on a board: assign to slices, use bytes(view)",
    ast.Attribute,
    bad=[
        *("a = bytearray(3)\na.clear()", "def f(v: memoryview):\n    return v.tobytes()"),
        *("memoryview(a).release()", "a = memoryview(b)\na.find(b'x')", "bytearray(3).pop()"),
        *("a = bytearray()\na.insert(0, 1)", "def f():\n    a = bytearray()\n    a.reverse()"),
    ],
    good=[
        *(
            "a = []\na.clear()",
            "a = bytearray()\na.extend(b)\na.find(b'')",
            "bytes(view).find(b'x')",
        ),
        *("a = bytearray()\na = b.copy()\na.clear()", "a = {}\na.pop(1)"),
    ],
)
def absent_buffer_method(source, node):
    if isinstance(node.value, ast.Call):
        kind = dotted(node.value.func)
    else:
        name = dotted(node.value)
        kind = name and _buffer_kind(source, node, name)
    return node.attr in ABSENT_BUFFER_METHODS.get(kind, ())


@rule(
    "a memoryview is no context manager on a board",
    ast.With,
    bad=["with memoryview(a) as view: pass"],
    good=["with open(a) as file: pass"],
)
def memoryview_as_context(source, node):
    return any(
        isinstance(item.context_expr, ast.Call) and dotted(item.context_expr.func) == "memoryview"
        for item in node.items
    )


@rule(
    "files of a board know neither newline= nor errors=: open in binary",
    ast.Call,
    bad=["open(a, newline='')", "open(a, 'r', errors='ignore')"],
    good=["open(a, 'rb')", "open(a, encoding='utf-8')"],
)
def keyword_of_open(source, node):
    keywords = {keyword.arg for keyword in node.keywords}
    return dotted(node.func) == "open" and keywords & {"newline", "errors", "closefd", "opener"}


@rule(
    "json of a board knows separators= only",
    ast.Call,
    bad=[
        "json.dumps(a, indent=2)",
        "json.dumps(a, default=str)",
        "json.dump(a, f, sort_keys=True)",
    ],
    good=["json.dumps(a)", "json.dumps(a, separators=(',', ':'))"],
)
def keyword_of_json(source, node):
    keywords = {keyword.arg for keyword in node.keywords} - {"separators"}
    return (dotted(node.func) or "").startswith("json.") and keywords


@rule(
    "a deque of a board needs both arguments: deque((), 16)",
    ast.Call,
    bad=["deque()", "collections.deque([])", "deque(maxlen=3)"],
    good=["deque((), 16)", "collections.deque([], 3)"],
)
def deque_without_length(source, node):
    return dotted(node.func) in {"deque", "collections.deque"} and len(node.args) < 2


# Methods of sockets that boards' sockets lack.
ABSENT_SOCKET_METHODS = {
    *("recv", "shutdown", "fileno", "getpeername", "getsockname", "gettimeout", "getsockopt"),
    *("makefile", "detach", "sendfile", "connect_ex"),
}
# Loaded on PCs only, and asks for a fileno() only if the listener has one.
ONLY_WITH_FILENO = {"watching_engine"}


@rule(
    "sockets of a board lack this method: ask hasattr() in the same function, or catch "
    "AttributeError",
    ast.Attribute,
    bad=["sock.recv(10)", "sock.fileno()", "def f(s):\n    s.shutdown(1)"],
    good=[
        "sock.recv_into(b)",
        "def f(s):\n    if hasattr(s, 'fileno'):\n        return s.fileno()",
        "def f(s):\n    try:\n        s.shutdown(1)\n    except (AttributeError, OSError): pass",
    ],
    library_only=True,
)
def absent_socket_method(source, node):
    if node.attr not in ABSENT_SOCKET_METHODS or source.name in ONLY_WITH_FILENO:
        return False
    return not (source.caught(node, "AttributeError") or asked_for(source, node, node.attr))


def asked_for(source, node, name, owner=None):
    """Whether the function (or module) around a node asks hasattr(owner, name)."""
    scope = source.enclosing(node, *FUNCTIONS) or source.tree
    return any(
        isinstance(inner, ast.Call)
        and dotted(inner.func) == "hasattr"
        and isinstance(inner.args[1], ast.Constant)
        and inner.args[1].value == name
        and (owner is None or dotted(inner.args[0]) == owner)
        for inner in ast.walk(scope)
    )
