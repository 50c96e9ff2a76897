# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Names of files that were looked at: one may be good for one question, and not for the next."""

import adafruit_httpserver.odd_files as odd_files
from adafruit_httpserver import FileNotExistsError, FileResponse, InvalidPathError
from adafruit_httpserver.media_types import STATE
from adafruit_httpserver.mime_types import MIMETypes
from adafruit_httpserver.response import Response
from tests.support.expect import raises
from tests.support.files import Site


def first_of_all(files):
    """A site whose files nobody has asked for, and nobody has changed the types."""
    Response._common_types = None
    odd_files._LAST[:] = [None, ""]
    return Site(files)


def test_a_program_may_send_what_a_client_may_not_ask_for():
    site = first_of_all({"settings.toml": b"SECRET"})
    request = site.request("/settings.toml")
    assert site.sent(FileResponse(request, "settings.toml", safe=False)).body == b"SECRET"
    raises(FileNotExistsError, FileResponse, request, "settings.toml")
    assert site.sent(FileResponse(request, "settings.toml", safe=False)).body == b"SECRET"


def test_an_encoded_slash_is_seen_behind_a_good_one_of_the_same_name():
    site = first_of_all({"sub/a.html": b"A"})
    request = site.request("/files/sub%2fa.html")
    assert site.sent(FileResponse(request, "sub/a.html")).body == b"A"
    raises(InvalidPathError, site.response, "/sub%2fa.html")


def test_two_files_of_one_request():
    site = first_of_all({"a.txt": b"A", "b.pdf": b"B", "settings.toml": b"SECRET"})
    request = site.request("/")
    for name, media_type in (("a.txt", "text/plain"), ("b.pdf", "application/pdf")):
        assert FileResponse(request, name)._content_type == media_type
    raises(FileNotExistsError, FileResponse, request, "settings.toml")


class OfBytes(FileResponse):
    _default_type = "application/octet-stream"


def test_the_type_of_what_has_no_ending_is_that_of_its_class():
    site = first_of_all({"noending": b"A"})
    request = site.request("/noending")
    for kind in (FileResponse, OfBytes, FileResponse):
        assert kind(request, "noending")._content_type == kind._default_type


def test_types_that_were_changed_count_at_once():
    site = first_of_all({"a.txt": b"A"})
    before = [dict(STATE[0]), STATE[1]]
    try:
        for media_type in ("text/one", "text/two"):
            assert site.response("/a.txt")._content_type != media_type
            MIMETypes.configure(register={".txt": media_type})
            assert site.response("/a.txt")._content_type == media_type
    finally:
        STATE[:] = before
        Response._common_types = None
        odd_files._LAST[:] = [None, ""]


def test_types_that_were_put_into_the_table_unchecked_do_not_get_into_a_head():
    site = first_of_all({"a.txt": b"A"})
    before = [dict(STATE[0]), STATE[1]]
    try:
        MIMETypes.REGISTERED[".txt"] = "text/plain\r\nset-cookie: evil"
        for _ in range(2):
            raises(ValueError, FileResponse, site.request("/a.txt"), "a.txt")
    finally:
        STATE[:] = before
        Response._common_types = None
        odd_files._LAST[:] = [None, ""]
