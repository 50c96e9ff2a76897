# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Starting the showcase: find a free port, wait until it really answers, and end it in good order.
"""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import time

from tools.environment import CI, ROOT, VENV_PYTHON, Stop, install, say

SHOWCASE = ROOT / "examples" / "httpserver_showcase.py"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 5000
PORTS_TO_TRY = 100
SECONDS_TO_START = 30
SECONDS_TO_NOTICE = 2
SECONDS_TO_END = 5


def run_showcase(host, wanted_port):
    """Install what is needed and run the showcase until Ctrl-C; the result is an exit code."""
    if not SHOWCASE.exists():
        raise Stop(f"there is no {SHOWCASE.relative_to(ROOT)} in this folder")
    environment = dict(os.environ, PYTHONUNBUFFERED="1")
    if not install("package"):
        if CI:
            raise Stop("the package could not be installed")
        say("dev.py: the showcase needs nothing but this folder, so it starts all the same")
        environment["PYTHONPATH"] = str(ROOT)
    port = choose_port(host, wanted_port)
    environment.update(HTTPSERVER_HOST=host, HTTPSERVER_PORT=str(port))
    return watch([str(VENV_PYTHON), str(SHOWCASE)], environment, host, port)


def choose_port(host, wanted):
    """The port that was asked for, which must be free, or the first free one from 5000 on."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise Stop(f"--port takes a number from 1 to 65535, not {wanted}")
        if not is_free(host, wanted):
            raise Stop(
                f"port {wanted} on {host} is taken by another program. Name another one, or "
                f"leave --port out to get the next free one from {DEFAULT_PORT} on"
            )
        return wanted
    for port in range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TO_TRY):
        if is_free(host, port):
            return port
        say(f"Port {port} is taken, trying the next one")
    raise Stop(f"no port from {DEFAULT_PORT} on is free on {host}: name one with --port")


def is_free(host, port):
    """
    Whether a server can listen there.

    Both questions are needed: macOS lets a program bind 127.0.0.1 beside one that listens on all
    addresses (its AirPlay does, on port 5000), and a listener may not answer a connection.
    """
    if answers(host, port):
        return False
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:  # or the last minute's closed connections would count as "taken"
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise Stop(f"cannot listen on {host}, port {port}: {error.strerror or error}") from error
    return True


def answers(host, port):
    """Whether somebody accepts connections there."""
    try:
        socket.create_connection((reachable(host), port), timeout=1).close()
    except OSError:
        return False
    return True


def reachable(host):
    """The address to open for a server that listens on ``host``, which may mean all of them."""
    return {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def watch(command, environment, host, port):
    """Run the showcase: print its URL once it answers, pass Ctrl-C on, leave no process behind."""
    for name in ("SIGTERM", "SIGHUP"):  # they end this program and its child like Ctrl-C
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    child = subprocess.Popen(command, env=environment)
    try:
        if not has_started(child, host, port):
            say(f"dev.py: the showcase ended before it listened, exit code {child.returncode}")
            return child.returncode or 1
        say(f"Open {url(host, port)} in a browser (Ctrl-C stops it)")
        code = child.wait()
        say(f"dev.py: the showcase ended by itself, exit code {code}")
        return code
    except KeyboardInterrupt:
        end(child)
        say("\nStopped.")
        return 0
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def url(host, port):
    """What to type into a browser on this computer."""
    name = reachable(host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def has_started(child, host, port):
    """Wait until the child accepts connections. False if it ended instead; its silence is fatal."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(host, port):
        if child.poll() is not None:
            return False
        if time.monotonic() > deadline:
            raise Stop(f"the showcase does not listen after {SECONDS_TO_START} s, so it was ended")
        time.sleep(0.05)
    return True


def end(child):
    """
    Give the child time to clean up after Ctrl-C, ask it if it goes on, and insist at last.

    A terminal's Ctrl-C reached the child already, a ``kill`` of this process alone did not: hence
    first a wait, because a second signal would disturb the cleaning up. Another Ctrl-C ends it all.
    """
    with contextlib.suppress(KeyboardInterrupt):
        if has_ended(child, SECONDS_TO_NOTICE):
            return
        if os.name == "nt":
            child.terminate()
        else:
            child.send_signal(signal.SIGINT)
        if has_ended(child, SECONDS_TO_END):
            return
    child.kill()


def has_ended(child, seconds):
    """Whether the child ends within that time."""
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
