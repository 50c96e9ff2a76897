# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.form_data`
====================================================

Fields and files of a form, as the body of a request carries them.
"""

from .field_storage import FieldStorage, XSSSafeFieldStorage, parse_fields
from .limits import MAX_FORM_FIELDS
from .text import as_text

try:
    from typing import TYPE_CHECKING, Any, Union

    if TYPE_CHECKING:
        from .headers import Headers
except ImportError:
    pass


def __getattr__(name: str) -> "Any":
    # Loaded with the parser of what has files, unless somebody names it before.
    if name == "File":
        from .multipart import File

        return File
    raise AttributeError(name)


class Files(FieldStorage):
    """Class for files uploaded via POST. Values are `File` objects."""


class FormData(XSSSafeFieldStorage):
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

    def __init__(
        self,
        data: bytes,
        headers: "Union[Headers, str]",
        *,
        debug: bool = False,
        strict: bool = False,
    ):
        super().__init__()
        self.files = Files()
        content_type = headers
        if not isinstance(headers, str):
            content_type = headers.get("Content-Type")
            length = headers.get("Content-Length", "").encode()
            if length.isdigit():
                data = data[: int(length)]
        self.content_type = content_type and content_type.split(";")[0].strip(' "')
        kind = (self.content_type or "").lower()
        plain = kind == "text/plain"
        if kind == "multipart/form-data":
            # Loaded by the first such form: forms without files have no need of it.
            from .multipart import fill

            fill(self, data, content_type)
        elif plain or kind == "application/x-www-form-urlencoded":
            # A body of one megabyte may have half a million fields, which would take seconds.
            if data.count(b"\n" if plain else b"&") >= MAX_FORM_FIELDS:
                raise ValueError(f"form has more than {MAX_FORM_FIELDS} fields")
            for name, value in _plain_fields(data) if plain else parse_fields(data, strict):
                self._append(name, value)
        elif debug:
            # Only here is anything printed, so it is looked up only here.
            from .debug import _debug_unsupported_form_content_type

            _debug_unsupported_form_content_type(self.content_type)

    def __repr__(self) -> str:
        return f"{super().__repr__()[:-1]}, files={{{self.files._repr_fields()}}}>"
