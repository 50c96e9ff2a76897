# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_dates`
====================================================

Dates of files, as HTTP spells them and as it has spelt them (RFC 9110 section 5.6.7). Loaded by the
first file that is sent where the clock has been set.
"""

from .dates import http_date

try:
    from typing import Any, Tuple, Union
except ImportError:
    pass

# 2001. What seems to be older was written while no clock was set, or by somebody who says nothing.
_FIRST_SECOND = 978307200
_MONTHS = b"JanFebMarAprMayJunJulAugSepOctNovDec"


def utc(seconds: int) -> "Tuple[int, ...]":
    """
    A moment as a tuple like a ``struct_time``. Boards know their own time only.

    :param int seconds: Since 1970, not negative.
    :return: Year, month, day, hour, minute, second, and the day of the week.
    """
    days, seconds = divmod(seconds, 86400)
    weekday = (days + 3) % 7
    # Years that begin in March have their leap day at the end, and months that are alike.
    days += 719468
    era, day = divmod(days, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5
    year += 400 * era + month // 10
    month = (month + 2) % 12 + 1
    return year, month, day + 1, seconds // 3600, seconds // 60 % 60, seconds % 60, weekday


def last_modified(seconds: int, date_line: bytes) -> bytes:
    """
    The ``Last-Modified`` line of a file.

    :param int seconds: When it was changed, since 1970.
    :param bytes date_line: The ``Date`` line of the answer.
    :return: Nothing if that is no time, or later than the answer (section 8.8.2.1).
    """
    if seconds < _FIRST_SECOND:
        return b""
    moment = utc(seconds)
    if moment[:6] > moment_of(date_line[6:-2], date_line):
        return b""
    return http_date(moment, b"last-modified")


def moment_of(date: bytes, date_line: bytes) -> "Union[Tuple[int, ...], Any]":
    """
    Reads a date, in one of the three forms that there have been.

    :param bytes date: E.g. ``Sun, 06 Nov 1994 08:49:37 GMT``, ``Sunday, 06-Nov-94 08:49:37 GMT`` or
        ``Sun Nov  6 08:49:37 1994``.
    :param bytes date_line: The ``Date`` line of the answer: a year of two digits is not more than
        fifty years after it.
    :return: Year, month, day, hour, minute and second; ``None`` if it is no date.
    """
    words = date.replace(b",", b" ").replace(b"-", b" ").split()
    if len(words) == 5:
        _, month, day, clock, year = words
    elif len(words) == 6 and words[5] == b"GMT":
        _, day, month, year, clock = words[:5]
    else:
        return None
    month = _MONTHS.find(month) if len(month) == 3 else -1
    digits = [year, day] + clock.split(b":")
    for number in digits:
        if len(number) not in (1, 2, 4) or not number.isdigit():
            return None
    if month % 3 or len(digits) != 5 or len(clock) != 8:
        return None
    year, day, hour, minute, second = [int(number) for number in digits]
    if len(digits[0]) == 2:
        this_year = int(date_line[18:22])
        year += this_year // 100 * 100
        if year > this_year + 50:
            year -= 100
    if not 1 <= day <= 31 or hour > 23 or minute > 59 or second > 60:
        return None
    return year, month // 3 + 1, day, hour, minute, second
