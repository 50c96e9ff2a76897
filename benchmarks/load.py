# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
One measurement: a load on a running server, and what the server used meanwhile. Run as a process

    python -m benchmarks.load < job.json > result.json

where the job is what ``job()`` makes. A new kind of load (WebSocket, SSE, uploads) is a function
and a line in DRIVERS; it returns what it counted and the rest is done here.
"""

import base64
import gc
import http.client as http_client
import json
import re
import subprocess
import sys
import time

from .accounting import cpu_seconds, memory
from .background import Background
from .exchanges import EXCHANGES
from .generator import HOST, Generator
from .open_connections import Echo, Events


def job(scenario, port, pid, expected, seconds, warm_up):
    """What the other process has to know."""
    request = b""
    if scenario.exchange:
        request = EXCHANGES[scenario.exchange].request(scenario.keep_alive)
    return {
        "driver": scenario.driver,
        "port": port,
        "pid": pid,
        "request": base64.b64encode(request).decode(),
        "path": EXCHANGES[scenario.exchange].target if scenario.exchange else "/",
        "expected": expected,
        "clients": scenario.clients,
        "size": scenario.size,
        "keep_alive": scenario.keep_alive,
        "think": scenario.think,
        "background": dict(scenario.background),
        "seconds": seconds,
        "warm_up": warm_up,
    }


def measure(job):
    """Do a job and return the result as plain numbers."""
    gc.disable()
    with Background(job["port"], job["background"]):
        result = DRIVERS[job["driver"]](job)
    return result


def http(job):
    """Requests over and over, by our own generator."""
    request = base64.b64decode(job["request"])
    options = {name: job[name] for name in ("clients", "keep_alive", "think")}
    load = Generator(job["port"], request, job["expected"], **options)
    load.run(job["warm_up"])
    load.forget()
    result = counted(job, load)
    result["connections"] = load.connections
    return result


def counted(job, load):
    """What a load has done, and what the server has used for it."""
    books = Books(job["pid"])
    load.run(job["seconds"])
    books.mark(len(load.latencies))
    load.finish()
    result = books.close()
    load.close()
    result.update(
        requests=len(load.latencies), errors=dict(load.errors), **percentiles(load.latencies)
    )
    return result


def echo(job):
    """Messages over a WebSocket, each when the echo of the last one is there."""
    return open_connections(job, Echo(job["port"], job["size"]))


def events(job):
    """Server-sent events."""
    return open_connections(job, Events(job["port"], job["clients"]))


def open_connections(job, load):
    """What the two have in common."""
    load.run(job["warm_up"])
    load.forget()
    books = Books(job["pid"])
    load.run(job["seconds"])
    books.mark(load.count)
    result = books.close()
    load.close()
    result.update(requests=load.count, errors=dict(load.errors), **percentiles(load.latencies))
    return result


def idle(job):
    """Nothing at all: what does the server do when nobody wants anything?"""
    time.sleep(job["warm_up"] + 0.2)
    books = Books(job["pid"])
    time.sleep(job["seconds"])
    books.mark(0)
    return dict(books.close(), requests=0, errors={})


def wrk(job):
    """Requests by wrk, as a check of our own generator. It must be installed."""
    seconds = max(1, round(job["seconds"]))  # it knows whole seconds only
    command = ["wrk", "--latency", "-t1", f"-c{job['clients']}", f"-d{seconds}s"]
    books = Books(job["pid"])
    output = subprocess.run(
        [*command, f"http://{HOST}:{job['port']}{job['path']}"],
        stdout=subprocess.PIPE,
        check=True,
        timeout=seconds + 20,
    ).stdout.decode()
    counted = read_wrk(output)
    books.mark(counted["requests"])
    return dict(books.close(), **counted)


def read_wrk(output):
    """The figures in the text that wrk prints."""
    units = {"us": 1e-6, "ms": 1e-3, "s": 1.0}
    found = re.findall(r"^ +(50|99)% +([0-9.]+)(us|ms|s)$", output, re.M)
    times = {f"p{name}": float(value) * units[unit] for name, value, unit in found}
    errors = {}
    for kind, count in re.findall(r"(connect|read|write|timeout) ([1-9]\d*)", output):
        errors[kind] = int(count)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if refused:
        errors["status"] = int(refused.group(1))
    return dict(
        requests=int(re.search(r"(\d+) requests in", output).group(1)), errors=errors, **times
    )


def memory_of_requests(job):
    """As http(), and the server tells what it took of its own memory meanwhile at most."""
    request = base64.b64decode(job["request"])
    options = {"clients": 1, "keep_alive": job["keep_alive"]}
    warm = Generator(job["port"], request, job["expected"], **options)
    warm.run(job["warm_up"])
    warm.finish()
    warm.close()
    # Twice, and while nothing is under way: the first one loads what it needs itself.
    peak_of(job["port"])
    peak_of(job["port"])
    load = Generator(job["port"], request, job["expected"], **options)
    result = counted(job, load)
    result["memory"] = peak_of(job["port"])
    return result


def peak_of(port):
    """What a server that runs "traced" says of its memory, in bytes."""
    connection = http_client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/peak", headers={"Connection": "close"})
        return json.load(connection.getresponse())["peak"]
    finally:
        connection.close()


def percentiles(latencies):
    """p50 and p99 in seconds; None where nothing was answered."""
    if not latencies:
        return {"p50": None, "p99": None}
    ordered = sorted(latencies)
    last = len(ordered) - 1
    return {"p50": ordered[round(last * 0.50)], "p99": ordered[round(last * 0.99)]}


class Books:
    """What the server's process uses between two moments."""

    def __init__(self, pid):
        self._pid = pid
        self._share = {}
        self._started = time.perf_counter()
        self._cpu = cpu_seconds(pid)

    def mark(self, requests):
        """The time is over: how fast was it? What is still under way comes later, or never."""
        elapsed = time.perf_counter() - self._started
        busy = (cpu_seconds(self._pid) - self._cpu) / elapsed
        self._share = {"rate": requests / elapsed, "busy": busy}

    def close(self):
        """All CPU time, that for the last answers as well, and the server's memory now."""
        cpu = cpu_seconds(self._pid) - self._cpu
        elapsed = time.perf_counter() - self._started
        resident, peak = memory(self._pid)
        return dict(self._share, elapsed=elapsed, cpu=cpu, rss=resident, peak=peak)


DRIVERS = {
    "http": http,
    "echo": echo,
    "events": events,
    "idle": idle,
    "memory": memory_of_requests,
    "wrk": wrk,
}


if __name__ == "__main__":
    json.dump(measure(json.load(sys.stdin)), sys.stdout)
