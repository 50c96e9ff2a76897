# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section G of the compatibility cases: Route and as_route.

What needs a server (C107 to C112, C115) is in tests/live/test_compat_routes.py.
"""

from adafruit_httpserver.methods import GET, POST, PUT
from adafruit_httpserver.route import Route, as_route
from tests.support.expect import raises

NO_SLASH = "Path must start with a slash."
SLASH_TWICE = "Cannot use append_slash=True when path ends with /"
DOUBLE_SLASH = "Path cannot contain double slashes."
UNNAMED = "All URL parameters must be named."
PARAMETER_PLACE = "All URL parameters must be between slashes."
DOTS_PLACE = "... and .... must be between slashes"
DOTS_NUMBER = "Path cannot contain more than 4 dots in a row."

INVALID = (
    # path, append_slash, message: each of adafruit.md section 2, then which comes first
    ("x", False, NO_SLASH),
    ("", False, NO_SLASH),
    ("/a/", True, SLASH_TWICE),
    ("/", True, SLASH_TWICE),
    ("/a//b", False, DOUBLE_SLASH),
    ("//", False, DOUBLE_SLASH),
    ("/<>", False, UNNAMED),
    ("/a/<>/b", False, UNNAMED),
    ("/x<a>", False, PARAMETER_PLACE),
    ("/<a>x", False, PARAMETER_PLACE),
    ("/<a>.txt", False, PARAMETER_PLACE),
    ("/<a><b>", False, PARAMETER_PLACE),
    ("/a.../b", False, DOTS_PLACE),
    ("/...x", False, DOTS_PLACE),
    ("/a..../b", False, DOTS_PLACE),
    ("/a/.....", False, DOTS_NUMBER),
    ("/....../b", False, DOTS_NUMBER),
    ("a/", True, NO_SLASH),
    ("a//b", False, NO_SLASH),
    ("/a//b/", True, SLASH_TWICE),
    ("/a//<>", False, DOUBLE_SLASH),
    ("/<>/x<a>", False, UNNAMED),
    ("/x<a>/b...", False, PARAMETER_PLACE),
)


def test_c092_route_validation_messages():
    for path, append_slash, message in INVALID:
        error = raises(ValueError, Route, path, GET, None, append_slash=append_slash)
        assert error.args[0] == message, (path, append_slash, error.args[0])


def test_c092_the_default_path_is_invalid():
    assert raises(ValueError, Route).args[0] == NO_SLASH


NO = None
MATCHES = (
    # case, route path, request path, parameters or NO
    ("C094", "/example", "/example", {}),
    ("C094", "/example", "/example/", NO),
    ("C094", "/example/", "/example/", {}),
    ("C094", "/example/", "/example", NO),
    ("C094", "/", "/", {}),
    ("C094", "/", "/x", NO),
    ("C095", "/example", "/other", NO),
    ("C095", "/example", "/example/x", NO),
    ("C095", "/example", "/exampl", NO),
    ("C095", "/example", "/examples", NO),
    ("C095", "/example", "/x/example", NO),
    ("C095", "/example", "/Example", NO),
    ("C096", "/example/<parameter>", "/example/123", {"parameter": "123"}),
    ("C096", "/<a>/x/<b>", "/1/x/2", {"a": "1", "b": "2"}),
    ("C096", "/<a>", "/x.txt", {"a": "x.txt"}),
    ("C096", "/<a_1>", "/x", {"a_1": "x"}),
    ("C097", "/example/<parameter>", "/example/", NO),
    ("C097", "/example/<parameter>", "/example", NO),
    ("C097", "/example/<parameter>", "/example/1/2", NO),
    ("C097", "/example/<parameter>", "/example/1/", NO),
    ("C097", "/<a>/x", "//x", NO),
    ("C098", "/example/.../something", "/example/123/something", {}),
    ("C098", "/example/.../something", "/example/1/2/something", NO),
    ("C098", "/example/.../something", "/example/something", NO),
    ("C098", "/example/.../something", "/example//something", NO),
    ("C098", "/example/.../something", "/example/1/other", NO),
    ("C099", "/example/..../something", "/example/1/something", {}),
    ("C099", "/example/..../something", "/example/1/2/something", {}),
    ("C099", "/example/..../something", "/example/something/something/something", {}),
    ("C099", "/example/..../something", "/example/something", NO),
    ("C099", "/example/..../something", "/example//something", NO),
    ("C099", "/example/..../something", "/example/1/2/other", NO),
    ("C099", "/a/..../b/<c>", "/a/1/2/b/3", {"c": "3"}),
    ("C099", "/<a>/..../b", "/1/2/3/b", {"a": "1"}),
    ("C100", "/api/...", "/api/a", {}),
    ("C100", "/api/...", "/api/a/", NO),
    ("C100", "/api/...", "/api/", NO),
    ("C100", "/api/....", "/api/", NO),
    ("C100", "/api/....", "/api", NO),
    ("C100", "/api/....", "/api/a/", {}),
    ("C100", "/api/....", "/api/a", {}),
    ("C100", "/api/....", "/api/a/b/c", {}),
    ("C101", "/....", "/", NO),
    ("C101", "/....", "/a", {}),
    ("C101", "/....", "/a/b", {}),
    ("C102", "/a.b", "/axb", NO),
    ("C102", "/a.b", "/a.b", {}),
    ("C102", "/a..b", "/a..b", {}),
    ("C113", "/a+b", "/a+b", {}),
    ("C113", "/a+b", "/aab", NO),
    ("C113", "/a(b)", "/a(b)", {}),
    ("C113", "/a(b)", "/ab", NO),
    ("C113", "/a[b]*", "/a[b]*", {}),
    ("C113", "/a$b^c|d", "/a$b^c|d", {}),
    ("C114", "/a", "/a\n", NO),
    ("C114", "/<x>/a", "/1/a\n", NO),
    ("C115", "/e/<p>", "/e/a%20b", {"p": "a b"}),
    ("C115", "/e/<p>", "/e/a%2Fb", {"p": "a/b"}),
    ("C115", "/e/<p>/<q>", "/e/a%2Fb", NO),
    ("C115", "/e/<p>", "/e/a+b", {"p": "a+b"}),
    ("C115", "/e/<p>", "/e/%C4%8D", {"p": "č"}),
    ("C115", "/e/<p>", "/e/%ZZ", {"p": "%ZZ"}),
)


def test_c094_to_c102_and_c113_to_c115_matches():
    for case, path, requested, parameters in MATCHES:
        expected = (False, None) if parameters is NO else (True, parameters)
        found = Route(path, GET).matches(GET, requested)
        assert found == expected, (case, path, requested, found)


APPENDED_SLASH = (
    ("/example", "/example", {}),
    ("/example", "/example/", {}),
    ("/example", "/example//", NO),
    ("/example", "/example/x", NO),
    ("/example/<p>", "/example/1", {"p": "1"}),
    ("/example/<p>", "/example/1/", {"p": "1"}),
    ("/example/<p>", "/example/", NO),
    ("/a/...", "/a/1/", {}),
)


def test_c093_append_slash():
    for path, requested, parameters in APPENDED_SLASH:
        expected = (False, None) if parameters is NO else (True, parameters)
        found = Route(path, GET, append_slash=True).matches(GET, requested)
        assert found == expected, (path, requested, found)


METHODS = (
    # case, methods of the route, method asked, does it match
    ("C095", GET, POST, False),
    ("C095", [GET, POST], PUT, False),
    ("C103", GET, GET, True),
    ("C103", [GET, POST], POST, True),
    ("C103", (GET, POST), GET, True),
    ("C103", {GET, POST}, POST, True),
    ("C104", GET, "get", False),
    ("C104", GET, "Get", False),
    ("D7", GET, "HEAD", False),
)


def test_c095_c103_c104_methods():
    for case, methods, method, matching in METHODS:
        expected = (True, {}) if matching else (False, None)
        assert Route("/example", methods).matches(method, "/example") == expected, (case, method)


def test_c103_the_methods_are_a_set():
    for methods in ([GET, POST], (POST, GET), {GET, POST}, (name for name in (GET, POST))):
        route = Route("/example", methods)
        assert isinstance(route.methods, set)
        assert route.methods == {GET, POST}
    assert Route("/example", GET).methods == {GET}
    assert Route("/example").methods == {GET}


def test_c105_repr():
    assert repr(Route("/a", [GET], None)) == "<Route path='/a', methods={'GET'}, handler=None>"


def test_attributes():
    def handler(request):
        return request

    route = Route("/<b>/x/<a>", POST, handler)
    assert route.path == "/<b>/x/<a>"
    assert route.handler is handler
    assert route.parameters_names == ["b", "a"]
    assert Route("/plain").parameters_names == []
    assert Route("/plain").handler is None


def test_c106_as_route():
    def handler(request):
        return request

    route = as_route("/x", [GET, POST])(handler)
    assert isinstance(route, Route)
    assert route.handler is handler
    assert route.path == "/x"
    assert route.methods == {GET, POST}
    assert as_route("/x")(handler).methods == {GET}
    assert as_route("/x", append_slash=True)(handler).matches(GET, "/x/") == (True, {})
    error = raises(ValueError, as_route("/y"), route)
    assert error.args[0] == "as_route can be used only once per function."


TYPED = (
    ("/<int:x>", "/5", {"x": 5}),
    ("/<int:x>", "/007", {"x": 7}),
    ("/<int:x>", "/abc", NO),
    ("/<int:x>", "/1.5", NO),
    ("/<int:x>", "/", NO),
    ("/<int:x>", "/5/", NO),
    ("/<int:x>", "/0x5", NO),
    ("/a/<int:x>/b", "/a/5/b", {"x": 5}),
    ("/a/<int:x>/b", "/a/five/b", NO),
    ("/<float:x>", "/1.5", {"x": 1.5}),
    ("/<float:x>", "/2", {"x": 2.0}),
    ("/<float:x>", "/abc", NO),
    ("/<float:x>", "/1.2.3", NO),
    ("/files/<path:p>", "/files/a", {"p": "a"}),
    ("/files/<path:p>", "/files/a/b/c.txt", {"p": "a/b/c.txt"}),
    ("/files/<path:p>", "/files/a%20b/c", {"p": "a b/c"}),
    ("/files/<path:p>", "/files/", NO),
    ("/files/<path:p>", "/files", NO),
    ("/<path:p>", "/a/b", {"p": "a/b"}),
    ("/<path:p>", "/", NO),
    ("/<path:p>/end", "/a/b/end", {"p": "a/b"}),
    ("/<path:p>/end", "/end", NO),
    ("/<int:x>/<name>/<float:y>", "/1/2/3", {"x": 1, "name": "2", "y": 3.0}),
)


def test_typed_parameters():
    for path, requested, parameters in TYPED:
        expected = (False, None) if parameters is NO else (True, parameters)
        found = Route(path, GET).matches(GET, requested)
        assert found == expected, (path, requested, found)


def test_the_types_of_typed_parameters():
    _, parameters = Route("/<int:x>/<float:y>/<path:p>").matches(GET, "/1/2/3")
    assert isinstance(parameters["x"], int)
    assert isinstance(parameters["y"], float)
    assert isinstance(parameters["p"], str)
    assert Route("/<int:x>/<y>").parameters_names == ["x", "y"]


def test_parameters_that_could_never_match_are_value_errors():
    for path in ("/<a-b>", "/<foo:x>", "/<int:>", "/<:x>", "/<a b>"):
        raises(ValueError, Route, path)
