# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Any call of any socket may fail: poll() returns, each client has what is due, nothing leaks.

A gate: thousands of schedules, the same in every run. A client whose connection was hit by an error
that ends it has the beginning of what it asked for, every other client has all of it.
"""

import gc
import sys

from adafruit_httpserver import Response
from tests.support.fake_pools import (
    AirLiftPool,
    BoardTLSPool,
    CPythonPool,
    EspressifPool,
    RP2Pool,
    WIZnetPool,
)
from tests.support.faults import NAMES, Schedule, SingleFault, failing
from tests.support.model import ENDING, FINITE, OPEN, ModelClient, Program
from tests.support.wire import POOLS, Random, Wire, _Inside, get

ON_CPYTHON = sys.implementation.name == "cpython"
# Schedules of each kind of socket: 2,000 on CPython, and a few where everything takes longer.
SCHEDULES = 250 if ON_CPYTHON else 4
ALL_KINDS = FINITE + OPEN + ENDING
SOME_KINDS = ("long", "echo", "events")
# So many polls in which nothing happens, and there is nothing to wait for if nobody lacks anything.
QUIET = 10
COUNTED = ("Connection", "Request", "RequestParser", "WebsocketProtocol", "SSEResponse")


def make_wire(pool_class, faults):
    wire = Wire(failing(pool_class, faults), max_connections=6)
    # No time passes that would end anything by itself.
    limits = _Inside.limits(wire.server)
    limits.socket_timeout = limits.request_timeout = limits.keep_alive_timeout = 1000000
    return wire


def poll(wire, program):
    """One poll and the program's work after it. Nothing but the handler's own fault is raised."""
    wire.poll()
    program.work()
    for error in wire.errors:
        if not isinstance(error, ZeroDivisionError):
            raise error
    wire.errors[:] = []


def settle(wire, program, clients, faults, polls=120):
    """The rest of all conversations, without faults. Whoever lacks something gets all the polls."""
    faults.active = False
    quiet = 0
    for _ in range(polls):
        before = wire.pool.activity
        for client in clients:
            client.talk(10000)
            client.peer.read(10000)
        poll(wire, program)
        wire.advance(2)
        quiet = 0 if wire.pool.activity != before else quiet + 1
        if quiet == QUIET and all([has_its_due(client) for client in clients]):
            return


def has_its_due(client):
    """Whether a client needs no more, or cannot get it."""
    return client.has_all() or client.left or client.peer.hit


def verdict(client, faults):
    """The oracle."""
    got = client.check()
    if has_its_due(client):
        return
    # A client that is idle may have made room when accept() said that there is none.
    evicted = faults.accept_failed and client.peer.server_closed and got > 0
    assert evicted, (client.kinds, got, bytes(client.peer.received)[-200:])


def nothing_left(wire, clients):
    for client in clients:
        client.peer.close()
    wire.wait(3000, 300)
    engine = wire.server._engine
    assert wire.count == 0
    assert len(wire.pool.open_sockets) == 1, "a socket is left open"
    for name in ("sending", "with_input", "waiting", "tasks"):
        assert not getattr(engine, name), name
    owners = getattr(getattr(engine, "_readiness", None), "owners", {})
    assert len(owners) <= 1, owners
    wire.errors[:] = []
    wire.finish()


def live(pool_class, seed):
    """One schedule."""
    random = Random(seed * 29 + 5)
    faults = Schedule(seed, (4, 8, 16, 40)[seed % 4])
    wire = make_wire(pool_class, faults)
    program = Program(wire)
    clients = []
    for turn in range(70):
        if len(clients) < 5 and random.below(6) == 0:
            kinds = [ALL_KINDS[random.below(len(ALL_KINDS))] for _ in range(1 + random.below(3))]
            clients.append(ModelClient(wire, program, str(len(clients)), kinds))
        for client in clients:
            what = random.below(60)
            if what == 0:
                client.leave(("close", "reset", "half_close")[random.below(3)])
            elif what < 30:
                client.talk(1 + random.below(90))
        if random.below(8) == 0:
            program.publish()
        poll(wire, program)
        wire.advance(random.below(30))
        if turn % 35 == 0:
            for client in clients:
                client.check()
    settle(wire, program, clients, faults)
    for client in clients:
        verdict(client, faults)
    nothing_left(wire, clients)
    return faults.happened


def alive():
    """How many objects there are of classes that belong to one client."""
    return sum([type(thing).__name__ in COUNTED for thing in gc.get_objects()])


def gate(pool_class):
    happened = 0
    before = None
    if ON_CPYTHON:
        gc.collect()
        before = alive()
    for seed in range(SCHEDULES):
        try:
            happened += live(pool_class, seed)
        except Exception as error:
            raise AssertionError("%s, schedule %d" % (pool_class.name, seed)) from error
    assert happened > SCHEDULES * 5, "hardly anything failed: %d" % happened
    if ON_CPYTHON:
        gc.collect()
        assert alive() == before


def test_schedules_on_cpython_sockets():
    gate(CPythonPool)


def test_schedules_on_espressif_sockets():
    gate(EspressifPool)


def test_schedules_on_rp2_sockets():
    gate(RP2Pool)


def test_schedules_on_wiznet_sockets():
    gate(WIZnetPool)


def test_schedules_on_airlift_sockets():
    gate(AirLiftPool)


def test_schedules_on_tls_sockets():
    gate(BoardTLSPool)


def test_schedules_on_sockets_with_descriptors():
    for pool_class in POOLS[6:]:
        gate(pool_class)


# The same, once at each call


def one_fault(pool_class, kind, number, name):
    """A client and one that comes after it, and one fault. Says whether it has happened."""
    faults = SingleFault(number, name)
    wire = make_wire(pool_class, faults)
    program = Program(wire)
    clients = [ModelClient(wire, program, "0", (kind, "plain"))]
    for turn in range(8):
        clients[0].talk(10000)
        if turn == 3:
            clients.append(ModelClient(wire, program, "1", ("plain",)))
            clients[1].talk(10000)
        if turn % 3 == 2:
            program.publish()
        poll(wire, program)
        wire.advance(25)
    happened = faults.happened
    if happened:
        settle(wire, program, clients, faults, 20)
    else:
        return 0
    for client in clients:
        verdict(client, faults)
    nothing_left(wire, clients)
    return happened


def sweep(pool_class, kinds):
    """Each fault at each of the first calls, and at some of the many that find nothing to read."""
    count = 0
    for kind in kinds if ON_CPYTHON else kinds[:1]:
        for name in NAMES:
            number = 1
            while number < 40:
                try:
                    if not one_fault(pool_class, kind, number, name):
                        break
                except Exception as error:
                    what = "%s, %s, %s at call %d" % (pool_class.name, kind, name, number)
                    raise AssertionError(what) from error
                count += 1
                number += 1 if number < 12 else 9
    assert count >= 9 * len(kinds) * 5 or not ON_CPYTHON, count


def test_each_fault_at_each_call_of_answers_that_end():
    sweep(CPythonPool, FINITE)


def test_each_fault_at_each_call_of_all_other_answers():
    sweep(CPythonPool, OPEN + ENDING)


def test_each_fault_at_each_call_of_sockets_with_descriptors():
    for pool_class in POOLS[6:]:
        sweep(pool_class, SOME_KINDS)


def test_each_fault_at_each_call_of_boards():
    boards = (EspressifPool, RP2Pool, WIZnetPool, AirLiftPool, BoardTLSPool)
    for pool_class in boards if ON_CPYTHON else boards[:1]:
        sweep(pool_class, SOME_KINDS)


# The listener


def test_a_start_that_fails_leaves_nothing_and_can_be_tried_again():
    for pool_class in POOLS:
        for name in ("bind", "listen", "setblocking"):
            for fault in (OSError(112, "in use"), MemoryError(), RuntimeError("Out of sockets")):
                start_fails(pool_class, name, fault)


def start_fails(pool_class, name, fault):
    failing_now = [True]

    class Failing(pool_class.socket_class):
        pass

    def method(self, *arguments):
        if failing_now[0]:
            raise fault
        return getattr(pool_class.socket_class, name)(self, *arguments)

    setattr(Failing, name, method)

    class Pool(pool_class):
        socket_class = Failing

    failing_now[0] = False
    wire = Wire(Pool)
    wire.answer("/")
    wire.stop()
    failing_now[0] = True
    try:
        wire.start()
        raise ValueError("it has started")
    except (OSError, MemoryError, RuntimeError) as error:
        assert error is fault
    assert wire.server.stopped and wire.pool.open_sockets == []
    failing_now[0] = False
    wire.start()
    assert len(wire.ask(wire.connect(), get())) == 1
    wire.finish()


def test_out_of_sockets_at_start():
    for pool_class in POOLS:
        wire = Wire(pool_class)
        wire.route("/")(lambda request: Response(request, "Hello"))
        wire.stop()
        wire.pool.max_sockets = 0
        try:
            wire.start()
            raise ValueError("it has started")
        except RuntimeError as error:
            assert "sockets" in str(error)
        wire.pool.max_sockets = 8
        wire.start()
        assert len(wire.ask(wire.connect(), get())) == 1
        wire.finish()


def test_the_oracle_sees_what_is_wrong():
    """A model that finds nothing is no model."""
    wire = make_wire(CPythonPool, Schedule(1, 1000000))
    program = Program(wire)
    client = ModelClient(wire, program, "0", ("plain", "chunked"))
    for received, good in (
        (b"", True),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n0.", True),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n1.", False),
        (b"HTTP/1.1 500 ", False),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n0.0HTTP/1.1 404", False),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n", False),
    ):
        client.peer.received = bytearray(received)
        try:
            client.check()
            found = True
        except AssertionError:
            found = False
        assert found == good, received
    assert _Inside.limits(wire.server).max_connections == 6
