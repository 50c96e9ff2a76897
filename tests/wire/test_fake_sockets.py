# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The fake sockets themselves: each does what the table "Sockets disagree" says of it."""

import errno

from tests.support.expect import raises
from tests.support.fake_pools import WIRE_POOLS

EAGAIN = errno.EAGAIN


def accepted(pool_class, window=None, listener_blocks=False):
    """A client, and the server's end of its connection, which does not block."""
    pool = pool_class()
    listener = pool.socket(pool.AF_INET, pool.SOCK_STREAM)
    listener.bind(("10.0.0.254", 5000))
    listener.listen(5)
    listener.setblocking(listener_blocks)
    peer = pool.connect(window)
    peer.flights = 0
    socket, address = listener.accept()
    assert address == peer.address
    if pool.tls_context is not None:
        socket = pool.tls_context.wrap_socket(socket, server_side=True)
    return peer, socket, listener


def code(function, *arguments):
    """What the function returns, or the number of its OSError."""
    try:
        return function(*arguments)
    except OSError as error:
        return error.errno


def table(name):
    """Nothing to read, peer closed, nothing to accept, sent after the peer's FIN."""
    return {
        "CPython": (EAGAIN, 0, EAGAIN, 1),
        "Espressif": (EAGAIN, errno.ENOTCONN, EAGAIN, 1),
        "RP2": (EAGAIN, 0, EAGAIN, 32),
        "WIZnet": (EAGAIN, 0, EAGAIN, 1),
        "AirLift": (0, 0, errno.ECONNRESET, 1),
        "board TLS": (EAGAIN, 0, EAGAIN, 1),
    }[name]


def test_the_table():
    for pool_class in WIRE_POOLS:
        peer, socket, listener = accepted(pool_class)
        socket.setblocking(False)
        nothing, closed, nobody, after_fin = table(pool_class.name)
        assert code(socket.recv_into, bytearray(5)) == nothing, pool_class.name
        assert code(listener.accept) == nobody, pool_class.name
        peer.half_close()
        assert code(socket.recv_into, bytearray(5)) == closed, pool_class.name
        assert code(socket.send, b"x") == after_fin, pool_class.name


def test_arguments_of_recv_into():
    for pool_class in WIRE_POOLS:
        peer, socket, _ = accepted(pool_class)
        socket.setblocking(False)
        peer.send(b"123456789")
        raises(ValueError, socket.recv_into, bytearray(5), 6)
        assert socket.recv_into(bytearray(0)) == 0
        buffer = bytearray(5)
        assert socket.recv_into(buffer, 2) == 2 and buffer == b"12\0\0\0"
        assert socket.recv_into(memoryview(buffer)[1:], 0) == 4 and buffer == b"13456"
        raises(TypeError, socket.recv_into, b"12345")


def test_windows():
    for pool_class in WIRE_POOLS:
        peer, socket, _ = accepted(pool_class, window=10)
        socket.setblocking(False)
        data = bytes(range(25))
        first = code(socket.send, data)
        expected = {"WIZnet": 25, "board TLS": EAGAIN}.get(pool_class.name, 10)
        assert first == expected, pool_class.name
        assert peer.stalled
        again = data if pool_class.name == "board TLS" else b"x"
        assert code(socket.send, again) in (EAGAIN, errno.ETIMEDOUT)
        peer.read(25)
        assert not peer.stalled


def test_missing_methods():
    for pool_class in WIRE_POOLS:
        _, socket, _ = accepted(pool_class)
        assert not hasattr(socket, "fileno")
        for name in ("recv", "shutdown", "getpeername", "getsockname"):
            assert hasattr(socket, name) == (pool_class.name == "CPython"), name
        missing = pool_class.name in ("WIZnet", "AirLift")
        assert hasattr(socket, "setsockopt") == (not missing)
        assert hasattr(socket, "_connected") == (pool_class.name == "AirLift")


def test_blocking():
    """Who forgets setblocking(False) is caught, where the accepted socket would wait."""
    for pool_class in WIRE_POOLS:
        _, socket, _ = accepted(pool_class)
        if pool_class.name in ("Espressif", "RP2"):
            assert code(socket.recv_into, bytearray(1)) == EAGAIN
        else:
            raises(AssertionError, socket.recv_into, bytearray(1))


def test_sockets_run_out():
    for pool_class in WIRE_POOLS:
        pool = pool_class()
        for _ in range(8):
            pool.socket()
        if pool.max_sockets is not None:
            raises(RuntimeError, pool.socket)
            pool.open_sockets[0].close()
        pool.socket()


def test_closed_sockets():
    for pool_class in WIRE_POOLS:
        peer, socket, _ = accepted(pool_class)
        peer.send(b"unread")
        socket.close()
        socket.close()
        assert code(socket.recv_into, bytearray(1)) == errno.EBADF
        assert code(socket.send, b"x") == errno.EBADF
        assert peer.server_closed and peer.got_reset


def test_airlift_tells_silence_from_the_end():
    for pool_class in WIRE_POOLS:
        if pool_class.name != "AirLift":
            continue
        peer, socket, _ = accepted(pool_class)
        socket.setblocking(False)
        assert socket._connected and socket.recv_into(bytearray(1)) == 0
        peer.send(b"last")
        peer.close()
        assert socket._connected and socket.recv_into(bytearray(4)) == 4
        assert not socket._connected and socket.recv_into(bytearray(1)) == 0


def test_tls_wants_the_same_bytes_again():
    for pool_class in WIRE_POOLS:
        if pool_class.name != "board TLS":
            continue
        for again, violations in ((b"x" * 3000, 0), (b"x" * 2999, 1), (b"y" * 3000, 1)):
            peer, socket, _ = accepted(pool_class, window=100)
            socket.setblocking(False)
            assert code(socket.send, b"x" * 3000) == EAGAIN
            peer.window = None
            assert code(socket.send, again) == 2048
            assert len(peer._pool.violations) == violations
