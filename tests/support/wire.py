# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server on a fake network, its clock and its clients, driven poll by poll.

    @everywhere
    def test_answer(wire):
        wire.answer("/", "Hello")
        assert wire.ask(wire.connect(), get("/"))[0].body == b"Hello"

The scenario runs on every kind of socket, with the clients' bytes whole, byte by byte and cut at
random places. All that depends on names inside the package is in `_Inside`.
"""

import sys

import adafruit_httpserver.connection as connection_states
from adafruit_httpserver import GET, NO_REQUEST, Response, Server
from tests.support.answers import get, post, raw_request, read_answers  # noqa: F401
from tests.support.fake_pools import WIRE_POOLS, AirLiftPool, BoardTLSPool, EspressifPool
from tests.support.fake_select import PollPool, SelectPool

# The sockets of a scenario, and how the clients' bytes are cut. Where everything takes ten times as
# long, on three kinds that are as different as can be, and cut in one way and on one of them: what
# is new there is the interpreter, and it is the same for all.
POOLS = (EspressifPool, AirLiftPool, BoardTLSPool)
SPLITS = ("whole", "bytes")
CUT_POOLS = POOLS[:1]
# Longer input is cut into single bytes only near its two ends.
_SINGLE_BYTES = 12
_MIDDLE = 9
if sys.implementation.name == "cpython":
    # Boards do not ask which sockets are ready: they try.
    POOLS = WIRE_POOLS + (PollPool, SelectPool)
    SPLITS += ("random 1",)
    CUT_POOLS = POOLS
    _SINGLE_BYTES = 300
    _MIDDLE = 97

_QUIET = 4
_ENDLESS = 40


class _Inside:
    """What is not public: a renamed attribute costs one line here."""

    @staticmethod
    def set_clock(server, clock):
        server._now = clock.now
        server._socket_source.now = clock.now
        server._socket_source.sleep = clock.sleep

    @staticmethod
    def selecter():
        import adafruit_httpserver.watching_engine as readiness

        return readiness

    @staticmethod
    def sleeper():
        return sys.modules["adafruit_httpserver.transport"]

    @staticmethod
    def connections(server):
        return server._engine.connections

    @staticmethod
    def limits(server):
        return server._limits


class Clock:
    """Milliseconds that pass only when somebody lets them."""

    def __init__(self):
        self.milliseconds = 1000000
        self.slept = []
        # Called while the server sleeps.
        self.meanwhile = None

    def now(self):
        return self.milliseconds

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.milliseconds += max(1, int(seconds * 1000 + 0.5))
        assert len(self.slept) < 100000, "sleeps for ever"
        if self.meanwhile is not None:
            self.meanwhile()


class Random:
    """Small, and the same on every interpreter."""

    def __init__(self, seed):
        self._state = seed

    def below(self, limit):
        self._state = (self._state * 75 + 74) % 65537
        return self._state % limit


class Wire:
    """The server, the network, the clock and the clients of one scenario."""

    def __init__(self, pool_class, split="whole", max_connections=5, **arguments):
        self.pool = pool_class()
        self.split = split
        self.clock = Clock()
        self._random = Random(len(split) * 1000 + ord(split[-1]))
        if self.pool.tls_context is not None:
            arguments["ssl_context"] = self.pool.tls_context
        self.server = Server(self.pool, **arguments)
        _Inside.set_clock(self.server, self.clock)
        self.server.max_connections = max_connections
        # Paths in the order in which handlers were called, results of all polls but NO_REQUEST,
        # and what poll() has raised.
        self.calls = []
        self.results = []
        self.errors = []
        self.start()

    def start(self):
        """Starts the server; it asks the fake `select`, if its sockets have descriptors."""
        self.call(self.server.start, "10.0.0.254", 5000)

    # Routes

    def route(self, path, methods=GET, **options):
        """As Server.route, and the calls are counted."""

        def decorator(handler):
            def counted(request, **parameters):
                self.calls.append(request.path)
                return handler(request, **parameters)

            self.server.route(path, methods, **options)(counted)
            return handler

        return decorator

    def answer(self, path, body="Hello", methods=("GET", "POST"), **arguments):
        """A route that always answers the same."""

        @self.route(path, methods)
        def handler(request, **parameters):
            return Response(request, body, **arguments)

    # Clients

    def connect(self, window=None, **attributes):
        """A client that has been accepted."""
        peer = self.knock(window, **attributes)
        for _ in range(10):
            self.poll()
            if peer.accepted:
                break
            self.advance(10)
        assert peer.accepted
        for _ in range(3 if self.pool.tls_context is not None and peer.shakes_hands else 0):
            self.poll()
        return peer

    def knock(self, window=None, **attributes):
        """A client that waits to be accepted."""
        peer = self.pool.connect(window)
        for name in attributes:
            setattr(peer, name, attributes[name])
        return peer

    def say(self, peer, data):
        """Sends the bytes in pieces; between two of them there is one poll, and no time passes."""
        pieces = self.pieces(data)
        for number in range(len(pieces)):
            if number:
                self.poll()
            peer.send(pieces[number])

    def pieces(self, data):
        if self.split == "whole":
            return [data]
        cuts = []
        position = 0
        while position < len(data):
            cuts.append(position)
            if self.split != "bytes":
                position += 1 + self._random.below(max(2, len(data) // 3))
            elif _SINGLE_BYTES < position < len(data) - _SINGLE_BYTES:
                position = min(position + _MIDDLE, len(data) - _SINGLE_BYTES)
            else:
                position += 1
        cuts.append(len(data))
        return [data[cuts[i] : cuts[i + 1]] for i in range(len(cuts) - 1)]

    def ask(self, peer, data, heads=()):
        """Sends requests and returns the answers that came since."""
        before = len(peer.received)
        self.say(peer, data)
        self.run()
        return read_answers(peer.received[before:], heads, peer.server_ended)

    def answers(self, peer, heads=()):
        """All answers that a client has."""
        return read_answers(peer.received, heads, peer.server_ended)

    def statuses(self, peer):
        """The status codes of these."""
        return [answer.status for answer in self.answers(peer)]

    # Time

    def poll(self):
        """One poll; what it raises goes into `errors`. Checks what must be true after each."""
        calls = len(self.calls)
        result = None
        try:
            result = self.call(self.server.poll)
        except Exception as error:
            self.errors.append(error)
        if result not in (None, NO_REQUEST):
            self.results.append(result)
        self.check(calls)
        return result

    def call(self, function, *arguments):
        """Calls a function while the package's sleep() is the clock's."""
        module = _Inside.sleeper()
        sleep = module.sleep
        module.sleep = self.clock.sleep
        try:
            return self._with_select(function, *arguments)
        finally:
            module.sleep = sleep

    def _with_select(self, function, *arguments):
        if self.pool.select_class is None:
            return function(*arguments)
        module = _Inside.selecter()
        select = module.select
        module.select = self.pool.select_class(self.pool)
        try:
            return function(*arguments)
        finally:
            module.select = select

    def check(self, calls):
        assert not self.pool.violations, self.pool.violations
        assert len(self.calls) <= calls + 1, "more than one handler in one poll"
        clients = len(self.pool.open_sockets) - (not self.server.stopped)
        # As `connection_count`, which takes too long to ask for after each of a million polls.
        assert clients <= len(_Inside.connections(self.server)), "a socket is left open"

    def polls(self, count, milliseconds=0):
        """So many polls, with some time between them; returns the results."""
        results = []
        for _ in range(count):
            results.append(self.poll())
            self.advance(milliseconds)
        return results

    def run(self, limit=3000):
        """Polls until nothing happens any more. Passes a few milliseconds at most."""
        quiet = 0
        for _ in range(limit):
            before = (self.pool.activity, len(self.calls), len(self.errors))
            result = self.poll()
            if before != (self.pool.activity, len(self.calls), len(self.errors)):
                quiet = 0
                continue
            quiet += 1
            if quiet >= (_QUIET if result == NO_REQUEST else _ENDLESS):
                return
            if self.pool.knocking:
                self.advance(10)
        raise AssertionError("it never comes to rest")

    run_until_quiet = run

    def advance(self, milliseconds):
        """Lets time pass in which the server is not polled."""
        self.clock.milliseconds += milliseconds

    def wait(self, milliseconds, step=10):
        """Lets time pass, with a poll every few milliseconds."""
        end = self.clock.milliseconds + milliseconds
        self.poll()
        while self.clock.milliseconds < end:
            self.advance(min(step, end - self.clock.milliseconds))
            self.poll()

    def stop(self):
        self.call(self.server.stop)

    # The server

    @property
    def count(self):
        return self.server.connection_count

    @property
    def limits(self):
        return _Inside.limits(self.server)

    def state(self, peer):
        """Name of the state of a client's connection; "GONE" if the server has forgotten it."""
        for connection in _Inside.connections(self.server):
            if tuple(connection.address) == peer.address:
                return STATES[connection.state]
        return "GONE"

    def ended(self, peer):
        """Whether the server ends the connection by itself: it may linger, but not for long."""
        self.run()
        if self.state(peer) == "CLOSING":
            self.wait(1200, 50)
        return self.state(peer) == "GONE" and peer.server_closed and not peer.got_reset

    def take_error(self, error_class):
        """The exception that poll() has raised, which must be of that class."""
        assert self.errors, "nothing was raised"
        error = self.errors.pop(0)
        if not isinstance(error, error_class):
            raise error
        return error

    def finish(self):
        """The end of every scenario: nothing was raised, and nothing is left behind."""
        if self.errors:
            raise self.errors[0]
        if not self.server.stopped:
            self.stop()
        for connection in list(_Inside.connections(self.server)):
            # Streams belong to the program.
            assert STATES[connection.state] == "HELD", "connections that outlive stop()"
            connection.drop()
        assert self.pool.open_sockets == []
        assert not self.pool.violations, self.pool.violations


STATE_NAMES = ("OPENING", "READING", "HANDLING", "SENDING", "HELD", "UPGRADED", "CLOSING", "CLOSED")
STATES = {}
for _name in STATE_NAMES:
    if hasattr(connection_states, _name):
        STATES[getattr(connection_states, _name)] = _name


def everywhere(scenario):
    """Decorator: a test that runs the scenario on every kind of socket, its input cut every way."""
    return _each(scenario, SPLITS)


def on_each_pool(scenario):
    """Decorator: as `everywhere`, for scenarios in which no client's bytes can be cut."""
    return _each(scenario, ("whole",))


def _each(scenario, splits):
    def test():
        failed = []
        first = None
        for pool_class in POOLS:
            for split in splits if pool_class in CUT_POOLS else splits[:1]:
                try:
                    wire = Wire(pool_class, split)
                    scenario(wire)
                    wire.finish()
                except Exception as error:
                    what = repr(error).split("\\n")[0][:120]
                    failed.append("%s, %s: %s" % (pool_class.name, split, what))
                    first = first or error
        if failed:
            text = "%d fail\n" % len(failed)
            raise AssertionError(text + "\n".join(failed)) from first

    return test
