# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
slowhttptest (Debian: apt-get install slowhttptest) in its four modes against the showcase, while a
good client asks; writes benchmarks/SLOWHTTP.md:

    python3 benchmarks/slowhttp.py --seconds 20
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.processes import free_port  # noqa: E402
from tests.support.example_process import ExampleProcess  # noqa: E402
from tests.support.harness import fetch  # noqa: E402

REPORT = ROOT / "benchmarks/SLOWHTTP.md"
BOUND = 100
MODES = {
    "slow headers": ["-H", "-i", "1", "-x", "24"],
    "slow body": ["-B", "-i", "1", "-x", "10", "-s", "8192"],
    "range": ["-R", "-a", "10", "-b", "3000"],
    "slow read": ["-X", "-w", "1", "-y", "16", "-n", "1", "-z", "8", "-k", "3"],
}
HEAD = """<!--
SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project

SPDX-License-Identifier: MIT
-->

# slowhttptest

Written by `python3 benchmarks/slowhttp.py --seconds {seconds}` on {date}: the showcase, 90
connections of slowhttptest, and a good client's `GET /` over a new connection each time, in
milliseconds.

| mode | good requests | median | p99 | slowest | lost |
|---|---|---|---|---|---|
"""


def one_mode(port, options, seconds):
    """Times of the good client in milliseconds, and how many of its requests were lost."""
    command = ["slowhttptest", *options, "-c", "90", "-r", "90", "-l", str(seconds), "-p", "3"]
    command += ["-u", f"http://127.0.0.1:{port}/"]
    attacker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    times = []
    lost = 0
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            started = time.perf_counter()
            try:
                good = fetch(port, "/").status == 200
            except (OSError, AssertionError):
                good = False
            times.append((time.perf_counter() - started) * 1000)
            lost += not good
            time.sleep(0.02)
    finally:
        attacker.terminate()
        attacker.wait()
    return sorted(times), lost


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="for each mode")
    options = parser.parse_args()
    if not shutil.which("slowhttptest"):
        sys.exit("slowhttptest is missing: apt-get install slowhttptest")
    text = HEAD.format(seconds=options.seconds, date=time.strftime("%Y-%m-%d"))
    bad = False
    with tempfile.TemporaryDirectory() as drive:
        port = free_port()
        environment = {"HTTPSERVER_PORT": str(port), "HTTPSERVER_HOST": "127.0.0.1"}
        process = ExampleProcess("showcase", Path(drive), env=environment, on_board=False)
        try:
            process.wait_for_line(str(port))
            for name, arguments in MODES.items():
                times, lost = one_mode(port, arguments, options.seconds)
                p99 = times[(len(times) - 1) * 99 // 100]
                bad = bad or lost or p99 > BOUND
                middle = times[len(times) // 2]
                text += f"| {name} | {len(times)} | {middle:.1f} | {p99:.1f} | "
                text += f"{times[-1]:.1f} | {lost} |\n"
                print(text.splitlines()[-1], flush=True)
        finally:
            process.stop()
    REPORT.write_text(text, encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
