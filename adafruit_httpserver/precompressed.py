# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.precompressed`
====================================================

Siblings of files that are compressed already (RFC 9110 section 12.5.3): ``app.js.gz`` is sent for
``app.js`` to those who can unpack it. Loaded by the first file that has one.
"""

from .file_details import etag_of
from .file_response import stat_of
from .limits import ON_BOARD
from .preconditions import field
from .request_parser import RequestError
from .text import as_text

try:
    from typing import TYPE_CHECKING, Any, Dict, Tuple

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass

# What is sent where a client likes two of them alike.
_BEST_FIRST = (("br", ".br"), ("gzip", ".gz"))
# A sibling that is so many seconds older than its file was made of another one.
_STALE_AFTER = 60


def choose(response: "FileResponse", head: bytes, stat: "Any") -> "Tuple[bytes, Any]":
    """
    Decides which of them is sent.

    :param FileResponse response: The response.
    :param bytes head: Head of its request.
    :param stat: What ``os.stat()`` says of the file itself.
    :return: How it is encoded, and what ``os.stat()`` says of it.
    :raises RequestError: 406, if nothing that is there is acceptable.
    """
    lower = head.lower()
    if response._own_headers and "content-encoding" in response._own_headers:
        # The file is encoded already, in the way that its handler says.
        return b"", stat
    path = response._full_file_path
    values = qualities(field(head, lower, b"accept-encoding"))
    # What is not named is acceptable as it is, but what a client wants least.
    plain = values.get("identity", values.get("*", 1) and 1)
    best = 0
    chosen = None
    for coding, ending in _BEST_FIRST:
        quality = values.get(coding, values.get("*", 0))
        if quality > best:
            sibling = stat_of(path + ending)
            if sibling and _is_good(response, path + ending, sibling, stat):
                best = quality
                chosen = (coding, ending, sibling)
    # Parts are those of the file itself.
    part = b"\r\nrange:" in lower and response._request.method == "GET"
    if plain and (part or plain > best):
        chosen = None
    elif not plain and not chosen:
        raise RequestError(406, "Accept-Encoding")
    if not chosen:
        return b"", stat
    coding, ending, stat = chosen
    coding = coding.encode()
    response._full_file_path = path + ending
    response._file_length = stat[6]
    response._coding = coding
    response._etag = etag_of(stat, coding)
    return coding, stat


def _is_good(response: "FileResponse", path: str, sibling: "Any", stat: "Any") -> bool:
    """Whether it was made of the file as it is now, and is below the root."""
    if sibling[8] + _STALE_AFTER < stat[8]:
        return False
    if ON_BOARD or not response._safe:
        return True
    from .files_on_pc import is_below

    return is_below(response._root_path, path)


def qualities(accepted: "Any") -> "Dict[str, int]":
    """
    How much a client wants each coding, in thousandths.

    :param bytes accepted: Its ``Accept-Encoding``, ``None`` if it has none: then it gets the file
        itself.
    """
    values = {}
    for element in (accepted or b"").lower().split(b","):
        coding, _, parameters = element.partition(b";")
        name, _, weight = parameters.strip(b" \t").partition(b"=")
        quality = 1000
        if name.strip(b" \t") == b"q":
            whole, _, rest = weight.strip(b" \t").partition(b".")
            digits = (rest + b"000")[:3]
            # What is no weight is none.
            quality = 0
            if whole in (b"0", b"1") and digits.isdigit():
                quality = min(int(whole) * 1000 + int(digits), 1000)
        coding = coding.strip(b" \t")
        if coding:
            values[as_text(coding)] = quality
    return values
