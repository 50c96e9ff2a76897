# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The servers that are measured: one line each. Versions are pinned here and nowhere else.

To add one: a script in servers/ that offers the routes of servers/common.py, and a line in PEERS.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple, Tuple

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(__file__).resolve().parent / "servers"
HOME = ROOT / ".bench"
PLOT = ("plot", ("matplotlib==3.10.0",))


class Peer(NamedTuple):
    """A server, what it needs and how it is called in the tables."""

    name: str
    title: str
    script: str
    packages: Tuple[str, ...] = ()
    fast_loop: str = ""
    ceiling: bool = False
    every: int = 1  # 2: in every second round only, for those that no target is about
    files_only: bool = False  # it takes part where a file is asked for, and nowhere else
    select_of: str = ""  # another entry, run with a loop that sleeps in select when it is idle

    @property
    def python(self):
        """The interpreter: one with nothing but its own packages."""
        if not self.packages:
            return Path(sys.executable)
        return environment_python(self.select_of or self.name)

    def command(self, port, folder, loop):
        """The command line that starts it."""
        if self.select_of:
            loop = "select"
        return [str(self.python), str(SCRIPTS / self.script), str(port), str(folder), loop]

    def environment(self):
        """Its environment: only ours may see the source folder, for two packages have its name."""
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        if self.name == OURS:
            variables["PYTHONPATH"] = str(ROOT)
        return variables


def environment_python(name):
    """The interpreter of one of the virtual environments in HOME."""
    return HOME / name / "bin" / "python"


OURS = "ours"
ADAFRUIT = "adafruit"
ADAFRUIT_SELECT = "adafruit-select"
UHTTP = "uhttp"
MICRODOT = "microdot"
STANDARD = "http.server"
BARE = "bare"

PEERS = (
    Peer(OURS, "this package", "httpserver.py", (), "`while True: server.wait()`"),
    Peer(
        ADAFRUIT,
        "adafruit_httpserver 4.8.2",
        "httpserver.py",
        ("adafruit-circuitpython-httpserver==4.8.2",),
        "`while True: server.poll()`, never sleeping",
    ),
    Peer(
        ADAFRUIT_SELECT,
        "adafruit_httpserver 4.8.2, select",
        "httpserver.py",
        ("adafruit-circuitpython-httpserver==4.8.2",),
        "the same, but sleeping in `select` until somebody connects",
        select_of=ADAFRUIT,
    ),
    Peer(
        UHTTP,
        "uhttp-server 3.2.0",
        "uhttp_loop.py",
        ("uhttp-server==3.2.0",),
        "`while True: client = server.wait()`",
    ),
    Peer(
        MICRODOT,
        "microdot 2.7.0",
        "microdot_asyncio.py",
        ("microdot==2.7.0",),
        "`app.run()`, its own server on asyncio",
    ),
    Peer(
        "bottle",
        "bottle 0.13.4, wsgiref",
        "bottle_wsgiref.py",
        ("bottle==0.13.4",),
        "`bottle.run()`, one thread, a new connection per request always",
        every=2,
    ),
    Peer(
        "waitress",
        "bottle on waitress 3.0.2",
        "bottle_waitress.py",
        ("waitress==3.0.2", "bottle==0.13.4"),
        "`waitress.serve()`, four threads",
        every=2,
    ),
    Peer(
        "uvicorn",
        "uvicorn 0.54.0, bare ASGI",
        "uvicorn_asgi.py",
        ("uvicorn==0.54.0",),
        "`uvicorn.run()` with asyncio and h11, no framework",
        every=2,
    ),
    Peer(
        STANDARD,
        "http.server of Python",
        "standard_library.py",
        (),
        "`ThreadingHTTPServer`, HTTP/1.1, files only",
        files_only=True,
    ),
    Peer(
        BARE,
        "ceiling: bare loop, no HTTP",
        "bare_loop.py",
        (),
        "epoll, recv, send of a ready answer; no parsing, no routes, no timeouts",
        ceiling=True,
    ),
)
