# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.more_media_types`
====================================================

Media types that pages seldom need. Loaded by the first file whose type is not among the others, see
`media_types`.
"""

# One text, because a dict of them would cost a board five kilobytes: for each type the capital of
# its kind, the rest of it, if that is not its first extension, and its extensions, each between
# slashes. An extension is in lower case and has no slash, so it can be mistaken for nothing else.
TYPES = (
    "Aepub+zip/epub/Agzip/gz/Ajava-archive/jar/A/json/map/Ald+json/jsonld/Amanifest+json"
    "/webmanifest/Amsword/doc/Aoctet-stream/bin/Aogg/ogx/A/pdf/A/rtf/A/toml/A/wasm/Axhtml+xml/xhtml"
    "/A/xml/A/yaml/yml/A/zip/Avnd.amazon.ebook/azw/Avnd.apple.installer+xml/mpkg/Avnd.mozilla.xul+xml"
    "/xul/Avnd.ms-excel/xls/Avnd.ms-fontobject/eot/Avnd.ms-powerpoint/ppt/Avnd.rar/rar/Avnd.visio"
    "/vsd/Ax-7z-compressed/7z/Ax-abiword/abw/Ax-bzip/bz/Ax-bzip2/bz2/Ax-cdf/cda/Ax-csh/csh"
    "/Ax-freearc/arc/Ax-httpd-php/php/Ax-sh/sh/Ax-shockwave-flash/swf/Ax-tar/tar/Dpresentation/odp"
    "/Dspreadsheet/ods/Dtext/odt/Opresentationml.presentation/pptx/Ospreadsheetml.sheet/xlsx"
    "/Owordprocessingml.document/docx/U/aac/U/flac/U/midi/mid/Umpeg/mp3/Uogg/oga/U/opus/U/wav"
    "/Uwebm/weba/F/otf/F/ttf/F/woff/I/avif/I/bmp/I/tiff/tif/Tcalendar/ics/T/csv"
    "/Tmarkdown/md/Tplain/log/Vmp2t/ts/V/mp4/V/mpeg/Vogg/ogv/V/webm/Vx-msvideo/avi/"
)
