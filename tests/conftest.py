# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What makes a run of all tests shorter, and nothing else.

Code of the library is read and compiled once: a server loads some modules anew at each start and
stop, and the tests start some ten thousand of them. The modules are still made anew each time; only
where they lie, and their bytecode, is kept.

The files that take longest begin first, so that no processor waits for one of them at the end.
"""

import sys
from importlib.machinery import PathFinder, SourceFileLoader

PACKAGE = "adafruit_httpserver."
LONGEST = (
    "test_on_micropython.py",
    "test_budgets.py",
    "test_upload_memory.py",
    "test_fault_schedules.py",
    "test_first_use.py",
    "test_shortage_anywhere.py",
    "test_measuring.py",
)


def pytest_configure(config):
    """By itself pytest-xdist begins with the files that have the most tests."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    """Sorting leaves everything else in its order."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


class _Loader(SourceFileLoader):
    """Compiles once."""

    _code = None

    def get_code(self, fullname):
        if self._code is None:
            self._code = super().get_code(fullname)
        return self._code


class _Finder:
    """Looks for each module once."""

    _specs = {}

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if not (path and name.startswith(PACKAGE)):
            return None
        key = (name, *path)
        if key not in cls._specs:
            spec = PathFinder.find_spec(name, path)
            if spec is None or type(spec.loader) is not SourceFileLoader:
                return spec
            spec.loader = _Loader(name, spec.loader.path)
            cls._specs[key] = spec
        return cls._specs[key]


sys.meta_path.insert(0, _Finder)
