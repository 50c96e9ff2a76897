# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A whole server on a fake network, fed with anything: poll() returns, and others are served."""

from hypothesis import given
from hypothesis import strategies as st

from adafruit_httpserver import FormData, Response
from tests.support.answers import get
from tests.support.fake_pools import WIRE_POOLS
from tests.support.strategies import cut, fuzz, mutated, sharp_bytes
from tests.support.wire import Wire

PLAIN_POOLS = [pool for pool in WIRE_POOLS if pool.tls_context is None]

REQUESTS = [
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"HEAD /a/b HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\n\r\n",
    b"GET /x?a=%20&b HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=B\r\n"
    b"Content-Length: 29\r\n\r\n--B\r\nX: y\r\n\r\nabcdefgh\r\n--B--",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
]
streams = st.lists(
    st.one_of(mutated(st.sampled_from(REQUESTS)), st.sampled_from(REQUESTS)), max_size=3
)
streams = st.one_of(streams.map(b"".join), sharp_bytes, st.binary(max_size=200))


def make_wire(pool_class):
    wire = Wire(pool_class)

    @wire.route("/", ["GET", "POST", "PUT"])
    @wire.route("/<path:rest>", ["GET", "POST", "DELETE"])
    def handler(request, rest=""):
        # A handler that looks at everything.
        parts = [rest, request.path, request.url, str(request.host), repr(request.headers)]
        parts += [repr(request.cookies), str(request.query_params), str(request.content_type)]
        form = request.form_data
        assert form is None or isinstance(form, FormData)
        return Response(request, "".join(parts))

    return wire


def check_answers(received):
    """Answers, and nothing but answers: each is complete but perhaps the last."""
    rest = bytes(received)
    while rest:
        assert rest.startswith(b"HTTP/1.1 "), rest[:80]
        head, blank, rest = rest.partition(b"\r\n\r\n")
        if not blank:
            return
        code = int(head[9:12])
        assert 100 <= code < 600
        assert code != 500, head
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, colon, value = line.partition(b": ")
            assert colon and not any(byte < 32 for byte in line), head
            if name == b"content-length":
                length = int(value)
        if rest.startswith(b"HTTP/1.1 "):
            # The answer to a HEAD.
            continue
        rest = rest[length:]


def feed(pool_class, streams_in_pieces, endings):
    wire = make_wire(pool_class)
    peers = [wire.connect() for _ in streams_in_pieces]
    for turn in range(max([len(pieces) for pieces in streams_in_pieces], default=0)):
        for peer, pieces in zip(peers, streams_in_pieces):
            if turn < len(pieces):
                peer.send(pieces[turn])
        wire.poll()
    for peer, ending in zip(peers, endings):
        if ending == 1:
            peer.half_close()
        elif ending == 2:
            peer.reset()
        elif ending == 3:
            peer.close()
    wire.run()
    good = wire.connect()
    assert wire.ask(good, get("/"))[0].status == 200, "a good client is not served"
    good.close()
    wire.wait(20000, 50)
    assert wire.errors == [], wire.errors
    assert wire.count == 0, "a connection never ends"
    for peer, ending in zip(peers, endings):
        if ending < 2:
            check_answers(peer.received)
    wire.finish()


@fuzz(150)
@given(st.data())
def test_a_client_that_sends_anything(data):
    raw = data.draw(streams)
    pool_class = data.draw(st.sampled_from(PLAIN_POOLS))
    feed(pool_class, [data.draw(cut(raw))], [data.draw(st.integers(0, 3))])


@fuzz(60)
@given(st.data())
def test_several_clients_that_send_anything(data):
    pool_class = data.draw(st.sampled_from(PLAIN_POOLS))
    pieces = [data.draw(cut(data.draw(streams))) for _ in range(3)]
    feed(pool_class, pieces, [data.draw(st.integers(0, 3)) for _ in range(3)])
