# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_error`
====================================================

How the parts that read a request say what is wrong with it. Apart from `exceptions`, because the
server needs this one and no other.
"""


class RequestError(Exception):
    """
    A request that cannot be read or may not be served. The server answers it and closes.

    :param int status_code: Status code of the answer.
    :param str reason: What was wrong, for the debug output. Never holds what the peer sent.
    """

    def __init__(self, status_code: int, reason: str):
        super().__init__(reason)
        self._status_code = status_code

    @property
    def status_code(self) -> int:
        """Status code of the answer."""
        return self._status_code
