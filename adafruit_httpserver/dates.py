# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.dates`
====================================================

Dates as HTTP spells them. Loaded by a server whose clock has been set.
"""

_FIRST_YEAR = 2024


def date_line(moment: tuple) -> bytes:
    """
    The ``Date`` line of a head, nothing before 2024: a clock that shows an earlier year was never
    set.

    :param tuple moment: See `http_date`.
    """
    return http_date(moment) if moment[0] >= _FIRST_YEAR else b""


def http_date(moment: tuple, name: bytes = b"date") -> bytes:
    """
    The ``Date`` line of a head (RFC 9110 sections 5.6.7 and 6.6.1), or another like it.

    :param tuple moment: A ``struct_time`` in UTC, or a tuple like one.
    :param bytes name: Name of the header.
    :return: E.g. ``date: Sun, 06 Nov 1994 08:49:37 GMT`` and its end.
    """
    year, month, day, hour, minute, second, weekday = moment[:7]
    return b"%s: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n" % (
        name,
        b"MonTueWedThuFriSatSun"[3 * weekday : 3 * weekday + 3],
        day,
        b"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * month - 3 : 3 * month],
        year,
        hour,
        minute,
        second,
    )
