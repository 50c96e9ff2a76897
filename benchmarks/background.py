# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Clients beside the one that is measured: what a server must not let itself be held up by.

They connect before the measurement begins and stay until it is over.
"""

import socket
import threading
import time

from .exchanges import EXCHANGES, HOST

PATIENCE = 1  # seconds to connect, and for the answer that a kept connection begins with
SLOW_PIECE, SLOW_PAUSE = 4096, 0.02  # bytes, seconds: 200 KB/s


class Background:
    """``with Background(port, {"idle": 10, "slow reader": 1}): ...``"""

    def __init__(self, port, wanted):
        self._address = (HOST, port)
        self._wanted = wanted
        self._sockets = []
        self._over = threading.Event()
        self._threads = []

    def __enter__(self):
        for kind, count in self._wanted.items():
            try:
                for _ in range(count):
                    KINDS[kind](self)
            except OSError:
                pass  # it lets no more of them in; how it treats the others is what is measured
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()
        for connection in self._sockets:
            connection.close()

    def _connect(self):
        connection = socket.socket()
        self._sockets.append(connection)
        connection.settimeout(PATIENCE)
        return connection

    def idle(self):
        """Connects and says nothing, as browsers do ahead of their next request."""
        self._connect().connect(self._address)

    def half_open(self):
        """Sends half a request and leaves it there, as one does whose Wi-Fi has gone."""
        connection = self._connect()
        connection.connect(self._address)
        request = EXCHANGES["browser"].request(keep_alive=True)
        connection.sendall(request[: len(request) // 2])

    def kept(self):
        """Asks once and keeps the connection, as a browser whose page is loaded."""
        connection = self._connect()
        connection.connect(self._address)
        connection.sendall(EXCHANGES["json"].request(keep_alive=True))
        connection.recv(65536)

    def slow_reader(self):
        """
        Fetches a file that is larger than all that the kernel would keep for it (4 MB), at a pace
        that makes the server wait.
        """
        connection = self._connect()
        # Before connecting, or the window is large already.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2 * SLOW_PIECE)
        connection.connect(self._address)
        connection.sendall(EXCHANGES["file-16m"].request(keep_alive=False))
        thread = threading.Thread(target=self._read_slowly, args=(connection,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _read_slowly(self, connection):
        try:
            while not self._over.is_set() and connection.recv(SLOW_PIECE):
                time.sleep(SLOW_PAUSE)
        except OSError:
            pass  # the server gave up on it, as it may


KINDS = {
    "idle": Background.idle,
    "half-open": Background.half_open,
    "kept": Background.kept,
    "slow reader": Background.slow_reader,
}
