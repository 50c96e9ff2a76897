# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""JPEG pictures of one colour, for tests of videos (ITU T.81, baseline, one value per block)."""

# Quantisation by 8 makes the one coefficient of a block its brightness; the code of the others is
# one bit that says "no more".
_HEAD = (
    b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x08" * 64 + b"\xff\xc0\x00\x11\x08%s%s\x03"
    b"\x01\x11\x00\x02\x11\x00\x03\x11\x00"
    b"\xff\xc4\x00\x1c\x00\x00\x01\x05\x01\x01\x01" + bytes(10) + bytes(range(9))
)


def _code(size):
    """Code of the number of bits that follow, and its length."""
    if size == 0:
        return 0, 2
    if size < 6:
        return size + 1, 3
    length = size - 2
    return (1 << length) - 2, length


def jpeg(width, height, colour):
    """A picture; sizes in blocks of 8 x 8, colour(x, y) -> (y, cb, cr) of a block."""
    size = [(8 * n).to_bytes(2, "big") for n in (height, width)]
    data = bytearray(_HEAD % tuple(size))
    data += b"\xff\xc4\x00\x14\x10\x01" + bytes(15) + b"\x00"
    data += b"\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00"
    bits = ""
    last = [128, 128, 128]
    for y in range(height):
        for x in range(width):
            for index, value in enumerate(colour(x, y)):
                step = value - last[index]
                last[index] = value
                length = abs(step).bit_length()
                code, code_length = _code(length)
                bits += f"{code:0{code_length}b}"
                if length:
                    bits += f"{step if step > 0 else step + (1 << length) - 1:0{length}b}"
                bits += "0"
    bits += "1" * (-len(bits) % 8)
    for start in range(0, len(bits), 8):
        data.append(int(bits[start : start + 8], 2))
        if data[-1] == 0xFF:
            data.append(0)
    return bytes(data + b"\xff\xd9")


RED = (76, 85, 255)
GREEN = (149, 43, 21)
BLUE = (29, 255, 107)


def plain(colour):
    """A picture of 64 x 48 pixels."""
    return jpeg(8, 6, lambda x, y: colour)
