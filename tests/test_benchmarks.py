# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The benchmark tells the truth: its counts, its errors, its accounting, its processes.

Nothing is installed here and no peer is started: see ``python3 dev.py bench`` for that.
"""

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from benchmarks import generator, load, runner
from benchmarks.accounting import cpu_seconds, memory
from benchmarks.answers import Answer
from benchmarks.exchanges import EXCHANGES, WrongAnswer, ask
from benchmarks.generator import Generator
from benchmarks.peers import BARE, OURS, PEERS, ROOT
from benchmarks.processes import DidNotStart, ServerProcess, free_port
from benchmarks.scenarios import Scenario
from tests.support.stub_server import StubServer, answer

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's /proc")

PEER = {peer.name: peer for peer in PEERS}
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
OPTIONS = SimpleNamespace(rounds=2, seconds=0.1, warm=0.02)


def generate(port, seconds=0.1, expected=5, **options):
    """Run a generator to its end and return it."""
    done = Generator(port, REQUEST, expected, **options)
    done.run(seconds)
    done.finish()
    done.close()
    return done


# The load generator


@pytest.mark.parametrize("clients", [1, 4])
@pytest.mark.parametrize("keep_alive", [True, False])
def test_what_the_generator_counts_is_what_the_server_got(clients, keep_alive):
    with StubServer(lambda number: (answer(), False)) as server:
        done = generate(server.port, clients=clients, keep_alive=keep_alive)
    assert len(done.latencies) == server.requests > 1
    assert done.errors == {}
    assert done.connections == (clients if keep_alive else server.requests)
    assert all(0 < latency < 1 for latency in done.latencies)


@pytest.mark.parametrize("closing", [answer(fields="Connection: close\r\n"), answer(version="1.0")])
def test_an_answer_that_announces_the_close_makes_the_client_connect_again(closing):
    with StubServer(lambda number: (closing, True)) as server:
        done = generate(server.port, keep_alive=True)
    assert done.errors == {}
    assert done.connections == len(done.latencies) == server.requests > 1


WRONG = {
    "status": lambda: (answer(status=500), False),
    "length": lambda: (answer(b"too long"), False),
    "closed early": lambda: (answer(b"hel", length=5), True),
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("keep_alive", [True, False])
def test_every_wrong_answer_is_an_error_and_no_latency(kind, keep_alive):
    right = (answer(), False)
    with StubServer(lambda n: WRONG[kind]() if n % 3 == 1 else right) as server:
        done = generate(server.port, keep_alive=keep_alive)
    wrong = (server.requests + 1) // 3
    assert dict(done.errors) == {kind: wrong}
    assert len(done.latencies) == server.requests - wrong > 0


def test_a_server_that_closes_instead_of_answering_is_counted():
    with StubServer(lambda number: (None, True)) as server:
        done = generate(server.port)
    assert dict(done.errors) == {"closed early": server.requests}
    assert done.latencies == [] and server.requests > 1


def test_surplus_after_an_answer_is_an_error():
    with StubServer(lambda number: (answer() + b"!", False)) as server:
        done = generate(server.port)
    assert set(done.errors) == {"length"} and not done.latencies


def test_no_answer_is_counted_at_the_end(monkeypatch):
    monkeypatch.setattr(generator, "GRACE", 0.05)
    with StubServer(lambda number: (None, False)) as server:
        done = generate(server.port, seconds=0.05, clients=3)
    assert dict(done.errors) == {"no answer": 3}


def test_no_answer_within_the_timeout_is_counted_and_the_client_goes_on(monkeypatch):
    monkeypatch.setattr(generator, "ANSWER_TIMEOUT", 0.05)
    with StubServer(lambda n: (None if n == 0 else answer(), False)) as server:
        done = generate(server.port, seconds=0.3)
    assert dict(done.errors) == {"no answer": 1}
    assert done.latencies


def test_a_client_that_thinks_asks_less_often_and_its_pause_is_no_latency():
    with StubServer(lambda number: (answer(), False)) as server:
        done = generate(server.port, seconds=0.3, think=0.05)
    assert 1 < len(done.latencies) == server.requests < 60
    assert sorted(done.latencies)[len(done.latencies) // 2] < 0.02


def test_nobody_listens():
    done = generate(free_port())
    assert set(done.errors) == {"no connection"} and done.errors["no connection"] < 20


def test_a_large_request_is_sent_completely():
    body = b"x" * 3_000_000 + b"\r\n\r\n"  # ends as the stub wants it, and fits no buffer
    with StubServer(lambda number: (answer(), False)) as server:
        done = Generator(server.port, REQUEST[:-2] + body, 5, 2, True)
        done.run(0.2)
        done.finish()
        done.close()
    assert done.errors == {} and len(done.latencies) == server.requests > 0


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_answers_are_read_in_whatever_pieces_they_come(size):
    data, one = answer(b"0123456789", fields="Connection: close\r\n"), Answer()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    assert [one.feed(piece) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert (one.status, one.received, one.closes) == (200, 10, True)
    assert one.problem(10) is None and one.problem(9) == "length"


def test_an_answer_without_length_ends_with_the_connection():
    one = Answer()
    assert not one.feed(b"HTTP/1.1 200 OK\r\n\r\nabc")
    assert not one.feed(b"def")
    assert one.feed(b"") and one.problem(6) is None and one.problem(7) == "length"


# One measurement, with our own server


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    with ServerProcess(PEER[OURS], folder, "fast", folder / "log") as server:
        server.wait_until_ready(EXCHANGES["json"])
        yield server


@pytest.mark.parametrize("name", ["json", "browser", "route", "post-json", "post-form"])
def test_our_server_answers_every_kind_of_request_without_an_error(ours, name):
    expected = ask(ours.port, EXCHANGES[name], 5)
    scenario = Scenario("test", "Test", name, clients=4)
    result = load.measure(load.job(scenario, ours.port, ours.pid, expected, 0.1, 0.02))
    assert result["errors"] == {}
    assert result["requests"] > 1
    assert result["requests"] >= result["rate"] * 0.1
    assert 0 < result["p50"] <= result["p99"] < 1
    assert 0 < result["cpu"] < result["elapsed"] * 1.1
    assert 5e6 < result["rss"] <= result["peak"]
    assert result["connections"] <= result["requests"] / 50 + 4, "100 requests per connection"


@pytest.mark.parametrize(
    "driver, clients, size, loop",
    [
        ("echo", 1, 125, "websocket"),
        ("echo", 1, 4096, "fast"),
        ("events", 1, 0, "fast"),
        ("events", 8, 0, "fast"),
    ],
)
def test_our_server_keeps_connections_open_without_an_error(tmp_path, driver, clients, size, loop):
    scenario = Scenario("test", "Test", "", driver=driver, clients=clients, size=size)
    with ServerProcess(PEER[OURS], tmp_path, loop, tmp_path / "log") as server:
        server.wait_until_ready(EXCHANGES["json"])
        result = load.measure(load.job(scenario, server.port, server.pid, None, 0.1, 0.02))
    assert result["errors"] == {}
    assert result["requests"] > 1
    assert 0 < result["p50"] <= result["p99"] < 1


@pytest.mark.parametrize("driver, size", [("echo", 10), ("events", 0)])
def test_wrong_answers_on_open_connections_are_errors(driver, size):
    wrong = b"HTTP/1.1 404 Not Found\r\n\r\nno", True
    scenario = Scenario("test", "Test", "", driver=driver, clients=2, size=size)
    with StubServer(lambda number: wrong) as server:
        result = load.measure(load.job(scenario, server.port, os.getpid(), None, 0.05, 0.02))
    assert result["errors"] == {"status": 1 if driver == "echo" else 2}
    assert result["requests"] == 0


def test_background_clients_hold_up_nobody_and_go_away(ours):
    background = (("idle", 3), ("half-open", 3), ("kept", 3))
    scenario = Scenario("test", "Test", clients=1, keep_alive=False, background=background)
    expected = ask(ours.port, EXCHANGES["json"], 5)
    before = len(os.listdir("/proc/self/fd"))
    result = load.measure(load.job(scenario, ours.port, ours.pid, expected, 0.1, 0.02))
    assert result["errors"] == {} and result["requests"] > 1
    assert len(os.listdir("/proc/self/fd")) == before


def test_an_answer_that_means_something_else_is_not_measured(ours):
    wrong = EXCHANGES["json"]._replace(is_right=lambda body: False)
    with pytest.raises(WrongAnswer):
        ask(ours.port, wrong, 5)


def test_what_wrk_prints_is_read():
    text = """\
  Latency Distribution
     50%    0.92ms
     75%    1.00ms
     99%  512.00us
  1234 requests in 1.00s, 1.00MB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 7
