# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.media_types`
====================================================

Media types by the extension of a file name, in a form that takes little memory: `MIMETypes` is
what programs see of them.
"""

# What types begin with, each behind the capital that stands for it.
_KINDS = (
    "Aapplication/ Uaudio/ Ffont/ Iimage/ Ttext/ Vvideo/ "
    "Oapplication/vnd.openxmlformats-officedocument. Dapplication/vnd.oasis.opendocument."
)
# First the types of the program's own, which count more. Then those that pages are made of; they
# are written as those in `more_media_types` are. Then whether all others count as well.
STATE = [
    {},
    "A/json/I/gif/I/jpeg/jpg/I/png/Isvg+xml/svg/Ivnd.microsoft.icon/ico/I/webp/T/css/T/html/htm"
    "/Tjavascript/js/mjs/Tplain/txt/F/woff2/",
    True,
]


def type_of(filename: str, default: str) -> str:
    """
    Media type of a file.

    :param str filename: Name of the file, with or without a path.
    :param str default: Returned when its extension is not known.
    """
    own = STATE[0]
    filename = filename.split("/")[-1]
    # Of a name without a dot its last letter, which is nobody's extension.
    extension = filename[filename.rfind(".") :].lower()
    if extension in own:
        return own[extension]
    types = STATE[1]
    start = types.find("/" + extension[1:] + "/")
    if start < 0:
        if not STATE[2]:
            return default
        # Loaded by the first file of another type.
        from .more_media_types import TYPES as types

        start = types.find("/" + extension[1:] + "/")
        if start < 0:
            return default
    end = start + len(extension)
    while not types[start].isupper():
        start -= 1
    pieces = types[start + 1 : end].split("/")
    kind = _KINDS[_KINDS.find(types[start]) + 1 :].split(" ")[0]
    return kind + (pieces[0] or pieces[1])
