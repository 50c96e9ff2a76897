# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A file that takes the place of another one only when it is what its sender has sent:
#
#   curl -T new.bin -u user:password -H "X-SHA256: $(sha256sum < new.bin | cut -d' ' -f1)" \
#       http://board:5000/firmware

import hashlib
import os
from binascii import hexlify

import socketpool
import wifi

from adafruit_httpserver import PUT, Basic, Request, Response, Server

FIRMWARE = "/uploads/firmware.bin"
MAX_SIZE = 2_000_000

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)
server.require_authentication([Basic("user", "password")])


@server.route("/firmware", PUT, stream=True, max_body_size=MAX_SIZE)
def firmware(request: Request):
    """Save the body beside its place, look whether it is right, and only then move it there."""
    wanted = request.headers.get("X-SHA256", "").lower()
    if len(wanted) != 64:
        # The client is told before it has sent the file.
        return Response(request, "An X-SHA256 header is needed.", status=400)

    new = FIRMWARE + ".new"
    size = yield from request.save(new)

    digest = hashlib.new("sha256")
    with open(new, "rb") as file:
        block = file.read(1024)
        while block:
            digest.update(block)
            block = file.read(1024)
            yield  # others are served meanwhile
    if hexlify(digest.digest()).decode() != wanted:
        os.remove(new)
        return Response(request, "That is not what was sent.", status=422)

    try:
        os.remove(FIRMWARE)
    except OSError:
        pass  # there was none
    os.rename(new, FIRMWARE)
    return Response(request, f"{size} bytes are in place.")


server.serve_forever(str(wifi.radio.ipv4_address))
