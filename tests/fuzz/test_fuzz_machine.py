# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server and its clients as a state machine: hypothesis looks for an order in which it fails.

After each step, what every client has got is the beginning of what it asked for; at the end, who
stayed, read and was not in the way of an error has got all of it, and nothing is left.
"""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.faults import FAULTS, NAMES
from tests.support.model import ENDING, FINITE, OPEN, ModelClient, Program
from tests.support.strategies import fuzz
from tests.support.wire import POOLS, Wire, _Inside

KINDS = FINITE + OPEN + ENDING
MOST = 6
indexes = st.integers(0, MOST - 1)


class Machine(RuleBasedStateMachine):
    """Rules are what clients, the program and the network do."""

    @initialize(pool=st.sampled_from(POOLS))
    def begin(self, pool):
        self.wire = Wire(pool, max_connections=MOST)
        limits = _Inside.limits(self.wire.server)
        limits.socket_timeout = limits.request_timeout = limits.keep_alive_timeout = 1000000
        self.program = Program(self.wire)
        self.clients = []
        self.stopped = False

    def client(self, number):
        return self.clients[number % len(self.clients)]

    def has_clients(self):
        return bool(self.clients)

    def runs(self):
        return not self.stopped

    def poll(self):
        if not self.stopped:
            self.wire.poll()
        self.program.work()
        faults = [e for e in self.wire.errors if not isinstance(e, ZeroDivisionError)]
        assert faults == []
        del self.wire.errors[:]

    # Clients

    @precondition(lambda self: len(self.clients) < MOST and not self.stopped)
    @rule(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    def connect(self, kinds):
        name = str(len(self.clients))
        self.clients.append(ModelClient(self.wire, self.program, name, kinds))

    @precondition(has_clients)
    @rule(number=indexes, size=st.sampled_from([1, 20, 100, 10000]))
    def send(self, number, size):
        self.client(number).talk(size)

    @precondition(has_clients)
    @rule(number=indexes, window=st.sampled_from([0, 1, 50, 1000]))
    def stall(self, number, window):
        client = self.client(number)
        client.peer.window = window
        if client.kinds[-1][0] in (*OPEN, "pushed") or self.wire.pool.send_waits:
            # Who does not read what is pushed is dropped, and WIZnet's sockets wait by themselves.
            client.excused = True

    @precondition(has_clients)
    @rule(number=indexes, size=st.integers(1, 1000))
    def read(self, number, size):
        self.client(number).peer.read(size)

    @precondition(has_clients)
    @rule(number=indexes, how=st.sampled_from(["close", "half_close"]))
    def close(self, number, how):
        self.client(number).leave(how)

    @precondition(has_clients)
    @rule(number=indexes)
    def reset(self, number):
        self.client(number).leave("reset")

    @precondition(lambda self: len(self.clients) < MOST and not self.stopped)
    @rule(pieces=st.integers(1, 4))
    def upload(self, pieces):
        self.connect(["upload", "coded"])
        client = self.clients[-1]
        for _ in range(pieces):
            client.talk(len(client.to_say) // pieces + 1)
            self.poll()

    # The network

    @precondition(has_clients)
    @rule(number=indexes, name=st.sampled_from(NAMES), receiving=st.booleans())
    def fault(self, number, name, receiving):
        peer = self.client(number).peer
        make, goes_on = FAULTS[name]
        (peer.receive_faults if receiving else peer.send_faults).append(make())
        peer.hit = peer.hit or not goes_on

    @rule(milliseconds=st.sampled_from([1, 10, 100]), polls=st.integers(1, 8))
    def time_passes(self, milliseconds, polls):
        for _ in range(polls):
            self.wire.advance(milliseconds)
            self.poll()

    @precondition(runs)
    @rule()
    def all_timeouts_pass(self):
        for client in self.clients:
            client.excused = True
        # What has come already is read and answered first, one request at a time.
        for _ in range(20):
            self.wire.advance(1000001)
            self.poll()
        self.wire.wait(4000, 500)
        held = [c for c in _Inside.connections(self.wire.server) if c.state == 4]
        waiting = [c for c in _Inside.connections(self.wire.server) if c.task is not None]
        assert self.wire.count <= len(held) + len(waiting), "a connection that never ends"

    # The program

    @rule()
    def publish(self):
        self.program.publish()

    @precondition(runs)
    @rule()
    def stop(self):
        for client in self.clients:
            client.excused = True
        limits = _Inside.limits(self.wire.server)
        # It waits so long for whoever does not read.
        limits.socket_timeout = 1000
        self.wire.stop()
        limits.socket_timeout = 1000000
        self.stopped = True
        for connection in _Inside.connections(self.wire.server):
            assert connection.state == 4, "only streams outlive stop()"

    @precondition(lambda self: self.stopped)
    @rule()
    def start(self):
        self.wire.start()
        self.stopped = False

    # What must be true

    @invariant()
    def everybody_has_the_beginning_of_what_is_due(self):
        for client in getattr(self, "clients", ()):
            client.check()

    @invariant()
    def every_socket_belongs_to_a_connection(self):
        if hasattr(self, "wire"):
            sockets = len(self.wire.pool.open_sockets) - (not self.stopped)
            assert sockets <= self.wire.count <= MOST

    def teardown(self):
        if not hasattr(self, "wire"):
            return
        if self.stopped:
            self.start()
        for client in self.clients:
            client.peer.window = None
        for _ in range(120):
            for client in self.clients:
                client.talk(10000)
                client.peer.read(10000)
            self.poll()
            self.wire.advance(2)
        for client in self.clients:
            client.check()
            if not (client.left or client.excused or client.peer.hit):
                assert client.has_all(), (client.kinds, bytes(client.peer.received)[-300:])
        for client in self.clients:
            client.peer.receive_faults = client.peer.send_faults = []
            client.peer.close()
        for _ in range(5):
            self.wire.advance(1000001)
            self.poll()
        assert self.wire.count == 0, "a connection that never ends"
        assert len(self.wire.pool.open_sockets) == 1
        self.wire.finish()


def test_machine():
    run_state_machine_as_test(Machine, settings=fuzz(150))


def test_long_lives_of_the_machine():
    run_state_machine_as_test(Machine, settings=settings(fuzz(25), stateful_step_count=200))