"""
    found = load.read_wrk(text)
    assert found["requests"] == 1234
    assert found["errors"] == {"read": 2, "timeout": 1, "status": 7}
    assert (found["p50"], found["p99"]) == (pytest.approx(0.00092), pytest.approx(0.000512))


# Accounting

BURN = """
import subprocess, sys, time
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
for line in sys.stdin:
    kind, seconds = line.split()
    if kind == "burn": burn(float(seconds))
    if kind == "sleep": time.sleep(float(seconds))
    if kind == "child": subprocess.run([sys.executable, "-S", "-c",
        "import time\\nwhile time.process_time() < %s: pass" % seconds])
    print("done", flush=True)
"""


@pytest.fixture(scope="module")
def worker():
    command = [sys.executable, "-c", BURN]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def work(order):
        before = cpu_seconds(process.pid)
        process.stdin.write(order + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n"
        return cpu_seconds(process.pid) - before

    work("sleep 0")  # so that it has started
    yield work
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


@pytest.mark.parametrize(
    "order, least, most",
    [
        ("burn 0.05", 0.05, 0.07),
        ("burn 0.15", 0.15, 0.18),
        ("sleep 0.1", 0, 0.01),
        ("child 0.2", 0.18, 0.4),
    ],
)
def test_cpu_grows_with_work_and_only_with_work(worker, order, least, most):
    assert least <= worker(order) <= most


def test_memory_is_that_of_the_process():
    resident, peak = memory(os.getpid())
    assert 10e6 < resident <= peak


# Processes


def is_alive(pid):
    """Whether it runs; what nobody has collected yet does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_server_is_ended_when_the_measurement_fails(tmp_path):
    with pytest.raises(ZeroDivisionError):
        with ServerProcess(PEER[BARE], tmp_path, "fast", tmp_path / "log") as server:
            assert is_alive(server.pid)
            raise ZeroDivisionError
    assert not is_alive(server.pid)


