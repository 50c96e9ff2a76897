# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The limits, and the knobs of a server that set them."""

import sys

from adafruit_httpserver.limits import ON_BOARD, Limits, Settings
from tests.support.expect import raises

DEFAULTS = (
    # attribute of Limits (times in milliseconds), on a board, elsewhere: the table of the design
    ("request_buffer_size", 1024, 1024),
    ("max_connections", 5, 100),
    ("max_header_size", 4096, 4096),
    ("max_header_lines", 64, 64),
    ("max_body_size", 16 * 1024, 1024 * 1024),
    ("max_send_size", 4 * 1024, 64 * 1024),
    ("request_timeout", 5000, 5000),
    ("socket_timeout", 1000, 1000),
    ("keep_alive_timeout", 15000, 15000),
    ("keep_alive_max_requests", 100, 100),
    ("linger_timeout", 1000, 1000),
    ("linger_size", 16 * 1024, 4 * 1024 * 1024),
)

NUMBERS = (
    # setting, smallest value
    ("max_connections", 1),
    ("max_header_size", 64),
    ("max_body_size", 0),
    ("max_send_size", 256),
    ("keep_alive_max_requests", 1),
    ("request_buffer_size", 1),
)

TIMEOUTS = ("request_timeout", "socket_timeout", "keep_alive_timeout")


def assign(settings, name, value):
    setattr(settings, name, value)


def test_defaults():
    on_board = sys.implementation.name in ("circuitpython", "micropython")
    assert on_board == ON_BOARD
    limits = Limits()
    for name, on_board, elsewhere in DEFAULTS:
        assert getattr(limits, name) == (on_board if ON_BOARD else elsewhere), name


def test_settings_show_the_defaults():
    settings = Settings()
    assert settings.max_connections == (5 if ON_BOARD else 100)
    assert settings.max_header_size == 4096
    assert settings.request_buffer_size == 1024
    assert settings.request_timeout == 5
    assert settings.socket_timeout == 1
    assert settings.keep_alive_timeout == 15
    assert settings.keep_alive_max_requests == 100


def test_each_server_has_its_own():
    one = Settings()
    other = Settings()
    one.max_header_size = 100
    one.socket_timeout = 7
    assert other.max_header_size == 4096
    assert other.socket_timeout == 1
    assert Limits().max_header_size == 4096
    assert Limits().socket_timeout == 1000


def test_numbers():
    for name, smallest in NUMBERS:
        settings = Settings()
        for value in (smallest, smallest + 1, 100000):
            assign(settings, name, value)
            assert getattr(settings, name) == value, (name, value)
        for value in (smallest - 1, -1, 1.5, "100", None, True):
            error = raises(ValueError, assign, settings, name, value)
            assert name in str(error), error
        assert getattr(settings, name) == 100000, name


def test_timeouts():
    for name in TIMEOUTS:
        settings = Settings()
        for value in (1, 0.5, 2.25, 1000):
            assign(settings, name, value)
            assert getattr(settings, name) == value, (name, value)
            milliseconds = getattr(settings._limits, name)
            assert milliseconds == int(value * 1000)
            assert isinstance(milliseconds, int)
        for value in (-1, -0.5, "3", None, True):
            error = raises(ValueError, assign, settings, name, value)
            assert str(error) == f"Server.{name} must be a positive numeric value."
        assert getattr(settings, name) == 1000, name


def test_only_keep_alive_can_be_turned_off():
    settings = Settings()
    settings.keep_alive_timeout = 0
    assert settings.keep_alive_timeout == 0
    for name in ("request_timeout", "socket_timeout"):
        raises(ValueError, assign, settings, name, 0)
        raises(ValueError, assign, settings, name, 0.0)


def test_a_very_short_timeout_is_not_none_at_all():
    settings = Settings()
    settings.socket_timeout = 0.0001
    assert settings.socket_timeout > 0
    settings.keep_alive_timeout = 0.0001
    assert settings.keep_alive_timeout > 0
