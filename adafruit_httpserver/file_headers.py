# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_headers`
====================================================

Headers of a program that count more than those of the file. Loaded by the first file that is sent
with some.
"""

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass


def without_own(response: "FileResponse", lines: bytes) -> bytes:
    """
    Leaves away what the response, or the server, says by itself. Its own ETag is the one that
    clients are asked about.

    :param FileResponse response: The response.
    :param bytes lines: Header lines, each with its CRLF.
    :return: Those that stay.
    """
    own = response._own_headers
    if "etag" in own:
        response._etag = own["etag"].encode()
    defaults = response._request.server._headers
    if "cache-control" in own and defaults and b"cache-control: no-cache\r\n" not in lines:
        # What is said about these files counts more than what is said about everything.
        if own["cache-control"] == defaults.get("cache-control"):
            del own["cache-control"]
    if "last-modified" in own:
        response._modified = b""
    kept = b""
    for line in lines.split(b"\r\n")[:-1]:
        name = str(line[: line.find(b":")], "utf-8")
        if name == "vary" or name not in own:
            kept += line + b"\r\n"
    return kept
