# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Modules of Python that a board does not have, or has in part."""

import ast

from tests.support.board_rules import rule
from tests.support.board_rules.calls import asked_for
from tests.support.source import SCOPES, names_in

PRESENT = {
    *("__future__", "array", "asyncio", "binascii", "collections", "errno", "gc", "hashlib", "io"),
    *("json", "math", "micropython", "os", "random", "re", "select", "ssl", "struct", "sys"),
    *("time", "traceback", "zlib"),
}
# What a board is programmed with; an example may want it, the library must not.
OF_BOARDS = {
    *("board", "digitalio", "mdns", "microcontroller", "neopixel", "socketpool", "wifi"),
    *("adafruit_connection_manager", "adafruit_httpserver", "adafruit_templateengine"),
    *("adafruit_wiznet5k",),
}
# Examples that are meant for a PC.
FOR_PCS = {"httpserver_cpython"}

# Modules that a board has in part, and which names.
NAMES = {
    "asyncio": {
        *("CancelledError", "Event", "Lock", "TimeoutError", "create_task", "current_task"),
        *("gather", "get_event_loop", "run", "sleep", "sleep_ms", "wait_for"),
    },
    "binascii": {"a2b_base64", "b2a_base64", "crc32", "hexlify", "unhexlify"},
    "collections": {"OrderedDict", "deque", "namedtuple"},
    "gc": {"collect", "disable", "enable", "isenabled", "mem_alloc", "mem_free"},
    "hashlib": {"new"},
    "io": {"BytesIO", "IOBase", "StringIO"},
    "json": {"dump", "dumps", "load", "loads"},
    "os": {
        *("chdir", "getcwd", "getenv", "listdir", "mkdir", "remove", "rename", "rmdir", "sep"),
        *("stat", "statvfs", "sync", "uname", "unlink", "urandom", "utime"),
    },
    "re": {"compile", "match", "search", "split", "sub"},
    "select": {"POLLERR", "POLLHUP", "POLLIN", "POLLOUT", "poll", "select"},
    "ssl": {"SSLContext", "create_default_context"},
    "sys": {
        *("byteorder", "exit", "implementation", "maxsize", "modules", "path", "platform"),
        *("stderr", "stdin", "stdout", "version", "version_info"),
    },
    "time": {
        *("localtime", "mktime", "monotonic", "monotonic_ns", "sleep", "struct_time", "time"),
    },
    "traceback": {"format_exception", "print_exception"},
}


@rule(
    "boards lack this module: import it in a `try`, and catch ImportError",
    ast.Import,
    ast.ImportFrom,
    bad=[
        *("import typing", "from functools import partial", "import contextlib", "import enum"),
        *("from dataclasses import dataclass", "import os.path", "from urllib.parse import quote"),
        "try:\n    import socket\nexcept OSError:\n    pass",
    ],
    good=[
        *("import json", "from .headers import Headers", "from binascii import unhexlify"),
        "try:\n    from typing import Any\nexcept ImportError:\n    pass",
        "try:\n    import x\nexcept (ImportError, OSError):\n    pass",
        "try:\n    import socketpool\nexcept ImportError:\n    import socket",
    ],
)
def absent_module(source, node):
    if isinstance(node, ast.ImportFrom):
        modules = [] if node.level else [node.module]
    else:
        modules = [alias.name for alias in node.names]
    present = PRESENT
    if source.name.startswith("httpserver_"):
        present = PRESENT | OF_BOARDS
    absent = [module for module in modules if module.split(".")[0] not in present]
    absent += [module for module in modules if module == "os.path"]
    handler = source.enclosing(node, ast.ExceptHandler)
    for_a_pc = source.name in FOR_PCS or handler and "ImportError" in names_in(handler.type)
    return absent and not for_a_pc and not source.caught(node, "ImportError")


@rule(
    "this package reads no input with regular expressions: a peer could make them slow, and a "
    "board's are few and recurse",
    ast.Import,
    ast.ImportFrom,
    bad=["import re", "from re import compile", "import json, re"],
    good=["import json", "from .re import x"],
    library_only=True,
)
def regular_expressions(source, node):
    if isinstance(node, ast.ImportFrom):
        return node.module == "re" and not node.level
    return "re" in [alias.name for alias in node.names]


@rule(
    "this module has no such name on a board: use one that it has, getattr() with a default, or "
    "ask hasattr() in the same function",
    ast.Attribute,
    ast.ImportFrom,
    bad=[
        *("hashlib.sha1(a)", "time.perf_counter()", "time.gmtime()", "os.path.join(a)"),
        *("from time import strftime", "from collections import defaultdict", "sys.exc_info()"),
        *("traceback.print_exc()", "json.JSONDecodeError", "gc.threshold(1)", "os.environ"),
        *("ssl.SSLError", "re.findall(a, b)", "io.TextIOWrapper", "asyncio.Queue()"),
    ],
    good=[
        *("hashlib.new('sha1')", "time.monotonic_ns()", "getattr(time, 'gmtime', time.localtime)"),
        *("from time import sleep", "self.time.gmtime()", "os.stat(a)", "ssl.SSLContext()"),
        "def f():\n    if hasattr(ssl, 'Purpose'):\n        return ssl.Purpose.CLIENT_AUTH",
    ],
)
def absent_name_of_module(source, node):
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        known = NAMES.get(node.module, names) if not node.level else names
        return names - known and not source.caught(node, "ImportError")
    if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
        return False
    module = node.value.id
    if node.attr in NAMES.get(module, {node.attr}):
        return False
    return not (source.caught(node, "AttributeError") or asked_for(source, node, node.attr, module))


# Functions of the package itself, which modules of it may use.
OF_THE_PACKAGE = {"__getattr__", "once"}


@rule(
    "`from . import module` makes a board ask the package's __getattr__, which may not know it: "
    "`from .module import name`",
    ast.ImportFrom,
    bad=["from . import status", "from .. import x", "from . import __getattr__, status"],
    good=[
        "from .status import Status",
        "import adafruit_httpserver.status",
        # Functions are no modules, and the package has its own before it loads any.
        "from . import __getattr__, once",
    ],
)
def import_of_submodule(source, node):
    names = {alias.name for alias in node.names}
    return node.level and node.module is None and not names <= OF_THE_PACKAGE


@rule(
    "a late import runs in the middle of a request: only what is optional may be imported late, "
    "and only plainly, so that a missing module is an error at once",
    ast.Try,
    bad=["def f():\n    try:\n        from .debug import x\n    except ImportError:\n        pass"],
    good=[
        "try:\n    from typing import Any\nexcept ImportError:\n    pass",
        "def f():\n    try:\n        import ssl\n    except ImportError: raise X from None",
    ],
    library_only=True,
)
def swallowed_late_import(source, node):
    late = source.enclosing(node, *SCOPES) is not None
    own = any(isinstance(inner, ast.ImportFrom) and inner.level for inner in node.body)
    # Who has no memory for a part may do without it.
    kinds = [ast.unparse(handler.type) for handler in node.handlers if handler.type]
    return late and own and kinds != ["MemoryError"]
