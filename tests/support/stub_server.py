# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A server that does what a test says, right or wrong, and counts what it was asked."""

import socket
import threading

HOST = "127.0.0.1"


class StubServer:
    """
    ``answer(number)`` gives the bytes to send for the request of that number, from 0 on, and
    whether to close the connection then. Bytes of ``None`` mean to say nothing at all.
    """

    def __init__(self, answer):
        self._answer = answer
        self._listener = socket.create_server((HOST, 0), backlog=64)
        self._lock = threading.Lock()
        self._connections = []
        self.requests = 0
        self.port = self._listener.getsockname()[1]

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # the test is over
                return
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            while self._take_request(connection):
                with self._lock:
                    number = self.requests
                    self.requests += 1
                data, closes = self._answer(number)
                if data:
                    connection.sendall(data)
                if closes:
                    break
        except OSError:
            pass
        connection.close()

    @staticmethod
    def _take_request(connection):
        """Requests without a body, one at a time."""
        received = b""
        while not received.endswith(b"\r\n\r\n"):
            piece = connection.recv(4096)
            if not piece:
                return False
            received += piece
        return True

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        # Closing alone would not wake the thread that waits in accept().
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            connection.close()


def answer(body=b"hello", status=200, length=None, version="1.1", fields=""):
    """The bytes of an answer; a length of its own makes it a wrong one."""
    length = len(body) if length is None else length
    head = f"HTTP/{version} {status} X\r\nContent-Length: {length}\r\n{fields}\r\n"
    return head.encode() + body
