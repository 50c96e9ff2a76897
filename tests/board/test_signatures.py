# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What boards get is called as its source is: every public function, method and parameter."""

import json
import os
import re
import subprocess
import sys

from tests.support.exports import elsewhere
from tests.support.source import PACKAGE, REPOSITORY
from tools.private_names import DOCUMENTED as ATTRIBUTES
from tools.short_names import DOCUMENTED as METHODS

# That programs replace by functions of their own.
DEBUG = re.findall(r"^def (_debug_\w+)", (PACKAGE / "debug.py").read_text("utf-8"), re.MULTILINE)


def signatures(folder):
    """What signatures.py says of the package in a folder, and of no other."""
    script = REPOSITORY / "tests" / "board" / "signatures.py"
    names = " ".join(name for module in elsewhere().values() for name in module)
    result = subprocess.run(
        [sys.executable, "-S", str(script), names, " ".join(METHODS), " ".join(DEBUG)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found.pop("where").startswith(str(folder))
    return found


def test_all_is_called_as_its_source_is(stripped):
    source = signatures(REPOSITORY)
    assert len(source) > 140 and "Headers.get_list" in source and "MIMETypes.configure" in source
    assert source["Headers.get_list"][:2] == ["self", "field_name"]
    assert source["_debug_response_sent"] == ["response", "time_elapsed"]
    assert set(METHODS) <= {name.rpartition(".")[2] for name in source}
    assert signatures(stripped.folder / "py") == source


def test_documented_attributes_keep_their_names():
    text = (REPOSITORY / "docs" / "coming_from_4x.rst").read_text(encoding="utf-8")
    sentence = re.search(r"Private attributes: (.*?) are there", text, re.DOTALL).group(1)
    names = re.findall(r"``(\w+)``", sentence)
    assert len(names) > 5 and set(names) <= ATTRIBUTES
