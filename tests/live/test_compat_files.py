# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section K of the compatibility cases: files from root_path and FileResponse."""

import os
import socket

import pytest

from adafruit_httpserver import (
    GET,
    HEAD,
    NOT_FOUND_404,
    POST,
    BackslashInPathError,
    FileNotExistsError,
    FileResponse,
    InvalidPathError,
    MIMETypes,
    ParentDirectoryReferenceError,
    Response,
    Server,
)
from tests.support.harness import Client, ask, fetch, parse, request, running
from tests.support.site import BIG, make_site

CLOSE = ["Connection: close"]


@pytest.fixture
def root(tmp_path):
    return make_site(tmp_path)


@pytest.fixture
def server(root):
    return Server(socket, root)


def answer_of(server, *arguments, method=GET, **keywords):
    """What /file answers, whose handler returns FileResponse(request, *arguments, **keywords)."""
    server.route("/file")(lambda request: FileResponse(request, *arguments, **keywords))
    with running(server) as run:
        return fetch(run.port, "/file", method)


FILES = (
    # case, target, body, content type
    ("C167", "/", b"IDX", "text/html"),
    ("C168", "/a.txt", b"hello", "text/plain"),
    ("C168", "/p.png", b"\x89PNG", "image/png"),
    ("C168", "/big.bin", BIG, "application/octet-stream"),
    ("C169", "/sub/", b"SUB", "text/html"),
    ("C169", "/sub/index.html", b"SUB", "text/html"),
    ("C175", "/a..b", b"dots", "text/plain"),
    ("C178", "/with%20space.txt", b"x", "text/plain"),
    ("C179", "/index.html?x=1", b"IDX", "text/html"),
    ("C179", "/?x=1", b"IDX", "text/html"),
    ("C179", "/sub/?", b"SUB", "text/html"),
    ("D1", "/%61.txt", b"hello", "text/plain"),
)


@pytest.mark.parametrize(("case", "target", "body", "content_type"), FILES)
def test_c167_to_c169_c175_c178_c179_files(server, case, target, body, content_type):
    with running(server) as run:
        answer = fetch(run.port, target)
    assert (answer.status, answer.body) == (200, body)
    assert answer.header("Content-Type") == content_type
    assert answer.header("Content-Length") == str(len(body))


@pytest.mark.parametrize("target", ["/nope", "/sub/nope", "/nope/", "/a.txt/", "/a.txt/x"])
def test_c169_c171_not_there(server, target):
    with running(server) as run:
        answer = fetch(run.port, target)
    assert (answer.status, answer.reason) == (404, "Not Found")
    assert answer.body == b"File not found"


def test_c169_a_directory_without_its_slash(server):
    with running(server) as run:
        answer = fetch(run.port, "/sub")
    assert (answer.status, answer.header("Location")) == (308, "/sub/")


def test_c170_head(server):
    with running(server) as run, Client(run.port) as client:
        for target, length in (("/a.txt", "5"), ("/big.bin", "5000"), ("/", "3")):
            answer = client.get(target, method=HEAD)
            assert (answer.status, answer.body) == (200, b"")
            assert answer.header("Content-Length") == length
        assert client.get("/a.txt").body == b"hello"
        assert client.get("/nope", method=HEAD).status == 404
        assert client.get("/a.txt").body == b"hello"


def test_c172_not_there_in_debug(server):
    server.debug = True
    with running(server) as run:
        answer = fetch(run.port, "/nope")
    assert answer.status == 404
    assert answer.body.startswith(b"File does not exist: ")
    assert answer.body.endswith(b"/nope")


PARENT = b"Parent directory reference in path: "
INVALID = (
    (b"/../x", PARENT),
    (b"/a/../b", PARENT),
    (b"/sub/..", PARENT),
    (b"/../../../../etc/passwd", PARENT),
    (b"/a\\b", b"Backslash in path: "),
    (b"/..\\x", b"Backslash in path: "),
)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(("target", "message"), INVALID)
def test_c173_invalid_paths(server, target, message, debug):
    server.debug = debug
    with running(server) as run:
        raw = b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        answer = parse(ask(run.port, raw))
    assert answer.status == 403
    if debug:
        assert answer.body.startswith(message)
    else:
        assert answer.body == b"Invalid path"


