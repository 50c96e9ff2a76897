# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.multipart`
====================================================

Incremental parser of ``multipart/form-data`` bodies (RFC 2046 section 5.1, RFC 7578).

=========  ================================  ========================================
state      event                             next
=========  ================================  ========================================
PREAMBLE   delimiter line                    HEAD
PREAMBLE   last delimiter                    EPILOGUE
HEAD       empty line                        BODY, a part begins
BODY       delimiter line                    HEAD, the part ends
BODY       last delimiter                    EPILOGUE, the part ends
EPILOGUE   anything                          EPILOGUE
=========  ================================  ========================================
"""

from .headers import Headers
from .limits import MAX_FORM_FIELDS

try:
    from typing import List, Optional, Tuple, Union
except ImportError:
    pass

_PREAMBLE = 0
_HEAD = 1
_BODY = 2
_EPILOGUE = 3

# RFC 2046 section 5.1.1.
MAX_BOUNDARY_SIZE = 70
# Bytes of a part's head: a name and a file name, or somebody is filling the memory.
MAX_PART_HEAD_SIZE = 1024
# Blanks that a mail gateway may have put behind a boundary.
_MAX_PADDING_SIZE = 16


def boundary_of(headers: Headers) -> bytes:
    """
    Boundary of a multipart body.

    :param Headers headers: Headers with the ``Content-Type`` of the body.
    :return: The boundary.
    :raises ValueError: if there is none, or one that RFC 2046 does not allow.
    """
    boundary = headers.get_parameter("Content-Type", "boundary", "").encode()
    if not 0 < len(boundary) <= MAX_BOUNDARY_SIZE:
        raise ValueError("multipart body needs a boundary of 1 to 70 bytes")
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

    def __init__(self, boundary: bytes):
        self._delimiter = b"\r\n--" + boundary
        # The first delimiter has no line in front of it whose end would be its own.
        self._buffer = b"\r\n"
        self._start = 0
        self._parts = 0
        self._state = _PREAMBLE

    @property
    def complete(self) -> bool:
        """Whether the last delimiter has come."""
        return self._state == _EPILOGUE

    def feed(self, data: bytes) -> List[Tuple[int, Union[Headers, bytes, None]]]:
        """
        Takes the next bytes of the body.

        :param bytes data: Any number of bytes.
        :return: List of events in order: ``(PART, headers)`` begins a part, ``(DATA, bytes)``
            continues it, ``(END, None)`` ends it.
        :raises ValueError: if the head of a part is malformed or too long.
        """
        events = []
        # Cut once, however many parts there are: the rest would be copied for each of them.
        self._buffer = self._buffer[self._start :] + data
        self._start = 0
        while self._step(events):
            pass
        return events

    def _step(self, events: list) -> bool:
        """One transition; ``False`` when it takes more bytes."""
        if self._state == _HEAD:
            return self._read_head(events)
        if self._state == _EPILOGUE:
            self._start = len(self._buffer)
            return False
        return self._read_to_delimiter(events)

    def _read_head(self, events: list) -> bool:
        start = self._start
        # A part without any header begins with its empty line.
        empty = self._buffer[start : start + 2] == b"\r\n"
        end = start if empty else self._buffer.find(b"\r\n\r\n", start)
        # What is not ended yet may end in three bytes of its end.
        size = (len(self._buffer) - 3 if end < 0 else end) - start
        if size > MAX_PART_HEAD_SIZE:
            raise ValueError("head of a multipart part is too long or not ended by CRLF")
        if end < 0:
            return False
        self._parts += 1
        if self._parts > MAX_FORM_FIELDS:
            raise ValueError(f"multipart body has more than {MAX_FORM_FIELDS} parts")
        events.append((self.PART, Headers._of_lines(self._buffer[start:end])))
        self._start = end + (2 if empty else 4)
        self._state = _BODY
        return True

    def _read_to_delimiter(self, events: list) -> bool:
        found = self._buffer.find(self._delimiter, self._start)
        if found < 0:
            self._emit(events, len(self._buffer) - self._possible_delimiter())
            return False
        next_state, end = self._after_delimiter(found + len(self._delimiter))
        if next_state is None:
            self._emit(events, found)
            return False
        if next_state == _BODY:
            # The boundary was only the beginning of a longer line: content as any other.
            self._emit(events, found + len(self._delimiter))
            return True
        self._emit(events, found)
        if self._state == _BODY:
            events.append((self.END, None))
        self._start = end
        self._state = next_state
        return True

    def _after_delimiter(self, end: int) -> Tuple[Optional[int], int]:
        """What follows the delimiter that ends here: the next state, None while unknown."""
        tail = self._buffer[end : end + _MAX_PADDING_SIZE + 2]
        if tail.startswith(b"--"):
            return _EPILOGUE, end + 2
        stripped = tail.lstrip(b" \t")
        padding = len(tail) - len(stripped)
        if stripped.startswith(b"\r\n"):
            return _HEAD, end + padding + 2
        if len(tail) < _MAX_PADDING_SIZE + 2 and stripped in {b"", b"\r"} or tail == b"-":
            return None, end
        return _BODY, end

    def _possible_delimiter(self) -> int:
        """How many bytes at the end of the buffer may be the beginning of a delimiter."""
        buffer = self._buffer
        for size in range(min(len(self._delimiter), len(buffer) - self._start), 0, -1):
            if self._delimiter.startswith(buffer[len(buffer) - size :]):
                return size
        return 0

    def _emit(self, events: list, end: int) -> None:
        """Takes bytes from the buffer: content of a part, or a preamble that nobody wants."""
        if end > self._start and self._state == _BODY:
            events.append((self.DATA, self._buffer[self._start : end]))
        self._start = end
