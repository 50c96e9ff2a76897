# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A video (MJPEG) for any number of viewers: / shows it, /frame is a single picture. With an
# Adafruit MEMENTO it is what its camera sees, elsewhere a drawing that moves.

import time

import socketpool
import wifi

from adafruit_httpserver import GET, Request, Response, Server, XMixedReplaceResponse

INTERVAL = 0.1  # seconds between two frames

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)


class DrawnCamera:
    """A ball on a coloured ground. Its JPEG has one value for each block of 8 x 8 pixels."""

    WIDTH = 40
    HEIGHT = 30
    # Quantisation by 8 makes the only coefficient of a block its value; after each comes the code
    # for "no more", which is one bit: 0. ITU T.81 has the rest.
    HEAD = (
        b"\xff\xd8\xff\xdb\x00\x43\x00"
        + b"\x08" * 64
        + b"\xff\xc0\x00\x11\x08\x00\xf0\x01\x40\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
        + b"\xff\xc4\x00\x1c\x00\x00\x01\x05\x01\x01\x01"
        + bytes(10)
        + bytes(range(9))
        + b"\xff\xc4\x00\x14\x10\x01"
        + bytes(15)
        + b"\x00\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00"
    )
    # (code, length) of how many bits the difference between two blocks has
    CODES = ((0, 2), (2, 3), (3, 3), (4, 3), (5, 3), (6, 3), (14, 4), (30, 5), (62, 6))

    def __init__(self):
        self.x, self.y = 10, 8
        self.dx, self.dy = 1, 1

    def color(self, x, y):
        """Brightness, blueness and redness of a block, -128 to 127."""
        if (x - self.x) ** 2 + (y - self.y) ** 2 < 20:
            return 40, -80, 100
        return y * 3 - 60, 20 + x, -10 - y

    def capture_into_jpeg(self):
        """Move the ball and draw it."""
        if not 4 < self.x + self.dx < self.WIDTH - 5:
            self.dx = -self.dx
        if not 4 < self.y + self.dy < self.HEIGHT - 5:
            self.dy = -self.dy
        self.x += self.dx
        self.y += self.dy
        data = bytearray(self.HEAD)
        last = [0, 0, 0]
        bits = count = 0
        for y in range(self.HEIGHT):
            for x in range(self.WIDTH):
                for index, value in enumerate(self.color(x, y)):
                    difference = value - last[index]
                    last[index] = value
                    size = 0
                    while abs(difference) >> size:
                        size += 1
                    code, length = self.CODES[size]
                    if difference < 0:
                        difference += (1 << size) - 1
                    bits = ((bits << length | code) << size | difference) << 1
                    count += length + size + 1
                    while count >= 8:
                        count -= 8
                        data.append(bits >> count & 255)
                        if data[-1] == 255:
                            data.append(0)
                    bits &= (1 << count) - 1
        data.append((bits << 8 - count | 255 >> count) & 255)
        return bytes(data) + b"\xff\xd9"


try:
    import adafruit_pycamera

    camera = adafruit_pycamera.PyCamera()
except ImportError:
    camera = DrawnCamera()

viewers = []
next_frame = time.monotonic()


@server.route("/", GET)
def page(request: Request):
    """A page with nothing but the video."""
    return Response(request, '<img src="/stream" alt="Video">', content_type="text/html")


@server.route("/frame", GET)
def frame(request: Request):
    """A single picture."""
    return Response(request, camera.capture_into_jpeg(), content_type="image/jpeg")


@server.route("/stream", GET)
def stream(request: Request):
    """The video."""
    viewers.append(XMixedReplaceResponse(request))
    return viewers[-1]


server.start(str(wifi.radio.ipv4_address))
while True:
    # Like poll(), but sleeps for a moment while nobody wants anything
    server.wait(0.02)

    if viewers and time.monotonic() >= next_frame:
        next_frame = time.monotonic() + INTERVAL
        picture = camera.capture_into_jpeg()
        for viewer in viewers:
            # A viewer that is still busy with the last frame misses this one
            viewer.send_frame(picture, fail_silently=True)
        viewers = [viewer for viewer in viewers if not viewer.closed]
