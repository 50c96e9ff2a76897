# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The folder of files that the compatibility cases speak of."""

BIG = bytes(range(250)) * 20


def make_site(folder):
    """Write root R of compat_cases.md into the folder, a secret file beside it; return its path."""
    root = folder / "site"
    (root / "sub").mkdir(parents=True)
    (folder / "x").write_text("SECRET")
    for name, content in (
        ("index.html", b"IDX"),
        ("a.txt", b"hello"),
        ("a..b", b"dots"),
        ("sub/index.html", b"SUB"),
        ("with space.txt", b"x"),
        ("big.bin", BIG),
        ("p.png", b"\x89PNG"),
    ):
        (root / name).write_bytes(content)
    return str(root)
