# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Makes of MicroPython what CircuitPython has: run first, before anything else is imported."""

import builtins
import io
import sys
import time

sys.path.insert(0, "/")


_ticks_ms = time.ticks_ms


class _Time:
    """CircuitPython's module: other clocks than MicroPython's, and nothing more than these."""

    def monotonic():
        return _ticks_ms() / 1000

    def monotonic_ns():
        return _ticks_ms() * 1000000


for _name in ("localtime", "mktime", "sleep", "time"):
    setattr(_Time, _name, getattr(time, _name))


class _Traceback:
    """Exceptions have no __traceback__ here, and what is passed for it is not looked at."""

    def print_exception(kind, error, trace, limit=None, file=None):
        sys.print_exception(error, file or sys.stdout)

    def format_exception(kind, error, trace):
        text = io.StringIO()
        sys.print_exception(error, text)
        return text.getvalue()


class _SHA1:
    """FIPS 180-4, of what is short; MicroPython has it only together with TLS."""

    def __init__(self, data):
        data += b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
        self._state = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0)
        for start in range(0, len(data), 64):
            self._add(data[start : start + 64])

    def _add(self, block):
        words = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
        for i in range(16, 80):
            words.append(_rotated(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1))
        a, b, c, d, e = self._state
        for i in range(80):
            f, k = (
                (b & c | ~b & d, 0x5A827999),
                (b ^ c ^ d, 0x6ED9EBA1),
                (b & c | b & d | c & d, 0x8F1BBCDC),
                (b ^ c ^ d, 0xCA62C1D6),
            )[i // 20]
            a, b, c, d, e = (
                (_rotated(a, 5) + f + e + k + words[i]) % (1 << 32),
                a,
                _rotated(b, 30),
                c,
                d,
            )
        state = (a, b, c, d, e)
        self._state = [(self._state[i] + state[i]) % (1 << 32) for i in range(5)]

    def digest(self):
        return b"".join([word.to_bytes(4, "big") for word in self._state])


def _rotated(word, bits):
    return (word << bits | word >> 32 - bits) % (1 << 32)


class _Hashlib:
    """CircuitPython's module."""

    def new(name, data=b""):
        assert name == "sha1"
        return _SHA1(data)


sys.modules["time"] = _Time
sys.modules["hashlib"] = _Hashlib
sys.modules["traceback"] = _Traceback

# They are builtins of CircuitPython.
for _name in ("BrokenPipeError", "ConnectionError", "TimeoutError"):
    if not hasattr(builtins, _name):
        setattr(builtins, _name, type(_name, (OSError,), {}))
