# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
Starting a server in a process of its own and ending it, whatever happens: by its own id, and by
the kernel should the benchmark itself be killed.
"""

import ctypes
import signal
import socket
import subprocess
import time

from .exchanges import HOST, ask

PR_SET_PDEATHSIG = 1
PATIENCE = 15  # seconds for a server to start


class DidNotStart(Exception):
    """The server ended, or never answered its first request."""


def free_port():
    """A port nobody listens on: not every server can choose one and tell it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def die_with_parent():
    """Runs in the new process before its program: the kernel ends it together with its parent."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start_process(command, **options):
    """A subprocess that Ctrl-C does not reach, so that whoever started it ends it in order."""
    options.update(start_new_session=True, preexec_fn=die_with_parent)  # noqa: PLW1509
    return subprocess.Popen(command, **options)


def end_process(process):
    """End one process that we started, by its id, and wait until it is gone."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:  # e.g. waiting for its threads
            process.kill()
    process.wait()


class ServerProcess:
    """A running server: ``with ServerProcess(peer, folder, "fast", log) as server: server.port``"""

    def __init__(self, peer, folder, loop, log):
        self.port = free_port()
        self._log = open(log, "ab")
        try:
            self._process = start_process(
                peer.command(self.port, folder, loop),
                cwd=str(folder),
                env=peer.environment(),
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
            )
        except BaseException:
            self._log.close()
            raise
        self.pid = self._process.pid

    def wait_until_ready(self, exchange):
        """
        Ask until the server answers, and return the length of the answer's body.

        A whole request each time: a connection without one, only to see whether somebody listens,
        holds up some servers for a second and others for good.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            if self._process.poll() is not None:
                raise DidNotStart(f"it ended with exit code {self._process.returncode}")
            try:
                return ask(self.port, exchange, PATIENCE)
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise DidNotStart(f"it does not listen after {PATIENCE} s") from None
                time.sleep(0.02)

    def end(self):
        """End the process; its last words are in the log."""
        end_process(self._process)
        self._log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def stop_on_sigterm():
    """Make SIGTERM raise as Ctrl-C does, so that every ``finally`` runs."""

    def stop(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
