# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The check of types bites: what is wrong in a copy of the library is told, on a PC and a board."""

import shutil
import sys

import pytest

from tests.support.source import PACKAGE
from tools.type_check import BOARD, PC, check

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 10), reason="mypy needs Python 3.10, the library does not"
)

# Module, parameters of a function at its end, what that does, and how mypy calls the mistake.
EVERYWHERE = [
    ("dispatcher", "request: 'Request'", "request._parser.lime", "attr-defined"),
    ("dispatcher", "request: 'Request'", "request.method + 1", "operator"),
    ("dispatcher", "request: 'Request'", "Response(request, status='200')", "arg-type"),
    ("dispatcher", "connection: Connection", "connection.response._head(1)", "union-attr"),
    ("engine", "engine: Engine", "engine.socket.shutdown(1)", "union-attr"),
    ("engine", "engine: Engine", "engine.settle(None)", "arg-type"),
    ("listener", "pool: '_ISocketPool'", "pool.SOMAXCONN", "attr-defined"),
    ("listener", "pool: '_ISocketPool'", "_listen(pool, '', '80', 1)", "arg-type"),
    ("transport", "socket: '_ISocket'", "receive_into(socket, b'read-only')", "arg-type"),
]
ON_BOARDS = [
    ("transport", "", "errno.EPIPE", "attr-defined"),
    ("server", "", "time.gmtime()", "attr-defined"),
    ("file_response", "", "os.path", "attr-defined"),
    ("tls", "", "ssl.SSLError", "attr-defined"),
    ("tls", "context: 'ssl.SSLContext'", "context.load_cert_chain('', '', '')", "call-arg"),
    ("json_response", "", "json.dumps({}, indent=1)", "call-arg"),
    ("websocket_handshake", "", "hashlib.sha1(b'')", "attr-defined"),
    ("websocket_handshake", "", "b2a_base64(b'', True)", "call-arg"),
    ("debug", "", "traceback.print_exc()", "attr-defined"),
]
# A program, not the library: the sockets of boards as circuitpython-stubs describes them.
OF_SOCKETPOOL = [
    ("plain: socketpool.Socket", "plain.shutdown(1)", "attr-defined"),
    ("pool: socketpool.SocketPool", "pool.SOMAXCONN", "attr-defined"),
    ("", "Server(wifi.radio)", "arg-type"),
]


def seeded(folder, mistakes):
    """A copy of what is checked, with mistakes; returns how each of them has to be told."""
    shutil.copy(PACKAGE.parent / PC, folder)
    for name in (PACKAGE.name, "tools/board_types", "tools/typed_programs"):
        shutil.copytree(PACKAGE.parent / name, folder / name)
    # Without it the folder with a board's modules is where a checker looks first, for a PC as well.
    shutil.copy(PACKAGE.parent / "tools/__init__.py", folder / "tools")
    told = []
    for path, parameters, wrong, code in mistakes:
        with open(folder / path, "a", encoding="utf-8") as file:
            file.write(f"\n\ndef wrong_{len(told)}({parameters}) -> None:\n    {wrong}\n")
        lines = (folder / path).read_text(encoding="utf-8").count("\n")
        told.append((f"{path}:{lines}: error: ", f"  [{code}]"))
    return told


def in_package(mistakes):
    return [(f"{PACKAGE.name}/{module}.py", *mistake) for module, *mistake in mistakes]


def assert_told(configuration, folder, told):
    """All mistakes, and nothing else."""
    good, output = check(configuration, folder)
    errors = [line for line in output.splitlines() if ": error: " in line]
    assert not good
    for begin, end in told:
        assert [line for line in errors if line.startswith(begin) and line.endswith(end)], begin
    assert len(errors) == len(told), output


def test_mistakes_on_a_pc(tmp_path):
    mistakes = in_package(EVERYWHERE)
    mistakes.append(("tools/typed_programs/on_a_pc.py", "", "Server(ssl)", "arg-type"))
    assert_told(PC, tmp_path, seeded(tmp_path, mistakes))


def test_mistakes_on_a_board(tmp_path):
    mistakes = in_package(EVERYWHERE + ON_BOARDS)
    mistakes += [("tools/typed_programs/on_a_board.py", *one) for one in OF_SOCKETPOOL]
    assert_told(BOARD, tmp_path, seeded(tmp_path, mistakes))


def test_without_mistakes():
    for configuration in (PC, BOARD):
        good, output = check(configuration, PACKAGE.parent)
        assert good, output
