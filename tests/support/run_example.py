# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Run one example as a board would run it, without changing a letter of it.

    python tests/support/run_example.py examples/httpserver_x.py DRIVE

* The folders that examples serve ("/static" and the like) are looked for in the folder DRIVE.
* Every socket that is bound gets a free port instead of the one asked for, and a line
  `@listening WANTED ACTUAL` says which, as soon as clients can connect.

Only what is outside of the package is changed: `open`, functions of `os` that take a path, and
`socket.socket`.
"""

import builtins
import os
import runpy
import signal
import socket
import sys

DRIVE_FOLDERS = ("/static", "/www", "/other-static-folder", "/uploads")


def on_drive(function, drive):
    """Wrap a function of the file system so that it sees the drive's folders."""

    def moved(path):
        for folder in DRIVE_FOLDERS:
            if path == folder or isinstance(path, str) and path.startswith(folder + "/"):
                return drive + path
        return path

    def wrapped(path=".", *args, **kwargs):
        return function(moved(path), *map(moved, args), **kwargs)

    return wrapped


def use_free_ports():
    """Let every server bind, whatever port it wants."""
    wanted_ports = {}
    real_bind = socket.socket.bind
    real_listen = socket.socket.listen

    def bind(self, address):
        wanted_ports[self.fileno()] = address[1]
        real_bind(self, (address[0], 0, *address[2:]))
        if self.type == socket.SOCK_DGRAM:
            print(f"@listening {address[1]} {self.getsockname()[1]}", flush=True)

    def listen(self, *args):
        real_listen(self, *args)
        wanted = wanted_ports.get(self.fileno())
        print(f"@listening {wanted} {self.getsockname()[1]}", flush=True)

    socket.socket.bind = bind
    socket.socket.listen = listen


def main():
    """Prepare the process, then become the example."""
    example, drive = sys.argv[1:]
    # A parent that ignores Ctrl-C would make this process ignore it, too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    builtins.open = on_drive(open, drive)
    for name in ("stat", "listdir", "mkdir", "remove", "rename"):
        setattr(os, name, on_drive(getattr(os, name), drive))
    use_free_ports()
    # As for `python EXAMPLE`: the first place to import from is the example's folder, not ours
    sys.path[0] = os.path.dirname(os.path.abspath(example))
    sys.argv = [example]
    runpy.run_path(example, run_name="__main__")


if __name__ == "__main__":
    main()
