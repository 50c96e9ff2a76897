# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Files from ``root_path``: directories, links, pages that make up paths; curl and a browser."""

import gzip
import os
import socket
import struct
import subprocess
import sys
import wave

import pytest

from adafruit_httpserver import FileResponse, Response, Server
from adafruit_httpserver.compress import compress
from tests.support.chromium import Chromium, find_chromium
from tests.support.curl import curl
from tests.support.harness import Client, fetch, running
from tests.support.site import make_site
from tests.support.source import REPOSITORY


@pytest.fixture
def root(tmp_path):
    return make_site(tmp_path)


@pytest.fixture
def server(root):
    return Server(socket, root)


def write(root, name, content):
    path = os.path.join(root, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    return path


# Directories


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/sub", "/sub/"),
        ("/sub?a=b", "/sub/?a=b"),
        ("/s%75b", "/s%75b/"),
        # Not the name of another server.
        ("//sub", "/sub/"),
        ("///sub", "/sub/"),
    ],
)
def test_a_directory_without_its_slash(server, target, location):
    with running(server) as run:
        for method in ("GET", "HEAD"):
            answer = fetch(run.port, target, method)
            assert (answer.status, answer.header("Location")) == (308, location)
            # A browser would remember it for ever.
            assert answer.header("Cache-Control") == "no-cache"


def test_a_directory_without_an_index(server, root):
    write(root, "empty/x.txt", b"")
    with running(server) as run:
        for target in ("/empty", "/empty/"):
            assert fetch(run.port, target).status == 404
        assert fetch(run.port, "/sub", "POST").status == 404


def test_a_list_of_a_directory(server, root):
    names = ["<b>&'\"quot.txt", "a b.txt", "é.txt", "javascript:alert(1)", "100%.html", "z/x"]
    for name in names + ["settings.toml", ".hidden", "code.py", "x~"]:
        write(root, "list/" + name, b"12345")
    server.directory_listing = True
    with running(server) as run:
        answer = fetch(run.port, "/list/")
        assert answer.status == 200
        assert answer.header("Content-Type") == "text/html; charset=utf-8"
        page = answer.body.decode()
        for link in ("../", "a%20b.txt", "%C3%A9.txt", "javascript%3Aalert%281%29", "z/"):
            assert f'href="{link}"' in page, link
        assert "&lt;b&gt;&amp;&apos;&quot;quot.txt" in page and "<b>" not in page
        for name in ("settings.toml", ".hidden", "code.py", "x~"):
            assert name not in page
        for link in [piece.split('"')[0] for piece in page.split('href="')[1:]]:
            if link != "../":
                assert fetch(run.port, "/list/" + link).status in (200, 308), link
        assert fetch(run.port, "/list").header("Location") == "/list/"
        assert fetch(run.port, "/list/", "HEAD").body == b""
        # The index goes first, and the root has no parent.
        assert fetch(run.port, "/sub/").body == b"SUB"
        os.remove(os.path.join(root, "index.html"))
        page = fetch(run.port, "/").body.decode()
        assert 'href="../"' not in page and 'href="sub/"' in page
        for target in ("/.git/", "/nope/", "/..%2f/", "/list%2f"):
            assert fetch(run.port, target).status in (403, 404)


# Links


def test_links_that_lead_out_of_the_root(server, root, tmp_path):
    write(root, "real.html", b"REAL")
    for name, target in (
        ("out.html", tmp_path / "x"),
        ("outside", tmp_path),
        ("in.html", "real.html"),
        ("real.html.gz", tmp_path / "x"),
        ("device.html", "/dev/zero"),
        ("passwd.html", "/etc/passwd"),
        ("circle.html", "circle.html"),
    ):
        os.symlink(target, os.path.join(root, name))
    os.mkfifo(os.path.join(root, "fifo.html"))
    server.directory_listing = True
    with running(server) as run:
        assert fetch(run.port, "/in.html").body == b"REAL"
        answer = fetch(run.port, "/real.html", headers=["Accept-Encoding: gzip"])
        assert answer.body == b"REAL"
        for target in ("out.html", "outside/x", "outside/", "outside", "passwd.html"):
            answer = fetch(run.port, "/" + target)
            assert answer.status in (403, 404), target
            assert b"SECRET" not in answer.body and b"root:" not in answer.body
        for target in ("device.html", "circle.html", "fifo.html"):
            assert fetch(run.port, "/" + target).status == 404
        # A file that was fine is looked at again when it has become another one.
        os.remove(os.path.join(root, "in.html"))
        os.symlink(tmp_path / "x", os.path.join(root, "in.html"))
        assert fetch(run.port, "/in.html").status == 403


def test_a_root_that_is_a_link(root, tmp_path):
    os.symlink(root, tmp_path / "link")
    for path in (tmp_path / "link", os.path.relpath(tmp_path / "link")):
        with running(Server(socket, str(path))) as run:
            assert fetch(run.port, "/a.txt").body == b"hello"


def test_a_file_that_cannot_be_read(server, root, monkeypatch):
    from adafruit_httpserver import files_on_pc

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files_on_pc, "open", refuse, raising=False)
    with running(server) as run:
        for name in ("/a.txt", "/big.bin"):
            assert fetch(run.port, name).status == 404


