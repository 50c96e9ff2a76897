# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""`python3 dev.py certificate`: what it writes is what a server and its clients can use."""

import os
import socket
import ssl
import subprocess
import sys

import pytest

from adafruit_httpserver import Response, Server
from tests.support.harness import HOST, fetch, running
from tests.support.source import REPOSITORY
from tools.certificate import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    assert main([HOST, "my-board.local", "::1", "--folder", str(folder)]) == 0
    return folder


def trusting(context, name):
    return lambda plain: context.wrap_socket(plain, server_hostname=name)


def test_a_client_that_trusts_it(folder):
    files = {"certfile": str(folder / "cert.pem"), "keyfile": str(folder / "key.pem")}
    server = Server(socket, https=True, **files)
    server.route("/")(lambda request: Response(request, "Hello"))
    context = ssl.create_default_context(cafile=files["certfile"])
    with running(server) as run:
        for name in (HOST, "my-board.local", "::1"):
            answer = fetch(
                run.port,
                "/",
                wrap=lambda s, name=name: context.wrap_socket(s, server_hostname=name),
            )
            assert answer.body == b"Hello"
        with pytest.raises(ssl.SSLCertVerificationError):
            fetch(run.port, "/", wrap=lambda s: context.wrap_socket(s, server_hostname="other"))


def test_the_key_is_for_nobody_else(folder):
    if os.name != "nt":
        assert (folder / "key.pem").stat().st_mode & 0o077 == 0
    assert (folder / "key.pem").read_bytes().startswith(b"-----BEGIN EC PRIVATE KEY-----")


def test_files_that_are_there_are_kept(folder, tmp_path, capsys):
    (tmp_path / "key.pem").write_bytes(b"precious")
    assert main(["a", "--folder", str(tmp_path)]) == 1
    assert "--force" in capsys.readouterr().out
    assert (tmp_path / "key.pem").read_bytes() == b"precious"
    assert not (tmp_path / "cert.pem").exists()
    assert main(["a", "--folder", str(tmp_path), "--force"]) == 0
    assert b"PRIVATE KEY" in (tmp_path / "key.pem").read_bytes()


def test_the_command(tmp_path):
    command = [sys.executable, "dev.py", "certificate", "--folder", str(tmp_path / "new")]
    result = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "localhost, 127.0.0.1, ::1" in result.stdout
    assert sorted(os.listdir(tmp_path / "new")) == ["cert.pem", "key.pem"]
