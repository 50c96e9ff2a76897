# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The command ``python3 dev.py bench``."""

import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from tools.environment import Stop, say

from .environments import install_peers, versions
from .figures import TARGETS, servers_of_targets
from .peers import HOME, OURS, PEERS, PLOT, ROOT, environment_python
from .processes import stop_on_sigterm
from .report import write_report
from .runner import chosen, run_rounds
from .scenarios import SCENARIOS

WARM_UP = 0.15
FULL = {"rounds": 5, "seconds": 0.4}
QUICK = {"rounds": 1, "seconds": 0.2}


def add_options(parser):
    """The options of the command."""
    parser.add_argument("--rounds", type=int, help="how often each is measured (5)")
    parser.add_argument("--seconds", type=float, help="how long each measurement takes (0.4)")
    parser.add_argument("--only", metavar="SCENARIO,...", help="these scenarios, see --list")
    parser.add_argument("--servers", metavar="NAME,...", help="these servers, see --list")
    parser.add_argument("--targets", action="store_true", help="only what the targets are about")
    parser.add_argument("--quick", action="store_true", help="one short round, to try it out")
    parser.add_argument("--list", action="store_true", help="list scenarios and servers, then end")


def run_bench(options):
    """Install, measure, write the report. Returns the exit code."""
    if options.list:
        list_names()
        return 0
    if not sys.platform.startswith("linux"):
        raise Stop("the benchmark reads the accounting of Linux, so it runs only there")
    preset = QUICK if options.quick else FULL
    options.rounds = options.rounds or preset["rounds"]
    options.seconds = options.seconds or preset["seconds"]
    options.warm = min(WARM_UP, options.seconds)
    if options.targets:
        options.only = options.only or ",".join({target.scenario for target in TARGETS})
        options.servers = options.servers or ",".join(servers_of_targets())
    peers = chosen(options.servers, PEERS, "server")
    scenarios = chosen(options.only, SCENARIOS, "scenario")
    stop_on_sigterm()
    install_peers(peers)
    state = commit()  # now: what is committed meanwhile has not been measured
    results, finished = run_rounds(peers, scenarios, options)
    is_full = finished and not (options.quick or options.only or options.servers)
    run = {"about": about(options, peers, state), "results": results}
    return publish(run, ROOT / "benchmarks" if is_full else HOME, finished)


def publish(run, folder, finished):
    """Write the report. Only a full run goes where the repository keeps it."""
    (HOME / "results.json").write_text(json.dumps(run, indent=1), encoding="utf-8")
    if not run["results"]:
        say("Nothing has been measured.")
        return 130
    write_report(run, folder / "RESULTS.md")
    say(f"\nThe report is in {(folder / 'RESULTS.md').relative_to(ROOT)}")
    script = Path(__file__).with_name("plot.py")
    command = [str(environment_python(PLOT[0])), str(script), str(HOME / "results.json")]
    code = subprocess.call([*command, str(folder / "results.png")])
    if code:
        say("The plot could not be drawn, see above.")
    return code if finished else 130


def about(options, peers, state):
    """On what, with what and when: a figure without that says little."""
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{processor()}, {os.cpu_count()} cores, {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "commit": state,
        "load": "%.2f" % os.getloadavg()[0],
        "rounds": options.rounds,
        "seconds": options.seconds,
        "full": FULL,
        "peers": {
            peer.name: versions(peer.name) for peer in peers if peer.packages and not peer.select_of
        },
    }


def processor():
    """The processor's name as Linux knows it."""
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def commit():
    """The state of the source that was measured."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=10"]
    try:
        return subprocess.check_output(command, stderr=subprocess.DEVNULL).decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def list_names():
    """What can be named after --only and --servers."""
    say("scenarios:")
    for scenario in SCENARIOS:
        say(f"  {scenario.name:12} {scenario.title}")
    say("servers:")
    for peer in PEERS:
        say(f"  {peer.name:12} {peer.title}{' (the base of all ratios)' * (peer.name == OURS)}")
