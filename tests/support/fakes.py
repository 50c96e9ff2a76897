# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A network without sockets and without time: one class of socket per pool that disagrees.

    pool = FakePool()                what a Server takes for its socket source
    peer = pool.connect()            a client's end; it knocks until the server accepts it
    peer.send(b"GET / ...")          arrives at once
    peer.received                    all that the server has sent so far

How real pools differ from this one is in fake_pools.py. Runs on CPython and MicroPython. Errors are
OSError(code, text), as the network raises them.
"""

import errno

EAGAIN = errno.EAGAIN
EBADF = errno.EBADF
ECONNRESET = errno.ECONNRESET
# Boards lack the name.
EPIPE = 32


class FakePeer:
    """The client's end of one connection."""

    def __init__(self, pool, window, address):
        self._pool = pool
        self.address = address
        # How many bytes fit in between before somebody reads them; None: it reads at once.
        self.window = window
        self.received = bytearray()
        self.unread = 0
        # What is on its way to the server.
        self.to_server = bytearray()
        self.accepted = False
        # What this end did.
        self.ended = False
        self.gone = False
        self.was_reset = False
        # What the other end did. With a reset, what this end has not read yet is lost.
        self.server_ended = False
        self.server_closed = False
        self.got_reset = False
        # TLS: how many flights of the handshake have still to be read, or what ruins it.
        self.flights = 2
        self.shakes_hands = True
        self.speaks_plain = False
        # Exceptions that the server's next calls raise.
        self.receive_faults = []
        self.send_faults = []
        # How many bytes the server's socket takes at once, besides its own limit.
        self.max_send = None

    def send(self, data):
        """Bytes for the server. Sent to a socket that is closed, they come back as a reset."""
        if self.server_closed:
            self.got_reset = True
        elif not (self.ended or self.was_reset):
            self.to_server += data

    def half_close(self):
        """Nothing more will be sent, but all will be read: FIN."""
        self.ended = True

    def close(self):
        """FIN; what the server sends from now on is answered with a reset."""
        self.ended = self.gone = True

    def reset(self):
        """RST: what was sent and not read yet is lost."""
        self.was_reset = True
        self.to_server = bytearray()

    def read(self, size):
        """Takes bytes out of the window, so that the server may send as many more."""
        self.unread = max(0, self.unread - size)

    @property
    def room(self):
        """How much the window takes now."""
        return 1 << 30 if self.window is None else max(0, self.window - self.unread)

    @property
    def stalled(self):
        """Whether nothing more fits until somebody reads."""
        return self.room == 0

    def take(self, data):
        """What the server's socket has sent."""
        if data:
            self._pool.happened("send", self)
        self.received += data
        self.unread += len(data)

    def server_close(self):
        self.server_ended = self.server_closed = True
        if self.to_server:
            # As TCP has it: closed with unread input means reset, and the last words are lost.
            self.got_reset = True


