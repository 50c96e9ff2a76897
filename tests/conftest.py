# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Code of the library is read and compiled once for each run of the tests.

A server loads some modules anew at each start and stop, and the tests start some ten thousand of
them. The modules are still made anew each time; only where they lie, and their bytecode, is kept.
"""

import sys
from functools import lru_cache
from importlib.machinery import PathFinder, SourceFileLoader

PACKAGE = "adafruit_httpserver."


class _Loader(SourceFileLoader):
    @lru_cache(maxsize=None)
    def get_code(self, fullname):
        return super().get_code(fullname)


@lru_cache(maxsize=None)
def _spec(name, *path):
    spec = PathFinder.find_spec(name, path)
    if spec is not None and type(spec.loader) is SourceFileLoader:
        spec.loader = _Loader(name, spec.loader.path)
    return spec


class _Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return _spec(name, *path) if path and name.startswith(PACKAGE) else None


sys.meta_path.insert(0, _Finder)
