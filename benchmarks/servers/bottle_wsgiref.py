# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""bottle behind the server that it starts by default: wsgiref, of the standard library."""

import bottle_app
from bottle import run
from common import HOST, arguments

port, folder, loop = arguments()
run(bottle_app.build(folder), host=HOST, port=port, quiet=True)
