# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""bottle behind waitress, with the threads and limits that waitress has by default."""

import bottle_app
from common import HOST, arguments
from waitress import serve

port, folder, loop = arguments()
serve(bottle_app.build(folder), host=HOST, port=port)
