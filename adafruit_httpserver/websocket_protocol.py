# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.websocket_protocol`
====================================================

The WebSocket protocol (RFC 6455), the server's side of it: bytes in, messages out. It knows neither
a socket nor a clock.
"""

from .limits import ON_BOARD
from .text import utf_8

try:
    from typing import Any, Optional, Union
except ImportError:
    pass

TEXT = 1
BINARY = 2
CLOSE = 8
PONG = 10

# Masks are applied to so many bytes at once, as one number. Larger numbers are slower on boards.
_BLOCK = 256 if ON_BOARD else 4096


def unmask(data: Any, mask: bytes, offset: int) -> bytes:
    """
    Applies a mask (RFC 6455 section 5.3), block by block as numbers.

    :param data: Bytes-like.
    :param bytes mask: Four bytes.
    :param int offset: How many bytes of the frame came before.
    :return: The data without the mask, or with it.
    """
    offset &= 3
    key = mask[offset:] + mask[:offset]
    size = len(data)
    if size <= _BLOCK:
        number = int.from_bytes((key * ((size + 3) // 4))[:size], "little")
        return (int.from_bytes(data, "little") ^ number).to_bytes(size, "little")
    number = int.from_bytes(key * (_BLOCK // 4), "little")
    result = bytearray(size)
    for start in range(0, size, _BLOCK):
        block = data[start : start + _BLOCK]
        if len(block) < _BLOCK:
            result[start:] = unmask(block, key, 0)
        else:
            block = int.from_bytes(block, "little") ^ number
            result[start : start + _BLOCK] = block.to_bytes(_BLOCK, "little")
    return bytes(result)


def frame(opcode: int, payload: Any, first: int = 0x80) -> bytes:
    """
    One frame as a server sends it, unmasked.

    :param int opcode: Opcode.
    :param payload: Bytes-like.
    :param int first: What else is in the first byte: FIN, unless a fragment is wanted.
    :return: Its bytes.
    """
    size = len(payload)
    if size < 126:
        return bytes((first | opcode, size)) + payload
    digits = 2 if size < 65536 else 8
    head = bytes((first | opcode, 126 if digits == 2 else 127))
    return head + size.to_bytes(digits, "big") + payload


def close_frame(code: Optional[int] = None, reason: Optional[str] = None) -> bytes:
    """
    A close frame.

    :param int code: Close code, ``None`` for a frame without payload.
    :param str reason: Reason, shortened to what fits.
    :return: Its bytes.
    """
    if code is None:
        return frame(CLOSE, b"")
    reason = (reason or "")[:123]
    while len(reason.encode()) > 123:
        # By whole characters, or it would be no UTF-8 any more.
        reason = reason[:-1]
    return frame(CLOSE, code.to_bytes(2, "big") + reason.encode())


class WebsocketProtocol:
    """
    Reads the frames of one client.

    :param int max_size: Bytes that a message may have; with ``chunked`` those of one chunk.
    :param int max_fragments: How many frames a message may come in.
    :param bool chunked: Whether messages of any size are handed over in chunks.
    """

    # What `feed` has found: (PING or PONG, bytes), (CLOSE, code, reason), or (TEXT or BINARY,
    # data, is first, is last). Whoever takes it sets it to None.
    event: "Any" = None
    # A close frame has come, or a fault: nothing more is read.
    ended = False
    # Bytes that are missing: of the first two, of the rest of the head, of the payload.
    _wanted = 2
    # Not empty inside a frame.
    head = b""
    _control = b""
    # Not None while the payload comes.
    _mask: "Union[bytes, Any]" = None
    _offset = 0
    # The message under way: its opcode, its frames so far, what has come and not been handed over.
    opcode = 0
    _fragments = 0
    _message: "Union[bytes, bytearray]" = b""
    # The begun character of a text: how many bytes are missing, bounds of the next one.
    _character = (0, 0, 0)
    _is_first = True

    def __init__(self, max_size: int, max_fragments: int, chunked: bool = False):
        # A chunk of a text must have room for a character.
        self.max_size = max(max_size, 4) if chunked else max_size
        self.max_fragments = max_fragments
        self._chunked = chunked

    def feed(self, view: Any) -> int:
        """
        Reads to the end of the next message or control frame, see `event`.

        :param memoryview view: What came.
        :return: How many bytes were used. All of them, unless there is an event.
        :raises ValueError: with a close code, for what the client may not send. Nothing more is
            read then.
        """
        size = len(view)
        # Nearly every message is short, and comes in one piece.
        used = 0 if self.head or self.opcode or size < 7 else self._read_whole(view)
        while used < size and self.event is None:
            if self.ended:
                return size
            end = self._wanted
            if self._chunked:
                end = min(end, self.max_size - len(self._message))
            piece = view[used : used + end]
            used += len(piece)
            self._wanted -= len(piece)
            try:
                if self._mask is not None:
                    self._read_payload(piece)
                else:
                    self.head += piece
                    if not self._wanted:
                        self._read_head(self.head)
            except ValueError:
                self.ended = True
                raise
        return used

    def _read_whole(self, view: Any) -> int:
        """A message of one frame without a fault; 0 if it is anything else, or not all is here."""
        opcode = view[0] - 0x80
        end = view[1] - 0x80 + 6
        if not (
            0 < opcode <= BINARY
            and 6 < end <= len(view)
            and end < 132
            and end - 6 <= self.max_size
            and self.event is None
            and not (self.ended or self._chunked)
        ):
            return 0
        data: "Any" = unmask(view[6:end], bytes(view[2:6]), 0)
        if opcode == TEXT:
            if ON_BOARD and not _is_text(data):
                return 0
            try:
                data = str(data, "utf-8")
            except ValueError:
                return 0
        self.event = (opcode, data, True, True)
        return end

    def _read_head(self, head: bytes) -> None:
        length = head[1] & 127
        if len(head) == 2:
            self._check_head(head[0], head[1])
            self._wanted = 4 + (0 if length < 126 else 2 if length == 126 else 8)
            return
        if length > 125:
            length = int.from_bytes(head[2:-4], "big")
            if length < (126 if len(head) == 8 else 65536) or length >> 63:
                raise ValueError(1002)
        if not (head[0] & 8 or self._chunked) and len(self._message) + length > self.max_size:
            raise ValueError(1009)
        self._mask = head[-4:]
        self._offset = 0
        self._wanted = length
        if not length:
            self._read_payload(b"")

    def _check_head(self, first: int, second: int) -> None:
        opcode = first & 15
        if first & 0x70 or not second & 128:
            raise ValueError(1002)
        if opcode & 8:
            if opcode > PONG or not first & 0x80 or second > 253:
                raise ValueError(1002)
            return
        # A message begins where none is under way, and nowhere else.
        if opcode > BINARY or (opcode == 0) != (self.opcode != 0):
            raise ValueError(1002)
        self.opcode = self.opcode or opcode
        self._fragments += 1
        if self._fragments > self.max_fragments and not self._chunked:
            raise ValueError(1008)

    def _read_payload(self, piece: Any) -> None:
        data = unmask(piece, self._mask, self._offset)
        self._offset += len(data)
        first = self.head[0]
        ended = not self._wanted
        if ended:
            self.head = b""
            self._mask = None
            self._wanted = 2
        if first & 8:
            self._control += data
            if ended:
                data = self._control
                self._control = b""
                self.ended = first & 15 == CLOSE
                self.event = _close_event(data) if self.ended else (first & 15, data)
            return
        last = ended and first & 0x80 != 0
        if self.opcode == TEXT:
            self._check_text(data)
            if last and self._character[0]:
                raise ValueError(1007)
        if last or self._chunked and len(self._message) + len(data) >= self.max_size:
            self._hand_over(data, last)
        elif self._message:
            self._message += data
        else:
            self._message = bytearray(data)

    def _hand_over(self, data: Any, last: bool) -> None:
        if self._message:
            self._message += data
            data = self._message
        rest = b""
        if self.opcode == TEXT:
            if self._character[0]:
                # A chunk ends where a character does.
                end = len(data) - 1
                while data[end] & 0xC0 == 0x80:
                    end -= 1
                rest = data[end:]
                data = data[:end]
            data = str(data, "utf-8")
        else:
            data = bytes(data)
        if data or last:
            self.event = (self.opcode, data, self._is_first, last)
            self._is_first = last
        self._message = rest
        if last:
            self.opcode = self._fragments = 0

    def _check_text(self, data: bytes) -> None:
        """Text is UTF-8 (RFC 3629), or it is refused at the first byte that is wrong."""
        missing, low, high = self._character
        if not missing and _is_text(data):
            return
        # Loaded by the first text that is not ASCII, or comes in the middle of a character.
        from .websocket_text import check

        self._character = check(data, missing, low, high)


def _is_text(data: bytes) -> bool:
    """Whether a look at every byte can be saved."""
    if ON_BOARD:
        # Its decode() takes what is no UTF-8.
        return not data or max(data) < 128
    try:
        str(data, "utf-8")
    except ValueError:
        return False
    return True


def _close_event(data: bytes) -> tuple:
    """Code and reason of a close frame (RFC 6455 section 7.4)."""
    if not data:
        return CLOSE, None, ""
    code = int.from_bytes(data[:2], "big")
    if len(data) == 1 or not (1000 <= code < 1015 or 3000 <= code < 5000) or 1004 <= code <= 1006:
        raise ValueError(1002)
    try:
        return CLOSE, code, utf_8(data[2:])
    except ValueError:
        raise ValueError(1007) from None
