# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.status`
====================================================

Status codes of a response (RFC 9110 section 15).

Every line of ``_PHRASES`` is also a constant of this module, named after its phrase and its code:
`OK_200`, `NOT_FOUND_404`, `IM_A_TEAPOT_418` and so on.
"""

# One text instead of fifty objects: a constant is made when somebody names it, so that a board
# pays for the two or three that its program uses.
_PHRASES = """
100 Continue
101 Switching Protocols
200 OK
201 Created
202 Accepted
203 Non-Authoritative Information
204 No Content
205 Reset Content
206 Partial Content
207 Multi-Status
300 Multiple Choices
301 Moved Permanently
302 Found
303 See Other
304 Not Modified
307 Temporary Redirect
308 Permanent Redirect
400 Bad Request
401 Unauthorized
402 Payment Required
403 Forbidden
404 Not Found
405 Method Not Allowed
406 Not Acceptable
407 Proxy Authentication Required
408 Request Timeout
409 Conflict
410 Gone
411 Length Required
412 Precondition Failed
413 Payload Too Large
414 URI Too Long
415 Unsupported Media Type
416 Range Not Satisfiable
417 Expectation Failed
418 I'm a Teapot
422 Unprocessable Entity
426 Upgrade Required
428 Precondition Required
429 Too Many Requests
431 Request Header Fields Too Large
451 Unavailable For Legal Reasons
500 Internal Server Error
501 Not Implemented
502 Bad Gateway
503 Service Unavailable
504 Gateway Timeout
505 HTTP Version Not Supported
507 Insufficient Storage
"""


class Status:
    """
    HTTP status code and reason phrase of a response.

    :param int code: Status code, e.g. ``404``.
    :param str text: Reason phrase, e.g. ``"Not Found"``.

    Example::

        Status(404, "Not Found") == NOT_FOUND_404
        # True
    """

    def __init__(self, code: int, text: str):
        self.code = code
        self.text = text

    def __eq__(self, other) -> bool:
        return isinstance(other, Status) and self.code == other.code and self.text == other.text

    # Python derives "!=" from "==", boards need no more than that either.
    def __hash__(self) -> int:
        return hash((self.code, self.text))

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def __repr__(self) -> str:
        return f'<Status {self.code}, "{self.text}">'


def reason_phrase(code: int) -> str:
    """
    Standard reason phrase of a status code.

    :param int code: Status code.
    :return: Its phrase, or an empty text for a code that this module does not know.
    """
    start = _PHRASES.find("\n%d " % code)
    if start < 0:
        return ""
    return _PHRASES[start + 5 : _PHRASES.find("\n", start + 1)]


def as_status(status) -> Status:
    """
    Makes a `Status` of whatever a program may pass for one.

    :param status: A `Status`, a ``(code, text)`` tuple or an ``int`` between 100 and 999.
    :return: The `Status`.
    :raises TypeError: for anything else.
    :raises ValueError: for a code outside 100..999, or a text with a line break in it.
    """
    if not isinstance(status, Status):
        if isinstance(status, tuple) and len(status) == 2:
            status = Status(status[0], status[1])
        elif isinstance(status, int) and not isinstance(status, bool):
            status = Status(status, reason_phrase(status))
        else:
            raise TypeError(
                f"status must be a Status, a (code, text) tuple or an int, not {status!r}"
            )
    if not isinstance(status.code, int) or not 100 <= status.code <= 999:
        raise ValueError(f"status code must be an int from 100 to 999, not {status.code!r}")
    text = status.text
    if "\r" in text or "\n" in text or "\0" in text:
        raise ValueError(f"status text must be one line, not {text!r}")
    return status


def __getattr__(name: str) -> Status:
    code = name[-3:]
    if code.isdigit():
        phrase = reason_phrase(int(code))
        words = phrase.upper().replace(" ", "_").replace("-", "_").replace("'", "")
        if phrase and name == words + "_" + code:
            status = globals()[name] = Status(int(code), phrase)
            return status
    raise AttributeError(f"module 'adafruit_httpserver.status' has no attribute '{name}'")
