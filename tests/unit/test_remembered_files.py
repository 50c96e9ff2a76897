# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a PC remembers of a file: it holds for as long as nothing of the file is another."""

import adafruit_httpserver.file_response as file_response
import adafruit_httpserver.files_on_pc as files_on_pc
from adafruit_httpserver import InvalidPathError
from adafruit_httpserver.dates import http_date
from adafruit_httpserver.file_dates import utc
from adafruit_httpserver.file_details import etag_of
from tests.support.expect import raises
from tests.support.files import Site


class Stat:
    """What a PC's os.stat() says, as far as it counts."""

    st_dev = 1
    st_ino = 2
    st_size = 3
    st_mtime_ns = 4000000000
    st_ctime_ns = 5000000000

    def __getitem__(self, index):
        return {6: self.st_size, 8: self.st_mtime_ns // 1000000000}[index]


def test_a_file_is_another_one_if_anything_of_it_is_another():
    files_on_pc._known.clear()
    known = files_on_pc.known_file("/a", "", Stat())
    assert files_on_pc.known_file("/a", "", Stat()) is known
    for name in ("st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns"):
        stat = Stat()
        setattr(stat, name, getattr(stat, name) + 1)
        other = files_on_pc.known_file("/a", "", stat)
        assert other is not known, name
        known = files_on_pc.known_file("/a", "", Stat())
        assert known is not other, name


def test_where_a_file_is_is_looked_at_for_each_root():
    """Also if a program has sent it already, who may send what he wants."""
    asked = []

    def is_below(root, path):
        asked.append((root, path))
        return root == "/good"

    files_on_pc._known.clear()
    really, files_on_pc.is_below = files_on_pc.is_below, is_below
    try:
        files_on_pc.known_file("/a", "", Stat())
        assert asked == []
        raises(InvalidPathError, files_on_pc.known_file, "/a", "/bad", Stat())
        raises(InvalidPathError, files_on_pc.known_file, "/a", "/bad", Stat())
        files_on_pc.known_file("/a", "/good", Stat())
        raises(InvalidPathError, files_on_pc.known_file, "/a", "/bad", Stat())
        count = len(asked)
        files_on_pc.known_file("/a", "/good", Stat())
        # That is what remembering is for.
        assert len(asked) == count
    finally:
        files_on_pc.is_below = really


def test_not_more_than_so_many_are_remembered():
    files_on_pc._known.clear()
    most = 0
    for number in range(200):
        files_on_pc.known_file("/%d" % number, "", Stat())
        most = max(most, len(files_on_pc._known))
    assert most == 32
    assert files_on_pc.known_file("/199", "", Stat()) is files_on_pc._known["/199"]
    files_on_pc._known.clear()


class Changed:
    """A response with a file that was changed at those moments."""

    _coding = b""

    def __init__(self, content, status, answered):
        self._stat = self
        self.st_mtime = content
        self.st_ctime = status
        self._request = self.server = self
        self._date_line = http_date(utc(answered), b"date") if answered else b""


def test_only_what_was_changed_long_ago_is_kept_in_memory():
    now = 1700000000
    for content, status, settled in (
        (now - 4, now - 4, True),
        (now - 4, now - 100, True),
        (now - 3, now - 100, False),
        # Its date was put back: what changed was something else.
        (now - 100, now - 3, False),
        (now - 100, now - 4, True),
        (now, now, False),
        (now + 100, now + 100, False),
    ):
        assert files_on_pc.is_settled(Changed(content, status, now)) is settled, (content, status)
    assert not files_on_pc.is_settled(Changed(now - 100, now - 100, 0))
    packed = Changed(now - 100, now - 100, now)
    packed._coding = b"gzip"
    assert not files_on_pc.is_settled(packed)


def test_an_etag_tells_of_the_size_and_of_the_moment():
    plain = etag_of(Stat())
    assert plain == b'"ee6b2800-3"'
    for name in ("st_size", "st_mtime_ns"):
        stat = Stat()
        setattr(stat, name, getattr(stat, name) + 1)
        assert etag_of(stat) != plain, name
    assert len({plain, etag_of(Stat(), b"gzip"), etag_of(Stat(), b"br")}) == 3
    # FAT knows no nanoseconds.
    assert etag_of((0, 0, 0, 0, 0, 0, 16, 0, 32, 0)) == b'"20-10"'


class OneFile:
    """Takes the place of `os`."""

    def __init__(self, size, changed):
        self._said = (0x8000, 0, 0, 0, 0, 0, size, changed, changed, changed)

    def stat(self, path):
        return self._said


def test_an_etag_of_a_board_does_as_well():
    site = Site({})
    tags = []
    really = file_response.os
    try:
        for size, changed in ((16, 32), (17, 32), (16, 34)):
            file_response.os = OneFile(size, changed)
            response = site.response("/a.html")
            # A PC's own needs more than a board's stat() says.
            lines = response._lines(response._request)
            tags.append(lines.split(b"\r\n")[0])
    finally:
        file_response.os = really
    assert tags == [b'etag: "20-10"', b'etag: "20-11"', b'etag: "22-10"']