# Pages that make up paths, and the icon


def test_a_page_that_makes_up_paths(server, root):
    server.spa = "index.html"
    server.route("/api/x", "POST")(lambda request: Response(request, "x"))
    with running(server) as run:
        for target in ("/users/5", "/a/b/c", "/users/5?x=y", "/users/"):
            answer = fetch(run.port, target)
            assert (answer.status, answer.body) == (200, b"IDX"), target
            assert answer.header("ETag")
        assert fetch(run.port, "/a.txt").body == b"hello"
        for target in ("/app.js", "/users/5.png", "/../x", "/.env"):
            assert fetch(run.port, target).status in (403, 404), target
        assert fetch(run.port, "/users/5", headers=["Accept: application/json"]).status == 404
        assert fetch(run.port, "/users/5", headers=["Accept: text/html"]).status == 200
        assert fetch(run.port, "/users/5", "POST").status == 404
        assert fetch(run.port, "/api/x").status == 405
        server.spa = "nope.html"
        assert fetch(run.port, "/users/5").status == 404


def test_an_icon_that_is_not_there(server, root):
    for one in (server, Server(socket)):
        with running(one) as run:
            answer = fetch(run.port, "/favicon.ico")
            assert (answer.status, answer.body) == (204, b"")
            assert "max-age" in answer.header("Cache-Control")
            assert fetch(run.port, "/sub/favicon.ico").status == 404
            assert fetch(run.port, "/favicon.ico", "POST").status == 404
    write(root, "favicon.ico", b"ICON")
    with running(server) as run:
        assert fetch(run.port, "/favicon.ico").body == b"ICON"


# Large files, and files that change


def test_a_large_file_comes_whole(server, root):
    content = os.urandom(3_000_000)
    write(root, "large.html", content)
    server.route("/small-steps")(
        lambda request: FileResponse(request, "large.html", buffer_size=65536)
    )
    with running(server) as run, Client(run.port) as client:
        for target in ("/large.html", "/small-steps", "/large.html"):
            assert client.get(target).body == content
        part = client.get("/large.html", headers=["Range: bytes=1000000-2999998"])
        assert (part.status, part.body) == (206, content[1000000:2999999])
        assert client.get("/a.txt").body == b"hello"


@pytest.mark.parametrize("change", ["shrinks", "vanishes"])
def test_a_file_that_changes_while_it_is_sent(server, root, change):
    path = write(root, "large.html", b"x" * 5_000_000)
    with running(server) as run, socket.create_connection(("127.0.0.1", run.port)) as client:
        client.sendall(b"GET /large.html HTTP/1.1\r\nHost: a\r\n\r\n")
        received = client.recv(100)
        if change == "shrinks":
            os.truncate(path, 1_000_000)
        else:
            os.remove(path)
        while True:
            data = client.recv(65536)
            if not data:
                break
            received += data
            if len(received) >= 5_000_000 + received.find(b"\r\n\r\n") + 4:
                break
        body = received.partition(b"\r\n\r\n")[2]
        # On Linux a file without a name is still there.
        assert len(body) < 5_000_000 if change == "shrinks" else len(body) == 5_000_000, len(body)
        assert fetch(run.port, "/a.txt").body == b"hello"


def test_a_file_of_the_same_size_that_was_changed(server, root):
    with running(server) as run:
        for number in range(30):
            write(root, "a.txt", b"%05d" % number)
            assert fetch(run.port, "/a.txt").body == b"%05d" % number


def test_what_is_kept_in_memory_is_the_file_as_it_is(server, root):
    from adafruit_httpserver import files_on_pc

    path = write(root, "old.txt", b"one")
    server._date_line = b""
    with running(server) as run:
        # As if it had been changed long ago: the server's clock is ahead of the file's.
        run.until(lambda: server._date_line)
        run.call(setattr, files_on_pc, "SETTLED_AFTER", -10)
        try:
            for content in (b"one", b"two", b"three"):
                with open(path, "wb") as file:
                    file.write(content)
                stat = os.stat(path)
                os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + len(content)))
                for _ in range(3):
                    assert fetch(run.port, "/old.txt").body == content
            assert files_on_pc._known[path].body == b"three"
            part = fetch(run.port, "/old.txt", headers=["Range: bytes=1-2"])
            assert (part.status, part.body) == (206, b"hr")
        finally:
            run.call(setattr, files_on_pc, "SETTLED_AFTER", 3)


# Siblings


