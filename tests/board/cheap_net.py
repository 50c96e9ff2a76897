# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A network that costs next to nothing, so that what is measured is the server.

The sockets have what a board's have, and do not block. A client is the server's socket itself: its
requests are put into it, and what the server sends is counted, not kept.
"""

import errno

# With one argument CPython would not take it for the number.
EAGAIN = errno.EAGAIN


class Socket:
    """The server's end of a connection, with the client behind it."""

    def __init__(self):
        # What the client has sent and nobody has read.
        self.incoming = b""
        # The client has gone.
        self.ended = False
        # Bytes that the server has sent, and the status in them: numbers, which keep no memory.
        self.sent = 0
        self.status = 0
        self.closed = False

    def recv_into(self, buffer, size=0):
        data = self.incoming
        if not data:
            if self.ended:
                return 0
            raise OSError(EAGAIN, "later")
        size = min(size or len(buffer), len(data))
        if size == len(data):
            buffer[:size] = data
            self.incoming = b""
        else:
            buffer[:size] = data[:size]
            self.incoming = data[size:]
        return size

    def send(self, data):
        if not self.sent:
            self.status = int(bytes(data[9:12]))
        self.sent += len(data)
        return len(data)

    def sendall(self, data):
        self.send(data)

    def close(self):
        self.closed = True

    def setblocking(self, flag):
        pass

    def settimeout(self, value):
        pass

    def setsockopt(self, level, option, value):
        pass


class Listener(Socket):
    """Clients knock by being put into a list."""

    def __init__(self):
        super().__init__()
        self.knocking = []

    def bind(self, address):
        pass

    def listen(self, backlog):
        pass

    def accept(self):
        if not self.knocking:
            raise OSError(EAGAIN, "later")
        return self.knocking.pop(0), ADDRESS


ADDRESS = ("10.0.0.2", 40000)


class Pool:
    """Where the server gets its listener from."""

    AF_INET = 2
    SOCK_STREAM = 1
    SOL_SOCKET = 0xFFF
    SO_REUSEADDR = 4
    IPPROTO_TCP = 6
    TCP_NODELAY = 1

    def __init__(self):
        self.listener = Listener()

    def socket(self, family=AF_INET, kind=SOCK_STREAM, proto=0):
        return self.listener

    def getaddrinfo(self, host, port, *rest):
        return [(self.AF_INET, self.SOCK_STREAM, 0, "", (host, port))]


# What a browser says, 600 bytes of it.
BROWSER_HEAD = (
    b"GET / HTTP/1.1\r\n"
    b"Host: 192.168.1.23\r\n"
    b"Connection: keep-alive\r\n"
    b"Cache-Control: max-age=0\r\n"
    b"Upgrade-Insecure-Requests: 1\r\n"
    b"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    b"Chrome/126.0.0.0 Safari/537.36\r\n"
    b"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
    b"image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7\r\n"
    b"Referer: http://192.168.1.23/settings\r\n"
    b"Accept-Encoding: gzip, deflate\r\n"
    b"Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
    b"Sec-Fetch-Dest: document\r\n"
    b"Sec-Fetch-Mode: navigate\r\n"
    b"Cookie: session=0123456789abcdef0123456789abcdef0123456\r\n"
    b"\r\n"
)
PLAIN = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"
CLOSE = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"


class Clock:
    """In the place of `time`: it goes on when somebody says so, so that all runs are the same."""

    def __init__(self, time):
        self.sleep = time.sleep
        self.mktime = time.mktime
        self.milliseconds = 1000000

    def monotonic(self):
        return self.milliseconds / 1000

    def monotonic_ns(self):
        return self.milliseconds * 1000000

    def time(self):
        return 1700000000

    def localtime(self, seconds=None):
        return (2026, 1, 1, 0, 0, 0, 3, 1, -1)


class Net:
    """A pool, a clock, and what clients do."""

    def __init__(self, time):
        self.clock = Clock(time)
        self.pool = Pool()
        self.server = None

    def polls(self, count):
        """Let the server work; time goes on, because it looks at its listener now and then only."""
        for _ in range(count):
            self.clock.milliseconds += 20
            self.server.poll()

    def connect(self, request=b""):
        """A client that knocks, and has said something already."""
        client = Socket()
        client.incoming = request
        self.pool.listener.knocking.append(client)
        return client

    def ask(self, request, status=200, polls=10):
        """One request on a connection of its own; the client leaves at the end."""
        client = self.connect(request)
        self.polls(polls)
        assert client.status == status, client.status
        client.ended = True
        self.polls(2)
        assert client.closed
