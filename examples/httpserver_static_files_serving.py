# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Every file below /static can be fetched, and "/" is /static/index.html, without any handler.

import socketpool
import wifi

from adafruit_httpserver import MIMETypes, Server

# The server knows the types of about 75 file extensions. Keeping only those that are used saves
# memory. Do this before the server starts.
MIMETypes.configure(
    default_to="text/plain",
    keep_for=[".html", ".css", ".js", ".svg", ".ico"],
    register={".foo": "text/foo"},
)

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, "/static", debug=True)

# Browsers keep every file and ask each time whether it has changed, which is answered without
# sending it again. Of these they need not even ask for a day.
server.cache_control = {"*.svg": "public, max-age=86400", "*.ico": "public, max-age=86400"}

# A folder without an index.html is shown as a list of what is in it.
server.directory_listing = True

# Where there is a style.css.gz beside style.css, it is sent instead, in a quarter of the time.
# On your computer: python3 -m adafruit_httpserver.compress static

server.serve_forever(str(wifi.radio.ipv4_address))
