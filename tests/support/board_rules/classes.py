# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What classes of a board cannot do."""

import ast
import builtins

from tests.support.board_rules import rule
from tests.support.source import FUNCTIONS, dotted

ABSENT_SPECIAL_METHODS = {
    *("__format__", "__index__", "__getattribute__", "__init_subclass__", "__class_getitem__"),
    *("__setattr__", "__delattr__", "__del__", "__prepare__", "__missing__"),
}


@rule(
    "super() of a board sees only the bases of the class that it stands in, so a class with none "
    "or several must name the base: Base.method(self)",
    ast.Call,
    bad=[
        "class Mixin:\n    def f(self):\n        super().f()",
        "class D(Mixin, Base):\n    def f(self):\n        super().f()",
    ],
    good=[
        "class D(Base):\n    def f(self):\n        super().f()",
        "class D(Mixin, Base):\n    def f(self):\n        Base.f(self)",
    ],
)
def cooperative_super(source, node):
    owner = source.enclosing(node, ast.ClassDef)
    return dotted(node.func) == "super" and owner is not None and len(owner.bases) != 1


@rule(
    "__slots__ is accepted and ignored on a board: it saves nothing, leave it out",
    ast.Assign,
    ast.AnnAssign,
    bad=["class A:\n    __slots__ = ('a',)"],
    good=["class A:\n    slots = ('a',)", "a.__class__ = B"],
)
def slots(source, node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return "__slots__" in map(dotted, targets)


@rule(
    "boards do not call this special method: a plain method, or a property, is called everywhere",
    *FUNCTIONS,
    bad=["class A:\n    def __del__(self): pass", "class A:\n    def __index__(self): return 1"],
    good=["class A:\n    def __len__(self): return 1", "def __getattr__(name): pass"],
)
def absent_special_method(source, node):
    in_class = isinstance(source.parents[node], ast.ClassDef)
    return in_class and node.name in ABSENT_SPECIAL_METHODS


@rule(
    "boards have no metaclasses",
    ast.ClassDef,
    bad=["class A(metaclass=B): pass"],
    good=["class A(B): pass"],
)
def metaclass(source, node):
    return node.keywords


@rule(
    "two native bases cannot be joined on a board (layout conflict): derive from one",
    ast.ClassDef,
    bad=["class E(ValueError, KeyError): pass", "class A(dict, list): pass"],
    good=["class E(ValueError): pass", "class A(Mixin, dict): pass"],
)
def two_native_bases(source, node):
    native = [base for base in node.bases if hasattr(builtins, dotted(base) or "")]
    return len(native) > 1


@rule(
    "a subclass of str or bytes is not found as a key of a dict on a board: hold the text instead",
    ast.ClassDef,
    bad=["class A(str): pass", "class A(bytes): pass"],
    good=["class A(dict): pass", "class E(Exception): pass"],
)
def subclass_of_text(source, node):
    return {"str", "bytes"} & set(map(dotted, node.bases))


@rule(
    "these decorators do not exist on a board: write the method or the class out",
    *FUNCTIONS,
    ast.ClassDef,
    bad=[
        *(
            "@contextmanager\ndef f(): yield",
            "@dataclass\nclass A: pass",
            "@lru_cache\ndef f(): pass",
        ),
        *(
            "@functools.wraps(a)\ndef f(): pass",
            "@dataclasses.dataclass(frozen=True)\nclass A: pass",
        ),
        "class A:\n    @abstractmethod\n    def f(self): pass",
    ],
    good=[
        "@property\ndef f(): pass",
        "@staticmethod\ndef f(): pass",
        "@server.route('/')\ndef f(): pass",
    ],
)
def absent_decorator(source, node):
    absent = {
        *("abstractmethod", "cache", "cached_property", "contextmanager", "dataclass", "lru_cache"),
        *("overload", "singledispatch", "total_ordering", "wraps", "final", "override"),
    }
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if (dotted(called) or "").split(".")[-1] in absent:
            return True
    return False
