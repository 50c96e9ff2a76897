# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The showcase: what its page and its cards ask for."""

import base64
import os
import re
import socket
import time

import pytest

from tests.support.example_drive import FORM_TYPE, GREETING, run
from tests.support.example_process import EXAMPLES, TIMEOUT, build_request

SHOWCASE = [
    ("GET /", 200, "text/html", "<!DOCTYPE html>"),
    ("GET /style.css", 200, "text/css", "color-scheme"),
    ("GET /app.js", 200, "text/javascript", "fetch("),
    ("GET /logo.svg", 200, "image/svg+xml", "<svg"),
    ("GET /api/text", 200, "text/plain", GREETING),
    ("GET /api/chunks", 200, "text/plain", "This sentence left the server one word at a time. "),
    ("GET /api/new-address", 200, "text/plain", "You have been redirected here."),
    ("GET /api/square/12", 200, "application/json", '"square": 144'),
    ("GET /api/square/twelve", 404, "text/plain", "File not found"),
    ("GET /api/greeting", 400, "text/plain", "name"),
    ("GET /api/slow", 200, "text/plain", "Ready after 2 s."),
    ("GET /api/echo", 400, "text/plain", "Bad Request"),
    ("GET /api/nowhere", 404, "text/plain", "File not found"),
    ("PUT /api/theme/pink", 400, "text/plain", "No such theme"),
]


@pytest.mark.parametrize(
    ("request_line", "status", "content_type", "text"), SHOWCASE, ids=[case[0] for case in SHOWCASE]
)
def test_showcase(example, request_line, status, content_type, text):
    """What the page and its cards ask for."""
    answer = example("showcase").ask(*request_line.split())
    assert (answer.status, answer.headers["content-type"]) == (status, content_type)
    assert text in answer.text


def test_showcase_status(example):
    """Counts the answers, so the next one is larger."""
    process = example("showcase")
    first = process.ask("GET", "/api/status").json()
    second = process.ask("GET", "/api/status").json()
    assert second["answered"] == first["answered"] + 1
    assert second["uptime"] >= first["uptime"]
    assert 10 < first["temperature"] < 30


def test_showcase_query(example):
    """D1: decoded; and escaped only where it is asked for."""
    answer = example("showcase").ask("GET", "/api/greeting?name=Jos%C3%A9+%26+%3Cco%3E")
    assert answer.json() == {"name": "José & <co>", "escaped": "José &amp; &lt;co&gt;"}


SHOWCASE_FORMS = [
    (FORM_TYPE, "note=50%25+off", {"note": "50% off"}, []),
    ({"Content-Type": "text/plain"}, "note=50% off +\r\n", {"note": "50% off +"}, []),
    (
        {"Content-Type": "multipart/form-data; boundary=b"},
        '--b\r\nContent-Disposition: form-data; name="note"\r\n\r\né\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        "Content-Type: image/png\r\n\r\n1234\r\n--b--\r\n",
        {"note": "é"},
        [{"name": "a.png", "type": "image/png", "size": 4}],
    ),
]


@pytest.mark.parametrize(("headers", "body", "fields", "files"), SHOWCASE_FORMS)
def test_showcase_form(example, headers, body, fields, files):
    """The three encodings."""
    answer = example("showcase").ask("POST", "/api/form", body, headers)
    encoding = headers["Content-Type"].partition(";")[0]
    assert answer.json() == {"encoding": encoding, "fields": fields, "files": files}


def test_showcase_cookies(example):
    """Set for every page of the server, readable by the page, and deleted again."""
    process = example("showcase")
    (cookie,) = process.ask("PUT", "/api/theme/dark").headers.get_all("set-cookie")
    value, *attributes = [part.strip().lower() for part in cookie.split(";")]
    assert value == "theme=dark"
    assert {"path=/", "samesite=lax", "max-age=31536000"} <= set(attributes)
    assert "httponly" not in attributes
    (cookie,) = process.ask("DELETE", "/api/theme").headers.get_all("set-cookie")
    value, *attributes = [part.strip().lower() for part in cookie.split(";")]
    assert value.partition("=")[0] == "theme"
    assert {"path=/", "max-age=0"} <= set(attributes)


