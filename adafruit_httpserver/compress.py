# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.compress`
====================================================

Makes the siblings ``app.js.gz`` (and ``app.js.br``, where the package brotli is installed) that a
server sends for ``app.js``. For PCs only::

    python3 -m adafruit_httpserver.compress FOLDER

The same files give the same siblings, whenever and wherever that is done. What would hardly get
smaller gets none, and a sibling of a file that does not shrink any more is removed.
"""

import gzip
import os
import sys

from .file_details import may_be_packed
from .media_types import type_of
from .odd_files import is_hidden

try:
    import brotli
except ImportError:
    brotli = None

try:
    from typing import Callable, Iterator, List, Tuple
except ImportError:
    pass

# A file must get smaller by so much: a packet less, and a twentieth.
_MIN_SAVED = 64
_MIN_SHARE = 20


def packers() -> "List[Tuple[str, Callable[[bytes], bytes]]]":
    """
    The ways to make a sibling.

    :return: The ending of each, and the function that makes the content.
    """
    found = [(".gz", lambda data: gzip.compress(data, 9, mtime=0))]
    if brotli is not None:
        found.append((".br", brotli.compress))
    return found


def files_of(folder: str) -> "Iterator[str]":
    """
    The files that can get siblings, in order.

    :param str folder: The folder.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name, ""))
        for name in sorted(names):
            if not is_hidden(name, "") and may_be_packed(type_of(name, "")):
                if not name.endswith((".gz", ".br", ".zip")):
                    yield os.path.join(place, name)


def compress(folder: str) -> "Iterator[Tuple[str, int, int]]":
    """
    Makes the siblings of all files in a folder.

    :param str folder: The folder.
    :return: For each sibling that is there now its path, its size, and that of its file.
    """
    for path in files_of(folder):
        with open(path, "rb") as file:
            data = file.read()
        stat = os.stat(path)
        for ending, pack in packers():
            packed = pack(data)
            sibling = path + ending
            if len(data) - len(packed) < max(_MIN_SAVED, len(data) // _MIN_SHARE):
                if os.path.exists(sibling):
                    os.remove(sibling)
                continue
            with open(sibling, "wb") as file:
                file.write(packed)
            # As old as its file: copying both keeps them so, and an older one is not sent.
            os.utime(sibling, ns=(stat.st_atime_ns, stat.st_mtime_ns))
            yield sibling, len(packed), len(data)


def main(arguments: "List[str]") -> int:
    """
    The command.

    :param list arguments: The folder.
    :return: Its exit code.
    """
    if len(arguments) != 1 or not os.path.isdir(arguments[0]):
        print("usage: python3 -m adafruit_httpserver.compress FOLDER", file=sys.stderr)
        return 2
    before = after = 0
    for sibling, packed, size in compress(arguments[0]):
        print(f"{size:10,} -> {packed:9,}  {sibling}")
        before += size
        after += packed
    share = 100 * (before - after) // before if before else 0
    print(f"{before:10,} -> {after:9,}  saved {before - after:,} bytes, {share} %")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
