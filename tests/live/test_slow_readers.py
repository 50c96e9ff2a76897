# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A client on a slow line that takes what it can gets the whole file, with default settings."""

import socket
import time

import pytest

from adafruit_httpserver import Server
from tests.support.harness import HOST, request, running

SIZE = 16 * 1024 * 1024
RATE = 512 * 1024  # bytes per second
SECONDS = 2.5


@pytest.mark.parametrize("guard", [0, 2])
def test_a_steady_reader_is_not_cut_off(tmp_path, guard):
    """Progress is what the client takes, not what the network stack reports.

    Linux lets the send buffer of a connection grow to 4 MB and calls it writable again only when a
    third of it is free. A reader of 512 KB/s needs longer for that than `socket_timeout` (1 s).
    """
    (tmp_path / "file.bin").write_bytes(bytes(SIZE))
    server = Server(socket, str(tmp_path))
    # With one the listener is not the socket itself.
    server.max_connections_per_address = guard
    with running(server) as run, socket.create_connection((HOST, run.port), 5) as client:
        client.sendall(request("/file.bin"))
        end = time.monotonic() + SECONDS
        received = 0
        while time.monotonic() < end:
            received += len(client.recv(RATE // 50))
            time.sleep(0.02)
            assert server.connection_count == 1, f"cut off after {received} of {SIZE} bytes"
