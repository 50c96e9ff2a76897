# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.lazy`
====================================================

Names that are imported when somebody asks for them, so that a program pays in RAM only for the
parts that it uses.
"""

try:
    from typing import Any, Dict
except ImportError:
    pass


def load(module_globals: dict, elsewhere: Dict[str, str], name: str) -> Any:
    """
    What a module's ``__getattr__`` (PEP 562) returns.

    :param dict module_globals: ``globals()`` of the module; the value is kept there.
    :param dict elsewhere: Names and the submodules of this package that have them.
    :param str name: The name that is asked for.
    :raises AttributeError: if the table does not have it.
    """
    submodule = elsewhere.get(name)
    if submodule is None:
        raise AttributeError(f"module '{module_globals['__name__']}' has no attribute '{name}'")
    # With "from . import submodule" a board would ask this very function for the submodule.
    package = __name__[: __name__.rfind(".")]
    module = __import__(f"{package}.{submodule}", None, None, [name])
    value = module_globals[name] = getattr(module, name)
    return value
