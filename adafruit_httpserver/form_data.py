# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.form_data`
====================================================

Fields and files of a form, as the body of a request carries them.
"""

from .field_storage import FieldStorage, XSSSafeFieldStorage, as_text, utf_8
from .headers import Headers
from .limits import MAX_FORM_FIELDS
from .multipart import MultipartParser, boundary_of
from .urls import parse_fields

try:
    from typing import List, Union
except ImportError:
    pass


def _check_count(count: int) -> None:
    """A body of one megabyte may have half a million fields, which would take seconds."""
    if count >= MAX_FORM_FIELDS:
        raise ValueError(f"form has more than {MAX_FORM_FIELDS} fields")


class File:
    """
    Class representing a file uploaded via POST.

    :param str filename: Name of the file as its sender calls it. Do not use it as a path.
    :param str content_type: Its media type.
    :param content: What is in it: ``str`` for ``text/plain``, else ``bytes``.

    Examples::

        file = request.form_data.files.get("uploaded_file")
        # File(filename="foo.txt", content_type="text/plain", size=14)

        file.content
        # "Hello, world!\\n"
    """

    def __init__(self, filename: str, content_type: str, content: Union[str, bytes]):
        self.filename = filename
        self.content_type = content_type
        self.content = content

    @property
    def content_bytes(self) -> bytes:
        """Content of the file as bytes."""
        return self.content.encode() if isinstance(self.content, str) else self.content

    @property
    def size(self) -> int:
        """Length of the content, in bytes."""
        return len(self.content_bytes)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} filename={self.filename!r}, "
            f"content_type={self.content_type!r}, size={self.size}>"
        )


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
        headers: Union[Headers, str],
        *,
        debug: bool = False,
        strict: bool = False,
    ):
        super().__init__()
        if isinstance(headers, str):
            headers = Headers({"Content-Type": headers})
        self.files = Files()
        self.content_type = headers.get_directive("Content-Type")
        length = headers.get("Content-Length", "").encode()
        if length.isdigit():
            data = data[: int(length)]
        self._parse(data, headers, debug, strict)

    def _parse(self, data: bytes, headers: Headers, debug: bool, strict: bool) -> None:
        content_type = (self.content_type or "").lower()
        if content_type == "application/x-www-form-urlencoded":
            _check_count(data.count(b"&"))
            for name, value in parse_fields(data, strict):
                self._append(name, value)
        elif content_type == "multipart/form-data":
            self._parse_multipart(data, boundary_of(headers))
        elif content_type == "text/plain":
            _check_count(data.count(b"\n"))
            self._parse_plain(data)
        elif debug:
            # Only here is anything printed, so it is looked up only here.
            from .debug import _debug_unsupported_form_content_type

            _debug_unsupported_form_content_type(self.content_type)

    def _parse_plain(self, data: bytes) -> None:
        for line in data.split(b"\n"):
            line = line[:-1] if line.endswith(b"\r") else line
            if line:
                name, _, value = line.partition(b"=")
                self._append(as_text(name), as_text(value))

    def _parse_multipart(self, data: bytes, boundary: bytes) -> None:
        headers = None
        pieces: List[bytes] = []
        parser = MultipartParser(boundary)
        events = parser.feed(data)
        if not parser.complete:
            # The last delimiter is missing, or cut off: what stands before it is complete.
            events += parser.feed(b"\r\n")
        for event, value in events:
            if event == MultipartParser.PART:
                headers = value
                pieces = []
            elif event == MultipartParser.DATA:
                pieces.append(value)
            else:
                self._add_part(headers, b"".join(pieces))

    def _add_part(self, headers: Headers, content: bytes) -> None:
        name = headers.get_parameter("Content-Disposition", "name", "")
        filename = headers.get_parameter("Content-Disposition", "filename")
        content_type = headers.get_directive("Content-Type", "text/plain")
        if content_type.lower() == "text/plain":
            content = self._decode(content, headers.get_parameter("Content-Type", "charset", ""))
        if filename is None:
            self._append(name, content)
        else:
            self.files._append(name, File(filename, content_type, content))

    @staticmethod
    def _decode(content: bytes, charset: str) -> Union[str, bytes]:
        """A board knows UTF-8 and, by hand, Latin-1; anything else stays bytes."""
        if charset.lower() in {"iso-8859-1", "latin-1", "latin1"}:
            return "".join([chr(byte) for byte in content])
        try:
            return utf_8(content)
        except ValueError:
            return content

    def __repr__(self) -> str:
        files = self.files._repr_fields()
        return f"<{type(self).__name__} {{{self._repr_fields()}}}, files={{{files}}}>"
