# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_options`
====================================================

What a handler may say of a file that it sends. Loaded by the first that does.
"""

try:
    from typing import TYPE_CHECKING, Any, Optional

    if TYPE_CHECKING:
        from .file_response import FileResponse
except ImportError:
    pass


def apply(
    response: "FileResponse", attachment: "Any", buffer_size: "Any", cache_control: "Optional[str]"
) -> None:
    """
    Applies the options of a `FileResponse`.

    :param FileResponse response: The response.
    :param str attachment: Name under which a browser keeps the file; ``False`` to show it.
    :param int buffer_size: Bytes that are read at once; ``None`` for the default.
    :param str cache_control: Its ``Cache-Control``, or ``None``.
    :raises ValueError: if ``buffer_size`` is not positive, or there is a line break in a text.
    """
    if buffer_size is not None:
        if not isinstance(buffer_size, int) or buffer_size < 1:
            raise ValueError(f"buffer_size must be a positive int, not {buffer_size!r}")
        response._buffer_size = buffer_size
    if attachment:
        from .attachment import disposition_of

        name = disposition_of(attachment.split("/")[-1])
        response._headers.setdefault("content-disposition", name)
    if cache_control is not None:
        # A header of None is not sent, and nothing takes its place.
        response._headers.setdefault("cache-control", cache_control or None)
