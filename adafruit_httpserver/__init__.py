# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver`
================================================================================

Socket based HTTP Server for CircuitPython


Implementation Notes
--------------------

**Software and Dependencies:**

* Adafruit CircuitPython firmware for the supported boards:
  https://github.com/adafruit/circuitpython/releases

Names are imported when they are used: a program takes RAM only for the parts that it names.
"""

import sys

try:
    from typing import Any
except ImportError:
    pass

__version__ = "5.0.0"
__repo__ = "https://github.com/adafruit/Adafruit_CircuitPython_HTTPServer.git"


def __getattr__(name: str) -> Any:
    """
    Imports a name when somebody asks for it, so that a program pays only for what it uses (PEP
    562). Modules in which names of other modules have always been found use it as well.
    """
    if name[:2] == "__":
        # CPython asks for __path__ whenever something is imported from a module.
        raise AttributeError(name)
    module = once("names").module_of(name)
    value = submodule(module)
    if module != name:
        value = getattr(value, name)
    globals()[name] = value
    return value


def submodule(name: str) -> Any:
    """
    A module of this package.

    :param str name: Its name.
    """
    # "from . import name" would make a board ask the function above for it.
    return __import__(f"{__name__}.{name}", None, None, ["*"])


def once(name: str) -> Any:
    """
    A module that is needed only while a program begins: the next collection of garbage frees it.

    :param str name: Its name.
    """
    module = submodule(name)
    sys.modules.pop(f"{__name__}.{name}", None)
    globals().pop(name, None)
    return module
