# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.status`
====================================================

Status codes of a response (RFC 9110 section 15).

Every standard phrase is also a constant of this module, named after its phrase and its code:
`OK_200`, `NOT_FOUND_404`, `IM_A_TEAPOT_418` and so on.
"""

from .response import Status

try:
    from typing import Any, Union
except ImportError:
    pass

# One text instead of fifty objects: a constant is made when somebody names it, so that a board
# pays for the two or three that its program uses.
_PHRASES = (
    "100Continue 101Switching Protocols 200OK 201Created 202Accepted "
    "203Non-Authoritative Information 204No Content 205Reset Content 206Partial Content "
    "207Multi-Status 300Multiple Choices 301Moved Permanently 302Found 303See Other "
    "304Not Modified 307Temporary Redirect 308Permanent Redirect 400Bad Request 401Unauthorized "
    "402Payment Required 403Forbidden 404Not Found 405Method Not Allowed 406Not Acceptable "
    "407Proxy Authentication Required 408Request Timeout 409Conflict 410Gone 411Length Required "
    "412Precondition Failed 413Payload Too Large 414URI Too Long 415Unsupported Media Type "
    "416Range Not Satisfiable 417Expectation Failed 418I'm a Teapot 422Unprocessable Entity "
    "426Upgrade Required 428Precondition Required 429Too Many Requests "
    "431Request Header Fields Too Large 451Unavailable For Legal Reasons "
    "500Internal Server Error 501Not Implemented 502Bad Gateway 503Service Unavailable "
    "504Gateway Timeout 505HTTP Version Not Supported 507Insufficient Storage 5"
)


def reason_phrase(code: "Union[int, str]") -> str:
    """
    Standard reason phrase of a status code.

    :param int code: Status code.
    :return: Its phrase, or an empty text for a code that this module does not know.
    """
    start = _PHRASES.find(str(code)) + 3
    end = start
    while not _PHRASES[end].isdigit():
        end += 1
    return _PHRASES[start : end - 1] if start > 2 else ""


def as_status(status: "Any") -> Status:
    """
    Makes a `Status` of whatever a program may pass for one.

    :param status: A `Status`, a ``(code, text)`` tuple or an ``int`` between 100 and 999.
    :return: The `Status`.
    :raises TypeError: for anything else.
    :raises ValueError: for a code outside 100..999, or a text with a line break in it.
    """
    if isinstance(status, Status):
        return status
    if isinstance(status, tuple) and len(status) == 2:
        return Status(*status)
    return Status(status, reason_phrase(status))


def __getattr__(name: str) -> Status:
    # The constants: made when somebody names one, so that a board pays for those that it uses.
    code = name[-3:]
    if code.isdigit():
        phrase = reason_phrase(code)
        words = phrase.upper().replace(" ", "_").replace("-", "_").replace("'", "")
        if phrase and name == words + "_" + code:
            status = globals()[name] = Status(int(code), phrase)
            return status
    raise AttributeError("status has no attribute " + name)
