# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What the fuzz tests are fed with, and how hard: the same examples in every run."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

TOKEN = b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
PATH = b"abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-._~!$&'()*+,;=:@"
# Pieces that mean something to one parser or another.
SHARP = [
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\r",
    b"\0",
    b" ",
    b"\t",
    b":",
    b";",
    b",",
    b"%",
    b"%zz",
    b"%00",
    b"0",
    b"0\r\n\r\n",
    b"--",
    b"--B",
    b"\r\n--B",
    b"--B--",
    b"\xff",
    b"\xc3\xa9",
    b"\x16\x03\x01",
    b"GET / HTTP/1.1\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\n",
    b"HTTP/1.0",
    b"http://a",
    b"Host: a\r\n",
    b"Connection: keep-alive\r\n",
    b"Content-Length: 3\r\n",
    b"Content-Length: 99999999\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n",
    b"Expect: 100-continue\r\n",
    b"Content-Disposition: form-data; name=a\r\n",
    b"3\r\nabc\r\n",
    b"abc",
]


def fuzz(examples):
    """How many examples; always the same ones, so that a failure is a failure everywhere."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        # Explaining a failure would take longer than finding it.
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


def of(characters, low=0, high=12):
    """Bytes made of these characters."""
    letters = st.sampled_from([bytes([byte]) for byte in characters])
    return st.lists(letters, min_size=low, max_size=high).map(b"".join)


tokens = of(TOKEN, 1)
values = of(bytes(range(33, 127)) + bytes(range(128, 256)), 0, 30)
any_bytes = st.binary(max_size=60)
# Bytes that are nearly something.
sharp_bytes = st.lists(st.one_of(st.sampled_from(SHARP), st.binary(max_size=3)), max_size=25).map(
    b"".join
)


@st.composite
def mutated(draw, originals):
    """Bytes of the strategy with a few things cut out, put in, doubled or changed."""
    data = draw(originals)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        size = draw(st.integers(0, 6))
        piece = draw(st.one_of(st.sampled_from(SHARP), st.binary(min_size=1, max_size=2)))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            data = data[:at] + data[at + size :]
        elif kind == 1:
            data = data[:at] + piece + data[at:]
        elif kind == 2:
            data = data[: at + size] + data[at:]
        else:
            data = data[:at] + piece + data[at + size :]
    return data


@st.composite
def cut(draw, data):
    """The data in pieces."""
    places = draw(st.lists(st.integers(0, len(data)), max_size=8).map(sorted))
    bounds = [0, *places, len(data)]
    pieces = [data[start:end] for start, end in zip(bounds, bounds[1:])]
    return [piece for piece in pieces if piece]
