# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a Response refuses or keeps before anything is sent. The wire is in tests/live/."""

from adafruit_httpserver.exceptions import (
    BackslashInPathError,
    InvalidPathError,
    ParentDirectoryReferenceError,
)
from adafruit_httpserver.headers import Headers
from adafruit_httpserver.request import Request
from adafruit_httpserver.response import FileResponse, Redirect, Response
from tests.support.expect import raises

REQUEST = Request(None, None, ("1.2.3.4", 5), b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
CONTROL_CHARACTERS = ("\r", "\n", "\r\n", "\0")


def response_with_header(name, value):
    headers = Headers()
    headers.add(name, value)
    return Response(REQUEST, "x", headers=headers)


def test_c035_header_injection_is_a_value_error():
    for control in CONTROL_CHARACTERS:
        bad = "a" + control + "Injected: 1"
        raises(ValueError, response_with_header, "X-A", bad)
        raises(ValueError, response_with_header, bad, "1")
        raises(ValueError, Response, REQUEST, "x", headers={"X-A": bad})
        raises(ValueError, Response, REQUEST, "x", headers={bad: "1"})
        raises(ValueError, Response, REQUEST, "x", cookies={"a": bad})
        raises(ValueError, Response, REQUEST, "x", cookies={bad: "1"})
        raises(ValueError, Redirect, REQUEST, "/" + bad)


def test_set_cookie_refuses_what_would_be_another_header_or_attribute():
    response = Response(REQUEST, "x")
    for control in CONTROL_CHARACTERS + (";",):
        raises(ValueError, response.set_cookie, "a" + control + "b", "1")
        raises(ValueError, response.set_cookie, "a", "1" + control + "b")
        raises(ValueError, response.delete_cookie, "a" + control + "b")


def test_c159_headers_and_cookies_are_copied():
    headers, cookies = {"X-A": "1"}, {"c": "d"}
    response = Response(REQUEST, "x", headers=headers, cookies=cookies)
    response._headers["X-B"] = "2"
    response._cookies["e"] = "f"
    assert headers == {"X-A": "1"}
    assert cookies == {"c": "d"}
    original = Headers({"X-A": "1"})
    response = Response(REQUEST, "x", headers=original)
    assert response._headers is not original
    response._headers.setdefault("X-B", "2")
    assert list(original.items()) == [("x-a", "1")]


def test_hooks_of_subclasses_are_there():
    response = Response(REQUEST, "x")
    for name in ("_send", "_send_headers", "_send_bytes", "_close_connection"):
        assert callable(getattr(response, name)), name
    assert response._request is REQUEST
    assert isinstance(response._headers, Headers)
    assert response._cookies == {}
    assert response._status.code == 200


def test_c198_redirect_with_status_and_kind():
    message = "Cannot specify both status and permanent/preserve_method argument"
    for permanent, preserve_method in ((True, False), (False, True), (True, True)):
        error = raises(
            ValueError,
            Redirect,
            REQUEST,
            "/x",
            permanent=permanent,
            preserve_method=preserve_method,
            status=(303, "See Other"),
        )
        assert error.args[0] == message


SAFE_PATHS = ("/", "/a", "/a/b.txt", "/a..b", "/a../b", "/..a", "/.../a", "/.hidden")


def test_c173_and_c175_paths_of_files():
    for path in SAFE_PATHS:
        assert FileResponse._verify_file_path_is_valid(path) is None, path
    for path in ("/a\\b", "\\", "/..\\x"):
        error = raises(BackslashInPathError, FileResponse._verify_file_path_is_valid, path)
        assert isinstance(error, InvalidPathError)
        assert str(error) == "Backslash in path: " + path
    for path in ("/../x", "/a/../b", "..", "../x", "/a/.."):
        error = raises(ParentDirectoryReferenceError, FileResponse._verify_file_path_is_valid, path)
        assert isinstance(error, InvalidPathError)
        assert str(error) == "Parent directory reference in path: " + path


def test_c181_a_root_and_a_name_are_one_path():
    for root, name in (("/www", "a.txt"), ("/www/", "a.txt"), ("/www", "/a.txt")):
        assert FileResponse._combine_path(root, name) == "/www/a.txt", (root, name)
