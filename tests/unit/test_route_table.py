# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Which routes a path finds, and with which parameters."""

from adafruit_httpserver.limits import MAX_PATH_SEGMENTS
from adafruit_httpserver.methods import GET, POST
from adafruit_httpserver.route import Route, RouteTable
from tests.support.expect import raises


def table(*paths):
    """A table of routes; a path that ends in ! is one with append_slash."""
    found = RouteTable()
    for path in paths:
        found.add(Route(path.rstrip("!"), GET, None, append_slash=path.endswith("!")))
    return found


def first(routes, path):
    """Path of the first route that is found and its parameters, or None."""
    matches = routes.find(path.encode())
    return (matches[0][1].path, matches[0][2]) if matches else None


CASES = (
    # route, path, parameters or None
    ("/", "/", {}),
    ("/", "", None),
    ("/", "//", None),
    ("/a", "/a", {}),
    ("/a", "/a/", None),
    ("/a", "/A", None),
    ("/a", "/ab", None),
    ("/a", "a", None),
    ("/a", "/b", None),
    ("/a!", "/a", {}),
    ("/a!", "/a/", {}),
    ("/a!", "/a//", None),
    ("/a/", "/a/", {}),
    ("/a/", "/a", None),
    ("/a/b.c", "/a/b.c", {}),
    ("/a/b.c", "/a/bxc", None),
    ("/a+b", "/a+b", {}),
    ("/a b", "/a%20b", {}),
    ("/a", "/%61", {}),
    ("/caf\u00e9", "/caf%C3%A9", {}),
    ("/caf\u00e9", "/caf%c3%a9", {}),
    ("/a/b", "/a%2Fb", None),
    ("/a%2Fb", "/a%2Fb", {}),
    ("/<x>", "/1", {"x": "1"}),
    ("/<x>", "/", None),
    ("/<x>", "/1/", None),
    ("/<x>", "/1/2", None),
    ("/<x>!", "/1/", {"x": "1"}),
    ("/<x>", "/a%20b", {"x": "a b"}),
    ("/<x>", "/a%2Fb", {"x": "a/b"}),
    ("/<x>", "/a+b", {"x": "a+b"}),
    ("/<x>", "/%", {"x": "%"}),
    ("/<x>/<y>", "/1/2", {"x": "1", "y": "2"}),
    ("/<x>/a/<y>", "/1/a/2", {"x": "1", "y": "2"}),
    ("/<x>/a/<y>", "/1/b/2", None),
    ("/<x>/a b", "/1/a%20b", {"x": "1"}),
    ("/...", "/a", {}),
    ("/...", "/", None),
    ("/...", "/a/", None),
    ("/.../b", "/a/b", {}),
    ("/.../b", "/a/a/b", None),
    ("/....", "/a", {}),
    ("/....", "/a/b/c", {}),
    ("/....", "/", None),
    ("/....", "", None),
    ("/a/....", "/a", None),
    ("/a/....", "/a/", None),
    ("/a/....", "/a/b/", {}),
    ("/a/..../b", "/a/x/b", {}),
    ("/a/..../b", "/a/x/y/b", {}),
    ("/a/..../b", "/a/b/b", {}),
    ("/a/..../b", "/a/b", None),
    ("/a/..../b", "/a//b", None),
    ("/a/..../b", "/a/x/b/c", None),
    ("/..../b/....", "/a/b/b/c", {}),
    ("/..../b/....", "/b/b", None),
    ("/..../b/....", "/a/b", None),
    ("/<path:p>", "/a", {"p": "a"}),
    ("/<path:p>", "/a/b/c", {"p": "a/b/c"}),
    ("/<path:p>", "/", None),
    ("/<path:p>", "/a%2Fb/c", {"p": "a/b/c"}),
    ("/f/<path:p>", "/f/a/b", {"p": "a/b"}),
    ("/f/<path:p>", "/f/", None),
    ("/<path:p>/x", "/a/b/x", {"p": "a/b"}),
    ("/<path:p>/x", "/x/x/x", {"p": "x/x"}),
    ("/<path:p>/x", "/x", None),
    ("/<path:p>/<n>", "/a/b/c", {"p": "a/b", "n": "c"}),
    ("/<int:x>", "/5", {"x": 5}),
    ("/<int:x>", "/-5", {"x": -5}),
    ("/<int:x>", "/007", {"x": 7}),
    ("/<int:x>", "/%35", {"x": 5}),
    ("/<int:x>", "/+5", None),
    ("/<int:x>", "/5.0", None),
    ("/<int:x>", "/a", None),
    ("/<int:x>", "/5a", None),
    ("/<int:x>", "/", None),
    ("/<int:x>", "/-", None),
    ("/<int:x>", "/--5", None),
    ("/<int:x>", "/1_0", None),
    ("/<int:x>", "/%205", None),
    ("/<int:x>", "/0x10", None),
    ("/<int:x>", "/%D9%A3", None),
    ("/<int:x>", "/" + "9" * 5000, None),
    ("/<float:x>", "/5", {"x": 5}),
    ("/<float:x>", "/2.5", {"x": 2.5}),
    ("/<float:x>", "/-2.5", {"x": -2.5}),
    ("/<float:x>", "/.5", None),
    ("/<float:x>", "/5.", None),
    ("/<float:x>", "/1.2.3", None),
    ("/<float:x>", "/nan", None),
    ("/<float:x>", "/inf", None),
    ("/<float:x>", "/1e5", None),
    ("/<float:x>", "/1_0.5", None),
    ("/a/<int:x>/b/<float:y>", "/a/1/b/2.5", {"x": 1, "y": 2.5}),
)


