# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a peer sent cannot move the cursor of whoever reads the debug output, nor forge a line."""

import builtins

import adafruit_httpserver.debug as debug
import adafruit_httpserver.printable as module
from adafruit_httpserver.printable import printable

CONTROLS = [chr(code) for code in list(range(32)) + list(range(127, 160))]
# They do not move the cursor, but what follows: separators of lines, and what turns text around.
UNSEEN = [chr(code) for code in (0x200B, 0x200E, 0x202A, 0x202E, 0x2028, 0x2029, 0x2066, 0xFEFF)]


def test_control_characters_are_escaped():
    for character in CONTROLS + UNSEEN:
        text = printable("a" + character + "b")
        assert character not in text, repr(character)
        assert text[:3] == "a\\x" or text[:3] == "a\\u", text
        assert text[-1] == "b"
    assert printable("/path?a=b c") == "/path?a=b c"
    assert printable("/\u00e9\u4e2d") == "/\u00e9\u4e2d"


class Printed:
    """Takes the place of print()."""

    def __init__(self, only_ascii=False):
        self.lines = []
        self.only_ascii = only_ascii

    def __call__(self, *values, file=None):
        text = " ".join([str(value) for value in values])
        if self.only_ascii and any([ord(character) > 127 for character in text]):
            raise UnicodeError("no such character in this terminal")
        self.lines.append(text)

    def __enter__(self):
        module.print = debug.print = self
        return self

    def __exit__(self, *_):
        module.print = debug.print = builtins.print


class Fake:
    """Has whatever attributes it is given."""

    def __init__(self, **attributes):
        for name in attributes:
            setattr(self, name, attributes[name])


def sent(path):
    request = Fake(
        client_address=("10.0.0.1", 1),
        method="GET",
        path=path,
        query_params="",
        _parser=Fake(head=b"12", bytes_received=3),
    )
    return Fake(_request=request, _status="200 OK", _size=5)


def test_a_path_cannot_forge_a_line():
    with Printed() as printed:
        debug._debug_response_sent(sent('/a\r\n10.0.0.2 -- "GET /b\x1b[2J\u202e'), 0.001)
    (line,) = printed.lines
    for character in CONTROLS + UNSEEN:
        assert character not in line


def test_a_terminal_that_lacks_the_character_is_no_error():
    with Printed(only_ascii=True) as printed:
        debug._debug_response_sent(sent("/\u4e2d"), 0.001)
    assert printed.lines and "GET /" in printed.lines[0]


def test_the_message_of_an_exception_cannot_forge_a_line():
    with Printed() as printed:
        try:
            raise ValueError("what a client sent:\r\nTraceback\x1b[2J\u202e")
        except ValueError as error:
            debug._debug_exception_in_handler(error)
    text = "\n".join(printed.lines)
    assert "ValueError: what a client sent:\\x0d\\x0aTraceback\\x1b[2J" in text, text
    for character in CONTROLS + UNSEEN:
        assert character == "\n" or character not in text, repr(character)
    assert "test_the_message_of_an_exception" in text or "<module>" in text


def test_a_reason_isprintable():
    with Printed() as printed:
        debug._debug_refused(("10.0.0.1", 1), "a\x1bb")
        debug._debug_unsupported_form_content_type("a/b\x1b\n")
    for line in printed.lines:
        assert "\x1b" not in line and "\n" not in line
