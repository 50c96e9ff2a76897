# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.plain_form`
====================================================

Forms of rare types: ``text/plain``, and those that are not supported. Loaded by the first of them.
"""

from .limits import MAX_FORM_FIELDS
from .text import as_text

try:
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from .form_data import FormData
except ImportError:
    pass


def fill(form: "FormData", kind: str, data: bytes, debug: bool) -> None:
    """
    Fills a form with the fields of a body.

    :param FormData form: The form.
    :param str kind: Its content type in lower case, without parameters.
    :param bytes data: The body.
    :param bool debug: Whether to print a warning for a content type that is not supported.
    :raises ValueError: for too many fields.
    """
    if kind == "text/plain":
        if data.count(b"\n") >= MAX_FORM_FIELDS:
            raise ValueError("too many fields")
        for line in as_text(data).split("\n"):
            name, _, value = line.rstrip("\r").partition("=")
            if name or value:
                form._append(name, value)
    elif debug:
        # Only here is anything printed, so it is looked up only here.
        from .debug import _debug_unsupported_form_content_type

        _debug_unsupported_form_content_type(form.content_type)
