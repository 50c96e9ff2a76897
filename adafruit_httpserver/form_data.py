# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.form_data`
====================================================

Fields and files of a form, as the body of a request carries them.
"""

# `File` and `Files` have always been importable from here.
from . import __getattr__  # noqa: F401
from .field_storage import FieldStorage, parse_fields
from .limits import MAX_FORM_FIELDS

try:
    from typing import TYPE_CHECKING, Optional, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .multipart import Files
except ImportError:
    pass


class FormData(FieldStorage):
    """
    Class for parsing and storing form data from POST, PUT and PATCH requests.

    Supports ``application/x-www-form-urlencoded``, ``multipart/form-data`` and ``text/plain``
    content types; with any other there are no fields.

    :param bytes data: The body. What is longer than the ``Content-Length`` is left out.
    :param headers: `Headers` with the ``Content-Type``, or that content type itself.
    :param bool debug: Whether to print a warning for a content type that is not supported.
    :param bool strict: Whether malformed percent-escapes are an error; if not, they are left as
        they came. A `Request` is strict.
    :raises ValueError: for more than 1,000 fields, a multipart body without a boundary or with a
        malformed part, and for malformed percent-escapes if ``strict``.

    Examples::

        form_data = FormData(b"foo=bar&baz=qux&baz=quuz", "application/x-www-form-urlencoded")
        # or
        form_data = FormData(b"foo=bar\\r\\nbaz=qux\\r\\nbaz=quux", "text/plain")
        # FormData({"foo": ["bar"], "baz": ["qux", "quux"]})

        form_data.get("foo") # "bar"
        form_data["foo"] # "bar"
        form_data.get("non-existent-key") # None
        form_data.get_list("baz") # ["qux", "quux"]
        "unknown-key" in form_data # False
        form_data.fields # ["foo", "baz"]
    """

    safe = True
    _files: "Optional[Files]" = None

    def __init__(
        self,
        data: bytes,
        headers: "Union[Headers, str]",
        *,
        debug: bool = False,
        strict: bool = False,
    ):
        if isinstance(headers, str):
            content_type = headers
        else:
            content_type = headers.get("Content-Type", "")
            length = headers.get("Content-Length", "").encode()
            if length.isdigit():
                data = data[: int(length)]
        option = content_type.split(";")[0].strip(' "')
        self.content_type = option or None
        option = option.lower()
        fields = ()
        # Of "application/x-www-form-urlencoded", which is longer than it is telling.
        if option[-15:] == "form-urlencoded":
            option = ""
            # A body of one megabyte may have half a million fields, which would take seconds.
            if data.count(b"&") >= MAX_FORM_FIELDS:
                raise ValueError("too many fields")
            fields = parse_fields(data, strict)
        super().__init__(fields)
        if option:
            # Loaded by the first form that takes more than that.
            from .multipart import fill

            fill(self, option, data, content_type, debug)

    @property
    def files(self) -> "Files":
        """The `Files` that came with the form."""
        if self._files is None:
            from .multipart import Files

            self._files = Files()
        return self._files

    def __repr__(self) -> str:
        # <FormData {}, files={}>
        return super().__repr__()[:-1] + ", files=" + repr(self.files)[7:]
