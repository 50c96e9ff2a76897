# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.cookies`
====================================================

Cookies as a response sets them (RFC 6265 section 4.1). Loaded by the first `Response.set_cookie`.
"""

from .headers import check_line

try:
    from typing import Any, Optional
except ImportError:
    pass

_SAME_SITE = ("Strict", "Lax", "None")


def _cookie_part(what: str, text: Any) -> str:
    text = str(text)
    check_line(f"{what} of a cookie", text)
    if ";" in text:
        raise ValueError(f"{what} of a cookie must not have a semicolon, but is {text!r}")
    return text


def cookie(
    name: str,
    value: str,
    max_age: Optional[int],
    expires: Optional[str],
    path: Optional[str],
    domain: Optional[str],
    secure: bool,
    http_only: bool,
    same_site: Optional[str],
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