def test_one_route():
    for route, path, parameters in CASES:
        found = first(table(route), path)
        expected = None if parameters is None else (route.rstrip("!"), parameters)
        assert found == expected, (route, path, found)


def test_types_of_converted_values():
    assert isinstance(table("/<int:x>").find(b"/5")[0][2]["x"], int)
    assert isinstance(table("/<float:x>").find(b"/5")[0][2]["x"], float)


def test_a_converter_is_asked_before_a_wildcard_has_decided():
    # One way to match is enough: that another way reached the same place must not hide it.
    for route, path in (
        ("/<path:a>/<int:n>/....", b"/x/5/y/z"),
        ("/<path:a>/<int:n>/<path:b>", b"/x/5/y/z"),
        ("/..../<int:n>/....", b"/x/5/y/z"),
        ("/..../<int:n>/..../c", b"/x/5/y/z/c"),
    ):
        matches = table(route).find(path)
        assert len(matches) == 1, (route, path, matches)
        assert matches[0][2]["n"] == 5, matches


def test_no_route_is_found_twice():
    for route, path in (
        ("/a/....!", b"/a/b/"),
        ("/a/<path:p>!", b"/a/b/"),
        ("/..../....", b"/a/b/c/d"),
    ):
        matches = table(route).find(path)
        assert len(matches) == 1, (route, path, matches)


def test_the_first_added_goes_first():
    for paths, path, order in (
        (("/a", "/<x>", "/....", "/..."), "/a", ["/a", "/<x>", "/....", "/..."]),
        (("/....", "/...", "/<x>", "/a"), "/a", ["/....", "/...", "/<x>", "/a"]),
        (("/<x>/b", "/a/<y>", "/a/b"), "/a/b", ["/<x>/b", "/a/<y>", "/a/b"]),
        (("/<int:x>", "/<float:y>", "/<z>"), "/5", ["/<int:x>", "/<float:y>", "/<z>"]),
        (("/<int:x>", "/<float:y>", "/<z>"), "/a", ["/<z>"]),
        (("/<x>", "/<y>"), "/a", ["/<x>", "/<y>"]),
        (("/a!", "/a/"), "/a/", ["/a", "/a/"]),
    ):
        routes = table(*paths)
        matches = routes.find(path.encode())
        assert [match[1].path for match in matches] == order, (paths, path)
        positions = [match[0] for match in matches]
        assert positions == sorted(positions)
        for position, route, _ in matches:
            assert routes.routes[position] is route


def test_names_are_those_of_the_route_that_is_found():
    routes = table("/<a>/x", "/<b>/y", "/<c>/<d>")
    assert first(routes, "/1/x") == ("/<a>/x", {"a": "1"})
    assert first(routes, "/1/y") == ("/<b>/y", {"b": "1"})
    assert first(routes, "/1/z") == ("/<c>/<d>", {"c": "1", "d": "z"})


