# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The virtual environments of the peers, in the git-ignored folder ``.bench``: made once, and anew
when a pinned version or the Python changes. They never meet ``.venv``, nor each other.
"""

import shutil
import subprocess
import sys

from tools.environment import Stop, say

from .peers import HOME, PLOT, environment_python


def install_peers(peers):
    """Make the environments of these peers, and that of the plot."""
    for peer in peers:
        if peer.packages:
            ensure(peer.select_of or peer.name, peer.packages)
    ensure(*PLOT)


def ensure(name, packages):
    """Make one environment, unless it is there already for these packages and this Python."""
    note = HOME / name / "installed"
    state = "\n".join([sys.version, sys.executable, *packages])
    if note.exists() and note.read_text(encoding="utf-8") == state:
        return
    say(f"Installing into .bench/{name}, once: {', '.join(packages)} ...")
    shutil.rmtree(HOME / name, ignore_errors=True)
    HOME.mkdir(exist_ok=True)
    run([sys.executable, "-m", "venv", str(HOME / name)])
    run(
        [str(environment_python(name)), "-m", "pip", "install", "--quiet"]
        + ["--disable-pip-version-check", *packages]
    )
    note.write_text(state, encoding="utf-8")  # last: what was interrupted is made anew


def run(command):
    """Run a command of the installation; what it says is only of interest when it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        say(result.stdout.decode(errors="replace"))
        raise Stop("an environment of the benchmark could not be installed, see above")


def versions(name):
    """What is installed in an environment, as {package: version}, for the report."""
    command = [str(environment_python(name)), "-m", "pip", "list", "--format=freeze"]
    lines = subprocess.run(
        [*command, "--disable-pip-version-check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    ).stdout.decode()
    return dict(line.split("==", 1) for line in lines.split() if "==" in line)
