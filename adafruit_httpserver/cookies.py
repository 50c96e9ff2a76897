# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.cookies`
====================================================

Cookies as a response sets them (RFC 6265 section 4.1). Loaded by the first `Response.set_cookie`.
"""

from .text import check_line

try:
    from typing import TYPE_CHECKING, Any, Optional

    if TYPE_CHECKING:
        from .headers import Headers
except ImportError:
    pass

_SAME_SITE = ("Strict", "Lax", "None")


def cookies_of(headers: "Headers") -> dict:
    """
    Cookies that a client has sent.

    :param Headers headers: Headers of its request.
    :return: Names and values; of several with one name the last one counts.
    """
    cookies = {}
    for line in headers.get_list("cookie"):
        for piece in line.split(";"):
            name, equals, value = piece.partition("=")
            name = name.strip()
            if equals and name:
                cookies[name] = value.strip().strip('"')
    return cookies


def cookie_lines(cookies: dict) -> str:
    """
    ``Set-Cookie`` lines (RFC 6265 section 4.1).

    :param dict cookies: Names and values, attributes behind the value; ``None`` deletes a cookie.
    :raises ValueError: for CR, LF or NUL in a name or value.
    """
    lines = ""
    for name, value in cookies.items():
        line = f"{name}={value}" if value is not None else f"{name}=; Max-Age=0"
        check_line("cookie", line)
        lines += f"set-cookie: {line}\r\n"
    return lines


def _cookie_part(what: str, text: Any) -> str:
    text = str(text)
    check_line(f"{what} of a cookie", text)
    if ";" in text:
        raise ValueError(f"{what} of a cookie must not have a semicolon, but is {text!r}")
    return text


def cookie(
    name: str,
    value: str,
    *,
    max_age: Optional[int] = None,
    expires: Optional[str] = None,
    path: Optional[str] = None,
    domain: Optional[str] = None,
    secure: bool = False,
    http_only: bool = False,
    same_site: Optional[str] = None,
) -> str:
    """
    Value of a cookie with its attributes, see `Response.set_cookie`.

    :raises ValueError: see there.
    """
    if not name or "=" in name or " " in name or "\t" in name:
        raise ValueError(f"name of a cookie must not have '=' or blanks, but is {name!r}")
    if same_site is not None and same_site not in _SAME_SITE:
        raise ValueError(f"same_site must be one of {_SAME_SITE}, not {same_site!r}")
    text = _cookie_part("name", name) and _cookie_part("value", value)
    for attribute, setting in (
        ("Max-Age", max_age),
        ("Expires", expires),
        ("Path", path),
        ("Domain", domain),
        ("SameSite", same_site),
    ):
        if setting is not None:
            text += f"; {attribute}={_cookie_part(attribute, setting)}"
    if secure:
        text += "; Secure"
    if http_only:
        text += "; HttpOnly"
    return text
