# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Clients that people use: http.client, urllib and curl, each in its own ways of speaking HTTP."""

import http.client
import http.cookiejar
import json
import socket
import urllib.error
import urllib.parse
import urllib.request

import pytest

from adafruit_httpserver import (
    GET,
    POST,
    PUT,
    Basic,
    ChunkedResponse,
    JSONResponse,
    Redirect,
    Response,
    Server,
    require_authentication,
)
from tests.support.curl import curl_and_said
from tests.support.harness import HOST, running

FILE = bytes(range(256)) * 100


@pytest.fixture
def run(tmp_path, monkeypatch):
    (tmp_path / "file.bin").write_bytes(FILE)
    monkeypatch.chdir(tmp_path)  # where curl finds its files and leaves its cookies
    server = Server(socket, str(tmp_path))

    @server.route("/", GET)
    def hello(request):
        return Response(request, "Hello", cookies={"visited": "yes"})

    @server.route("/seen", [GET, POST, PUT])
    def seen(request):
        length = len(request.body)
        return JSONResponse(
            request,
            {
                "method": request.method,
                "version": request.http_version,
                "query": {name: request.query_params[name] for name in request.query_params.fields},
                "cookies": request.cookies,
                "length": length,
                "body": request.body.decode() if length < 100 else "",
                "address": request.client_address[0],
            },
        )

    @server.route("/form", POST)
    def form(request):
        data = request.form_data
        files = data.files.values()
        return JSONResponse(
            request,
            {
                "fields": {name: data.get_list(name, safe=False) for name in data.fields},
                "files": {file.filename: len(file.content_bytes) for file in files},
            },
        )

    @server.route("/private")
    def private(request):
        require_authentication(request, [Basic("user", "password")])
        return Response(request, "Secret")

    server.route("/echo", [POST, PUT])(lambda request: Response(request, request.body))
    server.route("/old")(lambda request: Redirect(request, "/"))
    server.route("/chunked")(lambda request: ChunkedResponse(request, ["Hel", "", "lo"]))
    with running(server) as run:
        yield run
        run.until(lambda: server.connection_count == 0)


# ---- The standard library -----------------------------------------------------------------------


@pytest.fixture
def connection(run):
    connection = http.client.HTTPConnection(HOST, run.port, timeout=5)
    yield connection
    connection.close()


def test_http_client_keeps_its_connection(connection):
    kept = None
    for path, body in (("/", b"Hello"), ("/file.bin", FILE), ("/chunked", b"Hello")) * 3:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, body)
        assert kept in (None, connection.sock)
        kept = connection.sock


def test_http_client_methods_and_bodies(connection):
    connection.request("HEAD", "/file.bin")
    answer = connection.getresponse()
    assert (answer.status, answer.length, answer.read()) == (200, 0, b"")
    assert answer.getheader("content-length") == str(len(FILE))
    connection.request("PUT", "/echo", FILE)
    assert connection.getresponse().read() == FILE
    connection.request("POST", "/echo", iter([b"in ", b"pieces"]), encode_chunked=True)
    assert connection.getresponse().read() == b"in pieces"
    connection.request("DELETE", "/echo")
    answer = connection.getresponse()
    assert answer.read() and answer.status == 405
    assert {"POST", "PUT"} <= set(answer.getheader("allow").split(", "))


def url(run, path):
    return f"http://{HOST}:{run.port}{path}"


def test_urllib(run):
    jar = http.cookiejar.CookieJar()
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url(run, "/"), "user", "password")
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPCookieProcessor(jar),
        urllib.request.HTTPBasicAuthHandler(passwords),
    )
    with opener.open(url(run, "/old"), timeout=5) as answer:
        assert (answer.url, answer.read()) == (url(run, "/"), b"Hello")
    assert [(cookie.name, cookie.value) for cookie in jar] == [("visited", "yes")]
    with opener.open(
        url(run, "/seen?" + urllib.parse.urlencode({"a": "é &"})), timeout=5
    ) as answer:
        seen = json.load(answer)
    assert (seen["query"], seen["cookies"]) == ({"a": "é &"}, {"visited": "yes"})
    with opener.open(url(run, "/private"), timeout=5) as answer:
        assert answer.read() == b"Secret"
    data = urllib.parse.urlencode([("a", "1"), ("a", "2 +"), ("b", "")]).encode()
    with opener.open(url(run, "/form"), data, timeout=5) as answer:
        assert json.load(answer)["fields"] == {"a": ["1", "2 +"], "b": [""]}
    with pytest.raises(urllib.error.HTTPError) as error, opener.open(url(run, "/nope"), timeout=5):
        pass
    assert error.value.code == 404
    error.value.close()


# ---- curl ---------------------------------------------------------------------------------------


