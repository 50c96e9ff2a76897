# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.methods`
====================================================

The request methods of RFC 9110 section 9.3 and RFC 5789 (PATCH). A request with any other method
is answered with ``501 Not Implemented`` before a handler is looked for.
"""

GET = "GET"
HEAD = "HEAD"
POST = "POST"
PUT = "PUT"
DELETE = "DELETE"
PATCH = "PATCH"
OPTIONS = "OPTIONS"
TRACE = "TRACE"
CONNECT = "CONNECT"
