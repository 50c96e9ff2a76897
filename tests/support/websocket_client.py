# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a WebSocket client makes of a server's bytes. Runs on MicroPython as well."""

# The key and the answer to it are those of RFC 6455 section 1.3.
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
HANDSHAKE_LINES = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: " + KEY,
)


def read_frame(data):
    """(opcode, payload, the rest) of a server's frame, or None if it is not complete."""
    if len(data) < 2:
        return None
    assert data[0] & 0x70 == 0, "reserved bits"
    assert data[0] & 0x80, "the server does not fragment"
    assert not data[1] & 0x80, "the server must not mask"
    size = data[1]
    start = 2
    if size > 125:
        start = 4 if size == 126 else 10
        if len(data) < start:
            return None
        size = int.from_bytes(data[2:start], "big")
        assert size > (125 if start == 4 else 65535), "not the shortest length"
    if len(data) < start + size:
        return None
    opcode = data[0] & 15
    assert opcode in (1, 2, 8, 9, 10), opcode
    assert opcode < 8 or size < 126
    return opcode, bytes(data[start : start + size]), data[start + size :]


def frames(data):
    """All frames of a server: [(opcode, payload), ...]; there must be no half one."""
    data = bytes(data)
    found = []
    while data:
        frame = read_frame(data)
        assert frame is not None, "half a frame: %r" % data[:100]
        found.append(frame[:2])
        data = frame[2]
    return found


def messages(data):
    """All messages, without what else there is."""
    return [
        str(payload, "utf-8") if opcode == 1 else payload
        for opcode, payload in frames(data)
        if opcode < 8
    ]
