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
    from typing import Any, Tuple
except ImportError:
    pass

_PACKAGE = __name__[: __name__.rfind(".")]


def load(module_globals: dict, elsewhere: Tuple[Tuple[str, str], ...], name: str) -> Any:
    """
    What a module's ``__getattr__`` (PEP 562) returns.

    :param dict module_globals: ``globals()`` of the module; the value is kept there.
    :param tuple elsewhere: Pairs of a submodule of this package and the names that it has, each
        between blanks. Texts, because a dict of sixty names would cost a board two kilobytes.
    :param str name: The name that is asked for: one of the names, one of the submodules, or a
        constant of `status`.
    :raises AttributeError: if the table does not have it.
    """
    wanted = f" {name} "
    for submodule, names in elsewhere:
        if wanted in names:
            value = module_globals[name] = getattr(import_submodule(submodule), name)
            return value
        if name == submodule:
            value = module_globals[name] = import_submodule(submodule)
            return value
    if name[-3:].isdigit():
        # The constants of status: OK_200, NOT_FOUND_404, ...
        return getattr(import_submodule("status"), name)
    raise AttributeError(f"module '{module_globals['__name__']}' has no attribute '{name}'")


def import_submodule(name: str) -> Any:
    """
    A module of this package.

    :param str name: Its name.
    """
    # "from . import submodule" would make a board ask the package's __getattr__ for it.
    return __import__(f"{_PACKAGE}.{name}", None, None, ["*"])