def test_compress_makes_siblings(root, capsys):
    script = b"let a = 1;\n" * 500
    write(root, "app.js", script)
    write(root, "tiny.js", b"1")
    write(root, "p.svg", b"<svg>" + b" " * 2000)
    write(root, "photo.jpg", b"x" * 5000)
    write(root, "settings.toml", b"x" * 5000)
    command = [sys.executable, "-m", "adafruit_httpserver.compress", root]
    told = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert "app.js.gz" in told.stdout and "saved" in told.stdout
    first = open(os.path.join(root, "app.js.gz"), "rb").read()
    assert gzip.decompress(first) == script
    assert sorted(name for name in os.listdir(root) if name.endswith(".gz")) == [
        "app.js.gz",
        "p.svg.gz",
    ]
    # Again, and later, the same.
    os.utime(os.path.join(root, "app.js"))
    assert [os.path.basename(path) for path, _, _ in compress(root) if path.endswith(".gz")] == [
        "app.js.gz",
        "p.svg.gz",
    ]
    assert open(os.path.join(root, "app.js.gz"), "rb").read() == first
    write(root, "app.js", b"1")
    assert list(compress(root)) and not os.path.exists(os.path.join(root, "app.js.gz"))
    wrong = subprocess.run(command[:3], cwd=REPOSITORY, capture_output=True, text=True)
    assert wrong.returncode == 2 and "usage" in wrong.stderr
    with running(Server(socket, root)) as run:
        answer = fetch(run.port, "/p.svg", headers=["Accept-Encoding: gzip"])
        assert answer.header("Content-Encoding") == "gzip"
        assert gzip.decompress(answer.body).startswith(b"<svg>")


# curl


def test_curl(server, root, tmp_path):
    content = bytes(range(256)) * 500
    write(root, "data.bin", content)
    write(root, "app.js", b"let a = 1;\n" * 500)
    list(compress(root))
    with running(server) as run:
        url = f"http://127.0.0.1:{run.port}"
        tag, target = str(tmp_path / "tag"), str(tmp_path / "copy")
        code = "%{http_code} %{size_download}"
        for expected in (b"200 128000", b"304 0"):
            arguments = ("--etag-save", tag, "--etag-compare", tag, "-o", target, "-w", code)
            assert curl(*arguments, url + "/data.bin") == expected
        # An aborted download goes on.
        with open(target, "wb") as file:
            file.write(content[:1000])
        assert curl("-C", "-", "-o", target, "-w", code, url + "/data.bin") == b"206 127000"
        with open(target, "rb") as file:
            assert file.read() == content
        assert curl("-z", target, "-o", target, "-w", code, url + "/data.bin") == b"304 0"
        script = curl("--compressed", "-w", "%{size_download}", url + "/app.js")
        assert script.startswith(b"let a = 1;\n" * 500) and len(script) - 5500 < 4
        assert curl("-L", "-w", "%{num_redirects}", url + "/sub") == b"SUB1"


# A browser


PAGE = """<!DOCTYPE html><title>Eight</title><link rel=stylesheet href=a.css>
<script src=a.js></script><script src=b.js></script><script src=c.js></script>
<img src=a.svg><img src=b.svg><img src=c.svg><img src=d.svg>"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9"/></svg>'


def write_page(root):
    write(root, "index.html", PAGE.encode())
    write(root, "a.css", b"body { color: #123456 }\n" * 100)
    for name in "abc":
        write(root, name + ".js", b"window.loaded = (window.loaded || 0) + 1;\n" + b"//\n" * 500)
        write(root, name + ".svg", SVG)
    write(root, "d.svg", SVG)


@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine")
def test_a_browser_fetches_what_has_changed(server, root, tmp_path):
    write_page(root)
    list(compress(root))
    server.cache_control = {"*.svg": "max-age=3600"}
    with running(server) as run, Chromium(tmp_path) as browser:
        url = f"http://127.0.0.1:{run.port}/"
        browser.open(url)
        assert browser.value("window.loaded") == 3
        assert browser.value("getComputedStyle(document.body).color") == "rgb(18, 52, 86)"
        requests = []
        connections = set()
        note = browser._note

        def noting(event):
            if event.get("method") == "Network.responseReceivedExtraInfo":
                requests.append(event["params"]["statusCode"])
            elif event.get("method") == "Network.responseReceived":
                response = event["params"]["response"]
                if not response.get("fromDiskCache"):
                    connections.add(response["connectionId"])
            note(event)

        browser._note = noting
        browser.open(url)
        assert browser.value("window.loaded") == 3
        # The page, a style and three scripts; what has an hour to live is not asked for.
        assert [status for status in requests if status != 204] == [304] * 5
        # Chromium opens up to six; none of them is a new one.
        assert len(connections) <= 6
        assert server.connection_count <= 7


@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine")
def test_a_video_seeks(server, root, tmp_path):
    seconds = 2000
    with wave.open(os.path.join(root, "long.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(struct.pack("<8000h", *[n % 80 * 200 for n in range(8000)]) * seconds)
    write(root, "video.html", b"<video src=long.wav preload=metadata></video>")
    with running(server) as run, Chromium(tmp_path) as browser:
        browser.open(f"http://127.0.0.1:{run.port}/video.html")
        video = "document.querySelector('video')"
        assert browser.wait_for(f"{video}.duration") == seconds
        for place in (1900, 20, 1000):
            browser.value(f"{video}.currentTime = {place}")
            browser.wait_for(f"!{video}.seeking && {video}.currentTime === {place}")
        # Parts are fetched, and not all that comes before them.
        assert [status for url, status in browser.answers if url.endswith(".wav")].count(206) >= 3
