# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Names that a board does not have: builtins, exceptions, error numbers."""

import ast

from tests.support.board_rules import rule
from tests.support.source import FUNCTIONS, dotted, names_in

ABSENT_BUILTINS = {"ascii", "format", "vars", "aiter", "anext", "breakpoint"}
ABSENT_EXCEPTIONS = {
    *("BlockingIOError", "ChildProcessError", "ConnectionAbortedError", "ConnectionRefusedError"),
    *("ConnectionResetError", "EnvironmentError", "ExceptionGroup", "FileExistsError"),
    *("FileNotFoundError", "IOError", "InterruptedError", "IsADirectoryError"),
    *("ModuleNotFoundError", "NotADirectoryError", "PermissionError", "ProcessLookupError"),
    *("RecursionError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError"),
    *("DeprecationWarning", "ResourceWarning", "RuntimeWarning", "UserWarning", "Warning"),
}
ERRNO_NAMES = {
    *("EPERM", "ENOENT", "EIO", "EBADF", "EAGAIN", "ENOMEM", "EACCES", "EEXIST", "ENODEV"),
    *("EISDIR", "EINVAL", "ENOSPC", "EROFS", "EOPNOTSUPP", "EADDRINUSE", "ECONNABORTED"),
    *("ECONNRESET", "ENOBUFS", "ENOTCONN", "ETIMEDOUT", "ECONNREFUSED", "EHOSTUNREACH"),
    *("EALREADY", "EINPROGRESS", "errorcode"),
}
OS_ERRORS = {"OSError", "BrokenPipeError", "ConnectionError"}
# Bare int() and float() are right in these functions, because of what was checked before.
NUMBERS_CHECKED_BEFORE = {
    "FormData.__init__": "isdigit()",
    "set_limit": "a number of the program, checked with isinstance",
    "HeaderBlock._read": "isdigit()",
    "feed_chunk_size": "every digit is looked up",
    "_number": "isdigit() of bytes, and a point at most",
    "moment_of": "isdigit() of bytes",
    "qualities": "isdigit() of bytes, or one of two digits",
    "is_settled": "a number of the operating system",
    "Server.wait": "a number of the program",
    "__getattr__": "isdigit()",
}


def _is_read(node):
    return isinstance(node.ctx, ast.Load)


@rule(
    "boards lack this builtin: repr(), '%' or f-strings and dir() are there",
    ast.Name,
    bad=["ascii(a)", "format(a, 'x')", "vars(a)", "map(ascii, a)"],
    good=["'{}'.format(a)", "repr(a)", "format = 1"],
)
def absent_builtin(source, node):
    return node.id in ABSENT_BUILTINS and _is_read(node)


@rule(
    "boards lack the default of next() and the sentinel of iter(): catch StopIteration",
    ast.Call,
    bad=["next(a, None)", "iter(f, b'')"],
    good=["next(a)", "iter(a)", "self.next(a, None)"],
)
def second_argument(source, node):
    called = isinstance(node.func, ast.Name) and node.func.id in {"next", "iter"}
    return called and len(node.args) > 1


@rule(
    "boards take none of these keywords: zip(strict=), print(flush=), int.from_bytes(signed=)",
    ast.Call,
    bad=["zip(a, b, strict=True)", "int.from_bytes(a, 'big', signed=True)", "print(a, flush=True)"],
    good=["zip(a, b)", "int.from_bytes(a, 'big')", "print(a, end='')", "sorted(a, reverse=True)"],
)
def absent_keyword(source, node):
    absent = {"zip": "strict", "print": "flush", "int.from_bytes": "signed"}
    return absent.get(dotted(node.func)) in {keyword.arg for keyword in node.keywords} - {None}


@rule(
    "boards lack this exception: catch OSError and look at its errno, ValueError, RuntimeError or "
    "ImportError",
    ast.Name,
    bad=["try: f()\nexcept FileNotFoundError: pass", "raise RecursionError", "x = (IOError,)"],
    good=["try: f()\nexcept (BrokenPipeError, UnicodeError): pass", "raise TimeoutError"],
)
def absent_exception(source, node):
    return node.id in ABSENT_EXCEPTIONS


