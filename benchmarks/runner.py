# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
All the measurements of a run. Each has a fresh server process, and the servers take turns: within a
round every scenario goes to all of them, one right after the other, so that whatever else the
machine does hits all alike. The order turns with the rounds, so that nobody is always first.
"""

import json
import shutil
import subprocess
import sys
import time

from tools.environment import Stop, say

from .exchanges import EXCHANGES, FILE_SIZES, WrongAnswer, file_content
from .load import job
from .peers import HOME, ROOT
from .processes import DidNotStart, ServerProcess, end_process, start_process

LOAD_PATIENCE = 60  # seconds beyond the measurement itself, for one that hangs


def run_rounds(peers, scenarios, options):
    """
    Measure, and return one dict per measurement.

    After Ctrl-C what has been measured so far is returned as ``(results, False)``.
    """
    folder = prepare_files()
    results = []
    plan = planned(peers, scenarios, options.rounds)
    try:
        for number, scenario, peer in plan:
            result = measure_once(peer, scenario, folder, options)
            result.update(server=peer.name, scenario=scenario.name, round=number)
            results.append(result)
            say(line_of(result, len(results), len(plan)))
    except KeyboardInterrupt:
        say("Interrupted after what is shown above.")
        return results, False
    return results, True


def planned(peers, scenarios, rounds):
    """What is measured, in this order: (number of the round, scenario, peer)"""
    return [
        (number, scenario, peer)
        for number in range(rounds)
        for scenario in scenarios
        for peer in turned([one for one in peers if number % one.every == 0], number)
        if scenario.takes(peer)
    ]


def turned(sequence, by):
    """The same in another order: begins with another one each time."""
    by %= len(sequence) or 1
    return [*sequence[by:], *sequence[:by]]


def prepare_files():
    """The folder that the servers serve, outside of everything that Python imports from."""
    folder = HOME / "files"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILE_SIZES:
        (folder / name).write_bytes(file_content(name))
    return folder


def measure_once(peer, scenario, folder, options):
    """Start the server, put the load on it, end it. A failure is a result as well."""
    if scenario.driver == "wrk" and not shutil.which("wrk"):
        return {"failure": "wrk is not installed"}
    with ServerProcess(peer, folder, scenario.loop, HOME / f"{peer.name}.log") as server:
        try:
            expected = server.wait_until_ready(EXCHANGES[scenario.exchange or "json"])
            seconds = options.seconds * scenario.longer
            order = job(scenario, server.port, server.pid, expected, seconds, options.warm)
            return run_load(order)
        except (DidNotStart, WrongAnswer, OSError) as problem:
            return {"failure": f"{type(problem).__name__}: {problem}"}


def run_load(order):
    """The load generator, in a process of its own."""
    process = start_process(
        [sys.executable, "-m", "benchmarks.load"],
        cwd=str(ROOT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        timeout = order["seconds"] + order["warm_up"] + LOAD_PATIENCE
        output, _ = process.communicate(json.dumps(order).encode(), timeout)
    except subprocess.TimeoutExpired:
        return {"failure": f"the load generator did not end within {timeout:.0f} s"}
    finally:
        end_process(process)
    if process.returncode:
        return {"failure": "the load generator failed, see above"}
    return json.loads(output)


def line_of(result, count, total):
    """One line for the terminal, so that one sees where it is."""
    start = f"{time.strftime('%H:%M:%S')} {count:3}/{total} {result['scenario']:12}"
    start += f"{result['server']:16}"
    if "failure" in result:
        return f"{start} {result['failure']}"
    errors = f"errors: {result['errors']}" if result["errors"] else ""
    if not result["requests"]:
        return f"{start} {result['busy'] * 1000:9.1f} ms CPU per second  {errors}"
    cpu = result["cpu"] / result["requests"] * 1e6
    return f"{start} {result['rate']:9.0f}/s {cpu:9.1f} us CPU each  {errors}"


def chosen(names, known, what):
    """The entries that were asked for by name, in the order of the table; none asked for: all."""
    if not names:
        return list(known)
    wanted = names.split(",")
    unknown = set(wanted) - {one.name for one in known}
    if unknown:
        everything = ", ".join(one.name for one in known)
        raise Stop(f"there is no {what} {', '.join(sorted(unknown))}. There are: {everything}")
    return [one for one in known if one.name in wanted]
