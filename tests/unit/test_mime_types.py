# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""MIMETypes (C190, C191). Its state is the class's own: each test puts it back."""

from adafruit_httpserver.mime_types import MIMETypes
from tests.support.expect import raises

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

TYPES = (
    (".7z", "application/x-7z-compressed"),
    (".aac", "audio/aac"),
    (".abw", "application/x-abiword"),
    (".arc", "application/x-freearc"),
    (".avi", "video/x-msvideo"),
    (".azw", "application/vnd.amazon.ebook"),
    (".bin", "application/octet-stream"),
    (".bmp", "image/bmp"),
    (".bz", "application/x-bzip"),
    (".bz2", "application/x-bzip2"),
    (".cda", "application/x-cdf"),
    (".csh", "application/x-csh"),
    (".css", "text/css"),
    (".csv", "text/csv"),
    (".doc", "application/msword"),
    (".docx", OFFICE + "wordprocessingml.document"),
    (".eot", "application/vnd.ms-fontobject"),
    (".epub", "application/epub+zip"),
    (".gif", "image/gif"),
    (".gz", "application/gzip"),
    (".htm", "text/html"),
    (".html", "text/html"),
    (".ico", "image/vnd.microsoft.icon"),
    (".ics", "text/calendar"),
    (".jar", "application/java-archive"),
    (".jpeg", "image/jpeg"),
    (".jpg", "image/jpeg"),
    (".js", "text/javascript"),
    (".json", "application/json"),
    (".jsonld", "application/ld+json"),
    (".mid", "audio/midi"),
    (".midi", "audio/midi"),
    (".mjs", "text/javascript"),
    (".mp3", "audio/mpeg"),
    (".mp4", "video/mp4"),
    (".mpeg", "video/mpeg"),
    (".mpkg", "application/vnd.apple.installer+xml"),
    (".odp", OPEN_DOCUMENT + "presentation"),
    (".ods", OPEN_DOCUMENT + "spreadsheet"),
    (".odt", OPEN_DOCUMENT + "text"),
    (".oga", "audio/ogg"),
    (".ogv", "video/ogg"),
    (".ogx", "application/ogg"),
    (".opus", "audio/opus"),
    (".otf", "font/otf"),
    (".pdf", "application/pdf"),
    (".php", "application/x-httpd-php"),
    (".png", "image/png"),
    (".ppt", "application/vnd.ms-powerpoint"),
    (".pptx", OFFICE + "presentationml.presentation"),
    (".rar", "application/vnd.rar"),
    (".rtf", "application/rtf"),
    (".sh", "application/x-sh"),
    (".svg", "image/svg+xml"),
    (".swf", "application/x-shockwave-flash"),
    (".tar", "application/x-tar"),
    (".tif", "image/tiff"),
    (".tiff", "image/tiff"),
    (".ts", "video/mp2t"),
    (".ttf", "font/ttf"),
    (".txt", "text/plain"),
    (".vsd", "application/vnd.visio"),
    (".wav", "audio/wav"),
    (".weba", "audio/webm"),
    (".webm", "video/webm"),
    (".webp", "image/webp"),
    (".woff", "font/woff"),
    (".woff2", "font/woff2"),
    (".xhtml", "application/xhtml+xml"),
    (".xls", "application/vnd.ms-excel"),
    (".xlsx", OFFICE + "spreadsheetml.sheet"),
    (".xml", "application/xml"),
    (".xul", "application/vnd.mozilla.xul+xml"),
    (".zip", "application/zip"),
    # Missing upstream, and expected by users.
    (".wasm", "application/wasm"),
    (".map", "application/json"),
    (".webmanifest", "application/manifest+json"),
    (".md", "text/markdown"),
    (".avif", "image/avif"),
    (".flac", "audio/flac"),
    (".yaml", "application/yaml"),
)


def restored(test):
    """Run the test, then put back what it configured."""
    default, registered = MIMETypes.DEFAULT, dict(MIMETypes.REGISTERED)
    try:
        test()
    finally:
        # That of a plain Response as well.
        MIMETypes.configure(default_to=default)
        MIMETypes.REGISTERED = registered


def test_the_table():
    assert MIMETypes.DEFAULT == "text/plain"
    for extension, mime_type in TYPES:
        assert MIMETypes.REGISTERED[extension] == mime_type, extension
        assert MIMETypes.get_for_filename("name" + extension) == mime_type, extension


def test_c190_configure_all_at_once():
    def test():
        MIMETypes.configure(
            default_to="text/x-default",
            keep_for=[".jpg", ".mp4", ".txt"],
            register={".foo": "text/foo", ".bar": "text/bar"},
        )
        assert MIMETypes.DEFAULT == "text/x-default"
        assert MIMETypes.REGISTERED == {
            ".jpg": "image/jpeg",
            ".mp4": "video/mp4",
            ".txt": "text/plain",
            ".foo": "text/foo",
            ".bar": "text/bar",
        }
        assert MIMETypes.get_for_filename("a.foo") == "text/foo"
        assert MIMETypes.get_for_filename("a.jpg") == "image/jpeg"
        assert MIMETypes.get_for_filename("a.html") == "text/x-default"

    restored(test)


def test_c190_configure_one_thing():
    def test():
        MIMETypes.configure(register={".html": "text/other"})
        assert MIMETypes.get_for_filename("a.html") == "text/other"
        assert MIMETypes.get_for_filename("a.css") == "text/css"
        MIMETypes.configure(default_to="x/y")
        assert MIMETypes.get_for_filename("a.unknown") == "x/y"
        assert MIMETypes.get_for_filename("a.css") == "text/css"
        MIMETypes.configure(keep_for=[".css"])
        assert MIMETypes.REGISTERED == {".css": "text/css"}

    restored(test)


def test_c190_errors():
    def test():
        message = 'Invalid extension: "html". All extensions must start with a dot.'
        error = raises(ValueError, MIMETypes.configure, register={"html": "text/html"})
        assert str(error) == message
        error = raises(ValueError, MIMETypes.configure, keep_for=["html"])
        assert str(error) == message
        error = raises(ValueError, MIMETypes.configure, keep_for=[".txt", ".nope"])
        assert str(error) == 'Extension ".nope" is not registered. '

    restored(test)


FILENAMES = (
    # filename, default, type
    ("INDEX.HTML", None, "text/html"),
    ("a.tar.gz", None, "application/gzip"),
    ("noext", None, "text/plain"),
    ("noext", "x/y", "x/y"),
    ("a.unknown", "x/y", "x/y"),
    ("a.html", "x/y", "text/html"),
    ("/www/sub.d/index.html", None, "text/html"),
    ("html", None, "text/plain"),
    ("html", "x/y", "x/y"),
)


def test_c191_get_for_filename():
    for filename, default, mime_type in FILENAMES:
        if default is None:
            assert MIMETypes.get_for_filename(filename) == mime_type, filename
        else:
            assert MIMETypes.get_for_filename(filename, default) == mime_type, filename
