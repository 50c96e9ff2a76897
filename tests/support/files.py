# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Files, and what is answered when somebody asks for them. Without sockets, and on MicroPython too.

site = Site({"a.txt": b"hello"})
site.ask("/a.txt", "Range: bytes=0-1").body == b"he"
"""

import os

from adafruit_httpserver import FileResponse, Request, Server
from tests.support.answers import read_answers

# The server's clock, in most tests.
DATE = b"date: Tue, 19 Jan 2038 03:14:07 GMT\r\n"
_made = []


def _new_folder():
    try:
        import tempfile
    except ImportError:
        _made.append("/site%d" % len(_made))
        os.mkdir(_made[-1])
        return _made[-1]
    # It goes with the object.
    _made.append(tempfile.TemporaryDirectory())
    return _made[-1].name


class Connection:
    """As much of a connection as a response needs."""

    keep_alive = True
    dropped = False

    def drop(self):
        self.dropped = True


class Site:
    """A folder of files, and a server for it."""

    def __init__(self, files):
        self.folder = _new_folder()
        self.server = Server(None, self.folder)
        for name in files:
            self.write(name, files[name])

    def path(self, name):
        return self.folder + "/" + name

    def write(self, name, content):
        """Writes a file, and the folders that it is in."""
        parts = name.split("/")
        for count in range(1, len(parts)):
            try:
                os.mkdir(self.path("/".join(parts[:count])))
            except OSError:
                pass
        with open(self.path(name), "wb") as file:
            file.write(content)

    def request(self, target, *lines, method="GET"):
        """A request as it comes from the network."""
        raw = "\r\n".join((method + " " + target + " HTTP/1.1", "Host: a") + lines + ("", ""))
        return Request(self.server, Connection(), ("a", 1), raw.encode())

    def response(self, target, *lines, method="GET", **arguments):
        """What the server makes of it."""
        request = self.request(target, *lines, method=method)
        return FileResponse(request, request.path, **arguments)

    def ask(self, target, *lines, method="GET", **arguments):
        """The answer."""
        return self.sent(self.response(target, *lines, method=method, **arguments))

    def sent(self, response):
        """What a response looks like to a client."""
        data = b"".join([bytes(chunk) for chunk in response._chunks()])
        assert response._size == len(data)
        head = response._request.method == "HEAD" or response._head_only
        answers = read_answers(data, (0,) if head else (), True)
        assert len(answers) == 1, data
        return answers[0]
