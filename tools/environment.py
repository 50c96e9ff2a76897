# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
The folder ``.venv``: made when missing, made anew when broken, and installed into only when the
requirements changed. Nothing here needs more than the standard library.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"

# In continuous integration nothing may be skipped, and no failure is worked around.
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")

# What can be installed: the arguments of pip, and the files whose change makes it necessary again.
GROUPS = {
    "package": (["-e", "."], ["pyproject.toml", "requirements.txt"]),
    "test": (["-r", "optional_requirements.txt"], ["optional_requirements.txt"]),
    "docs": (["-r", "docs/requirements.txt"], ["docs/requirements.txt"]),
}


class Stop(Exception):
    """Ends the command with a message for a person instead of a traceback."""


def say(text=""):
    """Print at once, so that the order with the output of child processes is kept."""
    print(text, flush=True)


def install(*groups):
    """
    Make ``.venv`` ready with these groups and return whether pip managed it.

    A failure need not be the end: without the package index the demo still runs from the source
    folder, and the tests with the tools that are there. So the caller decides.
    """
    with one_at_a_time():
        ensure_venv()
        # One after the other: where the package cannot be installed, the tools still can.
        return all([is_installed(group) or install_group(group) for group in groups])


def is_installed(group):
    """Whether nothing changed since this group was installed."""
    try:
        return stamp_path(group).read_text(encoding="utf-8") == stamp(group)
    except OSError:
        return False


def install_group(group):
    """Install a group and note it, but only once pip has ended well."""
    say(f"Installing into .venv, once: {group} ...")
    stamp_path(group).unlink(missing_ok=True)
    if not pip_install(GROUPS[group][0]):
        return False
    stamp_path(group).write_text(stamp(group), encoding="utf-8")
    return True


@contextlib.contextmanager
def one_at_a_time():
    """Two commands started together would spoil each other's installation: the second waits."""
    with open(ROOT / ".venv.lock", "a", encoding="utf-8") as lock:
        if os.name == "nt":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds; an installation takes longer
                    continue
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield  # closing the file frees the lock, also when this process dies


def ensure_venv():
    """Make ``.venv``, or make it anew where it is half made, broken or of another Python."""
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    found = venv_version()
    if found == running:
        return
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise Stop(".venv must be made anew but is in use: `deactivate` it and run this again")
    if VENV.exists():
        reason = f"is for Python {found}" if found else "is incomplete or broken"
        say(f"The .venv here {reason}: making it anew for Python {running}")
        remove_venv()
    VENV.mkdir()
    UNFINISHED.touch()
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        raise Stop(
            "Python could not make a virtual environment (see above). On Debian and Ubuntu the "
            "package python3-venv is needed for it: sudo apt-get install python3-venv"
        )
    UNFINISHED.unlink()


def venv_version():
    """The Python version inside ``.venv`` as "3.11", or None if it is not complete."""
    if UNFINISHED.exists() or not VENV_PYTHON.exists():
        return None
    code = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(VENV_PYTHON), "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None
    return answer.stdout.decode().strip() or None


def remove_venv():
    """Delete ``.venv``, which may be a link, a file or a folder in use."""
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        else:
            shutil.rmtree(VENV)
    except OSError as error:
        raise Stop(f"could not delete the old .venv ({error}). Delete it by hand") from error


def stamp_path(group):
    """Where it is noted for which state of the requirements ``group`` was installed."""
    return VENV / f"installed-{group}"


def stamp(group):
    """A hash of all that an installation depends on; the place too, for ``-e`` points at it."""
    state = hashlib.sha256(f"{sys.version} {ROOT} {GROUPS[group][0]}".encode())
    for name in GROUPS[group][1]:
        state.update((ROOT / name).read_bytes())
    return state.hexdigest()


def pip_install(arguments):
    """Run pip; when it fails show what it said and, in plain words, the likely reason."""
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", *arguments]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode == 0:
        return True
    output = result.stdout.decode(errors="replace").strip()
    say(output)
    signs = "NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|Max retries|name resolution"
    if re.search(signs, output):
        say("dev.py: pip could not reach the package index. Is this computer online?")
    else:
        say("dev.py: pip failed, see above")
    return False
