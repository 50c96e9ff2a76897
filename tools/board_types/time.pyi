# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""``time`` of a board: no gmtime, strftime, perf_counter or ticks_ms."""

from typing import NamedTuple

class struct_time(NamedTuple):
    tm_year: int
    tm_mon: int
    tm_mday: int
    tm_hour: int
    tm_min: int
    tm_sec: int
    tm_wday: int
    tm_yday: int
    tm_isdst: int

def localtime(secs: int = ...) -> struct_time: ...
def mktime(t: struct_time) -> int: ...
def monotonic() -> float: ...
def monotonic_ns() -> int: ...
def sleep(seconds: float) -> None: ...
def time() -> int: ...
