# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""start(): ports that are taken, IPv6, the address of a board, and pools that have next to nothing.

A board is what `limits` takes for one, so these make a board of any machine for a moment.
"""

import errno
import sys

import adafruit_httpserver.limits as limits
from adafruit_httpserver import Response, Server
from tests.support.expect import raises
from tests.support.fake_pools import AirLiftPool, BoardTLSPool, CPythonPool, EspressifPool
from tests.support.wire import Wire, get, on_each_pool

HOST = "10.0.0.254"


class Board:
    """Makes a board of this machine, with a radio if there is one."""

    def __init__(self, on_board=True, **modules):
        self._on_board = on_board
        self._modules = modules

    def __enter__(self):
        self._before = limits.ON_BOARD
        limits.ON_BOARD = self._on_board
        for name in self._modules:
            sys.modules[name] = self._modules[name]

    def __exit__(self, *exception):
        limits.ON_BOARD = self._before
        for name in self._modules:
            del sys.modules[name]


class Module:
    """Attributes, as a module or a radio has them."""

    def __init__(self, **attributes):
        for name in attributes:
            setattr(self, name, attributes[name])


def radio(pool_class=EspressifPool, **attributes):
    return {
        "wifi": Module(radio=Module(**attributes)),
        "socketpool": Module(SocketPool=pool_class),
    }


def take_port(wire):
    """The server is stopped, and somebody else has its port."""
    wire.stop()
    taken = wire.pool.socket()
    taken.bind((HOST, 5000))
    return taken


def refusal(wire, *arguments):
    """What start() raises."""
    return raises(OSError, wire.call, wire.server.start, *arguments)


# Ports


@on_each_pool
def test_taken_port_is_waited_for(wire):
    wire.answer("/")
    taken = take_port(wire)
    begun = wire.clock.now()

    def meanwhile():
        if wire.clock.now() > begun + 600:
            taken.close()

    wire.clock.meanwhile = meanwhile
    wire.start()
    wire.clock.meanwhile = None
    assert 600 < wire.clock.now() - begun < 700
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_taken_port_is_named_in_the_end(wire):
    taken = take_port(wire)
    for timeout in (0.5, 3):
        wire.server.socket_timeout = timeout
        for on_board in (True, False):
            begun = wire.clock.now()
            with Board(on_board):
                error = refusal(wire, HOST, 5000)
            assert error.errno == errno.EADDRINUSE
            assert "port 5000 is taken" in str(error)
            assert ("web workflow" in str(error)) == on_board
            assert timeout * 1000 <= wire.clock.now() - begun <= timeout * 1000 + 100
            assert wire.pool.open_sockets == [taken] and wire.server.stopped
    taken.close()
    wire.start()


@on_each_pool
def test_free_port(wire):
    """Most sockets cannot tell which one they have got, so it is chosen for them."""
    wire.answer("/")
    wire.stop()
    now = wire.clock.now()
    wire.call(wire.server.start, HOST, 0)
    port = wire.server.port
    assert 49152 <= port < 65536 and len(wire.pool.open_sockets) == 1
    assert len(wire.ask(wire.connect(), get())) == 1
    wire.stop()
    if hasattr(wire.pool.socket_class, "getsockname"):
        return
    # The next one is another, if that is taken meanwhile.
    taken = wire.pool.socket()
    taken.bind((HOST, port))
    wire.clock.milliseconds = now
    wire.call(wire.server.start, HOST, 0)
    assert wire.server.port not in (0, port)
    wire.stop()
    taken.close()


@on_each_pool
def test_started_twice(wire):
    for port in (5000, 5001, 0):
        error = raises(RuntimeError, wire.server.start, HOST, port)
        assert "already running on 10.0.0.254:5000" in str(error)
    wire.answer("/")
    assert len(wire.ask(wire.connect(), get())) == 1


@on_each_pool
def test_again_and_again(wire):
    """As after a soft reload: nothing of the last life is in the way."""
    wire.answer("/")
    for port in (5000, 5000, 80, 5000):
        wire.stop()
        wire.call(wire.server.start, HOST, port)
        assert (wire.server.host, wire.server.port) == (HOST, port)
        peer = wire.connect()
        assert len(wire.ask(peer, get())) == 1


# IPv6


@on_each_pool
def test_both_families(wire):
    wire.stop()
    if not wire.pool.has_ipv6:
        for host in ("::", "::1"):
            error = raises(RuntimeError, wire.call, wire.server.start, host, 5000)
            assert "no IPv6" in str(error) and wire.server.stopped
            assert wire.pool.open_sockets == []
        return

    @wire.route("/")
    def handler(request):
        return Response(request, "%s %d %s" % (request.client_address + (request.remote_address,)))

    wire.call(wire.server.start, "::", 5000)
    assert (wire.server.host, wire.server.port) == ("::", 5000)
    peer = wire.connect()
    assert len(peer.address) == 4
    wire.say(peer, get())
    wire.run()
    plain = peer.address[0][7:].encode()
    assert wire.answers(peer)[0].body == b"%s %d %s" % (plain, peer.address[1], plain)


class OptionsPool:
    """Its one socket is itself: it keeps the options that it gets."""

    AF_INET = 2
    AF_INET6 = 10
    SOCK_STREAM = 1
    IPPROTO_IPV6 = 41
    IPV6_V6ONLY = 26

    def __init__(self):
        self.options = []

    def socket(self, family, kind):
        self.options = [family]
        return self

    def setsockopt(self, level, option, value):
        self.options.append((level, option, value))

    def bind(self, address):
        assert address[1] == 5000

    def listen(self, backlog):
        pass

    def setblocking(self, flag):
        assert not flag

    def close(self):
        pass


def test_only_where_both_families_are_wanted():
    """Systems differ in what they do without the option."""
    for host, options in (("::", [10, (41, 26, 0)]), ("::1", [10]), ("10.0.0.254", [2])):
        pool = OptionsPool()
        server = Server(pool)
        server.start(host, 5000)
        assert pool.options == options
        server.stop()


# The address of a board


def started_with(pool_class=EspressifPool, **attributes):
    """The server's host and its listener's, started without one on a board with such a radio."""
    wire = Wire(pool_class)
    wire.stop()
    try:
        with Board(**radio(**attributes)):
            wire.call(wire.server.start)
        return wire.server.host, wire.pool.open_sockets[0].address[0]
    finally:
        wire.finish()


def test_address_of_the_radio():
    station = {"ipv4_address": "192.168.1.7", "ipv4_address_ap": None}
    access_point = {"ipv4_address": None, "ipv4_address_ap": "192.168.4.1"}
    both = {"ipv4_address": "192.168.1.7", "ipv4_address_ap": "192.168.4.1"}
    # All that the board has are served, whichever is told.
    assert started_with(**station) == ("192.168.1.7", "0.0.0.0")
    assert started_with(**access_point) == ("192.168.4.1", "0.0.0.0")
    assert started_with(**both) == ("192.168.1.7", "0.0.0.0")
    assert started_with(ipv4_address="10.0.0.2") == ("10.0.0.2", "0.0.0.0")


def test_board_in_no_network():
    error = raises(RuntimeError, started_with, ipv4_address=None, ipv4_address_ap=None)
    assert "in no network" in str(error) and "CIRCUITPY_WIFI_SSID" in str(error)
    # Who says where to listen knows what he does.
    wire = Wire(EspressifPool)
    wire.stop()
    with Board(**radio(ipv4_address=None)):
        wire.call(wire.server.start, "0.0.0.0")
    assert wire.server.host == "0.0.0.0"
    wire.finish()


def test_board_whose_sockets_are_not_those_of_its_radio():
    """Ethernet, or AirLift: their pools do not tell their addresses."""
    assert started_with(AirLiftPool, ipv4_address=None) == ("0.0.0.0", "0.0.0.0")
    wire = Wire(AirLiftPool)
    wire.stop()
    with Board():
        wire.call(wire.server.start)
    assert wire.server.host == "0.0.0.0"
    wire.finish()


def test_other_machines_have_no_radio():
    wire = Wire(CPythonPool)
    wire.stop()
    with Board(False, **radio(CPythonPool, ipv4_address="192.168.1.7")):
        wire.call(wire.server.start)
    assert (wire.server.host, wire.server.port) == ("0.0.0.0", 5000)
    wire.finish()


def test_every_address_is_told_in_debug_mode():
    wire = Wire(EspressifPool)
    wire.stop()
    told = []
    wire.server._debug = lambda name, *arguments: told.append((name, arguments[1:]))
    wire.server.debug = True
    attributes = {
        "ipv4_address": "192.168.1.7",
        "ipv4_address_ap": "192.168.4.1",
        "addresses": ("192.168.1.7", "fe80::1"),
    }
    for host, addresses in (
        ((), ["192.168.1.7", "192.168.4.1"]),
        (("0.0.0.0",), ["192.168.1.7", "192.168.4.1"]),
        (("::",), ["192.168.1.7", "192.168.4.1", "fe80::1"]),
        (("192.168.4.1",), None),
    ):
        with Board(**radio(**attributes)):
            wire.call(wire.server.start, *host)
        wire.stop()
        expected = [("_debug_started_server", ())]
        if addresses is not None:
            expected.append(("_debug_addresses", (addresses,)))
        assert told == expected + [("_debug_stopped_server", ())], host
        told[:] = []
    wire.server.debug = False
    wire.finish()


def test_advertise():
    class MDNS:
        def advertise_service(self, *, service_type, protocol, port):
            told.append((service_type, protocol, port))

    told = []
    for pool_class, kind in ((EspressifPool, "_http"), (BoardTLSPool, "_https")):
        wire = Wire(pool_class)
        wire.server.advertise(MDNS())
        wire.stop()
        raises(RuntimeError, wire.server.advertise, MDNS())
        wire.call(wire.server.start, HOST, 0)
        wire.server.advertise(MDNS())
        assert told == [(kind, "_tcp", 5000), (kind, "_tcp", wire.server.port)]
        told[:] = []
        wire.finish()


def test_no_other_attributes():
    class Early(Server):
        def __init__(self):
            raises(AttributeError, getattr, self, "_engine")
            raises(AttributeError, getattr, self, "connection_count")
            super().__init__(CPythonPool())

    for name in ("nothing", "_nothing", "write_socket", "__deepcopy__"):
        raises(AttributeError, getattr, Early(), name)


@on_each_pool
def test_socket_and_whether_it_is_secure(wire):
    server = wire.server
    assert server.socket is server._sock is wire.pool.open_sockets[0]
    assert server.is_secure == (wire.pool.tls_context is not None)
    wire.stop()
    assert server.socket is None


@on_each_pool
def test_backlog(wire):
    asked = []

    class Socket(wire.pool.socket_class):
        def listen(self, backlog):
            asked.append(backlog)
            super().listen(backlog)

    wire.stop()
    wire.pool.socket_class = Socket
    default = wire.server.backlog
    assert default in (10, 128)
    wire.start()
    wire.stop()
    wire.server.backlog = 3
    wire.start()
    assert asked == [default, 3] and wire.server.backlog == 3
    for value in (0, -1, "3", None, True):
        raises(ValueError, setattr, wire.server, "backlog", value)


# HTTPS on boards


def test_certificate_is_tried_out_before_clients_come():
    for fault, expected, text in (
        (MemoryError(), MemoryError, "too little memory for a connection"),
        (OSError(-0x2180, "x"), ValueError, "cannot be used by this board"),
        (ValueError("bad"), ValueError, "cannot be used by this board (bad)"),
    ):
        wire = Wire(BoardTLSPool)
        wire.stop()
        wire.pool.tls_context.faults.append(fault)
        error = raises(expected, wire.call, wire.server.start, HOST, 5000)
        assert text in str(error), error
        assert wire.server.stopped and wire.pool.open_sockets == []
        wire.start()
        wire.finish()


# Pools that have next to nothing


class BareSocket(AirLiftPool.socket_class):
    """Only what may be assumed; its options are refused with something strange."""

    def setsockopt(self, level, option, value):
        raise TypeError("not on this board")


class BarePool(AirLiftPool):
    """Neither getaddrinfo nor names of options."""

    socket_class = BareSocket

    getaddrinfo = None


class EmptyPool(EspressifPool):
    """getaddrinfo() finds nothing, and does not mind."""

    def getaddrinfo(self, host, port):
        return []


def test_pools_that_cannot_resolve():
    for pool_class in (BarePool, EmptyPool):
        wire = Wire(pool_class)
        wire.answer("/")
        assert len(wire.ask(wire.connect(), get())) == 1
        wire.finish()