ESCAPES = (
    "/..%2fx",
    "/..%2Fx",
    "/%2e%2e/x",
    "/%2e%2e%2fx",
    "/.%2e/x",
    "/sub/..%2f..%2fx",
    "/..%5cx",
    "/%5c..%5cx",
    "/%252e%252e/x",
    "//../x",
    "/./../x",
    "/%00",
    "/a.txt%00.html",
    "/../x%00",
    "http://h/../x",
    "http://h/%2e%2e/x",
)


@pytest.mark.parametrize("target", ESCAPES)
def test_c174_nothing_outside_the_root(server, target):
    with running(server) as run:
        for method in (GET, HEAD):
            answer = fetch(run.port, target, method)
            assert answer.status in (403, 404) or (answer.status == 400 and "%00" in target)
            assert b"SECRET" not in answer.body


def test_c174_a_file_by_its_absolute_path(server, tmp_path):
    with running(server) as run:
        assert fetch(run.port, f"/{tmp_path / 'x'}").status in (403, 404)
        assert fetch(run.port, "/%2f" + str(tmp_path / "x")[1:]).status in (403, 404)


def test_c176_other_methods_on_a_file(server):
    with running(server) as run:
        for method in (POST, "PUT", "DELETE", "PATCH"):
            answer = fetch(run.port, "/a.txt", method)
            assert answer.status == 405
            allowed = {name.strip() for name in answer.header("Allow").split(",")}
            assert allowed == {"GET", "HEAD"}
        assert fetch(run.port, "/a.txt", "FOO").status == 501
        assert fetch(run.port, "/nope", POST).status == 404


