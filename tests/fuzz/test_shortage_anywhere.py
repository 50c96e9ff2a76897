# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Memory runs out, or somebody presses Ctrl-C, at any call of any function of the package."""

import builtins
import os
import sys

import pytest

import adafruit_httpserver
import adafruit_httpserver.engine as engine
import adafruit_httpserver.request_values as request_values
from adafruit_httpserver import ChunkedResponse, Request, Response, SSEResponse
from tests.support.fake_pools import CPythonPool, RP2Pool
from tests.support.fake_select import PollPool
from tests.support.wire import Wire, get, post

PACKAGE = os.path.dirname(adafruit_httpserver.__file__) + os.sep


def cold_getattr(self, name):
    """What `Request.__getattr__` is until it has been asked for the first time."""
    from adafruit_httpserver.request_values import value_of

    return value_of(self, name)


# What a handler may be the first to ask for, and the module that it loads.
COLD = {
    "request_values": lambda request: request.path,
    "headers": lambda request: request.headers,
    "field_lines": lambda request: request.headers,
    "query_params": lambda request: request.query_params,
    "cookies": lambda request: request.cookies,
    "request_sender": lambda request: request.host,
    "raw_headers": lambda request: request.last_event_id,
    "form_data": lambda request: request.form_data,
    "status": lambda request: Response(request, status=404),
}


class NoMemory:
    """import of one module raises MemoryError, so many times."""

    def __init__(self, module, times=1):
        self.name = "adafruit_httpserver." + module
        self.times = times

    def __enter__(self):
        self._import = builtins.__import__
        self._module = sys.modules.pop(self.name, None)
        # It would have loaded the other one already.
        sys.modules.pop("adafruit_httpserver.request_sender", None)
        # What goes without an import from its second use on.
        self._getattr, Request.__getattr__ = Request.__getattr__, cold_getattr
        request_values._form_class = None
        engine._admit = None
        sys.meta_path.insert(0, self)
        return self

    def find_spec(self, name, path, target=None):
        if name == self.name and self.times:
            self.times -= 1
            raise MemoryError("no memory for " + name)

    def __exit__(self, *_):
        sys.meta_path.remove(self)
        Request.__getattr__ = self._getattr
        if self._module is not None:
            sys.modules[self.name] = self._module
            setattr(adafruit_httpserver, self.name.rpartition(".")[2], self._module)


@pytest.mark.parametrize("module", COLD)
@pytest.mark.parametrize("pool_class", [CPythonPool, RP2Pool, PollPool])
def test_no_memory_for_a_module(module, pool_class):
    wire = Wire(pool_class)
    wire.answer("/")

    @wire.server.route("/cold", ["GET", "POST"])
    def cold(request):
        COLD[module](request)
        return Response(request, "warm")

    idle = wire.connect()
    assert len(wire.ask(idle, get("/"))) == 1
    peer = wire.connect()
    body = post(b"a=b", "Content-Type: application/x-www-form-urlencoded", target="/cold")
    with NoMemory(module) as shortage:
        wire.say(peer, body)
        wire.run()
        assert shortage.times == 0, "nobody has asked for it"
    assert wire.errors == []
    assert bytes(peer.received).startswith(b"HTTP/1.1 503 ") or not peer.received
    assert peer.server_closed
    assert wire.ask(wire.connect(), body)[0].body == b"warm"
    wire.finish()


@pytest.mark.parametrize("module", ["error_answer", "shortage", "request_body", "body_admission"])
def test_no_memory_for_what_the_server_itself_needs(module):
    wire = Wire(PollPool)
    wire.answer("/")

    @wire.server.route("/bad", ["GET", "POST"])
    def bad(request):
        raise MemoryError

    peer = wire.connect()
    with NoMemory(module):
        wire.say(peer, post(b"x" * 10, target="/bad"))
        for _ in range(5):
            wire.poll()
    # When there is no memory even for giving memory back, the program is told.
    assert all(isinstance(error, MemoryError) for error in wire.errors)
    assert module == "error_answer" or wire.errors == []
    wire.errors[:] = []
    assert len(wire.ask(wire.connect(), get("/"))) == 1
    peer.close()
    wire.wait(2000, 50)
    assert len(wire.pool.open_sockets) == wire.count + 1
    wire.finish()


