# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""``errno`` of a board: no EPIPE, EWOULDBLOCK, EINTR, EMFILE, EPROTO."""

EPERM: int
ENOENT: int
EIO: int
EBADF: int
EAGAIN: int
ENOMEM: int
EACCES: int
EEXIST: int
ENODEV: int
EISDIR: int
EINVAL: int
ENOSPC: int
EROFS: int
EOPNOTSUPP: int
EADDRINUSE: int
ECONNABORTED: int
ECONNRESET: int
ENOBUFS: int
ENOTCONN: int
ETIMEDOUT: int
ECONNREFUSED: int
EHOSTUNREACH: int
EALREADY: int
EINPROGRESS: int
errorcode: dict[int, str]
