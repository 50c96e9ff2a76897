# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.saved_file`
====================================================

Bodies that go into a file as they come: it is written beside its place, and moved there when all of
it is here. So a file is either the old one or the new one, and never half of it.
"""

import errno
import os

from .request_stream import take

try:
    from typing import TYPE_CHECKING, Any, Generator, List, Optional

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass

# MicroPython lacks the names, which have these numbers everywhere.
ENOSPC = getattr(errno, "ENOSPC", 28)
EROFS = getattr(errno, "EROFS", 30)
# Paths that are written now, and those beside them.
_taken: "List[str]" = []


class StorageError(OSError):
    """
    A file cannot be written, for a reason that lies outside of the program. A handler that lets it
    pass has its client answered with 507 or 409, and the reason.

    :param int number: An ``errno``.
    :param str reason: What is wrong, for the client.
    :param int status_code: Status code of the answer.
    """

    def __init__(self, number: "Optional[int]", reason: str, status_code: int):
        super().__init__(number, reason)
        self.body = reason
        self.status_code = status_code


def storage_error(error: OSError) -> OSError:
    """
    Says what an error of a file system means.

    :param OSError error: The error.
    :return: A `StorageError`, or the error itself if it is the program's fault.
    """
    number: "Any" = error.errno
    if number == ENOSPC:
        return StorageError(number, "there is no space left", 507)
    if number in (EROFS, errno.EACCES):
        return StorageError(
            number, "the drive is read-only: on a board it is so while USB has mounted it", 409
        )
    return error


def is_folder(path: str) -> bool:
    """
    Whether there is a folder of that name.

    :param str path: Any path.
    """
    try:
        return os.stat(path)[0] >> 12 == 4
    except OSError:
        return False


def _remove(path: str) -> None:
    """A disk that is full may say so again, and one that was taken out is gone."""
    try:
        os.remove(path)
    except OSError:
        pass


class PartFile:
    """
    A file that is written beside its place, as ``<name>.part``. It is gone after `discard`, unless
    `finish` has moved it to its place.

    :param str path: Its place.
    :raises StorageError: if it cannot be written, or is written by another request.
    :raises OSError: if that is the program's fault: a folder is no place for a file.
    """

    size = 0
    _file: "Any" = None
    # All of it is on the disk.
    _complete = False

    def __init__(self, path: str):
        self.path = f"{path}"
        self._part = self.path + ".part"
        # To many disks, and all of boards, "A" and "a" are one name.
        self._names = (self.path.lower(), self._part.lower())
        for name in self._names:
            if name in _taken:
                raise StorageError(errno.EEXIST, "another request writes this file", 409)
        if is_folder(path):
            raise OSError(errno.EISDIR, "is a folder: " + self.path)
        try:
            self._file = open(self._part, "wb")
        except OSError as error:
            raise storage_error(error) from None
        _taken.extend(self._names)

    def write(self, data: "Any") -> None:
        """
        Writes a piece.

        :param data: Bytes-like.
        :raises OSError: if it cannot be written.
        """
        try:
            self._file.write(data)
        except OSError as error:
            raise storage_error(error) from None
        self.size += len(data)

    def close(self) -> None:
        """
        All of it was written.

        :raises OSError: if what was still on its way to the disk cannot be written.
        """
        if not self._complete:
            try:
                self._file.flush()
                self._file.close()
            except OSError as error:
                raise storage_error(error) from None
            self._complete = True

    def finish(self) -> None:
        """
        Moves it to its place. What is there is replaced.

        :raises OSError: if that is not possible.
        """
        self.close()
        try:
            try:
                os.rename(self._part, self.path)
            except OSError as error:
                if error.errno != errno.EEXIST:
                    raise
                self._replace()
        except OSError as error:
            raise storage_error(error) from None
        self._release()

    def _replace(self) -> None:
        """
        The file system of a board does not rename over a file that is there: the old one makes way,
        and comes back if the new one cannot have its place.
        """
        old = self._part + "~"
        _remove(old)
        os.rename(self.path, old)
        try:
            os.rename(self._part, self.path)
        except OSError:
            os.rename(old, self.path)
            raise
        _remove(old)

    def discard(self) -> None:
        """Removes it, if it was not moved to its place. Never raises."""
        if self._file is not None:
            try:
                self._file.close()
            except OSError:
                # As in `_remove`.
                pass
            _remove(self._part)
            self._release()

    def _release(self) -> None:
        self._file = None
        for name in self._names:
            _taken.remove(name)


def save(request: "Request", path: str) -> "Generator[None, None, int]":
    """See `Request.save`."""
    file = PartFile(path)
    try:
        while True:
            data = take(request)
            if data is None:
                yield
            elif len(data):
                file.write(data)
            else:
                break
        file.finish()
    finally:
        file.discard()
    return file.size
