# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A page made from a template: a browser for the files below /static. Needs
# adafruit_templateengine, and folder_listing.tpl.html beside this program.

import os

import socketpool
import wifi
from adafruit_templateengine import FileTemplate

from adafruit_httpserver import FileResponse, Request, Response, Server

ROOT = "/static"

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, ROOT, debug=True)

# Reading and compiling a template takes time and memory: do it once, at the start
listing = FileTemplate("folder_listing.tpl.html")


def without_dots(path: str):
    """Return the path without anything that could lead out of the root folder."""
    parts = path.replace("\\", "/").split("/")
    return "".join(["/" + part for part in parts if part not in {"", ".", ".."}])


def is_folder(path: str):
    """Tell whether there is a folder; what does not exist is none."""
    try:
        return os.stat(ROOT + path)[0] & 0x4000 != 0
    except (OSError, ValueError):
        return False


def quote(path: str):
    """Percent-encode a path for use in a link; boards have no urllib."""
    safe = b"/-_.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return "".join([chr(byte) if byte in safe else f"%{byte:02X}" for byte in path.encode()])


@server.route("/")
def browse(request: Request):
    """List a folder, or send a file: /?path=/some/where"""
    # [] instead of get(): HTML entities must not come into file names, and the template makes
    # them where they belong
    path = without_dots(request.query_params["path"]) if "path" in request.query_params else ""

    if not is_folder(path):
        return FileResponse(request, path)

    folder = path + "/"
    entries = []
    for name in sorted(os.listdir(ROOT + path)):
        slash = "/" if is_folder(folder + name) else ""
        entries.append({"name": name + slash, "link": "/?path=" + quote(folder + name) + slash})

    page = listing.render({"folder": folder, "entries": entries})
    return Response(request, page, content_type="text/html")


server.serve_forever(str(wifi.radio.ipv4_address))
