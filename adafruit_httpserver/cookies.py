# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.cookies`
====================================================

Cookies as a response sets them (RFC 6265 section 4.1). Loaded by the first `Response.set_cookie`.
"""

from .text import as_text, check_line

try:
    from typing import Any
except ImportError:
    pass


def cookies_of(raw: bytes) -> dict:
    """
    Cookies that a client has sent.

    :param bytes raw: Header lines of its request.
    :return: Names and values; of several with one name the last one counts.
    """
    cookies = {}
    for line in raw.split(b"\r\n"):
        name, _, value = line.partition(b":")
        for piece in as_text(value).split(";") if name.lower() == b"cookie" else ():
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


def cookie(
    name: str,
    value: str,
    max_age: "Any" = None,
    expires: str = None,
    path: str = None,
    domain: str = None,
    secure: bool = False,
    http_only: bool = False,
    same_site: str = None,
) -> str:
    """
    Value of a cookie with its attributes, see `Response.set_cookie`.

    :raises ValueError: see there.
    """
    if not name or "=" in name or " " in name or "\t" in name:
        raise ValueError(f"name of a cookie must not have '=' or blanks, but is {name!r}")
    if same_site not in (None, "Strict", "Lax", "None"):
        raise ValueError(f"same_site must be Strict, Lax or None, not {same_site!r}")
    text = ""
    for attribute, setting in (
        ("", name),
        ("", value),
        ("; Max-Age=", max_age),
        ("; Expires=", expires),
        ("; Path=", path),
        ("; Domain=", domain),
        ("; SameSite=", same_site),
    ):
        if setting is not None:
            setting = str(setting)
            check_line("cookie", setting)
            if ";" in setting:
                raise ValueError(f"cookie must not have a semicolon in {setting!r}")
            # What `Response` puts in front of the value is the name.
            text = text + attribute + setting if attribute else setting
    return text + ("; Secure" if secure else "") + ("; HttpOnly" if http_only else "")
