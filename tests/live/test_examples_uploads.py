# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The examples that take files, with what a browser and curl send them."""

import base64
import hashlib
import json

import pytest

from tests.support.chromium import Chromium, find_chromium
from tests.support.example_drive import run

BODY = bytes(range(256)) * 1000
SHA256 = hashlib.sha256(BODY).hexdigest()
USER = {"Authorization": "Basic " + base64.b64encode(b"user:password").decode()}


@pytest.fixture
def started(tmp_path):
    """`started(name)` is an example that runs on tmp_path."""
    running = []

    def get(name):
        running.append(run(name, tmp_path))
        return running[-1]

    yield get
    for process in running:
        process.stop()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_upload(started, tmp_path):
    process = started("upload")
    assert process.ask("GET", "/").headers["content-type"] == "text/html"
    assert process.ask("GET", "/files").json() == ["old.txt"]
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n' % part
        for part in ((b"../a.bin", BODY), (b"b.txt", b"b"))
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = process.ask("POST", "/files", b"".join(parts) + b"--b--", headers)
    assert answer.json() == ["a.bin", "b.txt", "old.txt"]
    assert (tmp_path / "uploads" / "a.bin").read_bytes() == BODY
    assert process.ask("POST", "/files", b"a=b").status == 415
    assert names(tmp_path / "uploads") == ["a.bin", "b.txt", "old.txt"]


def test_upload_page(started, tmp_path):
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    process = started("upload")
    (tmp_path / "one.bin").write_bytes(BODY)
    (tmp_path / "two <b>.txt").write_bytes(b"two")
    with Chromium(tmp_path) as browser:
        browser.open(f"http://127.0.0.1:{process.port()}/")
        browser.wait_for("document.querySelectorAll('li').length === 1")
        document = browser.call("DOM.getDocument")["root"]["nodeId"]
        node = browser.call("DOM.querySelector", nodeId=document, selector="input")["nodeId"]
        paths = [str(tmp_path / "one.bin"), str(tmp_path / "two <b>.txt")]
        browser.call("DOM.setFileInputFiles", nodeId=node, files=paths)
        browser.wait_for("document.querySelector('output').textContent === 'Saved.'")
        assert browser.text("ul").split("\n") == ["old.txt", "one.bin", "two _b_.txt"]
        assert browser.value("document.querySelector('progress').value") == 1
        assert browser.exceptions == []
    assert (tmp_path / "uploads" / "one.bin").read_bytes() == BODY


def test_firmware_update(started, tmp_path):
    process = started("firmware_update")
    folder = tmp_path / "uploads"
    for headers, status in (
        ({"X-SHA256": SHA256}, 401),
        (USER, 400),
        ({**USER, "X-SHA256": "0" * 64}, 422),
    ):
        assert process.ask("PUT", "/firmware", BODY, headers).status == status
        assert names(folder) == ["old.txt"]
    for body in (BODY, BODY[::-1]):
        digest = hashlib.sha256(body).hexdigest()
        answer = process.ask("PUT", "/firmware", body, {**USER, "X-SHA256": digest})
        assert (answer.status, answer.text) == (200, f"{len(body)} bytes are in place.")
        assert (folder / "firmware.bin").read_bytes() == body
        assert names(folder) == ["firmware.bin", "old.txt"]


def test_showcase_upload(started):
    answer = started("showcase").ask("POST", "/api/upload", BODY)
    assert json.loads(answer.text)["size"] == len(BODY)
    assert json.loads(answer.text)["sha256"] == SHA256