def test_an_escape_makes_no_segment():
    routes = table("/a/<x>/<y>", "/a/<x>")
    assert first(routes, "/a/1%2F2") == ("/a/<x>", {"x": "1/2"})
    assert first(routes, "/a/1/2") == ("/a/<x>/<y>", {"x": "1", "y": "2"})


def test_escapes_of_literals_where_there_is_more_than_one_way():
    for paths in (
        # One way to go at each segment, then several: with a parameter, and with a wildcard.
        ("/<x>/%s",),
        ("/%s/<x>", "/<x>/y"),
        ("/%s/1", "/..../y"),
        ("/<path:p>/%s", "/..../y"),
    ):
        for literal, asked in (("a b", "a%20b"), ("a%2Fb", "a%2Fb"), ("caf\u00e9", "caf%c3%a9")):
            routes = table(*[path.replace("%s", literal) for path in paths])
            for path in ("/1/" + asked, "/" + asked + "/1"):
                found = [match[1].path for match in routes.find(path.encode())]
                # Whichever end it is at, and never as another name.
                where = paths[0].replace("%s", literal)
                right = (where[-2:] in ("/1", "x>")) is (path[-2:] == "/1")
                assert (found == [where]) is right, (paths, path, found)
            assert not routes.find(b"/2/a%2520b") and not routes.find(b"/a%2520b/1")


def test_a_route_that_is_written_with_escapes_goes_before_one_without():
    for paths in (("/%41/<x>", "/A/<x>"), ("/%41/<x>", "/A/<x>", "/<y>/z"), ("/A/<x>", "/%41/<x>")):
        routes = table(*paths)
        assert first(routes, "/%41/1") == ("/%41/<x>", {"x": "1"}), paths
        assert len(routes.find(b"/%41/1")) == 1
        assert first(routes, "/A/1") == ("/A/<x>", {"x": "1"})


def test_dots_are_no_wildcards_in_a_path():
    routes = table("/a/<x>", "/b/....")
    assert first(routes, "/a/...") == ("/a/<x>", {"x": "..."})
    assert first(routes, "/a/..") == ("/a/<x>", {"x": ".."})
    assert first(routes, "/b/....") == ("/b/....", {})
    assert first(routes, "/<x>") is None


def test_methods_do_not_matter_here():
    routes = RouteTable()
    get = Route("/a", GET, None)
    post = Route("/a", POST, None)
    routes.add(get)
    routes.add(post)
    assert [match[1] for match in routes.find(b"/a")] == [get, post]


def test_what_is_found_once_does_not_stay_for_ever():
    routes = table("/a")
    assert len(routes.find(b"/a")) == 1
    routes.add(Route("/<x>", GET, None))
    assert len(routes.find(b"/a")) == 2
    routes.routes.append(Route("/....", GET, None))
    assert len(routes.find(b"/a")) == 3
    del routes.routes[0]
    assert [match[1].path for match in routes.find(b"/a")] == ["/<x>", "/...."]
    routes.routes.clear()
    assert list(routes.find(b"/a")) == []


def test_only_routes_can_be_added():
    for other in (None, "/a", lambda request: None):
        raises(TypeError, RouteTable().add, other)


def test_paths_with_very_many_segments():
    routes = table("/....", "/<path:p>", "/..../a/..../a/..../b")
    fits = "/a" * MAX_PATH_SEGMENTS
    assert len(routes.find(fits.encode())) == 2
    for count in (MAX_PATH_SEGMENTS + 1, 1000):
        assert routes.find(b"/a" * count) == []
    assert routes.find(b"/" * 1000) == []


def test_a_table_of_many_routes():
    routes = table(*["/static/%d" % number for number in range(300)])
    assert first(routes, "/static/299") == ("/static/299", {})
    assert first(routes, "/static/300") is None


def test_what_is_remembered_does_not_grow_with_what_is_asked():
    routes = table("/a", "/<x>", "/b/....")
    for number in range(200):
        routes.find(b"/%d" % number)
        routes.find(b"/b/%d" % number)
        routes.find(b"/%%61%d" % number)
    assert routes._path == b"/%61199"
    assert len(routes._matches) == 1
