# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Good and bad clients, mixed, for a long time; writes benchmarks/SOAK.md:

    python3 benchmarks/soak.py --minutes 10

The server of tests/live/test_denial_of_service.py runs in a process of its own. One good client
asks for all kinds of answers, and checks every byte; in a second process each kind of bad client is
at work in turn. Memory and descriptors of the server are looked at between two kinds, when nobody
is connected. The exit code says whether they stay flat and no good request was lost.
"""

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.live import test_denial_of_service as bad_clients  # noqa: E402
from tests.support.harness import Client, dechunk, request  # noqa: E402, F401
from tests.support.measured_server import MeasuredProcess  # noqa: E402
from tests.support.websocket_cases import TEXT, frame  # noqa: E402
from tests.support.websocket_client import HANDSHAKE_LINES, read_frame  # noqa: E402

REPORT = ROOT / "benchmarks/SOAK.md"
HEAD = """<!--
SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project

SPDX-License-Identifier: MIT
-->

# Soak

Written by `python3 benchmarks/soak.py --minutes {minutes:g}` on {date}.
"""


def resident(process):
    """KB of memory of the server's process."""
    text = Path(f"/proc/{process._process.pid}/status").read_text(encoding="ascii")
    return int(text.partition("VmRSS:")[2].split()[0])


def plain(client):
    assert client.get("/").body == b"Hello"


def echo(client):
    body = bytes(range(256)) * 20
    assert client.get("/echo", method="POST", body=body).body == body


def chunked_request(client):
    head = b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    client.send(head + b"5\r\nhello\r\n0\r\n\r\n")
    assert client.read().body == b"hello"


def file(client):
    assert len(client.get("/large.bin").body) == 3_000_000


def head(client):
    assert client.get("/large.bin", method="HEAD").header("content-length") == "3000000"


def missing(client):
    assert client.get("/missing").status == 404


def json(client):
    answer = client.get("/json", method="POST", body=b'{"a": 1}')
    assert answer.body == b"\"<class 'dict'>\"", answer


def form(client):
    headers = ["Content-Type: application/x-www-form-urlencoded"]
    assert client.get("/form", method="POST", headers=headers, body=b"a=b&c=d").body == b"2"


def events(client):
    port = client.socket.getpeername()[1]
    with Client(port) as listener:
        listener.send(request("/events"))
        assert b"text/event-stream" in listener._take_through(b"\r\n\r\n")
        plain(client)
        assert listener._take_through(b"\n\n") == b"data: " + b"x" * 500 + b"\n\n"


def websocket(client):
    port = client.socket.getpeername()[1]
    with Client(port) as other:
        other.send(request("/socket", headers=HANDSHAKE_LINES))
        assert other._take_through(b"\r\n\r\n").startswith(b"HTTP/1.1 101 ")
        other.send(frame(TEXT, "soak"))
        for _ in range(50):
            # The program looks for messages when somebody asks for this.
            plain(client)
            other.socket.settimeout(0.05)
            try:
                assert read_frame(other._take(6))[:2] == (TEXT, b"soak")
                return
            except TimeoutError:
                continue
        raise AssertionError("no answer over the WebSocket")


KINDS = (plain, echo, chunked_request, file, head, missing, json, form, events, websocket)


def ask(port, seconds, times):
    """A good client: all kinds of answers. What it finds wrong is returned."""
    lost = []
    end = time.monotonic() + seconds
    client = Client(port, 10)
    number = 0
    while time.monotonic() < end:
        kind = KINDS[number % len(KINDS)]
        number += 1
        started = time.perf_counter()
        try:
            kind(client)
        except Exception as error:
            lost.append(f"{kind.__name__}: {error!r}"[:200])
            client.close()
            client = Client(port, 10)
        else:
            if kind is plain:
                times.append(time.perf_counter() - started)
        time.sleep(0.005)
    client.close()
    return lost, number


def rounds(process, minutes):
    """One row for each kind of bad client: (name, requests, lost, median, p99, KB, descriptors)."""
    end = time.monotonic() + 60 * minutes
    names = list(bad_clients.ATTACKS)
    number = 0
    while time.monotonic() < end:
        name = names[number % len(names)]
        number += 1
        attacker = multiprocessing.get_context("fork").Process(
            target=bad_clients.attack, args=(name, process.port), daemon=True
        )
        attacker.start()
        times = []
        lost, asked = ask(process.port, bad_clients.SECONDS, times)
        attacker.join(30)
        report = process.eventually(lambda report: report["connections"] == 0, 30)
        times.sort()
        yield (
            name,
            asked,
            lost,
            statistics.median(times) * 1000,
            times[(len(times) - 1) * 99 // 100] * 1000,
            resident(process),
            report["descriptors"],
        )


def is_flat(figures):
    """Whether the second half is not larger than the first, but for 2 %."""
    first, second = figures[: len(figures) // 2], figures[len(figures) // 2 :]
    return statistics.median(second) <= statistics.median(first) * 1.02


def write(rows, minutes):
    """The report; returns what is wrong."""
    settled = rows[len(bad_clients.ATTACKS) :] or rows
    faults = [f"lost: {one}" for row in rows for one in row[2]]
    if len(settled) >= 4 and not is_flat([row[5] for row in settled]):
        faults.append("memory grows")
    if len({row[6] for row in rows}) != 1:
        faults.append("descriptors are left open")
    text = HEAD.format(minutes=minutes, date=time.strftime("%Y-%m-%d"))
    text += f"\n{sum(row[1] for row in rows):,} good requests, {len(rows)} rounds. "
    text += f"Wrong: {'; '.join(faults[:10]) or 'nothing'}.\n\n"
    text += (
        "| round | bad clients | good requests | lost | median ms | p99 ms | KB | descriptors |\n"
    )
    text += "|---|---|---|---|---|---|---|---|\n"
    for number, row in enumerate(rows, 1):
        name, asked, lost, median, p99, memory, descriptors = row
        text += f"| {number} | {name} | {asked} | {len(lost)} | {median:.1f} | {p99:.1f} | "
        text += f"{memory:,} | {descriptors} |\n"
    REPORT.write_text(text, encoding="utf-8")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "large.bin").write_bytes(b"x" * 3_000_000)
        with MeasuredProcess(bad_clients.build, folder) as process:
            for row in rounds(process, options.minutes):
                rows.append(row)
                print(*row[:2], len(row[2]), *row[2][:1], *row[5:], flush=True)
    faults = write(rows, options.minutes)
    print("\n".join(faults) or f"flat, nothing lost: see {REPORT}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