@rule(
    "boards lack this error number: getattr(errno, 'EPIPE', 32)",
    ast.Attribute,
    ast.ImportFrom,
    bad=["errno.EPIPE", "errno.EWOULDBLOCK", "from errno import EINTR"],
    good=["errno.EAGAIN", "from errno import ENOENT", "getattr(errno, 'EPIPE', 32)"],
)
def absent_error_number(source, node):
    if isinstance(node, ast.ImportFrom):
        return node.module == "errno" and {alias.name for alias in node.names} - ERRNO_NAMES
    return dotted(node.value) == "errno" and node.attr not in ERRNO_NAMES


@rule(
    "an OSError with one argument has no errno on a PC and a wrong one on a board: "
    "OSError(errno.EIO, 'text'), or another exception",
    ast.Call,
    bad=["raise OSError('text')", "BrokenPipeError(32)", "raise OSError(f'{a}')"],
    good=["OSError(5, 'text')", "raise OSError", "OSError(*a)", "TimeoutError('late')"],
)
def os_error_with_one_argument(source, node):
    return (
        dotted(node.func) in OS_ERRORS
        and len(node.args) == 1
        and not isinstance(node.args[0], ast.Starred)
    )


@rule(
    "int() and float() take blanks, '+', '_' and more: check the digits before, and say so in "
    "NUMBERS_CHECKED_BEFORE (tests/support/board_rules/names.py)",
    ast.Call,
    bad=["int(a)", "float(a)", "int(a, 16)"],
    good=["int.from_bytes(a, 'big')", "isinstance(a, int)", "int()"],
    library_only=True,
)
def unchecked_number(source, node):
    if dotted(node.func) not in {"int", "float"} or not node.args:
        return False
    function = source.qualified_name(node).partition(".")[2]
    return function not in NUMBERS_CHECKED_BEFORE


@rule(
    "names of typing do not exist on a board: they may stand in annotations only",
    ast.Name,
    bad=[
        "try:\n    from typing import List\nexcept ImportError:\n    pass\nx = List[int]",
        "try:\n    from typing import cast\nexcept ImportError:\n    pass\ncast(a, b)",
    ],
    good=[
        "try:\n    from typing import List\nexcept ImportError:\n    pass\nx: List = []",
        "try:\n    from typing import List\nexcept ImportError:\n    List = None\nx = List",
        "try:\n    from typing import Any\n    X = Any\nexcept ImportError:\n    pass",
    ],
)
def typing_at_run_time(source, node):
    if not _is_read(node) or source.in_annotation(node):
        return False
    for statement in source.nodes(ast.Try):
        if statement in source.around(node):
            continue
        passes = all(isinstance(handler.body[0], ast.Pass) for handler in statement.handlers)
        for inner in statement.body:
            imported = isinstance(inner, ast.ImportFrom) and {alias.name for alias in inner.names}
            if passes and imported and inner.module == "typing" and node.id in imported:
                return True
    return False


@rule(
    "functions of a board take no attributes: use a dict, or a class",
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    bad=[
        "def f(): pass\nf.calls = 0",
        "def d(function):\n    def w(): pass\n    w.x = 1\n    return w",
    ],
    good=["class A: pass\nA.x = 1", "def f(a):\n    a.x = 1", "self.x = 1"],
)
def attribute_of_function(source, node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    functions = {function.name for function in source.nodes(*FUNCTIONS)}
    methods = {
        function.name
        for function in source.nodes(*FUNCTIONS)
        if isinstance(source.parents[function], ast.ClassDef)
    }
    return any(
        isinstance(target, ast.Attribute) and names_in(target.value) & (functions - methods)
        for target in targets
    )


@rule(
    "boards do not have this attribute of functions, classes and generators",
    ast.Attribute,
    bad=["a.__doc__", "f.__annotations__", "m.__self__", "m.__func__", "f.__qualname__"],
    good=["f.__name__", "error.__traceback__", "m.__globals__"],
)
def absent_special_attribute(source, node):
    return node.attr in {
        *("__annotations__", "__code__", "__doc__", "__func__", "__qualname__", "__self__"),
        *("__wrapped__", "__mro__", "__subclasses__", "gi_frame", "cr_frame", "_asdict"),
    }
