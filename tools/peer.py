# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
adafruit_httpserver from PyPI, to be measured in the same way. It lies in a folder that git ignores
and is only measured: nobody reads it.
"""

import shutil

from tools.environment import ROOT, Stop, install, pip_install
from tools.figures import heap_figures

VERSION = "4.8.2"
DISTRIBUTION = "adafruit-circuitpython-httpserver"
FOLDER = ROOT / "build" / "peers" / f"{DISTRIBUTION}-{VERSION}"
SHIMS = ROOT / "benchmarks" / "board" / "peer_shims.py"


def fetch_peer():
    """The folder of the package, fetched from PyPI the first time."""
    package = FOLDER / "adafruit_httpserver"
    if not package.is_dir():
        install("test")
        unfinished = FOLDER.with_name(FOLDER.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        what = ["--no-deps", "--target", str(unfinished), f"{DISTRIBUTION}=={VERSION}"]
        if not pip_install(what):
            raise Stop(f"{DISTRIBUTION} {VERSION} could not be fetched")
        unfinished.rename(FOLDER)
    return package


def peer_figures(tree):
    """{(figure, kind): bytes}, as far as there is such a thing: it keeps no connection open."""
    figures = heap_figures(tree, setup=[SHIMS.read_text(encoding="utf-8")])
    figures["all files", "mpy"] = sum(tree.sizes("mpy").values())
    return figures
