# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""curl as it is on this machine, without the settings and the proxies of whoever runs the tests."""

import os
import shutil
import subprocess

import pytest


def program(name):
    """Path of a program; where there is none, the test is told so."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine")
    return found


def start_curl(*arguments, patience=5):
    """A process that runs: its standard output is a pipe."""
    command = [program("curl"), "-q", "--silent", "--show-error", "--noproxy", "*"]
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return subprocess.Popen(
        [*command, "--max-time", str(patience), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def curl_and_said(*arguments, code=0, patience=5):
    """What it got, as bytes, and what it said, as text; it ends with that code."""
    with start_curl(*arguments, patience=patience) as process:
        try:
            output, said = process.communicate(timeout=patience + 15)
        finally:
            process.kill()
    said = said.decode("utf-8", "replace")
    assert process.returncode == code, (process.returncode, output, said)
    return output, said


def curl(*arguments, **options):
    """What it got, as bytes."""
    return curl_and_said(*arguments, **options)[0]
