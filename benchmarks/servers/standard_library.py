# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
http.server of the standard library, which serves files and nothing else, with connections that are
kept. It logs each request by default, which it would be charged for.
"""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from common import HOST, arguments

port, folder, loop = arguments()


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass


ThreadingHTTPServer((HOST, port), partial(Handler, directory=folder)).serve_forever()
