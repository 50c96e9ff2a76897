# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.authentication`
====================================================

Who may use a server: Basic (RFC 7617), Token and Bearer (RFC 6750) authentication. Without TLS
anybody on the way can read the credentials.
"""

from binascii import b2a_base64

# Names of other modules have always been importable from here.
from . import __getattr__  # noqa: F401
from .exceptions import AuthenticationError
from .raw_headers import find

try:
    from typing import TYPE_CHECKING, List, Union

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


class Basic:
    """
    Represents HTTP Basic Authentication.

    :param str username: Name of the user.
    :param str password: Password of the user.
    """

    prefix = "Basic"

    def __init__(self, username: str, password: str):
        self._value = str(b2a_base64(f"{username}:{password}".encode()), "utf-8").strip()

    def __str__(self) -> str:
        return f"{self.prefix} {self._value}"


class Token:
    """
    Represents HTTP Token Authentication.

    :param str token: The secret.
    """

    prefix = "Token"

    def __init__(self, token: str):
        self._value = token

    __str__ = Basic.__str__


class Bearer(Token):
    """
    Represents HTTP Bearer Token Authentication.

    :param str token: The secret.
    """

    prefix = "Bearer"


def _equal(secret: str, given: str) -> bool:
    """Compares in a time that does not tell how much of the secret was right."""
    expected = secret.encode()
    guess = given.encode()
    difference = len(expected) ^ len(guess)
    for index, byte in enumerate(guess):
        difference |= byte ^ expected[index % len(expected)] if expected else 1
    return difference == 0


def check_authentication(request: "Request", auths: List[Union[Basic, Token, Bearer]]) -> bool:
    """
    Returns ``True`` if request is authorized by any of the authentications, ``False`` otherwise.

    :param Request request: The request.
    :param list auths: `Basic`, `Token` and `Bearer` objects.

    Example::

        check_authentication(request, [Basic("username", "password")])
    """
    scheme, _, credentials = (find(request._parser.raw, "authorization") or "").partition(" ")
    scheme = scheme.lower()
    credentials = credentials.strip()
    authorized = False
    for auth in auths:
        # No early way out, and no short cut: time must not tell which one was nearly right.
        matches = _equal(auth._value, credentials)
        if auth.prefix.lower() == scheme and matches:
            authorized = True
    return authorized


def require_authentication(request: "Request", auths: List[Union[Basic, Token, Bearer]]) -> None:
    """
    Checks if the request is authorized and raises ``AuthenticationError`` if not.

    If the error is not caught, the server will return ``401 Unauthorized``.

    :param Request request: The request.
    :param list auths: `Basic`, `Token` and `Bearer` objects.
    :raises AuthenticationError: if none of them authorizes the request.

    Example::

        require_authentication(request, [Basic("username", "password")])
    """
    if not check_authentication(request, auths):
        raise AuthenticationError(
            "Request is not authenticated by any of the provided authentications"
        )
