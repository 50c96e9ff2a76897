# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What a file is called that is saved, and what is told to a client whose file cannot be."""

import errno

from adafruit_httpserver.saved_file import ENOSPC, EROFS, StorageError, storage_error
from adafruit_httpserver.saved_form import safe_name

NAMES = (
    (". .env", "env"),
    (".. .htpasswd", "htpasswd"),
    # what the sender says, what the file is called
    ("a.txt", "a.txt"),
    ("a b.txt", "a b.txt"),
    ("caf\u00e9.txt", "caf\u00e9.txt"),
    ("/etc/passwd", "passwd"),
    ("C:\\boot.py", "boot.py"),
    ("../a.txt", "a.txt"),
    ("a/", "upload"),
    ("", "upload"),
    (".", "upload"),
    ("..", "upload"),
    (".env", "env"),
    ("a.txt.", "a.txt"),
    ("a.txt. .", "a.txt"),
    (" a.txt ", "a.txt"),
    ('a:*?"<>|b', "a_______b"),
    ("\x00\x01\x1f\x7f", "upload"),
    ("\x7f.env\x7f", "env"),
    ("a\x80", "a\x80"),
)


def test_names():
    for filename, name in NAMES:
        assert safe_name(filename) == name, (filename,)


def test_control_characters_are_left_away():
    for code in list(range(32)) + [127]:
        assert safe_name("a%sb.t%sxt" % (chr(code), chr(code))) == "ab.txt", code


def test_errors_of_file_systems():
    for number, status in ((ENOSPC, 507), (EROFS, 409), (errno.EACCES, 409)):
        error = storage_error(OSError(number, "as the system says it"))
        assert isinstance(error, StorageError) and error.errno == number
        assert error.status_code == status, number
        assert error.body and "as the system says it" not in error.body
    # These are the program's fault.
    for number in (errno.ENOENT, errno.EISDIR, errno.EIO, errno.EINVAL):
        error = OSError(number, "as the system says it")
        assert storage_error(error) is error
