# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a docstring in Adafruit's style must have, and what one lacks."""

import ast
import re

from tests.support.source import FUNCTIONS, dotted, own_nodes

PARAMETER = re.compile(r":param (?:[^:\n]+ )?(\w+):")
TYPED_PARAMETER = re.compile(r":param [^:\n]+ (\w+):")
RAISES = re.compile(r":raises (\w+):")
# A summary that says what comes back is as good as a field that says it once more.
SAYS_RESULT = re.compile(r"(Returns?|Whether|How many|Decorator) ")


def is_public(source, node):
    """Whether a class or function is reachable by names without an underscore in front."""
    names = source.qualified_name(node).split(".")
    inside = any(isinstance(outer, FUNCTIONS) for outer in source.around(node))
    return not inside and not any(name.startswith("_") for name in names if name != "__init__")


def documented(source):
    """The module, and all public classes, functions and methods in it."""
    public = [source.tree]
    for node in source.nodes(ast.ClassDef, *FUNCTIONS):
        special = node.name.startswith("__")
        if is_public(source, node) and not special and not _is_setter(node):
            public.append(node)
    return public


def _decorators(function):
    return [dotted(decorator) or "" for decorator in function.decorator_list]


def _is_setter(node):
    return any(name.endswith((".setter", ".deleter")) for name in _decorators(node))


def _parameters(function):
    """Names and annotations of what a caller passes."""
    arguments = function.args
    everything = [*arguments.args, *arguments.kwonlyargs]
    return [
        (argument.arg, argument.annotation)
        for argument in everything
        if argument.arg not in {"self", "cls"} and not argument.arg.startswith("_")
    ]


def _raised(source, function):
    """Names of the exceptions that a function makes and lets out."""
    names = set()
    for node in own_nodes(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            made = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = dotted(made) or ""
            if name[:1].isupper() and not source.caught(node, name):
                names.add(name)
    return names


def _returns_something(function):
    return any(
        isinstance(node, ast.Return)
        and node.value is not None
        and not (isinstance(node.value, ast.Constant) and node.value.value is None)
        for node in own_nodes(function)
    )


def _constructor(node):
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
            return inner
    return None


def lacks(source, node, for_users=True):
    """
    What the docstring of a module, class or function lacks, as lines for a person to read. What
    only this package calls may have a docstring of one line; if it has fields, it has all of them.
    """
    name = source.qualified_name(node)
    text = ast.get_docstring(node)
    if not text:
        return [f"{name}: write a docstring"]
    if isinstance(node, ast.Module):
        title = f"`adafruit_httpserver.{source.name}`".replace(".__init__", "")
        return [] if text.startswith(title) else [f"{name}: begin the docstring with {title}"]
    function = _constructor(node) if isinstance(node, ast.ClassDef) else node
    if function is None or not (for_users or ":param" in text):
        return []
    lines = _lacking_parameters(name, function, text)
    if for_users and _must_say_result(node, text):
        lines.append(f"{name}: say `:return: ...`")
    told = set(RAISES.findall(text))
    if "Exception" not in told:
        missing = _raised(source, function) - told
        lines += [f"{name}: say `:raises {error}: ...`" for error in sorted(missing)]
    return lines


def _lacking_parameters(name, function, text):
    described = PARAMETER.findall(text)
    typed = TYPED_PARAMETER.findall(text)
    lines = []
    for parameter, annotation in _parameters(function):
        if parameter not in described:
            lines.append(f"{name}: say `:param type {parameter}: ...`")
        elif not (parameter in typed or annotation or _names_type(text, parameter)):
            lines.append(f"{name}: say the type, `:param type {parameter}: ...`")
    if function.args.kwarg is not None:
        # Names of its own that it passes on.
        return lines
    accepted = [parameter for parameter, _ in _parameters(function)]
    return lines + [f"{name}: there is no {word}" for word in described if word not in accepted]


def _names_type(text, parameter):
    """Whether the description does it: "A `Status` or an ``int``"."""
    return re.search(rf":param {parameter}: .*`", text)


def _must_say_result(node, text):
    if isinstance(node, ast.ClassDef) or "property" in _decorators(node):
        return False
    return _returns_something(node) and ":return:" not in text and not SAYS_RESULT.match(text)
