# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The route table against a slow matcher that tries everything."""

import re
from urllib.parse import unquote_to_bytes

from hypothesis import given
from hypothesis import strategies as st

from adafruit_httpserver.route import Route, RouteTable
from tests.support.strategies import fuzz

WHOLE = re.compile(rb"-?[0-9]{1,18}\Z")
DECIMAL = re.compile(rb"-?[0-9]+(\.[0-9]+)?\Z")


def decode(raw):
    return unquote_to_bytes(raw).decode()


def convert(kind, raw):
    """The value of a parameter, or None."""
    text = unquote_to_bytes(raw)
    if kind == "int":
        return int(text) if WHOLE.match(text) else None
    if kind == "float":
        short = len(text.replace(b"-", b"").replace(b".", b"")) <= 18
        return float(text) if DECIMAL.match(text) and short else None
    return decode(raw)


def ways(pattern, segments):
    """All ways in which the segments of a path fit those of a route, as dicts of parameters."""
    if not pattern:
        return [{}] if not segments else []
    found = []
    wanted, rest = pattern[0], pattern[1:]
    kind, _, name = wanted.strip("<>").rpartition(":") if wanted.startswith("<") else ("", "", "")
    if wanted == "...." or kind == "path":
        sizes = range(1, len(segments) + 1)
    else:
        sizes = (1,) if segments else ()
    for size in sizes:
        taken = segments[:size]
        parameters = {}
        if wanted in ("...", "....") or wanted.startswith("<"):
            if not taken[0]:
                continue
            if wanted.startswith("<"):
                parameters[name] = convert(kind, b"/".join(taken))
                if parameters[name] is None:
                    continue
        elif unquote_to_bytes(taken[0]) != wanted.encode():
            continue
        for others in ways(rest, segments[size:]):
            found.append({**others, **parameters})
    return found


def all_ways(route, path):
    segments = path.split(b"/")[1:]
    if not path.startswith(b"/") or len(segments) > 64:
        return []
    pattern = route.path.split("/")[1:]
    found = ways(pattern, segments)
    if route.append_slash:
        found += ways([*pattern, ""], segments)
    return found


LITERALS = ["a", "b", "5", "a.b", "\u00e9", "c d"]
WILDCARDS = ["...", "...."]
PARAMETERS = ["<%s>", "<int:%s>", "<float:%s>", "<path:%s>"]


@st.composite
def routes(draw):
    """A route of a few segments."""
    segments = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.integers(0, 5))
        if kind < 3:
            segments.append(draw(st.sampled_from(LITERALS)))
        elif kind == 3:
            segments.append(draw(st.sampled_from(WILDCARDS)))
        else:
            segments.append(draw(st.sampled_from(PARAMETERS)) % f"p{number}")
    path = "/" + "/".join(segments)
    if draw(st.integers(0, 5)) == 0:
        return Route(path + "/", "GET", None)
    return Route(path, "GET", None, append_slash=draw(st.booleans()))


RAW_SEGMENTS = [b"a", b"b", b"5", b"-7", b"2.5", b"a.b", b"%C3%A9", b"c%20d", b"%61", b"", b"x%2Fy"]
path_segments = st.lists(st.sampled_from(RAW_SEGMENTS), max_size=7)
paths = path_segments.map(lambda segments: b"/" + b"/".join(segments))


def literal(segment):
    """A raw segment that fits a segment of a route."""
    if segment == "\u00e9":
        return b"%C3%A9"
    if segment.startswith("<int") or segment.startswith("<float"):
        return b"5"
    return segment.replace(" ", "%20").encode()


@st.composite
def tables(draw):
    """A few routes and a path that is likely to fit one of them."""
    added = draw(st.lists(routes(), min_size=1, max_size=5))
    if draw(st.booleans()):
        return added, draw(paths)
    segments = []
    for segment in draw(st.sampled_from(added)).path.split("/")[1:]:
        size = draw(st.integers(1, 3)) if segment in ("....", "<path") else 1
        for _ in range(size):
            exact = draw(st.integers(0, 3)) and segment not in WILDCARDS
            found = literal(segment) if exact else draw(st.sampled_from(RAW_SEGMENTS))
            segments.append(b"x" if found.startswith(b"<") else found)
    if draw(st.integers(0, 4)) == 0:
        segments.append(b"")
    return added, b"/" + b"/".join(segments)


def check(added, path):
    table = RouteTable()
    for route in added:
        table.add(route)
    matches = table.find(path)
    expected = {}
    for position, route in enumerate(added):
        found = all_ways(route, path)
        if found:
            expected[position] = found
    assert [position for position, _, _ in matches] == list(expected), (added, path, matches)
    for position, route, parameters in matches:
        assert route is added[position]
        assert parameters in expected[position], (route, path, parameters, expected[position])
    # Asked again, it answers the same.
    assert [match[0] for match in table.find(path)] == list(expected)


@fuzz(700)
@given(tables())
def test_routes_match_as_the_slow_matcher_says(made):
    check(*made)


@fuzz(200)
@given(routes(), paths)
def test_a_route_alone_matches_the_same(route, path):
    matched, parameters = route.matches("GET", path.decode())
    expected = all_ways(route, path)
    assert matched == bool(expected), (route, path)
    assert parameters in expected if matched else parameters is None
    assert route.matches("POST", path.decode()) == (False, None)


@fuzz(100)
@given(st.lists(routes(), max_size=4), st.binary(max_size=40))
def test_any_bytes_as_path(added, path):
    table = RouteTable()
    for route in added:
        table.add(route)
    for _, route, parameters in table.find(path):
        assert route in added
        assert isinstance(parameters, dict)
