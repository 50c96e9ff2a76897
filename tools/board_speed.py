# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
``dev.py budgets --speed``: a GET with a browser's head on a board's interpreter, beside
adafruit_httpserver from PyPI: with the same sockets, in one process, in turns.
"""

import json
import math
import statistics
import tempfile
from pathlib import Path

from tools.environment import ROOT, Stop, say
from tools.figures import REQUESTS
from tools.measuring import NET, SERVED
from tools.node import BOARD, locked, make_ready, output_of
from tools.peer import SHIMS, VERSION, fetch_peer
from tools.tree import Tree

PAGE = ROOT / "benchmarks" / "BOARD.md"
SCRIPT = ROOT / "benchmarks" / "board" / "speed.mjs"
ROUNDS = 50
# Fewer than a connection may have by default, which is 100.
COUNT = 90
# At least so many times faster, and so many times fewer bytes.
TARGET = 3
OURS, KEPT, THEIRS = "ours", "ours, connection kept", f"adafruit_httpserver {VERSION}"
AGAIN, KEPT_AGAIN = "ours, same request again", "ours, same request again, connection kept"
STAND_IN = "stand-ins"
# What the peer's stand-ins do for each request: it has one regular expression for its one route.
STAND_IN_CODE = """
import re
_match = re.compile("^/$").match
def stand_in(clients):
    for _ in clients:
        _match("/").groups()
"""

TEXT = """\
<!--
SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project

SPDX-License-Identifier: MIT
-->

# On a board's interpreter

Written by `python3 dev.py budgets --speed`. A `GET` with a head of 600 bytes, as a browser sends
it, is answered with five bytes.

{table}

The last three columns are ratios, of the other one to ours. The target is {target} times as fast
with {target} times fewer bytes. It is **{verdict}** for a client that keeps its connection and asks
for the same again, as a page does that polls its board; ours keeps what it has read last. The other
one offers neither. Where no request is the same as the last one, two heads take turns, which differ
in a cookie.

How: MicroPython {version} for WebAssembly under Node.js (32-bit words, no sockets). Both libraries
are stripped of comments and docstrings, and have the same sockets, which cost next to nothing, the
same clock and the same shims. {rounds} rounds of {requests} requests in turns in one process;
medians, for the ratio that of the ratios of the rounds. Bytes are all that is allocated for one
request. Garbage is collected between the rounds, so it costs neither side time: on a board, who
makes more of it pays more.

A connection for each request means: accept, read, answer, see that the client has gone, close. Ours
sees that in a second `poll()`, which is counted; the other one closes at once.

For the other one two things stand in that this interpreter lacks and CircuitPython has: the name
`SSLError`, and `groups()` of a match, which takes {stand_in_time:.0f} of its microseconds and
{stand_in_bytes} of its bytes.

Only the ratios mean something: the times are those of this computer, and a board is far slower.

This interpreter calls everything that may raise by way of JavaScript, and looks up a table that
never changes each time. No board does anything like it, and it costs whoever calls much more than
whoever makes long texts, so what was found is kept (`tests/board/faster.mjs`), as in the tests. The
last column says what comes out without that.
"""


def compare_speed():
    """Measure, write benchmarks/BOARD.md and say whether the target is reached."""
    make_ready()
    with tempfile.TemporaryDirectory() as folder:
        turns = participants(Path(folder))
        found, unchanged = timed(turns), timed(turns, faster=False)
    text = page_of(found, unchanged)
    PAGE.write_text(text, encoding="utf-8")
    say(text[text.index("| |") :].partition("\n\nHow:")[0])
    say(f"\n{PAGE.relative_to(ROOT)} is written.")
    return 0 if is_reached(found) else 1


def participants(folder):
    """The turns for `timed`: ours with four kinds of clients, the other one, and stand-ins."""
    shims = [(BOARD / "shims.py").read_text(encoding="utf-8"), "import gc, sys", NET]
    ours = Tree(folder / "ours").files("py")
    theirs = Tree(folder / "theirs", fetch_peer()).files("py")
    more = [*shims, SHIMS.read_text(encoding="utf-8")]
    return {
        OURS: turn(ours, shims, "connected"),
        THEIRS: turn(theirs, more, "connected"),
        KEPT: turn(ours, shims, "kept_alive"),
        AGAIN: turn(ours, shims, "connected_again"),
        KEPT_AGAIN: turn(ours, shims, "kept_alive_again"),
        STAND_IN: turn(theirs, more, "stand_in"),
    }


def timed(turns, rounds=ROUNDS, faster=True):
    """
    What speed.mjs says of these participants: {name: (microseconds of each round for one request,
    bytes)}.

    :param bool faster: Whether the interpreter does without what no board has to do.
    """
    module = BOARD / next(iter(locked()))
    entry = json.loads((module / "package.json").read_text(encoding="utf-8"))["main"]
    plan = {"module": (module / entry).as_uri(), "rounds": rounds, "turns": turns}
    if faster:
        plan["faster"] = (BOARD / "faster.mjs").as_uri()
    result = output_of("node", str(SCRIPT), text=json.dumps(plan), timeout=600)
    if result.returncode:
        raise Stop(f"speed.mjs failed:\n{result.stderr.strip()[-3000:]}")
    return {
        name: ([1000 * value / COUNT for value in of["milliseconds"]], of["told"])
        for name, of in json.loads(result.stdout).items()
    }


def turn(files, shims, requests):
    """One participant for speed.mjs."""
    paths = {**files, "cheap_net.py": BOARD / "cheap_net.py"}
    return {
        "files": {to: str(path) for to, path in paths.items()},
        "setup": [*shims, SERVED, REQUESTS, STAND_IN_CODE],
        "code": f"{requests}(sockets({COUNT}))",
        "tell": f"volume({requests})",
    }


def ratios(found, name):
    """(times faster, times fewer bytes) than the peer: the median of what each round says."""
    (mine, my_bytes), (theirs, their_bytes) = found[name], found[THEIRS]
    faster = statistics.median(they / we for they, we in zip(theirs, mine))
    return faster, their_bytes / my_bytes


def is_reached(found):
    """Whether ours is as good as it is meant to be where a page polls."""
    return min(ratios(found, KEPT_AGAIN)) >= TARGET


def rounded(ratio):
    """A ratio with one digit, or two where it is next to nothing. Never rounded in our favour."""
    digits = 1 if ratio >= 1.1 else 2
    return f"{math.floor(round(ratio * 10**digits, 6)) / 10**digits:.{digits}f}"


def page_of(found, unchanged):
    """
    The text of benchmarks/BOARD.md.

    :param dict found: What `timed` has found.
    :param dict unchanged: What it has found on the interpreter as it is.
    """
    lines = [
        "| | µs per request | fastest round | bytes per request | times as fast "
        "| times fewer bytes | as it is |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name in (OURS, KEPT, AGAIN, KEPT_AGAIN, THEIRS):
        times, size = found[name]
        median, fastest = statistics.median(times), min(times)
        faster, fewer = ratios(found, name)
        cells = [rounded(ratio) for ratio in (faster, fewer, ratios(unchanged, name)[0])]
        others = " | ".join(cells if name != THEIRS else [""] * len(cells))
        lines.append(f"| {name} | {median:.0f} | {fastest:.0f} | {size:,} | {others} |")
    return TEXT.format(
        table="\n".join(lines),
        target=TARGET,
        verdict="met" if is_reached(found) else "missed",
        version=next(iter(locked().values())),
        rounds=ROUNDS,
        requests=COUNT,
        stand_in_time=statistics.median(found[STAND_IN][0]),
        stand_in_bytes=found[STAND_IN][1],
    )
