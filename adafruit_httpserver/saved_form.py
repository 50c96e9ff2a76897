# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.saved_form`
====================================================

Forms whose files go into a folder as they come.
"""

from .form_data import FormData
from .multipart import File, MultipartParser, add_part, boundary_of, names_of
from .request_parser import RequestError
from .request_stream import take
from .saved_file import PartFile, is_folder
from .text import as_text

try:
    from typing import TYPE_CHECKING, Any, Generator, Optional, Union

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass

# Files of one form, unless the handler says another number: 413.
MAX_FILES = 10
# Bytes of a file's name in the folder: a board's paths end at 96. Longer ones are cut.
MAX_NAME_SIZE = 48
# What a file is called whose sender calls it nothing.
_NO_NAME = "upload"
# What means something to one file system or another.
_NOT_IN_NAMES = '/\\:*?"<>|'


class SavedFile(File):
    """
    A file of a form that was saved while it came, see `Request.save_files`.

    :param str filename: Name of the file as its sender calls it. Do not use it as a path.
    :param str content_type: Its media type.
    :param str path: Where it is.
    :param int size: Its size in bytes.

    Example::

        form = yield from request.save_files("/sd/photos")
        form.files["photo"].path
        # "/sd/photos/cat.jpg"
    """

    size = 0
    """Length of the content, in bytes."""

    def __init__(self, filename: str, content_type: str, path: str, size: int):
        super().__init__(filename, content_type, None)
        self.path = path
        self.size = size

    @property
    def content_bytes(self) -> bytes:
        """Content of the file as bytes, read from where it was saved."""
        with open(self.path, "rb") as file:
            return file.read()


def safe_name(filename: str) -> str:
    """
    What a file may be called, out of what its sender calls it: never another folder, hidden, or
    anything but a plain name.

    :param str filename: Any text.
    :return: A name for one file in one folder.
    """
    name = ""
    for letter in filename.replace("\\", "/").split("/")[-1]:
        if ord(letter) >= 32 and ord(letter) != 127:
            name += "_" if letter in _NOT_IN_NAMES else letter
    name = name.strip(". ")
    dot = name.rfind(".")
    stem, extension = (name[:dot], name[dot:]) if dot > 0 else (name, "")
    if len(extension.encode()) > 8:
        stem, extension = name, ""
    while len((stem + extension).encode()) > MAX_NAME_SIZE:
        stem = stem[:-1]
    return (stem.rstrip(". ") or _NO_NAME) + extension


class _Saving:
    """The form that is being saved."""

    # Of the part that comes now: its headers, the name of the file or ``None`` for a field, what a
    # field has, and where a file goes.
    headers: "Any" = None
    filename: "Optional[str]" = None
    content: "Any" = None
    file: "Union[PartFile, Any]" = None

    def __init__(self, form: FormData, folder: str, max_files: int, max_file_size: "Optional[int]"):
        self.form = form
        # A path that is no text is one of a PC.
        self.folder = f"{folder}" if f"{folder}"[-1:] in ("", "/") else f"{folder}/"
        self.max_files = max_files
        self.max_file_size = max_file_size
        # Bytes that fields may still have, in memory.
        self.room = 0
        # Those that are complete and wait for the others: (headers, file)
        self.done: list = []

    def take(self, event: int, value: "Any") -> None:
        """
        What the parser reports.

        :param int event: See `MultipartParser.feed`.
        :param value: See `MultipartParser.feed`.
        :raises RequestError: 413 for more than there may be.
        :raises OSError: if a file cannot be written.
        """
        if event == MultipartParser.PART:
            self.headers = value
            self.content = bytearray()
            name, self.filename = names_of(value)
            self._need(len(name) + len(self.filename or "") + 1)
            if self.filename:
                self._open(self.filename)
        elif event == MultipartParser.DATA:
            self._add(value)
        elif self.file is not None:
            self.file.close()
            self.done.append((self.headers, self.file))
            self.file = None
        elif self.filename is None:
            add_part(self.form, self.headers, bytes(self.content))

    def _add(self, data: "Any") -> None:
        if self.file is None:
            if self.filename is None:
                self._need(len(data))
                self.content += data
                return
            # A field for a file that was left empty has no content either. This one has.
            self._open(self.filename)
        limit = self.max_file_size
        if limit is not None and self.file.size + len(data) > limit:
            raise RequestError(413, f"file is longer than {limit} bytes")
        self.file.write(data)

    def _need(self, size: int) -> None:
        self.room -= size
        if self.room < 0:
            raise RequestError(413, "fields are too long for the memory")

    def _open(self, filename: str) -> None:
        if len(self.done) >= self.max_files:
            raise RequestError(413, f"more than {self.max_files} files")
        name = safe_name(filename)
        taken = [file.path.lower() for _, file in self.done]
        number = 1
        path = self.folder + name
        dot = name.rfind(".")
        dot = len(name) if dot <= 0 else dot
        while path.lower() in taken or is_folder(path):
            # Two files of one form may have one name, or one that is not to be told from it.
            number += 1
            path = f"{self.folder}{name[:dot]}-{number}{name[dot:]}"
        self.file = PartFile(path)

    def finish(self) -> None:
        """
        All of it has come: now the files are moved to their places.

        :raises OSError: if that is not possible.
        """
        for headers, file in self.done:
            file.finish()
            name, filename = names_of(headers)
            content_type = headers.get("content-type", "text/plain").split(";")[0].strip(' "')
            self.form.files._append(name, SavedFile(filename, content_type, file.path, file.size))

    def discard(self) -> None:
        """Removes what was not moved to its place."""
        if self.file is not None:
            self.file.discard()
        for _, file in self.done:
            file.discard()


def save_files(
    request: "Request", folder: str, *, max_files: int = MAX_FILES, max_file_size: int = None
) -> "Generator[None, None, FormData]":
    """See `Request.save_files`."""
    if request.content_type != "multipart/form-data":
        raise RequestError(415, "expected multipart/form-data")
    try:
        boundary = boundary_of(as_text(request._parser.block.content_type))
    except ValueError as error:
        raise RequestError(400, str(error)) from None
    form = FormData(b"", "")
    form.content_type = request.content_type
    saving = _Saving(form, folder, max_files, max_file_size)
    saving.room = request._parser._limits.max_body_size
    parser = MultipartParser(boundary)
    try:
        more = True
        while more:
            data = take(request)
            if data is None:
                yield
                continue
            more = len(data) > 0
            try:
                for event, value in parser.feed(data) if more else parser.finish():
                    saving.take(event, value)
            except ValueError as error:
                raise RequestError(400, str(error)) from None
        saving.finish()
    finally:
        saving.discard()
    return form
