# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section F of the compatibility cases: Request made by hand.

What needs a connection (C086, C087, C088, C091) is in tests/live/test_compat_requests.py.
"""

from adafruit_httpserver.methods import DELETE, GET, PATCH, POST, PUT
from adafruit_httpserver.request import FormData, QueryParams, Request
from tests.support.expect import raises

URLENCODED = "application/x-www-form-urlencoded"


def rq(raw):
    return Request(None, None, ("1.2.3.4", 5), raw)


def get(target, *header_lines):
    lines = ["GET " + target + " HTTP/1.1", "Host: a"] + list(header_lines) + ["", ""]
    return rq("\r\n".join(lines).encode())


def with_body(method, body, content_type="application/json"):
    head = f"{method} /x HTTP/1.1\r\nHost: a\r\nContent-Type: {content_type}\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return rq(head.encode() + body)


def test_c075_attributes_and_repr():
    raw = b"GET /foo/bar?x=1&y HTTP/1.1\r\nHost: a\r\n\r\nBODY"
    request = rq(raw)
    assert request.method == "GET"
    assert request.path == "/foo/bar"
    assert request.http_version == "HTTP/1.1"
    assert request.body == b"BODY"
    assert isinstance(request.body, bytes)
    assert bytes(request.raw_request) == raw
    assert request.client_address == ("1.2.3.4", 5)
    assert request.server is None
    assert request.connection is None
    assert request.headers["HOST"] == "a"
    assert len(request.headers) == 1
    assert isinstance(request.query_params, QueryParams)
    assert request.query_params["x"] == "1"
    assert request.query_params["y"] == ""
    assert repr(request) == '<Request "GET /foo/bar?x=1&y=">'


def test_repr_without_a_query():
    assert repr(get("/foo")) == '<Request "GET /foo">'


def test_no_body_is_empty_bytes():
    request = get("/")
    assert request.body == b""
    assert isinstance(request.body, bytes)


def test_c076_raw_request_cannot_be_none():
    for arguments in ((None, None, ("1.2.3.4", 5)), (None, None, ("1.2.3.4", 5), None)):
        error = raises(ValueError, Request, *arguments)
        assert error.args == ("raw_request cannot be None",)


UNPARSEABLE = (
    b"garbage\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/1.1 more\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"\x16\x03\x01\x02\x00\r\n\r\n",
    b"\r\n\r\n",
)


def test_c077_unparseable():
    for raw in UNPARSEABLE:
        error = raises(ValueError, rq, raw)
        assert error.args == ("Unparseable raw_request: ", raw), raw


COOKIES = (
    ("C078", ("Cookie: foo=bar; baz=qux; foo=quux",), {"foo": "quux", "baz": "qux"}),
    ("C079", ('Cookie: a="q w"; b=1=2',), {"a": "q w", "b": "1=2"}),
    ("C079", (), {}),
    ("C080", ("Cookie: bad; a=1;",), {"a": "1"}),
    ("C080", ("Cookie: ;; a=1 ;",), {"a": "1"}),
    ("C080", ("Cookie:",), {}),
    ("no space", ("Cookie: a=1;b=2",), {"a": "1", "b": "2"}),
    ("name of any case", ("COOKIE: a=1",), {"a": "1"}),
    ("an empty value", ("Cookie: a=; b=1",), {"a": "", "b": "1"}),
)


def test_c078_to_c080_cookies():
    for case, header_lines, expected in COOKIES:
        assert get("/", *header_lines).cookies == expected, (case, header_lines)


def test_cookies_are_parsed_once():
    request = get("/", "Cookie: a=1")
    assert request.cookies is request.cookies


JSON_BODIES = (
    (GET, b'{"a": 1}', None),
    (POST, b'{"a": 1}', {"a": 1}),
    (PUT, b"[1]", [1]),
    (PATCH, b"1", 1),
    (DELETE, b"{}", {}),
    (POST, b"", None),
    (POST, b'"text"', "text"),
    (POST, b"null", None),
    (PUT, b'{"u": "\xc4\x8d"}', {"u": "č"}),
)


def test_c081_json():
    for method, body, expected in JSON_BODIES:
        assert with_body(method, body).json() == expected, (method, body)


def test_c082_malformed_json_is_a_value_error():
    for body in (b"{", b"nope", b"{'a': 1}"):
        raises(ValueError, with_body(POST, body).json)


def test_c083_form_data_of_each_method():
    assert with_body(GET, b"a=1", URLENCODED).form_data is None
    for method in (POST, PUT, PATCH):
        form_data = with_body(method, b"a=1", URLENCODED).form_data
        assert isinstance(form_data, FormData), method
        assert form_data["a"] == "1", method


def test_form_data_of_each_content_type():
    multipart = b'--B\r\nContent-Disposition: form-data; name="foo"\r\n\r\nbar\r\n--B--\r\n'
    for content_type, body in (
        (URLENCODED, b"foo=bar"),
        ("text/plain", b"foo=bar\r\n"),
        ("multipart/form-data; boundary=B", multipart),
    ):
        assert with_body(POST, body, content_type).form_data["foo"] == "bar", content_type


def test_c068_form_data_of_an_unknown_type_is_empty_but_not_none():
    form_data = with_body(POST, b'{"a": 1}').form_data
    assert isinstance(form_data, FormData)
    assert len(form_data) == 0


def test_c084_the_body_can_be_set():
    request = with_body(POST, b"old", "text/plain")
    request.body = b"new"
    assert request.body == b"new"
    raw = bytes(request.raw_request)
    assert raw.endswith(b"\r\n\r\nnew")
    assert raw.startswith(b"POST /x HTTP/1.1\r\n")
    assert b"old" not in raw


def test_c085_form_data_is_parsed_once():
    request = with_body(POST, b"a=1", URLENCODED)
    assert request.form_data is request.form_data


def test_raw_parts():
    request = rq(b"POST /x HTTP/1.1\r\nHost: a\r\n\r\nBODY")
    assert bytes(request._raw_body_bytes) == b"BODY"
    head = bytes(request._raw_header_bytes)
    assert head.startswith(b"POST /x HTTP/1.1\r\nHost: a")
    assert b"BODY" not in head


TARGETS = (
    # case, target, path, name, value
    ("C089", "/a?b=c?d", "/a", "b", "c?d"),
    ("C089", "/?b=/x/y", "/", "b", "/x/y"),
    ("D1 percent", "/a%20b%2Fc?b=1", "/a b/c", "b", "1"),
    ("D1 plus stays", "/a+b?b=c+d", "/a+b", "b", "c d"),
    ("D1 UTF-8", "/%C4%8D?b=%C4%8D", "/č", "b", "č"),
    ("D1 not twice", "/%2541?b=%2541", "/%41", "b", "%41"),
    ("D1 escaped question mark", "/a%3Fb?b=1", "/a?b", "b", "1"),
    ("D1 literal by hand", "/%ZZ?b=%ZZ", "/%ZZ", "b", "%ZZ"),
    ("D1 literal by hand", "/100%?b=100%", "/100%", "b", "100%"),
)


def test_c089_paths_and_queries():
    for case, target, path, name, value in TARGETS:
        request = get(target)
        assert request.path == path, (case, target)
        assert request.query_params[name] == value, (case, target)
        assert request.url == target, (case, target)


def test_c089_an_empty_query():
    for target in ("/a", "/a?"):
        request = get(target)
        assert request.path == "/a"
        assert len(request.query_params) == 0


def test_the_absolute_form_of_a_target():
    request = get("http://h:80/p?x=1")
    assert request.path == "/p"
    assert request.query_params["x"] == "1"
    assert request.url == "http://h:80/p?x=1"
    assert get("http://h").path == "/"


def test_c090_no_headers():
    request = rq(b"GET / HTTP/1.0\r\n\r\n")
    assert request.method == "GET"
    assert request.path == "/"
    assert request.http_version == "HTTP/1.0"
    assert len(request.headers) == 0
    assert request.body == b""
    assert request.cookies == {}


def test_c091_no_space_after_the_colon():
    request = rq(b"GET / HTTP/1.1\r\nHost:a\r\nX-Y:  z \r\n\r\n")
    assert request.headers["Host"] == "a"
    assert request.headers["X-Y"] == "z"


def test_repeated_headers():
    request = get("/", "X-A: 1", "x-a: 2")
    assert request.headers.get_list("X-A") == ["1", "2"]
    assert request.headers["X-A"] == "1"
    assert list(request.headers.fields) == ["host", "x-a"]


def test_url_host_full_url_is_secure():
    request = get("/a%20b?x=1")
    assert request.url == "/a%20b?x=1"
    assert request.host == "a"
    assert request.full_url == "http://a/a%20b?x=1"
    assert request.is_secure is False


CONTENT_TYPES = (
    ("Text/HTML; Charset=utf-8", "text/html"),
    ("application/json", "application/json"),
    ("application/json;charset=utf-8", "application/json"),
)


def test_content_type_and_length():
    for value, expected in CONTENT_TYPES:
        assert with_body(POST, b"12345", value).content_type == expected, value
        assert with_body(POST, b"12345", value).content_length == 5, value
    assert get("/").content_type is None
    assert get("/").content_length is None


def test_context_is_free_for_the_application():
    request = get("/")
    assert request.context is None
    request.context = {"user": 1}
    assert request.context == {"user": 1}
