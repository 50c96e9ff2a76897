# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Fuzzes one target with atheris (libFuzzer), and writes what came of it behind tests/fuzz/ATHERIS.md:

    python3 tests/fuzz/atheris_run.py parser --minutes 20
    python3 tests/fuzz/atheris_run.py multipart --minutes 20
    python3 tests/fuzz/atheris_run.py websocket --minutes 20

The corpus is kept in .corpus/TARGET, so that a second run goes on where the first one ended. It
needs the package atheris (pip install atheris), which has wheels for some versions of CPython on
Linux; test_fuzz_targets.py feeds the same targets without it.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "tests/fuzz/ATHERIS.md"


def fuzz(name, arguments):
    """Runs in a process of its own, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["adafruit_httpserver"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


def run(name, minutes):
    from tests.fuzz.targets import SEEDS

    corpus = ROOT / ".corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    command = [sys.executable, __file__, name, "--inside", str(corpus), "-max_len=4096"]
    command += [f"-max_total_time={round(minutes * 60)}", "-timeout=10", "-print_final_stats=1"]
    command += [f"-artifact_prefix={corpus.parent}/{name}-"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    output = process.stdout + process.stderr
    figures = dict(re.findall(r"stat::(\w+):\s+(\d+)", output))
    last = (re.findall(r"cov: (\d+) ft: (\d+) corp: (\S+)", output) or [("?", "?", "?")])[-1]
    files = list(corpus.iterdir())
    found = [line for line in output.splitlines() if "ERROR: " in line or "Error: " in line]
    row = (
        f"| {time.strftime('%Y-%m-%d')} | {name} | {minutes:g} | "
        f"{int(figures.get('number_of_executed_units', 0)):,} | {last[0]} / {last[1]} | "
        f"{len(files):,} files, {sum(file.stat().st_size for file in files):,} B | "
        f"{found[0] if found else 'nothing'} |\n"
    )
    with REPORT.open("a", encoding="utf-8") as report:
        report.write(row)
    print(row if process.returncode == 0 else output[-5000:])
    return process.returncode


def main():
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    if sys.argv[2:3] == ["--inside"]:
        fuzz(sys.argv[1], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=("parser", "multipart", "websocket"))
    parser.add_argument("--minutes", type=float, default=20)
    options = parser.parse_args()
    return run(options.target, options.minutes)


if __name__ == "__main__":
    sys.exit(main())
