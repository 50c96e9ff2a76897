# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Uploads by clients that people use: what arrives is what was sent, and no one else waits."""

import hashlib
import http.client
import json
import os
import socket
import statistics
import threading
import time

import pytest
import requests

from adafruit_httpserver import GET, POST, PUT, ChunkedResponse, JSONResponse, Response
from tests.live.test_real_clients import curl
from tests.support.body_streams import pieces_of
from tests.support.chromium import Chromium, find_chromium
from tests.support.harness import HOST, Client, fetch, request
from tests.support.measured_server import MeasuredProcess, MeasuredServer, assert_never_blocked

BOUND = 0.05
SLOW = 0.1  # seconds between two bytes
PAGE = """<meta charset=utf-8><form action=/form method=post enctype=multipart/form-data>
<input name=text value='&#233; "q"'><input id=files type=file name=files multiple>
<input type=file name=unused><button>send</button></form>"""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def sha256_of(path):
    with open(path, "rb") as file:
        return sha256(file.read())


def build(folder):
    server = MeasuredServer(socket, folder)
    # Browsers keep their connections for as long as they may.
    server.keep_alive_timeout = 1

    @server.route("/save", [POST, PUT], stream=True)
    @server.route("/save/<name>", [POST, PUT], stream=True)
    def save(request, name="body"):
        size = yield from request.save(f"{folder}/{name}")
        return JSONResponse(request, [size, sha256_of(f"{folder}/{name}")])

    @server.route("/read", [POST, PUT], stream=True)
    def read(request):
        digest = hashlib.sha256()
        while True:
            chunk = yield from request.read()
            if not chunk:
                return JSONResponse(request, [request.bytes_received, digest.hexdigest()])
            digest.update(chunk)

    @server.route("/form", POST, stream=True)
    def form(request):
        found = yield from request.save_files(folder)
        files = {file.filename: sha256_of(file.path) for file in found.files.values()}
        fields = {name: found[name] for name in found.fields}
        return JSONResponse(request, {"files": files, "fields": fields})

    @server.route("/echo", POST, stream=True)
    def echo(request):
        return ChunkedResponse(request, lambda: pieces_of(request))

    server.route("/limited", [POST, PUT], stream=True, max_body_size=100)(save)
    server.route("/early", [POST, PUT], stream=True)(
        lambda request: Response(request, "not here", status=403)
    )
    server.route("/large", POST, stream=True)(lambda request: Response(request, "x" * 10_000_000))
    server.route("/page", GET)(lambda request: Response(request, PAGE, content_type="text/html"))
    server.route("/")(lambda request: Response(request, "Hello"))
    return server


@pytest.fixture(scope="module")
def sent():
    """What is uploaded: more than all buffers on the way together."""
    return os.urandom(3_000_001)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "up").mkdir()
    return tmp_path / "up"


@pytest.fixture
def process(folder, tmp_path, sent, monkeypatch):
    (tmp_path / "sent.bin").write_bytes(sent)
    (tmp_path / "small.txt").write_bytes(b"small")
    monkeypatch.chdir(tmp_path)
    with MeasuredProcess(build, folder) as process:
        before = process.report(reset=True)["descriptors"]
        yield process
        report = process.eventually(lambda report: report["connections"] == 0)
        assert report["descriptors"] <= before, "a descriptor is left open"
        assert [path for path in folder.iterdir() if path.suffix == ".part"] == []


def url(process, path):
    return f"http://{HOST}:{process.port}{path}"


# ---- What arrives is what was sent ---------------------------------------------------------------


@pytest.mark.parametrize("path", ["/save", "/read"])
def test_curl(process, sent, path):
    chunked = ["-H", "Transfer-Encoding: chunked"]
    for arguments in (
        ["-T", "sent.bin"],
        ["-T", "sent.bin", *chunked],
        ["--data-binary", "@sent.bin"],
        ["--data-binary", "@sent.bin", "-H", "Expect:"],
        ["--data-binary", "@sent.bin", "-H", "Expect: 100-continue", "--expect100-timeout", "4"],
        ["--data-binary", "@sent.bin", *chunked],
        ["--http1.0", "--data-binary", "@sent.bin"],
    ):
        output, _ = curl(process, *arguments, path)
        assert json.loads(output) == [len(sent), sha256(sent)], arguments


def test_curl_is_asked_for_the_body_before_it_has_sent_any(process, sent):
    patience = ["-H", "Expect: 100-continue", "--expect100-timeout", "4", "--max-time", "3"]
    output, said = curl(process, "-v", *patience, "-T", "sent.bin", "/save")
    assert json.loads(output) == [len(sent), sha256(sent)]
    assert "HTTP/1.1 100 Continue" in said


def test_curl_forms(process, sent):
    output, _ = curl(
        process,
        *["-F", "text=é", "-F", "f=@sent.bin", "-F", "f=@small.txt", "-F", "empty=@/dev/null"],
        "/form",
    )
    assert json.loads(output) == {
        "files": {"sent.bin": sha256(sent), "small.txt": sha256(b"small"), "null": sha256(b"")},
        "fields": {"text": "é"},
    }


def test_requests(process, sent):
    with requests.Session() as session:
        session.trust_env = False
        for _ in range(2):
            for data in (sent, open("sent.bin", "rb"), iter([sent[:100000], sent[100000:]])):
                answer = session.post(url(process, "/save"), data=data, timeout=10)
                assert answer.json() == [len(sent), sha256(sent)]
                getattr(data, "close", int)()
            files = [("f", ("a b.bin", sent)), ("f", ("é.txt", b"small"))]
            answer = session.post(url(process, "/form"), {"a": "1"}, files=files, timeout=10)
            assert answer.json() == {
                "files": {"a b.bin": sha256(sent), "é.txt": sha256(b"small")},
                "fields": {"a": "1"},
            }


