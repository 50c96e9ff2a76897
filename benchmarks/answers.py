# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Reads the answers of servers: no more than what tells where one ends and whether it is right, and
fast, so that the load generator is not what is measured.
"""

UNTIL_EOF = -1
HEAD_CAP = 65536

# A server's heads differ once a second at most (the date), so each is looked at once.
_heads = {}


def read_head(head):
    """(status, length of the body or UNTIL_EOF, whether the server closes afterwards)"""
    lines = head.lower().split(b"\r\n")
    version, status = lines[0].split(b" ", 2)[:2]
    fields = {}
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        fields[name.strip()] = value.strip()
    if b"transfer-encoding" in fields:
        raise ValueError("chunked answers are not measured")
    length = int(fields.get(b"content-length", UNTIL_EOF))
    if version == b"http/1.0":
        closes = fields.get(b"connection") != b"keep-alive"
    else:
        closes = fields.get(b"connection") == b"close"
    return int(status), length, closes or length == UNTIL_EOF


def known_head(head):
    """As read_head, remembering what it said."""
    facts = _heads.get(head)
    if facts is None:
        if len(_heads) > 1000:
            _heads.clear()
        facts = _heads[head] = read_head(head)
    return facts


class Answer:
    """One answer as it arrives; ``restart()`` makes it ready for the next one."""

    __slots__ = ("status", "length", "closes", "received", "_start")

    def __init__(self):
        self.restart()

    def restart(self):
        """Forget the last answer."""
        self.status = 0
        self.length = None  # until the head is complete
        self.closes = True
        self.received = 0  # bytes of the body
        self._start = b""

    def feed(self, data):
        """Take the next bytes, b"" at the end of the stream; return whether it is complete now."""
        if self.length is None:
            if self._start:
                data = self._start + data
            end = data.find(b"\r\n\r\n")
            if end < 0:
                if len(data) > HEAD_CAP:
                    raise ValueError("endless head")
                self._start = data
                return False
            self.status, self.length, self.closes = known_head(data[:end])
            self.received = len(data) - end - 4
        else:
            self.received += len(data)
            if self.length == UNTIL_EOF:
                return not data
        return self.received >= self.length >= 0

    def problem(self, expected):
        """What is wrong with a complete answer, or None; expected=None accepts any length."""
        if self.status != 200:
            return "status"
        if self.length not in (UNTIL_EOF, self.received):
            return "length"
        return None if expected in (None, self.received) else "length"
