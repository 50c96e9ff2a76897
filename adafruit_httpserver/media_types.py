# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.media_types`
====================================================

Media types by the extension of a file name, in a form that takes little memory: `MIMETypes` is
what programs see of them. Loaded by the first file that is not one of those that pages are made of.
"""

try:
    from typing import Any, List
except ImportError:
    pass

# What types begin with. The capital of each is the one that stands for it below.
_KINDS = (
    "Application/ aUdio/ Font/ Image/ Text/ Video/ "
    "applicatiOn/vnd.openxmlformats-officedocument. application/vnd.oasis.openDocument."
)
# First the types of the program's own, which count more. Then all others as one text, because a
# dict of them would cost a board five kilobytes: for each type the capital of its kind, the rest of
# it, if that is not its first extension, and its extensions, each between slashes. An extension is
# in lower case and has no slash, so it can be mistaken for nothing else.
STATE: "List[Any]" = [
    {},
    "Aepub+zip/epub/Agzip/gz/Ajava-archive/jar/A/json/map/Ald+json/jsonld/Amanifest+json"
    "/webmanifest/Amsword/doc/Aoctet-stream/bin/Aogg/ogx/A/pdf/A/rtf/A/toml/A/wasm/Axhtml+xml/xhtml"
    "/A/xml/A/yaml/yml/A/zip/Avnd.amazon.ebook/azw/Avnd.apple.installer+xml/mpkg/Avnd.mozilla.xul+xml"
    "/xul/Avnd.ms-excel/xls/Avnd.ms-fontobject/eot/Avnd.ms-powerpoint/ppt/Avnd.rar/rar/Avnd.visio"
    "/vsd/Ax-7z-compressed/7z/Ax-abiword/abw/Ax-bzip/bz/Ax-bzip2/bz2/Ax-cdf/cda/Ax-csh/csh"
    "/Ax-freearc/arc/Ax-httpd-php/php/Ax-sh/sh/Ax-shockwave-flash/swf/Ax-tar/tar/Dpresentation/odp"
    "/Dspreadsheet/ods/Dtext/odt/Opresentationml.presentation/pptx/Ospreadsheetml.sheet/xlsx"
    "/Owordprocessingml.document/docx/U/aac/U/flac/U/midi/mid/Umpeg/mp3/Uogg/oga/U/opus/U/wav"
    "/Uwebm/weba/F/otf/F/ttf/F/woff/F/woff2/I/avif/I/bmp/I/gif/I/jpeg/jpg/I/png/Isvg+xml/svg"
    "/I/tiff/tif/Ivnd.microsoft.icon/ico/I/webp/Tcalendar/ics/T/css/T/csv/T/html/htm/Tjavascript/js"
    "/mjs/Tmarkdown/md/Tplain/log/txt/Vmp2t/ts/V/mp4/V/mpeg/Vogg/ogv/V/webm/Vx-msvideo/avi/",
]


def type_of(filename: str, default: str) -> str:
    """
    Media type of a file.

    :param str filename: Name of the file, with or without a path.
    :param str default: Returned when its extension is not known.
    """
    own, types = STATE
    filename = filename.split("/")[-1]
    # Of a name without a dot its last letter, which is nobody's extension.
    extension = filename[filename.rfind(".") :].lower()
    start = types.find("/" + extension[1:] + "/")
    if extension in own or start < 0:
        return own.get(extension, default)
    end = start + len(extension)
    while not types[start].isupper():
        start -= 1
    pieces = types[start + 1 : end].split("/")
    for kind in _KINDS.split():
        if types[start] in kind:
            default = kind.lower() + (pieces[0] or pieces[1])
    return default
