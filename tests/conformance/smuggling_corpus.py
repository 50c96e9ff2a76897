# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Requests that two parties may read differently, each with a request to /smuggled hidden in it.

``REFUSED`` are (name, bytes): there is no reading of them that we want. ``ACCEPTED`` are (name,
bytes, method, url, body): they have one, in which the hidden request is part of the body.
"""

from tests.support.conformance import SMUGGLED

POST = b"POST / HTTP/1.1\r\nHost: a\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"
HIDDEN = LAST_CHUNK + SMUGGLED
IN_CHUNK = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)


def length_of(body, name=b"Content-Length", form=b"%s: %d\r\n"):
    return form % (name, len(body))


# Transfer-Encoding as only some would read it: each alone, and with a Content-Length of all.
TRANSFER_ENCODINGS = [
    b"Transfer-Encoding : chunked",
    b"Transfer-Encoding\t: chunked",
    b"Transfer-Encoding\x0b: chunked",
    b"Transfer-Encoding\0: chunked",
    b"Transfer-Encoding\xa0: chunked",
    b"Transfer-Encoding\r: chunked",
    b"Transfer-Encoding\n: chunked",
    b" Transfer-Encoding: chunked",
    b"\tTransfer-Encoding: chunked",
    b"\x0bTransfer-Encoding: chunked",
    b"\0Transfer-Encoding: chunked",
    b"\rTransfer-Encoding: chunked",
    b"\nTransfer-Encoding: chunked",
    b"Transfer Encoding: chunked",
    b"Transfer-Encoding chunked",
    b"Transfer-Encoding",
    b"Transfer-Encoding=chunked",
    b"Transfer-Encoding;: chunked",
    b'"Transfer-Encoding": chunked',
    b"Transfer-Encoding,: chunked",
    b"Transfer\xc2\xadEncoding: chunked",
    b"Transfer-Encoding:",
    b"Transfer-Encoding:: chunked",
    b"Transfer-Encoding: chunked\0",
    b"Transfer-Encoding: \0chunked",
    b"Transfer-Encoding: chunk\0ed",
    b"Transfer-Encoding: chunked\x0b",
    b"Transfer-Encoding: \x0bchunked",
    b"Transfer-Encoding:\x0cchunked",
    b"Transfer-Encoding: chunked\x1f",
    b"Transfer-Encoding: chunked\x7f",
    b"Transfer-Encoding: chunked\xa0",
    b"Transfer-Encoding: \xa0chunked",
    b"Transfer-Encoding: \xef\xbb\xbfchunked",
    b"Transfer-Encoding: chunke\xc4\x8f",
    b"Transfer-Encoding: chunked\r",
    b"Transfer-Encoding: \rchunked",
    b"Transfer-Encoding:\nchunked",
    b"Transfer-Encoding:\r\n chunked",
    b"Transfer-Encoding:\r\n\tchunked",
    b"Transfer-Encoding: chunked\r\n ",
    b"Transfer-Encoding: chunked\r\n , identity",
    b"Transfer-Encoding: identity\r\n , chunked",
    b"X: y\nTransfer-Encoding: chunked",
    b"X: y\rTransfer-Encoding: chunked",
    b"X: y\0\r\nTransfer-Encoding: chunked",
    b"X: y\r\n Transfer-Encoding: chunked",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunkedx",
    b"Transfer-Encoding: chunk",
    b"Transfer-Encoding: chunked chunked",
    b"Transfer-Encoding: chun ked",
    b"Transfer-Encoding: chunked;",
    b"Transfer-Encoding: chunked;q=1",
    b"Transfer-Encoding: ;chunked",
    b"Transfer-Encoding: chunked,",
    b"Transfer-Encoding: ,chunked",
    b"Transfer-Encoding: ,",
    b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding: identity, chunked",
    b"Transfer-Encoding: chunked, gzip",
    b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: identity",
    b"Transfer-Encoding: x",
    b"Transfer-Encoding: 0",
    b'Transfer-Encoding: "chunked"',
    b"Transfer-Encoding: 'chunked'",
    b"Transfer-Encoding: [chunked]",
    b"Transfer-Encoding: ch%75nked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
    b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\ntransfer-encoding: identity",
    b"Transfer-Encoding:\r\nTransfer-Encoding: chunked",
]

# Read by us, but not together with a Content-Length.
GOOD_TRANSFER_ENCODINGS = [
    b"Transfer-Encoding: chunked",
    b"transfer-encoding: chunked",
    b"TRANSFER-ENCODING: CHUNKED",
    b"Transfer-Encoding:chunked",
    b"Transfer-Encoding:\tchunked",
    b"Transfer-Encoding: chunked \t",
    b"Transfer-Encoding: cHuNkEd",
]

# Other fields: whoever takes them for Transfer-Encoding is wrong.
LOOK_ALIKES = [
    b"X-Transfer-Encoding",
    b"Transfer_Encoding",
    b"TransferEncoding",
    b"Transfer-Encodin",
    b"Transfer-Encodings",
    b"Transfer.Encoding",
    b"Content-Transfer-Encoding",
    b"Content-Encoding",
    b"TE",
    b"-Transfer-Encoding",
    b"Transfer--Encoding",
]

# Content-Length as only some would read it; %d is the length of the hidden request.
CONTENT_LENGTHS = [
    b"Content-Length: 0\r\nContent-Length: %d",
    b"Content-Length: %d\r\nContent-Length: 0",
    b"Content-Length: %d\r\ncontent-length: %d",
    b"Content-Length: %d\r\nContent-Length:",
    b"Content-Length:\r\nContent-Length: %d",
    b"Content-Length: %d, 0",
    b"Content-Length: 0, %d",
    b"Content-Length: %d,%d",
    b"Content-Length: %d,",
    b"Content-Length: ,%d",
    b"Content-Length: 0 %d",
    b"Content-Length: %d;",
    b"Content-Length: +%d",
    b"Content-Length: -%d",
    b"Content-Length: -0",
    b"Content-Length: +0",
    b"Content-Length: 0x0",
    b"Content-Length: 0x%d",
    b"Content-Length: 0o0",
    b"Content-Length: 0_0",
    b"Content-Length: 0.0",
    b"Content-Length: 0e0",
    b"Content-Length: %d.0",
    b"Content-Length: \x0b0",
    b"Content-Length: 0\x0b",
    b"Content-Length: \0000",
    b"Content-Length: 0\0",
    b"Content-Length: %d\x7f",
    b"Content-Length: %d\xa0",
    b"Content-Length: \xb3",
    b"Content-Length: \xd9\xa0",
    b"Content-Length: \xef\xbc\x90",
    b'Content-Length: "0"',
    b"Content-Length: NaN",
    b"Content-Length:",
    b"Content-Length",
    b"Content-Length : %d",
    b"Content-Length\t: %d",
    b"Content-Length\0: %d",
    b"Content-Length\x0b: %d",
    b" Content-Length: %d",
    b"\tContent-Length: %d",
    b"Content Length: %d",
    b"X: y\nContent-Length: %d",
    b"X: y\rContent-Length: %d",
    b"X: y\r\n Content-Length: %d",
    b"Content-Length: \r\n %d",
    b"Content-Length: 0\r\n %d",
    b"Content-Length: 0\n",
    b"Content-Length: 0\r",
    b"Content-Length:\n%d",
    b"Content-Length: 4294967296",
    b"Content-Length: 18446744073709551616",
    b"Content-Length: 340282366920938463463374607431768211456",
    b"Content-Length: 00000000000000000000000000000000000000",
]

# What stands in place of the last chunk of a body.
LAST_CHUNKS = [
    b"0x0\r\n\r\n",
    b"x0\r\n\r\n",
    b"+0\r\n\r\n",
    b"-0\r\n\r\n",
    b"-1\r\n\r\n",
    b" 0\r\n\r\n",
    b"\t0\r\n\r\n",
    b"0 \r\n\r\n",
    b"0\t\r\n\r\n",
    b"0\x0b\r\n\r\n",
    b"\x0c0\r\n\r\n",
    b"0\0\r\n\r\n",
    b"\0000\r\n\r\n",
    b"0\xa0\r\n\r\n",
    b"\xef\xbc\x90\r\n\r\n",
    b"\xd9\xa0\r\n\r\n",
    b"0_0\r\n\r\n",
    b"0.0\r\n\r\n",
    b"0,0\r\n\r\n",
    b"0 0\r\n\r\n",
    b"0h\r\n\r\n",
    b"0L\r\n\r\n",
    b"0=\r\n\r\n",
    b"'0'\r\n\r\n",
    b"%30\r\n\r\n",
    b"g\r\n\r\n",
    b"\r\n\r\n",
    b";a\r\n\r\n",
    b"000000000\r\n\r\n",
    b"00000000000000000000\r\n\r\n",
    b"100000000\r\n\r\n",
    b"10000000000000000\r\n\r\n",
    b"ffffffff\r\n\r\n",
    b"fffffffffffffff0\r\n\r\n",
    b"ffffffffffffffffffff\r\n\r\n",
    b"0\n\n",
    b"0\n\r\n",
    b"0\r\r",
    b"0\r\r\n\r\n",
    b"0\n\r\n\r\n",
    b"0\r\n\n",
    b"0\r\n\r\r\n",
    b"0\r\n\rX\r\n",
    b"0;\n\r\n",
    b"0;a\n\r\n",
    b"0;a\nb\r\n\r\n",
    b"0;a\rb\r\n\r\n",
    b"0;a\0\r\n\r\n",
    b"0;a\x7f\r\n\r\n",
    b'0;a="\n"\r\n\r\n',
    b'0;a="\r\n"\r\n\r\n',
    b"0\r\n \r\n\r\n",
    b"0\r\nX: y\n\r\n",
    b"0\r\nX: y\r\r\n\r\n",
    b"0\r\nX: y\0\r\n\r\n",
    b"0\r\nX : y\r\n\r\n",
    b"0\r\nX: y\r\n z\r\n\r\n",
    b"0\r\n: y\r\n\r\n",
    b"0\r\n" + SMUGGLED,
    b"3\r\nabc0\r\n\r\n",
    b"3\r\nabc\n0\r\n\r\n",
    b"3\r\nabc\r0\r\n\r\n",
    b"3\r\nabc\r\r\n0\r\n\r\n",
    b"3\r\nabc\n\r\n0\r\n\r\n",
    b"3\r\nabcXX0\r\n\r\n",
    b"3\r\nabcd\r\n0\r\n\r\n",
    b"3\r\nabc\r\n\r\n0\r\n\r\n",
    b"2\r\nabc\r\n0\r\n\r\n",
    b"3\nabc\r\n0\r\n\r\n",
    b"3\rabc\r\n0\r\n\r\n",
    b"3;\nabc\r\n0\r\n\r\n",
    b"3\r\nabc\r\nx\r\n\r\n",
]

# Heads that end early for some.
HEADS = [
    b"GET / HTTP/1.1\r\nHost: a\r\nX: y\n\n",
    b"GET / HTTP/1.1\r\nHost: a\n\n",
    b"GET / HTTP/1.1\nHost: a\n\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n\n",
    b"GET / HTTP/1.1\r\nHost: a\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\r",
    b"GET / HTTP/1.1\rHost: a\r\r",
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n \r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n\t\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n\0\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n\x0b\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: \x85\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n",
    b"GET / HTTP/1.1\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1 ",
    b"GET / HTTP/1.1",
    b"GET /\r",
    b"GET /\n",
    b"GET / \r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/0.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    b"GET / HTTP/1.1\r\n Host: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
    b"\0GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b" GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continu\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
    b"post / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
    b"POST / HTTP/1.2.3\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
    b"POST / HTTP/2.0\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
]


def refused():
    for line in TRANSFER_ENCODINGS:
        yield b"TE alone, " + line, POST + line + b"\r\n\r\n" + HIDDEN
        yield b"CL and TE, " + line, POST + length_of(HIDDEN) + line + b"\r\n\r\n" + HIDDEN
        yield b"TE and CL, " + line, POST + line + b"\r\nContent-Length: 5\r\n\r\n" + HIDDEN
    for line in GOOD_TRANSFER_ENCODINGS:
        yield b"CL and good TE, " + line, POST + length_of(HIDDEN) + line + b"\r\n\r\n" + HIDDEN
        yield b"good TE and CL, " + line, POST + line + b"\r\nContent-Length: 5\r\n\r\n" + HIDDEN
        yield b"good TE and 0, " + line, POST + line + b"\r\nContent-Length: 0\r\n\r\n" + HIDDEN
    for line in CONTENT_LENGTHS:
        filled = line.replace(b"%d", b"%d" % len(SMUGGLED))
        yield b"CL, " + line, POST + filled + b"\r\n\r\n" + SMUGGLED
        yield b"CL and TE, " + line, POST + filled + b"\r\n" + CHUNKED[len(POST) :] + HIDDEN
    for line in LAST_CHUNKS:
        yield b"chunk, " + line, CHUNKED + line + SMUGGLED
    for head in HEADS:
        yield b"head, " + head, head + SMUGGLED


def accepted():
    sized = length_of(SMUGGLED)
    body = SMUGGLED
    for line in GOOD_TRANSFER_ENCODINGS:
        yield b"TE, " + line, POST + line + b"\r\n\r\n" + IN_CHUNK, "POST", "/", body
    for name in LOOK_ALIKES:
        line = name + b": chunked\r\n"
        hidden = length_of(HIDDEN)
        yield b"CL and " + name, POST + line + hidden + b"\r\n" + HIDDEN, "POST", "/", HIDDEN
        yield name + b" and CL", POST + hidden + line + b"\r\n" + HIDDEN, "POST", "/", HIDDEN
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        start = POST.replace(b"POST", method.encode())
        yield b"CL.0 " + start, start + sized + b"\r\n" + SMUGGLED, method, "/", body
        raw = start + CHUNKED[len(POST) :] + IN_CHUNK
        yield b"TE.0 " + start, raw, method, "/", body
    for line in (
        b"Connection: Content-Length",
        b"Connection: Transfer-Encoding",
        b"Connection: keep-alive, Content-Length, Host",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
        b"Upgrade: websocket",
        b"X-HTTP-Method-Override: GET",
        b"X: GET /smuggled HTTP/1.1",
        b"Content-Type: multipart/byteranges; boundary=x",
        b"Trailer: Content-Length",
        b"Content-Length-: 0",
        b"Content_Length: 0",
        b"X-Content-Length: 0",
    ):
        yield b"with " + line, POST + line + b"\r\n" + sized + b"\r\n" + SMUGGLED, "POST", "/", body
    for chunks in (
        b"3;a=b\r\nabc\r\n0\r\n\r\n",
        b'3;a="GET /smuggled HTTP/1.1"\r\nabc\r\n0\r\n\r\n',
        b"3\r\nabc\r\n0\r\nX: GET /smuggled HTTP/1.1\r\n\r\n",
        b"3\r\nabc\r\n0\r\nContent-Length: 100\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"00000003\r\nabc\r\n00000000\r\n\r\n",
    ):
        yield b"chunks, " + chunks, CHUNKED + chunks, "POST", "/", b"abc"
    keeping = b"POST / HTTP/1.0\r\nConnection: keep-alive\r\n"
    yield b"CL on HTTP/1.0", keeping + sized + b"\r\n" + SMUGGLED, "POST", "/", body


REFUSED = [(repr(name)[2:-1], raw) for name, raw in refused()]
ACCEPTED = [(repr(row[0])[2:-1], *row[1:]) for row in accepted()]
