# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Sockets disagree: one class of socket and of pool per row of that table. WIRE_POOLS lists them.

They have only the methods that the real ones have, and the errors that those raise.
"""

import errno

from .fakes import EAGAIN, EBADF, ECONNRESET, EPIPE, FakePool, FakeSocket

ENOTCONN = errno.ENOTCONN
EOPNOTSUPP = errno.EOPNOTSUPP
PLAIN_HTTP_ON_TLS = -30976


class CPythonSocket(FakeSocket):
    """BlockingIOError, 0 at the end, shutdown; without fileno here, so that sockets are tried."""

    def setsockopt(self, level, option, value):
        self._check_open()

    def shutdown(self, how):
        self._check_open()
        if self.peer is None or self.peer.was_reset:
            raise OSError(ENOTCONN, "not connected")
        assert how == 1
        self._pool.happened("shutdown", self.peer)
        self.peer.server_ended = True

    def getsockname(self):
        host, port = self.address
        return host, port or 49152

    def getpeername(self):
        return self.peer.address

    def recv(self, size):
        buffer = bytearray(size)
        return bytes(buffer[: self.recv_into(buffer)])


class EspressifSocket(FakeSocket):
    """ENOTCONN at the peer's end when it does not block, and a reset is noticed late."""

    max_send = 5744

    def __init__(self, pool, peer=None):
        super().__init__(pool, peer)
        self._reset_noticed = False
        if peer is not None:
            # The timeout of an accepted socket is never set: zero.
            self.timeout = 0

    def setsockopt(self, level, option, value):
        self._check_open()

    def _receive_end(self):
        if self.timeout == 0:
            raise OSError(ENOTCONN, "not connected")
        return 0

    def _receive_reset(self):
        if not self._reset_noticed:
            self._reset_noticed = True
            raise OSError(EAGAIN, "nothing to read")
        raise OSError(ENOTCONN, "not connected")


class RP2Socket(FakeSocket):
    """Sends nothing to a peer that has ended its side; a reset makes it a bad descriptor."""

    max_send = 8 * 1460

    def _inherit(self, socket):
        socket.timeout = self.timeout

    def setsockopt(self, level, option, value):
        self._check_open()
        if (level, option) != (self._pool.SOL_SOCKET, self._pool.SO_REUSEADDR):
            raise OSError(EOPNOTSUPP, "no such option")

    def _receive_reset(self):
        raise OSError(EBADF, "not connected")

    def _send_to_ended(self):
        raise OSError(EPIPE, "peer has ended its side")


class WIZnetSocket(FakeSocket):
    """send() waits by itself until all is taken, or gives up; there is no setsockopt."""

    def _take(self, data):
        peer = self.peer
        if peer.stalled:
            raise OSError(errno.ETIMEDOUT, "peer does not read")
        peer.take(data)
        return len(data)


class AirLiftSocket(FakeSocket):
    """0 means "nothing" as well as "closed"; only _connected tells the two apart. accept() hands
    out whoever has sent something, whether that was accepted before or not."""

    max_send = 4000
    # Its number in the coprocessor.
    _socknum = 0

    def accept(self):
        pool = self._pool
        if not (pool.knocking or pool.accept_faults):
            for other in pool.open_sockets:
                peer = other.peer
                if peer is not None and peer.to_server:
                    pool.accept_times.append(pool.now())
                    return AirLiftSocket(pool, peer), peer.address
        return super().accept()

    def _nobody(self):
        raise OSError(ECONNRESET, "nobody is waiting")

    @property
    def _connected(self):
        peer = self.peer
        return not self.closed and not peer.was_reset and bool(peer.to_server or not peer.ended)

    def _receive_nothing(self):
        self._wait_for("recv_into")
        return 0

    def _receive_reset(self):
        return 0


class BoardTLSSocket(FakeSocket):
    """What wrap_socket() makes of an accepted socket: the handshake runs inside the reads."""

    max_send = 2048

    def __init__(self, plain):
        super().__init__(plain._pool, plain.peer)
        self._plain = plain
        self._refused = None
        self._written = 0

    def setsockopt(self, level, option, value):
        self._plain.setsockopt(level, option, value)

    def close(self):
        self.closed = True
        self._plain.close()

    def recv_into(self, buffer, size=0):
        self._check_open()
        peer = self.peer
        if peer.was_reset or not (peer.flights or peer.speaks_plain):
            return super().recv_into(buffer, size)
        if peer.speaks_plain:
            raise OSError(PLAIN_HTTP_ON_TLS, "not a TLS record")
        if peer.ended:
            return 0
        if peer.shakes_hands:
            self._pool.happened("handshake", peer)
            peer.flights -= 1
        return self._receive_nothing()

    def _take(self, data):
        """A record leaves as a whole: a refused one is tried again with the same bytes."""
        assert not self.peer.flights, "sent before the handshake"
        if self._refused is not None and self._refused != data:
            self._pool.violations.append("a refused write must be tried again with the same bytes")
        if self._refused is None:
            self._written = 0
        record = data[: self.max_send]
        size = min(len(record) - self._written, self._room())
        self.peer.take(record[self._written : self._written + size])
        self._written += size
        if self._written < len(record):
            self._refused = data
            self._wait_for("send")
            raise OSError(EAGAIN, "want to write")
        self._refused = None
        return len(record)


class CPythonPool(FakePool):
    name = "CPython"
    AF_INET6 = 10
    has_ipv6 = True
    socket_class = CPythonSocket
    SOL_SOCKET = 1
    SO_REUSEADDR = 2
    IPPROTO_TCP = 6
    TCP_NODELAY = 1


class EspressifPool(FakePool):
    name = "Espressif"
    AF_INET6 = 10
    has_ipv6 = True
    socket_class = EspressifSocket
    max_sockets = 8
    shows_shortage = False
    SOL_SOCKET = 0xFFF
    SO_REUSEADDR = 4
    IPPROTO_TCP = 6
    TCP_NODELAY = 1

    def refuse(self):
        raise OSError(EAGAIN, "nobody is waiting")


class RP2Pool(FakePool):
    name = "RP2"
    AF_INET6 = 10
    socket_class = RP2Socket
    max_sockets = 8
    answers_half_closed = False
    SOL_SOCKET = 0xFFF
    SO_REUSEADDR = 4
    IPPROTO_TCP = 6
    TCP_NODELAY = 1


class WIZnetPool(FakePool):
    name = "WIZnet"
    socket_class = WIZnetSocket
    send_waits = True
    SOL_SOCKET = 0xFFF
    SO_REUSEADDR = 4


class AirLiftPool(FakePool):
    """The smallest of all: neither options nor their names."""

    name = "AirLift"
    socket_class = AirLiftSocket


class FakeTLSContext:
    """The SSLContext of a board."""

    def __init__(self):
        self.faults = []

    def wrap_socket(self, socket, *, server_side=False, server_hostname=None):
        assert server_side and not socket.listening, "wrap accepted sockets, not the listener"
        if self.faults:
            raise self.faults.pop(0)
        return BoardTLSSocket(socket)


class BoardTLSPool(EspressifPool):
    name = "board TLS"

    def __init__(self):
        super().__init__()
        self.tls_context = FakeTLSContext()


WIRE_POOLS = (CPythonPool, EspressifPool, RP2Pool, WIZnetPool, AirLiftPool, BoardTLSPool)
