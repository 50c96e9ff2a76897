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
from .media_types import type_of
from .pull_door import pull  # noqa: F401  Loaded here, and not in the middle of a response.
from .response import Response
from .text import check_line

try:
    from typing import TYPE_CHECKING, Any, Dict, Iterable, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass

# What is read at once. A PC reads a small file and its head into one packet.
_BUFFER_SIZE = 1024 if ON_BOARD else 64 * 1024


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
    :raises FileNotExistsError: if there is no such file, or ``safe`` and it is in `never_served`.
    :raises InvalidPathError: if ``safe``, and there is a ``..``, a backslash or a control character
        in the path, a part of it ends in a dot or a blank, or a symbolic link leads out of the
        root directory.
    :raises ValueError: if there is no ``root_path``, or ``buffer_size`` is not positive.

    Example::

        @server.route(path, method)
        def route_func(request):

            return FileResponse(request, filename='index.html', root_path='/www')
    """

    never_served = (
        " .* *~* settings.toml boot.py code.py main.py secrets.py boot_out.txt "
        "*.key *.pem *.pfx *.p12 id_rsa id_ecdsa id_ed25519 "
    )
    """Files and directories that are never served, wherever they are, unless ``safe`` is ``False``:
    names, endings like ``*.key``, ``.*`` for all names that begin with a dot, and ``*~*`` for those
    with a tilde, which are backups, or the short names of other files; in lower case, each between
    blanks."""

    # What is sent of it: where that begins, and how long it is.
    _first = _left = 0
    # Its Last-Modified line, where the clock has been set.
    _modified = b""
    # How the sibling is encoded that is sent, if one is.
    _coding = b""

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
        buffer_size: int = _BUFFER_SIZE,
        head_only: bool = False,
        safe: bool = True,
        cache_control: str = None,
    ):
        if safe:
            self._verify_file_path_is_valid(filename)
        if not isinstance(buffer_size, int) or buffer_size < 1:
            raise ValueError(f"buffer_size must be a positive int, not {buffer_size!r}")
        if filename[:1] == "/":
            filename = filename[1:]
        if filename[-1:] in ("", "/"):
            filename += "index.html"
        if root_path is None:
            root_path = request.server.root_path
        if root_path is None:
            raise ValueError("root_path must be provided in Server or in FileResponse")
        super().__init__(
            request,
            status=status,
            headers=headers,
            cookies=cookies,
            content_type=content_type or type_of(filename, self._default_type),
        )
        self._filename = filename
        self._root_path = root_path
        self._full_file_path = path = self._combine_path(root_path, filename)
        if safe:
            if is_hidden(filename.lower(), self.never_served):
                raise missing(path)
            if not ON_BOARD:
                from .files_on_pc import check

                check(self)
        self._set_file(path, regular(path))
        self._buffer_size = buffer_size
        self._head_only = head_only
        self._safe = safe
        self._cache_control = cache_control
        if cache_control:
            check_line("cache_control", cache_control)
        if as_attachment:
            from .attachment import disposition_of

            name = disposition_of(download_filename or filename.split("/")[-1])
            self._headers.setdefault("content-disposition", name)

    # The exceptions are loaded when one of them is raised.

    @staticmethod
    def _verify_file_path_is_valid(file_path: str) -> None:
        """Refuses what could lead out of the root directory, or ends a path for some boards."""
        if "\\" in file_path or min(file_path + "/") < " " or ".." in file_path.split("/"):
            from .exceptions import path_error

            raise path_error(file_path)

    @staticmethod
    def _combine_path(root_path: str, filename: str) -> str:
        return root_path + ("" if root_path[-1:] == "/" else "/") + filename.lstrip("/")

    @staticmethod
    def _get_file_length(file_path: str) -> int:
        stat = regular(file_path)
        if stat is None:
            raise missing(file_path)
        return stat[6]

    def _set_file(self, path: str, stat: "Any", coding: bytes = b"") -> None:
        """Decides which file is sent: its own, or its sibling of that coding."""
        if stat is None:
            raise missing(path)
        self._sent_path = path
        self._file_length = self._left = stat[6]
        self._modified_at = stat[8]
        # FAT knows every other second. Where there are nanoseconds they tell more.
        self._etag = b'"%x-%x%s"' % (getattr(stat, "st_mtime_ns", stat[8]), stat[6], coding)

    def _chunks(self) -> Iterable[Optional[bytes]]:
        request = self._request
        lines = b""
        if self._status.code == 200 and request.method in ("GET", "HEAD"):
            lines = self._validators(request)
        left = self._left
        head = self._head(left)
        line = self._status.line
        # Bytes, and not Headers, which would have to be loaded.
        head = b"%s%s%s" % (line, lines, head[len(line) :])
        self._size = len(head)
        if self._head_only or request.method == "HEAD" or not (left and self._status.has_body):
            return (head,)
        if left > self._buffer_size:
            return self._pieces(head, left)
        # One packet.
        with self._open() as file:
            body = file.read(left)
        self._size += left
        if len(body) < left:
            request.connection.drop()
        return (head + body,)

    def _validators(self, request: "Request") -> bytes:
        """Header lines by which a client can keep the file; decides what is sent of it."""
        head = request._parser.head
        lower = head.lower()
        vary = b""
        if self._content_type[:5] in ("text/", "appli") or self._content_type[-4:] == "+xml":
            path = self._full_file_path
            packed = regular(path + ".gz")
            if packed or b"br" in lower and regular(path + ".br"):
                # Loaded by the first file that has a sibling.
                from .precompressed import choose

                vary = choose(self, head, packed)
        value = self._cache_control
        if value is None:
            rules = getattr(request.server._limits, "cache_control", None)
            if rules:
                from .cache_rules import value_for

                value = value_for(rules, self._filename)
        if value is None:
            value = "no-cache"
        lines = b"etag: %s\r\n%s" % (self._etag, vary)
        if value:
            lines += b"cache-control: %s\r\n" % value.encode()
        if request.server._date_line:
            from .file_dates import last_modified

            self._modified = last_modified(self._modified_at, request.server._date_line)
        if self._own_headers:
            # Whoever has headers of his own has paid for Headers already.
            from .file_headers import without_own

            lines = without_own(self, lines)
        if b"\r\nif-" in lower or b"\r\nrange:" in lower:
            # Loaded by the first browser that comes back.
            from .preconditions import evaluate

            lines += evaluate(self, head)
        if self._status.code < 300:
            lines += self._modified
            if self._coding:
                lines += b"content-encoding: %s\r\n" % self._coding
            else:
                lines += b"accept-ranges: bytes\r\n"
        return lines

    def _open(self) -> "Any":
        """Before the head leaves: a file that cannot be read is a 404, not half an answer."""
        try:
            file = open(self._sent_path, "rb")
        except OSError:
            raise missing(self._sent_path) from None
        file.seek(self._first)
        return file

    def _pieces(self, head: bytes, left: int) -> "Iterable[bytes]":
        with self._open() as file:
            yield head
            buffer = bytearray(min(self._buffer_size, left))
            while left:
                try:
                    size = min(file.readinto(buffer), left)
                except OSError:
                    size = 0
                if not size:
                    # The file has become shorter: what was announced must not look complete.
                    self._request.connection.drop()
                    return
                left -= size
                self._size += size
                yield memoryview(buffer)[:size]


def regular(path: str) -> "Any":
    """
    What ``os.stat()`` says of a regular file.

    :param str path: Its path.
    :return: ``None`` if it is something else, or not there.
    """
    try:
        stat = os.stat(path)
        if stat[0] >> 12 == 8:
            return stat
    except (OSError, ValueError):
        pass
    return None


def missing(path: str) -> Exception:
    """
    The exception for a file that is not there. Loaded when it is raised.

    :param str path: Its path.
    """
    from .exceptions import FileNotExistsError

    return FileNotExistsError(path)


def is_hidden(path: str, never: str) -> bool:
    """
    Whether a path has a name in it that is never served.

    :param str path: Path below the root, in lower case: boards do not know capitals from others.
    :param str never: See `FileResponse.never_served`.
    """
    for name in path.split("/"):
        if (
            f" {name} " in never
            or f" *{name[name.rfind('.') :]} " in never
            or name[:1] == "." != name
            and " .* " in never
            or "~" in name
            and " *~* " in never
            # FAT leaves these away.
            or name[-1:] in (".", " ")
            and name != "."
        ):
            return True
    return False


def serve(request: "Request", matches: list) -> "Optional[Response]":
    """
    Answers with a file of the server's ``root_path``.

    :param Request request: A GET or HEAD.
    :param list matches: Routes of its path, but for other methods: a reason for another answer.
    :return: ``None`` if there are some, and no file.
    :raises Exception: one that has a status code.
    """
    path = request.path
    try:
        if path.count("/") != request._parser.line.path.count(b"/"):
            # No name has a slash in it.
            raise missing(path)
        return FileResponse(request, path)
    except Exception as error:
        if getattr(error, "status_code", None) is None:
            raise
        if matches:
            return None
        # Loaded by the first path that is none of a file.
        from .missing_file import answer

        return answer(request, error)