def test_showcase_redirect(example):
    """For good."""
    answer = example("showcase").ask("GET", "/api/old-address")
    assert (answer.status, answer.headers["location"]) == (301, "/api/new-address")


def test_showcase_password(example):
    """Both ways."""
    process = example("showcase")
    answer = process.ask("GET", "/api/private")
    assert (answer.status, answer.body) == (401, b"")
    headers = {"Authorization": "Basic " + base64.b64encode(b"demo:demo").decode()}
    answer = process.ask("GET", "/api/private", b"", headers)
    assert (answer.status, answer.text) == (200, "Nobody else may read this.")


def test_showcase_download(example):
    """The logo, under another name."""
    process = example("showcase")
    answer = process.ask("GET", "/api/download")
    assert answer.body == (EXAMPLES / "showcase" / "logo.svg").read_bytes()
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment") and "httpserver-logo.svg" in disposition


def test_showcase_faults(example):
    """A failing handler is a 500 without details, told on the console; then 405."""
    process = example("showcase")
    answer = process.ask("GET", "/api/broken")
    assert answer.status == 500
    assert "always fails" not in answer.text
    process.wait_for_line("A handler failed: RuntimeError.*always fails")
    answer = process.ask("DELETE", "/api/text")
    assert (answer.status, answer.headers["allow"].split(", ")[0]) == (405, "GET")


def test_showcase_is_not_held_up(example):
    """While the slow handler and the dripping chunks are under way, everybody else is served."""
    process = example("showcase")
    address = ("127.0.0.1", process.port())
    waiting = []
    for path in ("/api/slow", "/api/chunks"):
        connection = socket.create_connection(address, TIMEOUT)
        connection.sendall(build_request("GET", path))
        waiting.append(connection)

    # Half of the time that the slow one takes, so none of these can have waited for it
    start = time.monotonic()
    count = 0
    while time.monotonic() - start < 1:
        assert process.ask("GET", "/api/text").status == 200
        count += 1
    assert count > 20
    for connection in waiting:
        with connection, connection.makefile("rb") as stream:
            assert stream.readline() == b"HTTP/1.1 200 OK\r\n"
            stream.read()
    assert time.monotonic() - start > 1.5


def test_showcase_as_dev_py_starts_it(tmp_path):
    """Without any stand-in: on a free port, which it prints."""
    env = {"HTTPSERVER_HOST": "127.0.0.1", "HTTPSERVER_PORT": "0"}
    process = run("showcase", tmp_path, env=env, on_board=False)
    try:
        port = process.wait_for_line(r"^Showcase on http://127\.0\.0\.1:(\d+)/$")[1]
        with socket.create_connection(("127.0.0.1", int(port)), TIMEOUT) as connection:
            connection.sendall(build_request("GET", "/"))
            with connection.makefile("rb") as stream:
                assert b"adafruit_httpserver showcase" in stream.read()
    finally:
        process.stop()


def test_showcase_tells_its_address_on_a_board(example):
    """The radio's address, and the port that people know."""
    example("showcase").wait_for_line(r"^Showcase on http://127\.0\.0\.1:5000/$")


def test_showcase_page_needs_nothing_else():
    """No address of another server in any asset, and every card has something to run it."""
    folder = EXAMPLES / "showcase"
    assert sorted(os.listdir(folder)) == ["app.js", "index.html", "logo.svg", "style.css"]
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        text = text.replace("}://${location.host}", "")
        assert not re.search("https?://|@import|url\\(", text), path.name
    page = (folder / "index.html").read_text(encoding="utf-8")
    script = (folder / "app.js").read_text(encoding="utf-8")
    cards = re.findall(r'<article class="card" id="(\w+)">(.*?)</article>', page, re.DOTALL)
    assert len(cards) >= 12
    for name, content in cards:
        runs = set(re.findall(r'data-run="(\w+)"', content))
        assert runs or "data-send=" in content, name
        assert all(re.search(rf"^  (async )?{run}\(card", script, re.MULTILINE) for run in runs)
