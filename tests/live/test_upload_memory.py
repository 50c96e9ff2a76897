# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What an upload of 100 MB takes of the server's memory: next to nothing. With the small
buffer of a board it is one of 20 MB, because that many reads take five times as long."""

import gc
import json
import os
import socket
import tracemalloc

import pytest

from adafruit_httpserver import GET, POST, PUT, JSONResponse, Response
from tests.support.harness import Client, request
from tests.support.measured_server import MeasuredProcess, MeasuredServer

BLOCK = bytes(range(256)) * 400
# For each size of the buffer.
BLOCKS = {1024: 20_000_000 // len(BLOCK), 4096: 100_000_000 // len(BLOCK)}
MOST = 64 * 1024


def build(folder, buffer_size):
    server = MeasuredServer(socket)
    server.request_buffer_size = int(buffer_size)

    @server.route("/save", PUT, stream=True)
    def save(request):
        size = yield from request.save(f"{folder}/file")
        return Response(request, str(size))

    @server.route("/form", POST, stream=True)
    def form(request):
        found = yield from request.save_files(folder)
        return Response(request, str(found.files["f"].size))

    @server.route("/memory", GET)
    def memory(request):
        """What there is, and the most that there was since the last time."""
        if not tracemalloc.is_tracing():
            gc.disable()
            tracemalloc.start()
        gc.collect()
        traced = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        return JSONResponse(request, traced)

    return server


@pytest.fixture
def process(buffer_size, tmp_path):
    with MeasuredProcess(build, tmp_path, buffer_size) as process:
        yield process


def upload(client, kind, pieces):
    """One upload of so many blocks, and the answer to it."""
    size = pieces * len(BLOCK)
    if kind == "raw":
        client.send(request("/save", "PUT", [f"Content-Length: {size}"]))
        for _ in range(pieces):
            client.send(BLOCK)
    elif kind == "chunked":
        client.send(request("/save", "PUT", ["Transfer-Encoding: chunked"]))
        for _ in range(pieces):
            client.send(b"%x\r\n" % len(BLOCK) + BLOCK + b"\r\n")
        client.send(b"0\r\n\r\n")
    else:
        begin = b'--B\r\nContent-Disposition: form-data; name="f"; filename="file"\r\n\r\n'
        end = b"\r\n--B--\r\n"
        length = f"Content-Length: {len(begin) + size + len(end)}"
        kind = "Content-Type: multipart/form-data; boundary=B"
        client.send(request("/form", "POST", [length, kind]) + begin)
        for _ in range(pieces):
            client.send(BLOCK)
        client.send(end)
    return client.read()


# Tracing makes the server ten times as slow.
@pytest.mark.timeout(300)
@pytest.mark.parametrize("buffer_size", BLOCKS)
def test_memory_does_not_grow_with_the_body(process, tmp_path, buffer_size):
    size = BLOCKS[buffer_size] * len(BLOCK)
    for kind in ("raw", "chunked", "multipart"):
        with Client(process.port, timeout=60) as client:
            client.get("/memory")
            # The first one loads the modules for it.
            upload(client, kind, 1)
            idle, _ = json.loads(client.get("/memory").body)
            answer = upload(client, kind, BLOCKS[buffer_size])
            assert answer.body == b"%d" % size
            after, peak = json.loads(client.get("/memory").body)
        print(f"{kind}: {peak - idle} bytes at most, {after - idle} afterwards")
        assert peak - idle < MOST, kind
        assert os.path.getsize(tmp_path / "file") == size