def test_a_server_that_ends_at_once_is_reported(tmp_path):
    broken = PEER[BARE]._replace(script="missing.py")
    with ServerProcess(broken, tmp_path, "fast", tmp_path / "log") as server:
        with pytest.raises(DidNotStart):
            server.wait_until_ready(EXCHANGES["json"])
    assert "missing.py" in (tmp_path / "log").read_text()


def test_servers_end_with_the_benchmark_even_when_it_is_killed(tmp_path):
    code = (
        "import pathlib, time\n"
        "from benchmarks.peers import PEERS\n"
        "from benchmarks.processes import ServerProcess\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "server = ServerProcess(PEERS[-1], folder, 'fast', folder / 'log')\n"
        "print(server.pid, flush=True)\n"
        "time.sleep(30)\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=str(ROOT), stdout=subprocess.PIPE, text=True) as process:
        pid = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        process.wait()
    for _ in range(100):
        if not is_alive(pid):
            return
        time.sleep(0.02)
    pytest.fail("the server outlived the benchmark")


def test_servers_take_turns_and_what_was_measured_survives_ctrl_c(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "HOME", tmp_path)
    servers, orders = [], []

    def fake_load(order):
        servers.append(order["pid"])
        if len(servers) == 4:
            raise KeyboardInterrupt
        return {"requests": 1, "errors": {}, "cpu": 1, "rate": 1, "busy": 1}

    monkeypatch.setattr(runner, "run_load", fake_load)
    monkeypatch.setattr(runner, "line_of", lambda result, *_: orders.append(result) or "")
    scenario = Scenario("test", "Test", ceiling=True)
    peers = [PEER[OURS], PEER[BARE]]
    results, finished = runner.run_rounds(peers, [scenario], OPTIONS)
    assert not finished
    assert [one["server"] for one in results] == [OURS, BARE, BARE]
    assert not any(is_alive(pid) for pid in servers)