@pytest.mark.parametrize("method", [GET, POST, "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_c177_no_root_and_no_route(method):
    server = Server(socket)
    with running(server) as run:
        answer = fetch(run.port, "/x", method)
        assert answer.status == 404
        assert answer.body == b"File not found"
        server.debug = True
        assert fetch(run.port, "/x", method).body == b""


def test_routes_come_before_files(server):
    server.route("/a.txt")(lambda request: Response(request, "route"))
    with running(server) as run:
        assert fetch(run.port, "/a.txt").body == b"route"
        assert fetch(run.port, "/index.html").body == b"IDX"


def test_root_path_can_be_changed(server, root):
    with running(server) as run:
        assert fetch(run.port, "/").body == b"IDX"
        server.root_path = os.path.join(root, "sub")
        assert fetch(run.port, "/").body == b"SUB"
        server.root_path = None
        assert fetch(run.port, "/").status == 404


def test_c180_the_default_is_index_html(server):
    answer = answer_of(server)
    assert answer.body == b"IDX"
    assert answer.header("Content-Type") == "text/html"


def test_c181_another_root(server, root):
    other = os.path.join(root, "sub")
    assert answer_of(server, "index.html", other).body == b"SUB"
    assert answer_of(Server(socket), "a.txt", root_path=root).body == b"hello"


@pytest.mark.parametrize(
    ("filename", "body"), [("/index.html", b"IDX"), ("/sub/index.html", b"SUB"), ("sub/", b"SUB")]
)
def test_c181_a_leading_slash(server, filename, body):
    assert answer_of(server, filename).body == body


@pytest.mark.parametrize("filename", ["../x", "sub/../../x", "a\\b"])
def test_c182_invalid_name_uncaught(server, filename):
    answer = answer_of(server, filename)
    assert (answer.status, answer.body) == (403, b"Invalid path")


def caught_of(server, expected, *arguments, **keywords):
    """The error that FileResponse(request, ...) raises inside a handler that catches it."""
    caught = []

    @server.route("/caught")
    def handler(request):
        try:
            return FileResponse(request, *arguments, **keywords)
        except expected as error:
            caught.append(error)
            return Response(request, "caught")

    with running(server) as run:
        assert fetch(run.port, "/caught").body == b"caught"
    return caught[0]


def test_c182_invalid_name_caught(server):
    error = caught_of(server, InvalidPathError, "../x")
    assert isinstance(error, ParentDirectoryReferenceError)
    assert isinstance(
        caught_of(Server(socket, "/"), InvalidPathError, "a\\b"), BackslashInPathError
    )


def test_c183_not_safe(server):
    assert answer_of(server, "../x", safe=False).body == b"SECRET"


def test_c184_missing_file(server):
    assert answer_of(server, "nope.txt").status == 404
    error = caught_of(server, FileNotExistsError, "nope.txt")
    assert str(error).startswith("File does not exist: ")
    assert str(error).endswith("/nope.txt")
    caught_of(Server(socket, server.root_path), FileNotExistsError, "sub")


def test_c185_no_root_anywhere():
    error = caught_of(Server(socket), ValueError, "a.txt")
    assert str(error) == "root_path must be provided in Server or in FileResponse"


ATTACHMENTS = (
    # case, arguments, content-disposition
    ("C186", {"as_attachment": True}, "attachment; filename=a.txt"),
    ("C186", {"as_attachment": True, "download_filename": "b.txt"}, "attachment; filename=b.txt"),
    (
        "quoted when needed",
        {"as_attachment": True, "download_filename": "my file;.txt"},
        'attachment; filename="my file;.txt"',
    ),
    ("ignored", {"download_filename": "b.txt"}, None),
    ("none", {}, None),
)


@pytest.mark.parametrize(("case", "arguments", "disposition"), ATTACHMENTS)
def test_c186_attachments(server, case, arguments, disposition):
    answer = answer_of(server, "a.txt", **arguments)
    assert answer.body == b"hello"
    assert answer.header("Content-Disposition") == disposition


def test_c186_the_name_of_a_file_in_a_folder(server):
    answer = answer_of(server, "sub/index.html", as_attachment=True)
    assert answer.header("Content-Disposition") == "attachment; filename=index.html"


def test_c187_head_only(server):
    answer = answer_of(server, "a.txt", head_only=True)
    assert (answer.status, answer.body) == (200, b"")
    assert answer.header("Content-Length") == "5"
    assert answer.header("Content-Type") == "text/plain"


@pytest.mark.parametrize("buffer_size", [1, 100, 4999, 5000, 5001, 1_000_000])
def test_c188_buffer_size(server, buffer_size):
    answer = answer_of(server, "big.bin", buffer_size=buffer_size)
    assert answer.body == BIG
    assert answer.header("Content-Length") == "5000"


def test_c188_a_large_and_an_empty_file(server, root):
    large = BIG * 400
    for name, content in (("large.bin", large), ("empty.txt", b"")):
        with open(os.path.join(root, name), "wb") as file:
            file.write(content)
    with running(server) as run, Client(run.port) as client:
        assert client.get("/large.bin").body == large
        assert client.get("/empty.txt").body == b""
        assert client.get("/a.txt").body == b"hello"


def test_c189_options(server):
    answer = answer_of(
        server,
        "a.txt",
        content_type="x/y",
        status=NOT_FOUND_404,
        headers={"X-A": "1"},
        cookies={"c": "d"},
    )
    assert (answer.status, answer.body) == (404, b"hello")
    assert answer.header("Content-Type") == "x/y"
    assert answer.header("X-A") == "1"
    assert answer.header("Set-Cookie") == "c=d"


def test_c190_and_c191_configured_types(server, root, monkeypatch):
    monkeypatch.setattr(MIMETypes, "REGISTERED", dict(MIMETypes.REGISTERED))
    monkeypatch.setattr(MIMETypes, "DEFAULT", MIMETypes.DEFAULT)
    MIMETypes.configure("x/default", keep_for=[".html"], register={".foo": "text/foo"})
    for name in ("x.foo", "X.HTML", "x.mp3"):
        with open(os.path.join(root, name), "wb") as file:
            file.write(b"x")
    with running(server) as run:
        for target, content_type in (
            ("/x.foo", "text/foo"),
            ("/X.HTML", "text/html"),
            ("/x.mp3", "x/default"),
        ):
            assert fetch(run.port, target).header("Content-Type") == content_type, target


def test_c187_head_to_a_handler_that_serves_a_file(server):
    server.route("/file")(lambda request: FileResponse(request, "a.txt"))
    with running(server) as run:
        raw = ask(run.port, request("/file", HEAD, CLOSE))
    assert parse(raw).header("Content-Length") == "5"
    assert parse(raw).body == b""


def test_file_response_attributes(server, root):
    responses = []

    @server.route("/file")
    def handler(request):
        responses.append(FileResponse(request, "/big.bin", buffer_size=100))
        return responses[-1]

    with running(server) as run:
        raw = ask(run.port, request("/file", headers=CLOSE))
    response = responses[0]
    assert response._root_path == root
    assert response._full_file_path == os.path.join(root, "big.bin")
    assert response._file_length == 5000
    assert response._buffer_size == 100
    assert response._head_only is False
    assert response._safe is True
    assert response._size == len(raw)
    assert FileResponse._get_file_length(os.path.join(root, "a.txt")) == 5
    with pytest.raises(FileNotExistsError):
        FileResponse._get_file_length(os.path.join(root, "nope"))
