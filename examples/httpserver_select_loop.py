# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A program with a select() loop of its own, for two servers and a UDP socket: whatever comes over
# UDP is shown to everybody who looks at /live. Send it something with:
#
#   echo "23.5 degrees" | nc -u -w 1 ADDRESS 5005

import select

import socketpool
import wifi

from adafruit_httpserver import (
    CONNECTION_IN_PROGRESS,
    Channel,
    Request,
    Response,
    Server,
    SSEResponse,
)

pool = socketpool.SocketPool(wifi.radio)
address = str(wifi.radio.ipv4_address)

public_server = Server(pool, debug=True)
admin_server = Server(pool, debug=True)
measurements = Channel(history=5)


@public_server.route("/live")
def live(request: Request):
    """An event for every measurement."""
    return measurements.subscribe(SSEResponse(request))


@admin_server.route("/viewers")
def viewers(request: Request):
    """How many are watching."""
    return Response(request, str(len(measurements)))


udp_socket = pool.socket(pool.AF_INET, pool.SOCK_DGRAM)
udp_socket.bind((address, 5005))
udp_socket.setblocking(False)
datagram = bytearray(256)

public_server.start(address, 5000)
admin_server.start(address, 8000)
servers = (public_server, admin_server)
timeout = 0.05

while True:
    # The sockets of a server change all the time: ask for them anew
    read, write = [udp_socket], []
    for server in servers:
        read += server.read_sockets
        write += server.write_sockets
    readable, writable, _ = select.select(read, write, [], timeout)

    if udp_socket in readable:
        size, sender = udp_socket.recvfrom_into(datagram)
        try:
            measurements.publish(str(datagram[:size], "utf-8").strip())
        except UnicodeError:
            print(f"Not a text, what {sender} has sent")

    timeout = 0.05
    for server in servers:
        try:
            # Even if nothing was ready: there may be timeouts
            if server.process_events(readable, writable) == CONNECTION_IN_PROGRESS:
                timeout = 0.01
        except Exception as error:  # a handler's; the other server must not suffer
            print(f"A handler failed: {error!r}")
