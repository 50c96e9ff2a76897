# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Dates of files, in the three forms of RFC 9110 section 5.6.7."""

from adafruit_httpserver.file_dates import last_modified, moment_of, utc

NOW = b"date: Wed, 25 Nov 2026 12:00:00 GMT\r\n"
THEN = (1994, 11, 6, 8, 49, 37)

MOMENTS = (
    (0, (1970, 1, 1, 0, 0, 0, 3)),
    (784111777, THEN + (6,)),
    (951782399, (2000, 2, 28, 23, 59, 59, 0)),
    (951782400, (2000, 2, 29, 0, 0, 0, 1)),
    (951868800, (2000, 3, 1, 0, 0, 0, 2)),
    (978307199, (2000, 12, 31, 23, 59, 59, 6)),
    (1709164800, (2024, 2, 29, 0, 0, 0, 3)),
    (2147483647, (2038, 1, 19, 3, 14, 7, 1)),
    (4107542400, (2100, 3, 1, 0, 0, 0, 0)),
)


def test_moments():
    for seconds, expected in MOMENTS:
        assert utc(seconds) == expected, seconds


def test_every_day_of_some_years_follows_the_last_one():
    before = utc(946684800 - 86400)
    for day in range(366 + 365 + 365 + 365 + 366):
        moment = utc(946684800 + 86400 * day)
        assert moment > before and moment[6] == (before[6] + 1) % 7
        before = moment
    assert before[:3] == (2004, 12, 31)


DATES = (
    (b"Sun, 06 Nov 1994 08:49:37 GMT", THEN),
    (b"Sunday, 06-Nov-94 08:49:37 GMT", THEN),
    (b"Sun Nov  6 08:49:37 1994", THEN),
    (b"Sun Nov 16 08:49:37 1994", (1994, 11, 16, 8, 49, 37)),
    (b"Thu, 31 Dec 2026 23:59:60 GMT", (2026, 12, 31, 23, 59, 60)),
    # Two digits are at most fifty years from now.
    (b"Friday, 01-Jan-76 00:00:00 GMT", (2076, 1, 1, 0, 0, 0)),
    (b"Friday, 01-Jan-77 00:00:00 GMT", (1977, 1, 1, 0, 0, 0)),
    (b"Friday, 01-Jan-00 00:00:00 GMT", (2000, 1, 1, 0, 0, 0)),
    (b"", None),
    (b"now", None),
    (b"0", None),
    (b"784111777", None),
    (b"Sun, 06 Nov 1994 08:49:37", None),
    (b"Sun, 06 Nov 1994 08:49:37 CET", None),
    (b"Sun, 06 Nov 1994 08:49:37 +0000", None),
    (b"Sun, 06 Nov 1994 8:49:37 GMT", None),
    (b"Sun, 06 Nov 1994 08:49 GMT", None),
    (b"Sun, 06 Nov 1994 24:00:00 GMT", None),
    (b"Sun, 06 Nov 1994 08:60:00 GMT", None),
    (b"Sun, 06 Nov 1994 08:49:61 GMT", None),
    (b"Sun, 32 Nov 1994 08:49:37 GMT", None),
    (b"Sun, 00 Nov 1994 08:49:37 GMT", None),
    (b"Sun, 06 Nov 19941 08:49:37 GMT", None),
    (b"Sun, 06 nov 1994 08:49:37 GMT", None),
    (b"Sun, 06 ovD 1994 08:49:37 GMT", None),
    (b"Sun, 06 Foo 1994 08:49:37 GMT", None),
    (b"Sun, 06 11 1994 08:49:37 GMT", None),
    (b"Sun, \xb26 Nov 1994 08:49:37 GMT", None),
    (b"Sun, +6 Nov 1994 08:49:37 GMT", None),
    (b"Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", None),
)


def test_dates():
    for date, expected in DATES:
        assert moment_of(date, NOW) == expected, date


def test_last_modified():
    assert last_modified(1732536000, NOW) == b"last-modified: Mon, 25 Nov 2024 12:00:00 GMT\r\n"
    # Now, a second later, and what an unset clock writes.
    now = 1795608000
    assert last_modified(now, NOW) == b"last-modified: Wed, 25 Nov 2026 12:00:00 GMT\r\n"
    for seconds in (now + 1, 0, 315532800, 946684800, 946684806):
        assert last_modified(seconds, NOW) == b""
