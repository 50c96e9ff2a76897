# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section N of the compatibility cases: the authentication classes and their two functions.

What the server answers (C237 to C240) is in tests/live/test_compat_authentication.py.
"""

from adafruit_httpserver.authentication import (
    Basic,
    Bearer,
    Token,
    check_authentication,
    require_authentication,
)
from adafruit_httpserver.exceptions import AuthenticationError
from adafruit_httpserver.request import Request
from tests.support.expect import raises

BASIC = "Basic dXNlcjpwYXNzd29yZA=="
MESSAGE = "Request is not authenticated by any of the provided authentications"


def request_with(authorization):
    head = "GET / HTTP/1.1\r\nHost: a\r\n"
    if authorization is not None:
        head += "Authorization: " + authorization + "\r\n"
    return Request(None, None, ("1.2.3.4", 5), (head + "\r\n").encode())


def test_c235_str_is_the_header_value():
    assert str(Basic("user", "password")) == BASIC
    assert str(Token("x")) == "Token x"
    assert str(Bearer("x")) == "Bearer x"


def test_prefixes_and_family():
    assert Basic.prefix == "Basic"
    assert Token.prefix == "Token"
    assert Bearer.prefix == "Bearer"
    assert issubclass(Bearer, Token)


USER = Basic("user", "password")
AUTHENTICATIONS = (
    # case, Authorization header, accepted authentications, result
    ("C236", None, [USER], False),
    ("C236", BASIC, [USER], True),
    ("C236", "Basic dXNlcjp3cm9uZw==", [USER], False),
    ("C236", BASIC, [], False),
    ("C236", None, [], False),
    ("C236", "", [USER], False),
    ("C236", "Basic", [USER], False),
    ("C236", "Basic ", [USER], False),
    ("C236", "dXNlcjpwYXNzd29yZA==", [USER], False),
    ("C236", "Token dXNlcjpwYXNzd29yZA==", [USER], False),
    ("C236", BASIC.lower(), [USER], False),
    ("C236", "Token x", [USER, Token("x"), Bearer("y")], True),
    ("C236", "Bearer y", [USER, Token("x"), Bearer("y")], True),
    ("C236", "Bearer x", [USER, Token("x"), Bearer("y")], False),
    ("C236", "Token xy", [Token("x")], False),
    ("C236", "Token x", [Token("xy")], False),
    ("C236", "Token X", [Token("x")], False),
    ("C236", "Bearer y", (Bearer("y"),), True),
    ("C241", "bearer TOKEN", [Bearer("TOKEN")], True),
    ("C241", "BASIC dXNlcjpwYXNzd29yZA==", [USER], True),
    ("C241", "token TOKEN", [Bearer("TOKEN")], False),
    ("not cut at ;", "Token a;b", [Token("a;b")], True),
    ("not cut at ;", "Token a;b", [Token("a")], False),
)


def test_c236_and_c241_check_authentication():
    for case, authorization, auths, expected in AUTHENTICATIONS:
        found = check_authentication(request_with(authorization), auths)
        assert found is expected, (case, authorization, auths)


def test_c236_require_authentication():
    for case, authorization, auths, expected in AUTHENTICATIONS:
        request = request_with(authorization)
        if expected:
            assert require_authentication(request, auths) is None, (case, authorization)
        else:
            error = raises(AuthenticationError, require_authentication, request, auths)
            assert str(error) == MESSAGE, (case, authorization)