class FakeSocket:
    """The server's end: what all pools have in common."""

    # Bytes that one send() takes at most, None for all.
    max_send = None

    def __init__(self, pool, peer=None):
        self._pool = pool
        self.peer = peer
        self.closed = False
        self.listening = False
        # As `settimeout` takes it: None waits for ever, 0 not at all.
        self.timeout = None
        self.address = None

    # Life

    def bind(self, address):
        self._check_open()
        host, port = address
        assert isinstance(host, str) and isinstance(port, int)
        for other in self._pool.open_sockets:
            if other.address == address:
                raise OSError(errno.EADDRINUSE, "address in use")
        self.address = address

    def listen(self, backlog):
        self._check_open()
        assert self.address is not None and backlog > 0
        self.listening = True

    def accept(self):
        self._check_open()
        assert self.listening
        pool = self._pool
        pool.accept_times.append(pool.now())
        if pool.accept_faults:
            raise pool.accept_faults.pop(0)
        if not pool.knocking:
            self._wait_for("accept")
            self._nobody()
        peer = pool.knocking.pop(0)
        pool.happened("accept", peer)
        if pool.full:
            peer.server_close()
            pool.refuse()
        peer.accepted = True
        socket = type(self)(pool, peer)
        pool.open_sockets.append(socket)
        self._inherit(socket)
        return socket, peer.address

    def _nobody(self):
        raise OSError(EAGAIN, "nobody is waiting")

    def _inherit(self, socket):
        """The timeout of an accepted socket: pools disagree."""

    def close(self):
        if self.closed:
            return
        self._pool.happened("close", self.peer)
        self.closed = True
        self._pool.open_sockets.remove(self)
        if self.peer is not None:
            self.peer.server_close()
        if self.listening:
            for peer in self._pool.knocking:
                peer.server_close()
            self._pool.knocking = []

    def setblocking(self, flag):
        self.settimeout(None if flag else 0)

    def settimeout(self, value):
        self._check_open()
        self.timeout = value

    def _check_open(self):
        if self.closed:
            raise OSError(EBADF, "socket is closed")

    def _wait_for(self, what):
        """Called where a real socket would wait if it may."""
        if self.timeout != 0:
            self._pool.violations.append(what + " on a socket that blocks")
            raise AssertionError(what + " on a socket that blocks")

    # Receiving

    def recv_into(self, buffer, size=0):
        self._check_open()
        if size > len(buffer):
            raise ValueError("buffer is smaller than size")
        size = size or len(buffer)
        peer = self.peer
        if peer.receive_faults:
            raise peer.receive_faults.pop(0)
        if not size:
            return 0
        if peer.was_reset:
            return self._receive_reset()
        data = bytes(peer.to_server[:size])
        if not data:
            return self._receive_end() if peer.ended else self._receive_nothing()
        self._pool.happened("receive", peer)
        buffer[: len(data)] = data
        peer.to_server = peer.to_server[len(data) :]
        return len(data)

    def _receive_nothing(self):
        self._wait_for("recv_into")
        raise OSError(EAGAIN, "nothing to read")

    def _receive_end(self):
        return 0

    def _receive_reset(self):
        raise OSError(ECONNRESET, "reset by the peer")

    # Sending

    def send(self, data):
        self._check_open()
        data = data.encode() if isinstance(data, str) else bytes(data)
        peer = self.peer
        if peer.send_faults:
            raise peer.send_faults.pop(0)
        if peer.was_reset:
            raise OSError(EPIPE, "peer has reset the connection")
        if peer.ended:
            self._send_to_ended()
        if peer.gone:
            # The first is taken, and comes back as a reset.
            peer.was_reset = True
            return len(data)
        assert not peer.server_ended, "sent after shutdown"
        return self._take(data) if data else 0

    def _send_to_ended(self):
        """The peer has ended its side, but may still read."""

    def _take(self, data):
        size = min(len(data), self._room())
        if not size:
            self._wait_for("send")
            raise OSError(EAGAIN, "send buffer is full")
        self.peer.take(data[:size])
        return size

    def _room(self):
        room = self.peer.room
        for limit in (self.max_send, self.peer.max_send):
            if limit is not None:
                room = min(room, limit)
        return room


class FakePool:
    """Where sockets come from. Subclasses say how many and what else there is."""

    name = ""
    socket_class = FakeSocket
    max_sockets = None
    # Whether accept() says so when there is no socket left.
    shows_shortage = True
    # Whether a client that has ended its side can still be answered, and send() waits by itself.
    answers_half_closed = True
    send_waits = False
    # Whether AF_INET6 means something. Pools may have the name even if it does not.
    has_ipv6 = False
    tls_context = None
    # What takes the place of `select` where sockets have file descriptors, so that they are
    # asked for instead of tried.
    select_class = None

    AF_INET = 2
    SOCK_STREAM = 1

    def __init__(self):
        self.open_sockets = []
        self.knocking = []
        self.accept_times = []
        self.accept_faults = []
        # What no server may do, e.g. use a socket that blocks.
        self.violations = []
        # Grows whenever something happens; what it was, if somebody has put a list here.
        self.activity = 0
        self.log = None
        self._peers = 0

    def happened(self, what, peer):
        self.activity += 1
        if self.log is not None:
            self.log.append((what, peer))

    def now(self):
        """Put in place by whoever has a clock."""
        return 0

    def sleep(self, seconds):
        """Put in place by whoever has a clock."""

    def socket(self, family=AF_INET, kind=SOCK_STREAM):
        assert kind == self.SOCK_STREAM
        if family != self.AF_INET:
            assert family == self.AF_INET6
            if not self.has_ipv6:
                raise NotImplementedError("Only IPv4 sockets supported")
        if self.full:
            raise RuntimeError("Out of sockets")
        made = self.socket_class(self)
        self.open_sockets.append(made)
        return made

    def getaddrinfo(self, host, port):
        if host == "no.such.host":
            raise OSError(-2, "name not known")
        return [(self.AF_INET, self.SOCK_STREAM, 0, "", (host, port))]

    @property
    def full(self):
        return self.max_sockets is not None and len(self.open_sockets) >= self.max_sockets

    def shown(self, address):
        """A client's address as accept() tells it, which for IPv6 has four parts."""
        for socket in self.open_sockets:
            if socket.listening and ":" in socket.address[0]:
                return ("::ffff:" + address[0], address[1], 0, 0)
        return address

    def refuse(self):
        """accept() when there is no socket left; the connection is lost."""
        raise RuntimeError("Out of sockets")

    def connect(self, window=None):
        """A client that waits to be accepted."""
        self._peers += 1
        address = ("10.0.0.%d" % self._peers, 40000 + self._peers)
        peer = FakePeer(self, window, self.shown(address))
        self.knocking.append(peer)
        return peer

    def __repr__(self):
        return self.name
