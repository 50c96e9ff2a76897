# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What adafruit_httpserver 4.8.2 needs of CircuitPython that this MicroPython lacks."""

import builtins
import re as native
import sys


class SSLError(OSError):
    """Named in an ``except``; nobody raises it."""


builtins.SSLError = SSLError


class _Match:
    """A match with groups(), which this build of MicroPython leaves out."""

    def __init__(self, match):
        self.group = match.group

    def groups(self):
        found = []
        try:
            while True:
                found.append(self.group(len(found) + 1))
        except IndexError:
            return tuple(found)


class _Pattern:
    def __init__(self, text):
        pattern = native.compile(text)
        self._match = pattern.match
        self.search = pattern.search
        self.split = pattern.split
        self.sub = pattern.sub

    def match(self, text):
        match = self._match(text)
        return match and _Match(match)


class _Re:
    compile = _Pattern
    match = native.match
    search = native.search
    sub = native.sub


sys.modules["re"] = _Re
