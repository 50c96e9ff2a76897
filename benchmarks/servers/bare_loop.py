# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
No server at all, but the ceiling for one in pure Python: one poll object, and for whatever arrives
one ready-made answer. It neither parses nor checks nor times anything.
"""

import json
import select
import socket

from common import HOST, READING, arguments

port, folder, loop = arguments()
body = json.dumps(READING).encode()
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(
    body
)
ANSWER += body


def serve(listener):
    poller = select.epoll()
    poller.register(listener.fileno(), select.EPOLLIN)
    clients = {}
    while True:
        for number, _ in poller.poll():
            if number not in clients:
                client, _ = listener.accept()
                client.setblocking(False)
                clients[client.fileno()] = client
                poller.register(client.fileno(), select.EPOLLIN)
                continue
            client = clients[number]
            try:
                if client.recv(2048):
                    client.send(ANSWER)
                    continue
            except OSError:
                pass
            poller.unregister(number)
            del clients[number]
            client.close()


serve(socket.create_server((HOST, port), backlog=128))
