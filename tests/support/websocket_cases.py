# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What clients may say over a WebSocket, and what a server makes of it: one list for all tests.

A case is (name, bytes of the client, events). An event is ("text", str), ("binary", bytes),
("ping", bytes), ("pong", bytes), ("close", code, reason) or ("fault", close code), with which it
ends. The order of the chapters is that of the Autobahn test suite. Runs on MicroPython as well.
"""

from tests.support.parser_cases import Seeded

MASK = b"\x37\xfa\x21\x3d"
CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
OPCODES = (CONT, TEXT, BINARY, CLOSE, PING, PONG)
MAX_SIZE = 70000
MAX_FRAGMENTS = 16


def masked(data, mask=MASK):
    """Byte by byte, so that it has nothing in common with what it tests."""
    return bytes([data[i] ^ mask[i & 3] for i in range(len(data))])


def frame(opcode, payload=b"", fin=True, rsv=0, mask=MASK, digits=None, length=None):
    """A frame of a client; digits: 0, 2 or 8, more than it needs if so wanted."""
    if isinstance(payload, str):
        payload = payload.encode()
    length = len(payload) if length is None else length
    if digits is None:
        digits = 0 if length < 126 else 2 if length < 65536 else 8
    second = (128 if mask is not None else 0) | (length if digits == 0 else 124 + digits // 2)
    if digits == 8:
        second |= 127
    elif digits == 2:
        second = second & 128 | 126
    head = bytes((128 * fin | rsv << 4 | opcode, second))
    if digits:
        head += length.to_bytes(digits, "big")
    if mask is None:
        return head + payload
    return head + mask + masked(payload, mask)


def close(code=None, reason=b""):
    if code is None:
        return frame(CLOSE)
    if isinstance(reason, str):
        reason = reason.encode()
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


def fragments(opcode, *pieces):
    """One message in so many frames."""
    last = len(pieces) - 1
    return b"".join(
        [frame(CONT if i else opcode, pieces[i], fin=i == last) for i in range(last + 1)]
    )


HELLO = frame(TEXT, "Hello")
SAYS_HELLO = ("text", "Hello")
BYE = close(1000)
ENDS = ("close", 1000, "")
BYTES = bytes(range(256))
FAULT = ("fault", 1002)


def framing():
    for size in (
        0,
        1,
        2,
        3,
        4,
        5,
        124,
        125,
        126,
        127,
        128,
        255,
        256,
        257,
        1000,
        4096,
        65535,
        65536,
    ):
        text = "*" * size
        data = (BYTES * (size // 256 + 1))[:size]
        yield "text of %d" % size, frame(TEXT, text), [("text", text)]
        yield "binary of %d" % size, frame(BINARY, data), [("binary", data)]
    for mask in (bytes(4), b"\xff\xff\xff\xff", b"\x00\x00\x00\x01", b"\x80\x00\x00\x00"):
        for size in (1, 5, 300):
            data = BYTES[:5] * 60
            what = "mask %s, %d" % (mask.hex(), size)
            yield what, frame(BINARY, data[:size], mask=mask), [("binary", data[:size])]
    for opcode in OPCODES:
        yield "no mask, opcode %d" % opcode, frame(opcode, b"ab", mask=None), [FAULT]
    yield "no mask, empty", frame(TEXT, mask=None), [FAULT]
    for size in (0, 1, 125):
        long = frame(TEXT, b"*" * size, digits=2)
        yield "%d in 16 bits" % size, long, [FAULT]
    for size in (0, 125, 126, 65535):
        long = frame(BINARY, b"*" * size, digits=8)
        yield "%d in 64 bits" % size, long, [FAULT]
    for length in (1 << 63, (1 << 64) - 1):
        yield "length %x" % length, frame(BINARY, digits=8, length=length), [FAULT]
    yield "two in one packet", HELLO + frame(BINARY, b"\0"), [SAYS_HELLO, ("binary", b"\0")]
    yield "ten in one packet", HELLO * 10, [SAYS_HELLO] * 10


def pings():
    for payload in (b"", b"Hello", b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff", b"*" * 124, b"*" * 125):
        yield (
            "ping of %d" % len(payload),
            frame(PING, payload) + HELLO,
            [
                ("ping", payload),
                SAYS_HELLO,
            ],
        )
        yield (
            "pong of %d" % len(payload),
            frame(PONG, payload) + HELLO,
            [
                ("pong", payload),
                SAYS_HELLO,
            ],
        )
    for opcode in (PING, PONG):
        for size in (126, 127, 1000, 65536):
            yield "control %d of %d" % (opcode, size), frame(opcode, b"*" * size), [FAULT]
        yield "fragmented control %d" % opcode, frame(opcode, b"a", fin=False), [FAULT]
        # The length needs no more than its first byte to be too much.
        yield "long length of control %d" % opcode, frame(opcode, b"a", digits=2), [FAULT]
    both = frame(PONG, b"unsolicited") + frame(PING, b"our ping")
    yield "pong, then ping", both, [("pong", b"unsolicited"), ("ping", b"our ping")]
    many = [b"%d" % number for number in range(10)]
    yield (
        "ten pings",
        b"".join([frame(PING, payload) for payload in many]),
        [("ping", payload) for payload in many],
    )


def reserved_bits():
    for rsv in range(1, 8):
        for opcode in OPCODES:
            what = "rsv %d, opcode %d" % (rsv, opcode)
            yield what, HELLO + frame(opcode, b"ab", rsv=rsv) + HELLO, [SAYS_HELLO, FAULT]
    yield "rsv in a fragment", frame(TEXT, "a", fin=False) + frame(CONT, "b", rsv=4), [FAULT]


def opcodes():
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
        yield "opcode %d" % opcode, frame(opcode), [FAULT]
        yield "opcode %d with data" % opcode, HELLO + frame(opcode, "data"), [SAYS_HELLO, FAULT]
        begun = frame(TEXT, "a", fin=False) + frame(opcode, "data")
        yield "opcode %d in a message" % opcode, begun, [FAULT]


def fragmentation():
    hello = [("text", "Hello")]
    yield "two", fragments(TEXT, "Hel", "lo"), hello
    yield "five", fragments(TEXT, "H", "e", "l", "l", "o"), hello
    yield "all empty", fragments(TEXT, "", "", ""), [("text", "")]
    yield "empty first", fragments(TEXT, "", "Hello"), hello
    yield "empty last", fragments(TEXT, "Hello", ""), hello
    yield "empty middle", fragments(TEXT, "Hel", "", "lo"), hello
    yield "binary", fragments(BINARY, b"\0\1", b"\2", b""), [("binary", b"\0\1\2")]
    big = fragments(BINARY, BYTES * 8, BYTES * 8, b"x")
    yield "large ones", big, [("binary", BYTES * 16 + b"x")]
    sixteen = fragments(TEXT, *["*"] * MAX_FRAGMENTS)
    yield "as many as may be", sixteen, [("text", "*" * MAX_FRAGMENTS)]
    yield "one too many", fragments(TEXT, *["*"] * (MAX_FRAGMENTS + 1)), [("fault", 1008)]
    yield "too many empty", fragments(BINARY, *[b""] * (MAX_FRAGMENTS + 1)), [("fault", 1008)]
    twice = fragments(TEXT, *["*"] * MAX_FRAGMENTS) * 2
    yield "as many, twice", twice, [("text", "*" * MAX_FRAGMENTS)] * 2
    a, b, last = (frame(TEXT, "Hel", False), frame(CONT, "l", False), frame(CONT, "o"))
    ping = frame(PING, b"between")
    pong = frame(PONG, b"between")
    between = ("ping", b"between")
    yield "ping between", a + ping + b + last, [between] + hello
    yield "pong between", a + b + pong + last, [("pong", b"between")] + hello
    several = a + ping + pong + b + ping + last
    yield "several between", several, [between, ("pong", b"between"), between] + hello
    yield "close between", a + BYE + last, [ENDS]
    yield "fragmented ping between", a + frame(PING, b"x", False) + last, [FAULT]
    yield "long ping between", a + frame(PING, b"x" * 126) + last, [FAULT]
    for fin in (True, False):
        for data in (b"", b"data"):
            stray = frame(CONT, data, fin)
            yield "stray, fin %d, %d" % (fin, len(data)), stray, [FAULT]
            yield "stray behind, fin %d, %d" % (fin, len(data)), HELLO + stray, [SAYS_HELLO, FAULT]
        for opcode in (TEXT, BINARY):
            for other in (TEXT, BINARY):
                data = frame(opcode, b"a", False) + frame(other, b"b", fin)
                yield "%d inside %d, fin %d" % (other, opcode, fin), data, [FAULT]
    yield "message behind fragments", fragments(TEXT, "Hel", "lo") + HELLO, hello * 2


VALID = (
    "\u03ba\u1f79\u03c3\u03bc\u03b5",
    "Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!",
    "\0",
    "\x7f\x80",
    "\u07ff\u0800",
    "\ud7ff\ue000",
    "\uffff",
    "\ufdd0 \ufffe",
    "\U00010000",
    "\U0010ffff",
    "\U0001f600 \u20ac \u00e9 e",
    "\ufeffbyte order mark",
)
# (bytes, how many of them can begin a text)
INVALID = (
    (b"\x80", 0),
    (b"\xbf", 0),
    (b"a\x80", 1),
    (b"\xc3\xa9\xa9", 2),
    (b"\xc0\x80", 0),
    (b"\xc0\xaf", 0),
    (b"\xc1\xbf", 0),
    (b"\xe0\x80\xaf", 1),
    (b"\xe0\x9f\xbf", 1),
    (b"\xf0\x80\x80\xaf", 1),
    (b"\xf0\x8f\xbf\xbf", 1),
    (b"\xf8\x80\x80\x80\xaf", 0),
    (b"\xfc\x80\x80\x80\x80\xaf", 0),
    (b"\xf5\x80\x80\x80", 0),
    (b"\xfe", 0),
    (b"\xff", 0),
    (b"\xf4\x90\x80\x80", 1),
    (b"\xed\xa0\x80", 1),
    (b"\xed\xbf\xbf", 1),
    (b"\xed\xa0\xbd\xed\xb8\x80", 1),
    (b"\xc3(", 1),
    (b"\xe2\x82(", 2),
    (b"\xe2(\xa1", 1),
    (b"\xf0\x9f\x98(", 3),
    (b"\xf0\x9f(\x80", 2),
    (b"\xf0(\x8c\xbc", 1),
    (b"\xc3\xc3\xa9", 1),
    (b"\xe2\x82\xe2", 2),
    ("Hello-\u00b5".encode() + b"\xed\xa0\x80edited", 9),
    ("\u03ba\u1f79\u03c3\u03bc\u03b5".encode() + b"\xf4\x90\x80\x80edited", 12),
)
CUT_OFF = (b"\xc3", b"\xe2", b"\xe2\x82", b"\xf0", b"\xf0\x9f", b"\xf0\x9f\x98", b"abc\xe2\x82")


def utf_8():
    for number, text in enumerate(VALID):
        raw = text.encode()
        yield "valid %d" % number, frame(TEXT, raw), [("text", text)]
        for cut in range(len(raw) + 1):
            data = fragments(TEXT, raw[:cut], raw[cut:])
            yield "valid %d, cut at %d" % (number, cut), data, [("text", text)]
        single = [raw[i : i + 1] for i in range(min(len(raw), 15))] + [raw[15:]]
        yield "valid %d, single bytes" % number, fragments(TEXT, *single), [("text", text)]
    bad = [("fault", 1007)]
    for number, (raw, good) in enumerate(INVALID):
        yield "invalid %d" % number, frame(TEXT, raw), bad
        yield "invalid %d, two frames" % number, fragments(TEXT, raw[:good], raw[good:]), bad
        # Nothing of the rest is waited for.
        head = frame(TEXT, raw[:good], False) + frame(CONT, raw[good:], length=200)
        yield "invalid %d, fails fast" % number, head, bad
        yield "invalid %d, binary" % number, frame(BINARY, raw), [("binary", raw)]
    for number, raw in enumerate(CUT_OFF):
        yield "cut off %d" % number, frame(TEXT, raw), bad
        yield "cut off %d, empty last frame" % number, fragments(TEXT, raw, b""), bad
        yield (
            "cut off %d, with ping" % number,
            (frame(TEXT, raw, False) + frame(PING, b"\xff") + frame(CONT, "a")),
            [("ping", b"\xff"), ("fault", 1007)],
        )


GOOD_CODES = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014)
GOOD_CODES += (3000, 3999, 4000, 4999)
BAD_CODES = (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 9999, 65535)


def closing():
    yield "close", close(), [("close", None, "")]
    yield "close of one byte", frame(CLOSE, b"\x03"), [FAULT]
    for code in GOOD_CODES:
        yield "code %d" % code, close(code), [("close", code, "")]
        yield "code %d, reason" % code, close(code, "why"), [("close", code, "why")]
    for code in BAD_CODES:
        yield "code %d" % code, close(code), [FAULT]
        yield "code %d, reason" % code, close(code, "why"), [FAULT]
    reason = "\u00e9" * 61 + "e"
    yield "longest reason", close(1000, reason), [("close", 1000, reason)]
    yield "too long", frame(CLOSE, b"\x03\xe8" + b"*" * 124), [FAULT]
    for number, (raw, _) in enumerate(INVALID):
        yield "reason, invalid %d" % number, close(1000, raw), [("fault", 1007)]
    for number, raw in enumerate(CUT_OFF):
        yield "reason, cut off %d" % number, close(1000, raw), [("fault", 1007)]
    yield "fragmented", frame(CLOSE, b"\x03\xe8", False), [FAULT]
    for what, data in (
        ("text", HELLO),
        ("ping", frame(PING, b"x")),
        ("close", BYE),
        ("garbage", b"\xff" * 20),
    ):
        yield "%s behind close" % what, BYE + data, [ENDS]
    yield "close behind text", HELLO + BYE, [SAYS_HELLO, ENDS]
    yield "text behind a fault", frame(3) + HELLO + BYE, [FAULT]


def limits():
    too_big = [("fault", 1009)]
    for opcode, kind, full in ((TEXT, "text", "*" * MAX_SIZE), (BINARY, "binary", b"*" * MAX_SIZE)):
        yield "%s, full" % kind, frame(opcode, full), [(kind, full)]
        more = frame(opcode, b"*" * (MAX_SIZE + 1))
        yield "%s, one more" % kind, more, too_big
        # Nothing of the payload has come.
        head = frame(opcode, digits=8, length=MAX_SIZE + 1)
        yield "%s, one more announced" % kind, head, too_big
        head = frame(opcode, digits=8, length=(1 << 63) - 1)
        yield "%s, the most that can be announced" % kind, head, too_big
        half = b"*" * (MAX_SIZE // 2)
        yield "%s, full in fragments" % kind, fragments(opcode, half, half), [(kind, full)]
        ping = frame(PING, b"*" * 125)
        parts = frame(opcode, half, False) + frame(CONT, half, False) + ping + frame(CONT)
        yield "%s, ping when full" % kind, parts, [("ping", b"*" * 125), (kind, full)]
        parts = frame(opcode, half, False) + frame(CONT, half, False) + frame(CONT, b"*", length=9)
        yield "%s, one more in fragments" % kind, parts, too_big
        yield "%s, full twice" % kind, frame(opcode, half) * 2, 2 * [(kind, full[: len(half)])]


CHAPTERS = (
    ("1 framing", framing),
    ("2 pings", pings),
    ("3 reserved bits", reserved_bits),
    ("4 opcodes", opcodes),
    ("5 fragmentation", fragmentation),
    ("6 UTF-8", utf_8),
    ("7 closing", closing),
    ("9 limits", limits),
)


def cases(chapter=None):
    """(name, bytes, events) of one chapter or of all."""
    for name, function in CHAPTERS:
        if chapter in (None, name):
            for case, data, events in function():
                yield "%s: %s" % (name, case), data, events


def pieces(data, split):
    """The bytes whole, byte by byte (of long ones only the ends) or cut at random places."""
    if split == "whole":
        return [data]
    random = Seeded(len(data))
    found = []
    position = 0
    while position < len(data):
        if split == "random":
            size = 1 + random.below(max(2, len(data) // 3))
        else:
            size = 1 if position < 700 or position > len(data) - 300 else 1021
        found.append(data[position : position + size])
        position += size
    return found


SPLITS = ("whole", "bytes", "random")
