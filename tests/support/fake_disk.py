# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A file system in memory, for what the package saves. Runs on CPython and MicroPython.

with FakeDisk(room=1000) as disk:
    ...
disk.files                       path -> content of all that is there
"""

import errno

import adafruit_httpserver.saved_file as saved_file
import adafruit_httpserver.saved_form as saved_form


class FakeFile:
    """An open file; disk.open_files counts them."""

    def __init__(self, disk, path, writes):
        self._disk = disk
        self._path = path
        self._closed = False
        disk.open_files += 1
        if writes:
            disk.files[path] = b""

    def write(self, data):
        disk = self._disk
        assert not self._closed
        # One write too many is refused, as FAT does it.
        if disk.room is not None and disk.used() + len(data) > disk.room:
            raise OSError(saved_file.ENOSPC, "No space left on device")
        disk.files[self._path] += bytes(data)
        disk.largest_write = max(disk.largest_write, len(data))
        return len(data)

    def read(self):
        return self._disk.files[self._path]

    def flush(self):
        if self._closed:
            raise ValueError("flush of closed file")
        if self._disk.flush_fault is not None:
            raise self._disk.flush_fault

    def close(self):
        if not self._closed:
            self._closed = True
            self._disk.open_files -= 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class FakeDisk:
    """Takes the place of `open` and `os` in the modules that save files."""

    def __init__(self, room=None, read_only=False, renames_over=True):
        self.files = {}
        self.room = room
        self.read_only = read_only
        self.renames_over = renames_over
        self.rename_fault = None
        # A path that cannot be moved, while others can.
        self.stuck = None
        self.folders = []
        self.flush_fault = None
        self.open_files = 0
        self.largest_write = 0

    def used(self):
        return sum([len(content) for content in self.files.values()])

    def open(self, path, mode):
        if mode == "wb" and self.read_only:
            raise OSError(saved_file.EROFS, "Read-only filesystem")
        if path.startswith("/nowhere/"):
            raise OSError(errno.ENOENT, "No such file or directory")
        return FakeFile(self, path, mode == "wb")

    def remove(self, path):
        if path not in self.files:
            raise OSError(errno.ENOENT, "No such file or directory")
        self.files.pop(path)

    def stat(self, path):
        if path in self.folders:
            return (0x4000,) + (0,) * 9
        if path in self.files:
            return (0x8000, 0, 0, 0, 0, 0, len(self.files[path]), 0, 0, 0)
        raise OSError(errno.ENOENT, "No such file or directory")

    def rename(self, old, new):
        if self.rename_fault is not None:
            raise self.rename_fault
        if new in self.folders:
            raise OSError(errno.EEXIST, "File exists")
        if new in self.files and not self.renames_over:
            raise OSError(errno.EEXIST, "File exists")
        if old == self.stuck:
            raise OSError(errno.EIO, "Input/output error")
        self.files[new] = self.files.pop(old)

    def __enter__(self):
        self._os = saved_file.os
        saved_file.os = self
        saved_file.open = saved_form.open = self.open
        return self

    def __exit__(self, *_):
        saved_file.os = self._os
        saved_file.open = saved_form.open = open
        assert self.open_files == 0, "files are left open"
        assert [name for name in self.files if name.endswith(".part")] == []
        assert saved_file._taken == []
