# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_response`
====================================================

Files, streamed from the file system, with all that a browser needs to fetch them only once.
"""

import os

from .limits import ON_BOARD
from .pull_door import pull  # noqa: F401  Loaded here, and not in the middle of a response.
from .response import Response, Status
from .text import is_token

try:
    from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Sequence, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
except ImportError:
    pass
# Types of the files that pages are made of, for as long as MIMETypes has not been asked or changed.
# None of them is among the files that are never served.
_COMMON_TYPES = (
    " .css=text/css .gif=image/gif .htm=text/html .html=text/html .ico=image/vnd.microsoft.icon "
    ".jpeg=image/jpeg .jpg=image/jpeg .js=text/javascript .json=application/json "
    ".mjs=text/javascript .png=image/png .svg=image/svg+xml .webp=image/webp .woff2=font/woff2"
)

# `odd_files.check` and `files_on_pc.prepare`: importing them anew for each file takes its time.
_check: "Any" = None
_prepare: "Any" = None


class FileResponse(Response):
    """
    Specialized version of `Response` class for sending files.

    Instead of ``body`` it takes ``filename`` and ``root_path`` arguments. It is also possible to
    send only headers with ``head_only`` argument or modify ``buffer_size``.

    If browsers should download the file instead of displaying it, use ``as_attachment`` and
    ``download_filename`` arguments.

    The file is read as the client takes it, ``buffer_size`` bytes at a time. A client that has it
    already is told so (304), and one that wants a part of it gets that (206). If there is a file
    of the same name with ``.gz`` or ``.br`` behind it, it is sent to those who can unpack it.

    :param Request request: Request that this is a response to.
    :param str filename: Name of the file to send.
    :param str root_path: Path to the root directory from which to serve files. Defaults to
        server's ``root_path``.
    :param Status status: Status code and text. Defaults to ``200 OK``.
    :param Headers headers: Headers to include in response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.
    :param str content_type: Content type of response. Defaults to that of the file's extension.
    :param bool as_attachment: If ``True``, the file will be sent as an attachment.
    :param str download_filename: Name of the file to send as an attachment.
    :param int buffer_size: Size of the buffer used to send the file. Defaults to ``1024`` on
        boards, else to 64 KiB.
    :param bool head_only: If ``True``, only headers will be sent. Defaults to ``False``.
    :param bool safe: If ``True``, checks if ``filename`` is valid. Defaults to ``True``.
    :param str cache_control: How long it may be kept, as ``Cache-Control`` says it; ``""`` to send
        none. Defaults to what `Server.cache_control` says, or to ``no-cache``: ask each time.
    :raises FileNotExistsError: if there is no such file, or ``safe`` and it is never served.
    :raises InvalidPathError: if ``safe`` and there is a ``..``, a backslash, a control character
        or an encoded slash in the path.
    :raises ValueError: if there is no ``root_path``, or ``buffer_size`` is not positive.

    Example::

        @server.route(path, method)
        def route_func(request):

            return FileResponse(request, filename='index.html', root_path='/www')
    """

    never_served = ""
    """Names that are never served, in the place of those of `odd_files.NEVER_SERVED`, in the same
    form; ``" "`` for none."""

    # Where the part begins that is sent of it, and how much of it is read at once.
    _first = 0
    _buffer_size: "Any" = 1024 if ON_BOARD else None
    _etag: "Any" = None
    # Its Last-Modified line, where the clock has been set; how the sibling is encoded that is sent.
    _modified = _coding = b""
    _known: "Any"  # Of `files_on_pc`.

    def __init__(
        self,
        request: "Request",
        filename: str = "index.html",
        root_path: str = None,
        *,
        status: "Union[Status, Tuple[int, str], int]" = None,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
        content_type: str = None,
        as_attachment: bool = False,
        download_filename: str = None,
        buffer_size: int = None,
        head_only: bool = False,
        safe: bool = True,
        cache_control: str = None,
    ):
        filename = filename.lstrip("/")
        if filename[-1:] in ("", "/"):
            filename += "index.html"
        if root_path is None:
            root_path = request.server.root_path
        path = "/" + filename
        types = _COMMON_TYPES if self._common_types is None else ""
        ending = f" {path[path.rfind('.') :].lower()}="
        start = types.find(ending)
        # Names that are a little out of the ordinary; that includes all that are never served.
        if (
            start < 0
            or root_path is None
            or "/." in path
            or "./" in path
            or "~" in path
            or b"%" in request._parser.line.path
            or not is_token(path.replace("/", "").encode())
            or self.never_served
        ):
            global _check
            if _check is None:
                from .odd_files import check as _check  # Loaded by the first of them.
            types = _check(self, request, root_path, path, safe)
        else:
            types = types[start + len(ending) :].partition(" ")[0]
        super().__init__(
            request, status=status, headers=headers, cookies=cookies, content_type=content_type
        )
        self._content_type = content_type or types
        self._filename = filename
        self._root_path = root_path
        self._full_file_path = path = self._combine_path(root_path, filename)
        self._stat = stat = stat_of(path, True)
        self._file_length = stat[6]
        self._head_only = head_only
        self._safe = safe
        if as_attachment or cache_control is not None or buffer_size is not None:
            # Loaded by the first of these.
            from .file_options import apply

            name = as_attachment and (download_filename or filename)
            apply(self, name, buffer_size, cache_control)

    @staticmethod
    def _verify_file_path_is_valid(file_path: str) -> None:
        """Refuses what could lead out of the root directory, or ends a path for some boards."""
        from .odd_files import verify

        verify(file_path)

    @staticmethod
    def _combine_path(root_path: str, filename: str) -> str:
        return root_path + ("" if root_path[-1:] == "/" else "/") + filename.lstrip("/")

    @staticmethod
    def _get_file_length(file_path: str) -> int:
        return stat_of(file_path, True)[6]

    def _chunks(self) -> Iterable[Optional[bytes]]:
        global _prepare
        if not ON_BOARD:
            if _prepare is None:
                from .files_on_pc import prepare as _prepare
            message = _prepare(self)
            if message:
                self._size = len(message)
                return (message,)
        request = self._request
        lines = b""
        if self._status.code == 200 and request.method in ("GET", "HEAD"):
            lines = self._lines(request)
        # Bytes, and not Headers, which would have to be loaded.
        head = self._head(self._file_length)[:-2] + lines + b"\r\n"
        self._size = len(head)
        if self._head_only or request.method == "HEAD" or not self._status.has_body:
            return (head,)
        return self._pieces(head)

    def _lines(self, request: "Request") -> bytes:
        """Header lines by which a client can keep the file. May make it another status."""
        server = request.server
        head = request._parser.head
        if self._etag is None:
            self._etag = b'"%x-%x"' % (self._stat[8], self._stat[6])
        if not (self._own_headers or server._date_line or server.cache_control):
            same = b"\r\nIf-None-Match: %s\r\n" % self._etag in head
            head = head.lower()
            if not (
                head.count(b"\r\nif-") > same
                or b"\r\nrange:" in head
                or b"br" in head
                or stat_of(self._full_file_path + ".gz")
            ):
                if same:
                    self._status = Status(304, "Not Modified")
                return (
                    b"etag: %s\r\ncache-control: no-cache\r\naccept-ranges: bytes\r\n" % self._etag
                )
        # Loaded by the first of these.
        from .file_details import describe

        return describe(self)

    def _pieces(self, head: bytes) -> "Iterable[Any]":
        # Opened before the head leaves: a file that cannot be read is an error, not half an answer.
        with open(self._full_file_path, "rb") as file:
            file.seek(self._first)
            yield head
            left = self._file_length
            buffer = bytearray(min(self._buffer_size, left))
            while left:
                size = min(file.readinto(buffer), left)
                if not size:
                    # The file has become shorter: what was announced must not look complete.
                    self._request.connection.drop()
                    return
                left -= size
                self._size += size
                yield memoryview(buffer)[:size]


def stat_of(path: str, needed: bool = False) -> "Any":
    """
    What ``os.stat()`` says of a regular file.

    :param str path: Its path.
    :param bool needed: Whether it is an error if there is none.
    :return: ``None`` if it is something else, or not there.
    :raises FileNotExistsError: the same, if it is needed.
    """
    try:
        stat = os.stat(path)
        if stat[0] >> 12 == 8:
            return stat
    except (OSError, ValueError):
        pass
    if needed:
        # Loaded when it is raised.
        from .exceptions import FileNotExistsError

        raise FileNotExistsError(path)


def serve(request: "Request", matches: "Sequence") -> "Optional[Response]":
    """
    Answers with a file of the server's ``root_path``.

    :param Request request: A GET or HEAD.
    :param list matches: Routes of its path, but for other methods: a reason for another answer.
    :return: ``None`` if there are some, and no file.
    :raises Exception: one that has a status code.
    """
    try:
        return FileResponse(request, request.path)
    except Exception as error:
        # Loaded by the first path that is none of a file.
        from .missing_file import answer

        return answer(request, matches, error)
