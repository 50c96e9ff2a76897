# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Prints how everything is called that a program may call, as JSON: {name: [parameters]}. What is
asked for: names of the package and of modules, and private methods, in two arguments.
"""

import inspect
import json
import sys

sys.implementation.name = "circuitpython"

import adafruit_httpserver  # noqa: E402


def parameters(function):
    """Names and kinds, with the defaults, and without annotations: boards have none."""
    found = inspect.signature(function).parameters.values()
    return [str(parameter.replace(annotation=parameter.empty)) for parameter in found]


def is_ours(thing):
    """Whether the package has defined it, and not Python."""
    return (getattr(thing, "__module__", None) or "").startswith("adafruit_httpserver")


def methods_of(kind, private):
    """The methods of a class that programs call, those that it inherits as well."""
    for name in dir(kind):
        method = getattr(kind, name)
        called = name[0] != "_" or name == "__init__" or name in private
        if called and inspect.isroutine(method) and is_ours(method):
            yield name, method


found = {}
for path in sys.argv[1].split():
    thing = getattr(adafruit_httpserver, path)
    if inspect.isfunction(thing):
        found[path] = parameters(thing)
        continue
    kind = thing if inspect.isclass(thing) else type(thing)
    if is_ours(kind):
        for name, method in methods_of(kind, sys.argv[2].split()):
            found[f"{path}.{name}"] = parameters(method)
for path in sys.argv[3].split():
    found[path] = parameters(getattr(adafruit_httpserver.server, path))
found["where"] = adafruit_httpserver.__file__
print(json.dumps(found))
