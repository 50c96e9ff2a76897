# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.file_response`
====================================================

Files, streamed from the file system.
"""

import os

from .media_types import type_of
from .pull_door import pull  # noqa: F401  Loaded here, and not in the middle of a response.
from .response import Response

try:
    from typing import TYPE_CHECKING, Any, Dict, Iterable, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass


class FileResponse(Response):
    """
    Specialized version of `Response` class for sending files.

    Instead of ``body`` it takes ``filename`` and ``root_path`` arguments. It is also possible to
    send only headers with ``head_only`` argument or modify ``buffer_size``.

    If browsers should download the file instead of displaying it, use ``as_attachment`` and
    ``download_filename`` arguments.

    The file is read as the client takes it, ``buffer_size`` bytes at a time.

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
    :param int buffer_size: Size of the buffer used to send the file. Defaults to ``1024``.
    :param bool head_only: If ``True``, only headers will be sent. Defaults to ``False``.
    :param bool safe: If ``True``, checks if ``filename`` is valid. Defaults to ``True``.
    :raises FileNotExistsError: if there is no such file.
    :raises InvalidPathError: if ``safe`` and there is a ``..``, a backslash or a NUL in the path.
    :raises ValueError: if there is no ``root_path``, or ``buffer_size`` is not positive.

    Example::

        @server.route(path, method)
        def route_func(request):

            return FileResponse(request, filename='index.html', root_path='/www')
    """

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
        buffer_size: int = 1024,
        head_only: bool = False,
        safe: bool = True,
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
        self._full_file_path = self._combine_path(root_path, filename)
        self._file_length = self._get_file_length(self._full_file_path)
        self._buffer_size = buffer_size
        self._head_only = head_only
        self._safe = safe
        if as_attachment:
            from .attachment import disposition_of

            name = disposition_of(download_filename or filename.split("/")[-1])
            self._headers.setdefault("content-disposition", name)

    # The exceptions are loaded when one of them is raised.

    @staticmethod
    def _verify_file_path_is_valid(file_path: str) -> None:
        """Refuses what could lead out of the root directory."""
        if "\\" in file_path or "\0" in file_path or ".." in file_path.split("/"):
            from .exceptions import path_error

            raise path_error(file_path)

    @staticmethod
    def _combine_path(root_path: str, filename: str) -> str:
        return root_path + ("" if root_path[-1:] == "/" else "/") + filename.lstrip("/")

    @staticmethod
    def _get_file_length(file_path: str) -> int:
        try:
            stat = os.stat(file_path)
            # A regular file, and nothing else.
            if stat[0] >> 12 == 8:
                return stat[6]
        except (OSError, ValueError):
            pass
        from .exceptions import FileNotExistsError

        raise FileNotExistsError(file_path)

    def _chunks(self) -> Iterable[Any]:
        left = self._file_length
        head = self._head(left)
        self._size = len(head)
        if self._head_only or self._request.method == "HEAD" or not self._status.has_body:
            yield head
            return
        # Opened before the head leaves: a file that cannot be read is a 500, not half an answer.
        with open(self._full_file_path, "rb") as file:
            yield head
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