# Anywhere

# What takes care of a shortage cannot run out itself, and `busy`, asked last, takes no memory.
CARERS = ("shortage.py", "stopping.py", "server.py", "error_answer.py")


class Trap:
    """Raises at the call with a number."""

    def __init__(self, error_class):
        self.error_class = error_class
        self.left = 0
        self.sprung = None

    def __call__(self, frame, event, argument):
        code = frame.f_code
        # What makes the objects of the package, and nothing of what takes care of a shortage.
        if event == "call" and code.co_filename.startswith(PACKAGE) and not self.sprung:
            name = os.path.basename(code.co_filename)
            if name not in CARERS and code.co_name != "busy":
                self.left -= 1
                if not self.left:
                    self.sprung = name + ":" + code.co_name
                    raise self.error_class


def scenario(wire, peers, trap):
    """Polls in which much happens, with the trap in them."""
    peers.append(wire.knock())
    peers[0].send(get("/") * 2)
    peers[1].send(post(b"12345", target="/echo"))
    peers[2].send(get("/chunked"))
    peers[3].send(get("/waits"))
    for _ in range(8):
        sys.settrace(trap)
        try:
            wire.server.poll()
        finally:
            sys.settrace(None)
        yield
        wire.advance(15)


def with_trap(pool_class, number, error_class):
    wire = Wire(pool_class, max_connections=8)
    wire.answer("/")
    wire.route("/echo", "POST")(lambda request: Response(request, request.body))
    wire.route("/chunked")(lambda request: ChunkedResponse(request, lambda: iter("abc")))
    wire.route("/events")(SSEResponse)

    @wire.route("/waits")
    def waits(request):
        for _ in range(2):
            yield
        return Response(request, "waited")

    peers = [wire.connect() for _ in range(5)]
    peers[4].send(get("/events"))
    wire.polls(3)
    trap = Trap(error_class)
    trap.left = number
    results = scenario(wire, peers, trap)
    try:
        for _ in range(8):
            wire.call(next, results)
    except error_class:
        assert error_class is not MemoryError, f"left poll() at {trap.sprung}"
        assert wire.pool.open_sockets == [] and wire.count == 0, trap.sprung
        assert wire.server.stopped
        return trap.sprung
    except BaseException as error:
        raise AssertionError(f"{number}: {trap.sprung}") from error
    assert error_class is MemoryError or not trap.sprung, f"{trap.sprung} swallowed it"
    wire.polls(5, 20)
    assert wire.errors == [], (trap.sprung, wire.errors)
    assert len(wire.ask(wire.connect(), get("/"))) == 1, trap.sprung
    for peer in peers:
        peer.close()
    wire.wait(20000, 100)
    assert wire.count == 0, f"a connection that never ends, after {trap.sprung}"
    wire.finish()
    return trap.sprung


@pytest.mark.timeout(180)
@pytest.mark.parametrize("pool_class, step", [(CPythonPool, 2), (PollPool, 3)])
def test_no_memory_at_any_call(pool_class, step):
    sprung = set()
    number = 1
    while True:
        where = with_trap(pool_class, number, MemoryError)
        if where is None:
            break
        sprung.add(where)
        number += step
    assert number > 100 and len(sprung) > 25, (number, sorted(sprung))


@pytest.mark.parametrize("pool_class", [CPythonPool, PollPool])
def test_an_interrupt_at_any_call(pool_class):
    number = 1
    while with_trap(pool_class, number, KeyboardInterrupt) is not None:
        number += 3
    assert number > 100
