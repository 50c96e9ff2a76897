# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.multipart`
====================================================

Forms of other types than the usual one, above all the incremental parser of
``multipart/form-data`` bodies (RFC 2046 section 5.1, RFC 7578).

What the parser waits for, and what it reports:

========  ================================  ========================================
waits     event                             then
========  ================================  ========================================
None      delimiter line                    PART: what was before it is not content
None      last delimiter                    END
PART      empty line                        DATA, a part begins
DATA      delimiter line                    PART, the part ends
DATA      last delimiter                    END, the part ends
END       anything                          END
========  ================================  ========================================
"""

from .field_lines import fields_of, parameter_of
from .field_storage import FieldStorage
from .limits import MAX_FORM_FIELDS
from .text import utf_8

try:
    from typing import TYPE_CHECKING, Any, List, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .form_data import FormData
except ImportError:
    pass

# RFC 2046 section 5.1.1.
MAX_BOUNDARY_SIZE = 70
# Bytes of a part's head: a name and a file name, or somebody is filling the memory.
MAX_PART_HEAD_SIZE = 1024


def boundary_of(content_type: str) -> bytes:
    """
    Boundary of a multipart body.

    :param str content_type: Value of its ``Content-Type``.
    :return: The boundary.
    :raises ValueError: if there is none, or one that RFC 2046 does not allow.
    """
    boundary = parameter_of(content_type, "boundary", "").encode()
    if not 0 < len(boundary) <= MAX_BOUNDARY_SIZE:
        raise ValueError("multipart body needs a boundary")
    return boundary


class MultipartParser:
    """
    Splits a multipart body into its parts as it comes. It keeps back only the head of a part and
    what may be the beginning of a delimiter.

    :param bytes boundary: The boundary, see `boundary_of`.
    """

    PART = 0
    DATA = 1
    END = 2

    # What it waits for: nothing but a delimiter, before the first one.
    _waits: "Optional[int]" = None
    _start = 0
    _parts = 0
    # The first delimiter has no line in front of it whose end would be its own.
    _buffer = b"\r\n"

    def __init__(self, boundary: bytes):
        self._delimiter = b"\r\n--" + boundary

    @property
    def complete(self) -> bool:
        """Whether the last delimiter has come."""
        return self._waits == self.END

    def feed(self, data: "Union[bytes, bytearray, memoryview]") -> "List[Tuple[int, Any]]":
        """
        Takes the next bytes of the body.

        :param bytes data: Any number of bytes.
        :return: List of events in order: ``(PART, headers)`` begins a part, with its headers
            by their names in lower case; ``(DATA, bytes)`` continues it, ``(END, None)`` ends it.
        :raises ValueError: if the head of a part is malformed or too long.
        """
        events: list = []
        if not data:
            return events
        # Cut once, however many parts there are: the rest would be copied for each of them.
        self._buffer = self._buffer[self._start :] + data
        self._start = 0
        while not self.complete and (
            self._read_head(events) if self._waits == self.PART else self._read_content(events)
        ):
            pass
        if self.complete:
            self._buffer = b""
        return events

    def finish(self) -> "List[Tuple[int, Union[FieldStorage, bytes, None]]]":
        """
        The body has ended. Its last delimiter may be missing the end of its line, or the two
        hyphens of the last one; a part without a delimiter behind it is half a part.

        :return: See `feed`.
        :raises ValueError: for half a part, or something else than a multipart body.
        """
        # It is still that of the class if nothing has come at all.
        if self.complete or self._buffer is MultipartParser._buffer:
            return []
        events = [] if self._waits == self.PART else self.feed(b"\r\n")
        if self._waits != self.PART or self._start < len(self._buffer):
            raise ValueError("multipart body is cut off, or has another boundary")
        return events

    def _read_head(self, events: list) -> bool:
        """Goes on to the content; ``False`` when it takes more bytes."""
        buffer = self._buffer
        start = self._start
        # A part without any header begins with its empty line.
        empty = buffer[start : start + 2] == b"\r\n"
        end = start if empty else buffer.find(b"\r\n\r\n", start)
        # What is not ended yet may end in three bytes of its end.
        if (len(buffer) - 3 if end < 0 else end) - start > MAX_PART_HEAD_SIZE:
            raise ValueError("head of a part is too long")
        if end < 0:
            return False
        self._parts += 1
        if self._parts > MAX_FORM_FIELDS:
            raise ValueError("too many parts")
        events.append((self.PART, FieldStorage(fields_of(buffer[start:end]))))
        self._start = end + (2 if empty else 4)
        self._waits = self.DATA
        return True

    def _read_content(self, events: list) -> bool:
        """Goes on to what follows the next delimiter; ``False`` when it takes more bytes."""
        buffer = self._buffer
        start = self._start
        end = buffer.find(self._delimiter, start)
        after = end + len(self._delimiter)
        following = self._waits
        if end < 0:
            # Only the last CR can be the beginning of a delimiter.
            end = buffer.rfind(b"\r", start)
            if end < 0 or not self._delimiter.startswith(buffer[end:]):
                end = len(buffer)
            after = -1
        else:
            # Behind it a mail gateway may have put blanks, say up to 16.
            tail = buffer[after : after + 18]
            stripped = tail.lstrip(b" \t")
            if tail[:2] == b"--":
                following = self.END
                after += 2
            elif stripped[:2] == b"\r\n":
                following = self.PART
                after += len(tail) - len(stripped) + 2
            elif tail == b"-" or stripped in (b"", b"\r") and len(tail) < 18:
                # Nobody knows yet.
                after = -1
            else:
                # The boundary was only the beginning of a longer line: content as any other.
                end = after
        if self._waits == self.DATA:
            if end > start:
                events.append((self.DATA, buffer[start:end]))
            if following != self.DATA:
                events.append((self.END, None))
        self._waits = following
        self._start = end if after < 0 else after
        return after >= 0


class Files(FieldStorage):
    """Class for files uploaded via POST. Values are `File` objects."""


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

    def __init__(self, filename: str, content_type: str, content: "Any"):
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


def fill(form: "FormData", kind: str, data: bytes, content_type: str, debug: bool) -> None:
    """
    Fills a form with the fields and files of a body.

    :param FormData form: The form.
    :param str kind: Its content type in lower case, without parameters.
    :param bytes data: The body.
    :param str content_type: The content type as it came, with the boundary.
    :param bool debug: Whether to print a warning for a content type that is not supported.
    :raises ValueError: without a boundary, for a malformed part, and for too many.
    """
    if kind == "multipart/form-data":
        parser = MultipartParser(boundary_of(content_type))
        if data.count(parser._delimiter) > MAX_FORM_FIELDS:
            # Before a thousand of them are read, which takes a hundred times as long.
            raise ValueError("too many parts")
        for event, value in parser.feed(data) + parser.finish():
            if event == parser.PART:
                headers = value
                content = []
            elif event == parser.DATA:
                content.append(value)
            else:
                add_part(form, headers, b"".join(content))
    else:
        # Loaded by the first form of another type.
        from .plain_form import fill as fill_plain

        fill_plain(form, kind, data, debug)


def names_of(headers: FieldStorage) -> "Tuple[str, Union[str, Any]]":
    """
    How a part is called.

    :param FieldStorage headers: Its headers.
    :return: Name of the field, and that of the file or ``None``.
    :raises ValueError: for a file name with malformed escapes.
    """
    disposition = headers.get("content-disposition", "")
    filename = parameter_of(disposition, "filename")
    if "*" in disposition:
        # Loaded by the first file name with a charset.
        from .extended_value import extended_value

        filename = extended_value(disposition, "filename*", filename)
    return parameter_of(disposition, "name", ""), filename


def add_part(form: "FormData", headers: FieldStorage, content: "Any") -> None:
    """
    Adds a part to a form.

    :param FormData form: The form.
    :param FieldStorage headers: Headers of the part.
    :param content: Its content.
    :raises ValueError: for a file name with malformed escapes.
    """
    whole_type = headers.get("content-type", "text/plain")
    content_type = whole_type.split(";")[0].strip(' "')
    if content_type.lower() == "text/plain":
        # A board knows UTF-8 and, by hand, Latin-1; anything else stays bytes.
        # RFC 7578 section 4.6: a field may name the charset of all fields.
        charset = form._fields.get("_charset_", ("",))[0]
        charset = parameter_of(whole_type, "charset", charset).lower()
        if charset in ("iso-8859-1", "latin-1", "latin1"):
            content = "".join(map(chr, content))
        else:
            try:
                content = utf_8(content)
            except ValueError:
                pass
    name, filename = names_of(headers)
    if filename is None:
        form._append(name, content)
    else:
        form.files._append(name, File(filename, content_type, content))
