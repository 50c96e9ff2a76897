# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
What a process has used, asked of the operating system (Linux) and not of the process.

The clock of a process counts nanoseconds of all its threads, also those that have ended. The ticks
in /proc/PID/stat say the same in steps of 10 ms, and what children have used that are gone.
"""

import os
import time

CPUCLOCK_SCHED = 2
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def cpu_seconds(pid):
    """User and system time of a process and all its children, in seconds."""
    return sum(_own_cpu(one) + _gone_children_cpu(one) for one in [pid, *_descendants(pid)])


def _own_cpu(pid):
    """The clock that clock_getcpuclockid() gives; Python has that function for threads only."""
    return time.clock_gettime((~pid << 3) | CPUCLOCK_SCHED)


def _gone_children_cpu(pid):
    fields = _stat(pid)
    return (int(fields[13]) + int(fields[14])) / TICK


def _stat(pid):
    """The fields of /proc/PID/stat from the state on: the name before it may hold blanks."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        return file.read().rsplit(")", 1)[1].split()


def _descendants(pid):
    """The processes below this one that live. Servers that have any have few."""
    found = []
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/children", encoding="ascii") as file:
                children = [int(number) for number in file.read().split()]
        except OSError:  # the thread has ended, or the kernel does not keep this list
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def memory(pid):
    """Resident memory of a process in bytes: (now, at its highest)."""
    sizes = {}
    with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                sizes[name] = int(value.split()[0]) * 1024
    return sizes["VmRSS"], sizes["VmHWM"]