def test_http_client_keeps_its_connection(process, sent):
    connection = http.client.HTTPConnection(HOST, process.port, timeout=10)
    kept = None
    for arguments in ({"body": sent}, {"body": [sent], "encode_chunked": True}) * 2:
        connection.request("PUT", "/save", **arguments)
        assert json.load(connection.getresponse()) == [len(sent), sha256(sent)]
        assert kept in (None, connection.sock)
        kept = connection.sock
    connection.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with Chromium(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def test_form_in_chromium(process, sent, browser, tmp_path):
    browser.open(url(process, "/page"))
    document = browser.call("DOM.getDocument")["root"]["nodeId"]
    node = browser.call("DOM.querySelector", nodeId=document, selector="#files")["nodeId"]
    paths = [str(tmp_path / "sent.bin"), str(tmp_path / "small.txt")]
    browser.call("DOM.setFileInputFiles", nodeId=node, files=paths)
    browser.click("button")
    browser.wait_for("location.pathname === '/form' && document.readyState === 'complete'")
    assert json.loads(browser.text("body")) == {
        "files": {"sent.bin": sha256(sent), "small.txt": sha256(b"small")},
        "fields": {"text": 'é "q"'},
    }
    browser.open("about:blank")


def test_fetch_in_chromium(process, browser):
    browser.open(url(process, "/page"))
    browser.value(
        """(async () => {
            const sent = new Uint8Array(3000001);
            for (let i = 0; i < sent.length; i++) sent[i] = i * 7;
            const hash = await crypto.subtle.digest('SHA-256', sent);
            window.hash = Array.from(new Uint8Array(hash), b => b.toString(16).padStart(2, '0'))
                .join('');
            const ask = async options => (await fetch('/save', options)).json();
            window.blob = await ask({method: 'PUT', body: new Blob([sent])});
            window.array = await ask({method: 'PUT', body: sent});
            const stream = new Blob([sent]).stream();
            // Chromium sends streams over HTTP/2 only, and says so.
            window.stream = await ask({method: 'PUT', body: stream, duplex: 'half'})
                .catch(error => error.name);
        })()"""
    )
    browser.wait_for("window.stream")
    expected = [3000001, browser.value("hash")]
    assert browser.value("blob") == expected
    assert browser.value("array") == expected
    assert browser.value("stream") in ("TypeError", expected)
    browser.open("about:blank")


# ---- Answers before the end ----------------------------------------------------------------------


def test_early_answers_are_seen(process, sent):
    for path, status in (("/early", 403), ("/limited", 413)):
        for size in (1000, 200_000, 1_500_000):
            answer = requests.put(url(process, path), data=sent[:size], timeout=10)
            assert answer.status_code == status, (path, size)
        output, _ = curl(
            process,
            "-H",
            "Expect:",
            "-T",
            "sent.bin",
            path,
            "-o",
            "seen",
            "-w",
            "%{http_code}",
        )
        assert output == b"%d" % status, path


def test_large_answer_to_a_client_that_only_sends(process, sent):
    with Client(process.port, 20) as client:
        client.send(request("/large", "POST", body=sent))
        answer = client.read()
    assert (answer.status, len(answer.body)) == (200, 10_000_000)


def test_full_duplex(process, sent):
    with Client(process.port, 20) as client:
        client.send(request("/echo", "POST", [f"Content-Length: {len(sent)}"]))
        writer = threading.Thread(target=client.send, args=(sent,))
        writer.start()
        answer = client.read()
        writer.join()
    assert sha256(answer.body) == sha256(sent)


# ---- Others --------------------------------------------------------------------------------------


def test_others_are_answered_in_time(process, sent):
    end = time.monotonic() + 4
    uploaded = []

    def fast():
        while time.monotonic() < end:
            answer = fetch(process.port, "/save/fast", "PUT", body=sent, timeout=20)
            uploaded.append(json.loads(answer.body) == [len(sent), sha256(sent)])

    def slow():
        with Client(process.port) as client:
            client.send(request("/save/slow", "PUT", ["Content-Length: 30"]))
            for _ in range(30):
                client.send(b"x")
                time.sleep(SLOW)
            uploaded.append(json.loads(client.read().body) == [30, sha256(b"x" * 30)])

    threads = [threading.Thread(target=function) for function in (fast, slow)]
    for thread in threads:
        thread.start()
    times = []
    while time.monotonic() < end:
        started = time.perf_counter()
        assert fetch(process.port, "/").body == b"Hello"
        times.append(time.perf_counter() - started)
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert len(uploaded) >= 2 and all(uploaded)
    print(f"median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.1f} ms")
    # All but a few in which the processor belonged to somebody else.
    assert sorted(times)[len(times) * 9 // 10] < BOUND, sorted(times)
    report = process.report()
    report["long_polls"] = [poll for poll in report["long_polls"] if poll[1] >= BOUND]
    assert_never_blocked(report)


def test_client_lost_at_every_offset(process, folder):
    head = b'--B\r\nContent-Disposition: form-data; name="f"; filename="%s"\r\n\r\n'
    body = head % b"a" + b"123\r\n--" + b"\r\n" + head % b"b" + b"4\r\n--B--\r\n"
    kind = "Content-Type: multipart/form-data; boundary=B"
    whole = request("/form", "POST", [kind], body)
    for size in range(1, len(whole)):
        client = Client(process.port)
        client.send(whole[:size])
        client.reset() if size % 2 else client.close()
    process.eventually(lambda report: report["connections"] == 0)
    assert list(folder.iterdir()) == []
    # Who has sent all of it may leave.
    with Client(process.port) as client:
        client.send(whole)
        assert client.read().status == 200
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b"]
