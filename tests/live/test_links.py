# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Symbolic links, which only PCs have: what is below a root when all of them were followed."""

import os

from adafruit_httpserver.files_on_pc import is_below


def test_a_folder_whose_name_only_begins_as_that_of_the_root(tmp_path):
    for name in ("site", "site2", "site/sub"):
        (tmp_path / name).mkdir()
    for path in ("site/a.html", "site2/a.html", "site/sub/a.html"):
        (tmp_path / path).write_bytes(b"x")
    os.symlink(tmp_path / "site2" / "a.html", tmp_path / "site" / "out.html")
    os.symlink(tmp_path / "site2", tmp_path / "site" / "out")
    os.symlink(tmp_path / "site" / "sub", tmp_path / "site" / "in")
    os.symlink(tmp_path / "site", tmp_path / "link")
    for root in ("site", "site/", "link", "link/"):
        root = f"{tmp_path}/{root}"
        for path, below in (
            ("a.html", True),
            ("sub/a.html", True),
            ("in/a.html", True),
            ("", True),
            ("out.html", False),
            ("out/a.html", False),
            ("out", False),
            ("../site2/a.html", False),
        ):
            assert is_below(root, f"{root}/{path}") is below, (root, path)
    assert is_below("/", str(tmp_path))