def curl(run, *arguments, code=0):
    """What curl printed: what it got, and with -v what was said, too."""
    arguments = [url(run, item) if item.startswith("/") else item for item in arguments]
    return curl_and_said(*arguments, code=code)


def curl_json(run, *arguments):
    return json.loads(curl(run, *arguments)[0])


def test_curl_takes_two_urls_over_one_connection(run):
    output, said = curl(run, "-v", "/", "/chunked", "-w", "[%{http_code} %{num_connects}]")
    assert output == b"Hello[200 1]Hello[200 0]"
    assert "Re-using existing connection" in said or "Reusing existing" in said


def test_curl_with_http_1_0(run):
    assert curl_json(run, "--http1.0", "/seen")["version"] == "HTTP/1.0"
    assert curl(run, "--http1.0", "/chunked")[0] == b"Hello"
    keep = ["--http1.0", "-H", "Connection: keep-alive"]
    output, _ = curl(run, *keep, "/", "/", "-w", "[%{num_connects}]")
    assert output == b"Hello[1]Hello[0]"


def test_curl_head(run):
    output, _ = curl(run, "-I", "/file.bin")
    assert output.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"content-length: %d\r\n" % len(FILE) in output.lower()
    output, _ = curl(run, "-I", "/", "/chunked", "-w", "[%{num_connects}]")
    assert b"[1]" in output and output.endswith(b"[0]")


def test_curl_options(run):
    for path, allowed in (("/echo", {"POST", "PUT"}), ("/", {"GET", "HEAD"})):
        output, _ = curl(run, "-X", "OPTIONS", "-i", path)
        head = output.decode().lower()
        assert head.startswith("http/1.1 204 ")
        assert {name.lower() for name in allowed} <= set(
            head.partition("\r\nallow: ")[2].partition("\r\n")[0].split(", ")
        )


def test_curl_uploads_a_file(run):
    assert curl(run, "-T", "file.bin", "/echo")[0] == FILE
    # Of a length that is not known beforehand: chunked
    assert curl(run, "-T", "file.bin", "-H", "Transfer-Encoding: chunked", "/echo")[0] == FILE


def test_curl_forms(run):
    answer = curl_json(run, "-d", "a=1&b=2%20x", "-d", "a=é", "/form")
    assert answer["fields"] == {"a": ["1", "é"], "b": ["2 x"]}
    answer = curl_json(run, "--data-urlencode", "a=1&2=3 +é", "/form")
    assert answer["fields"] == {"a": ["1&2=3 +é"]}
    answer = curl_json(run, "-F", "a=é", "-F", "f=@file.bin", "/form")
    assert answer["fields"]["a"] == ["é"]
    assert answer["files"] == {"file.bin": len(FILE)}


@pytest.mark.parametrize("more", [[], ["-H", "Transfer-Encoding: chunked"]])
def test_curl_expects_100(run, more):
    """curl would wait for "100 Continue" longer than it may take altogether."""
    output, said = curl(
        run,
        *["-v", "--expect100-timeout", "4", "--max-time", "3", "-H", "Expect: 100-continue", *more],
        *["--data-binary", "@file.bin", "/echo"],
    )
    assert output == FILE
    assert "HTTP/1.1 100 Continue" in said


def test_curl_with_http_1_0_expects_nothing(run):
    """RFC 9110 section 10.1.1: a client of HTTP/1.0 would take "100 Continue" for its answer."""
    patience = ["--expect100-timeout", "0.1", "-H", "Expect: 100-continue"]
    output, said = curl(run, "-v", "--http1.0", *patience, "--data-binary", "@file.bin", "/echo")
    assert output == FILE
    assert "HTTP/1.1 100" not in said


def test_curl_is_told_before_it_sends_too_much(run, tmp_path):
    (tmp_path / "large").write_bytes(bytes(2 * 1024 * 1024))
    data = ["--data-binary", "@large"]
    output, _ = curl(
        run, *data, "/echo", "-H", "Expect: 100-continue", "-w", "[%{size_upload}]", "-i"
    )
    assert output.startswith(b"HTTP/1.1 413 ") and output.endswith(b"[0]")
    # Without asking first it still gets to read why its upload was cut off.
    assert curl(run, *data, "/echo", "-H", "Expect:", "-w", "[%{http_code}]")[0].endswith(b"[413]")


def test_curl_passwords_cookies_and_redirects(run):
    assert curl(run, "/private", "-w", "[%{http_code}]")[0].endswith(b"[401]")
    assert curl(run, "-u", "user:password", "/private")[0] == b"Secret"
    assert curl(run, "-u", "user:password", "--anyauth", "/private")[0] == b"Secret"
    assert curl(run, "-L", "-c", "jar", "/old")[0] == b"Hello"
    assert curl_json(run, "-b", "jar", "/seen")["cookies"] == {"visited": "yes"}
    assert curl(run, "-f", "/nope", code=22)[0] == b""
