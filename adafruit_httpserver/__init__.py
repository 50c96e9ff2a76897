# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver`
================================================================================

Socket based HTTP Server for CircuitPython


Implementation Notes
--------------------

**Software and Dependencies:**

* Adafruit CircuitPython firmware for the supported boards:
  https://github.com/adafruit/circuitpython/releases

Names are imported when they are used: a program takes RAM only for the parts that it names.
"""

from .lazy import load

try:
    from typing import Any
except ImportError:
    pass

__version__ = "5.0.0"
__repo__ = "https://github.com/adafruit/Adafruit_CircuitPython_HTTPServer.git"

_ELSEWHERE = (
    ("authentication", " Basic Bearer Token check_authentication require_authentication "),
    ("channel", " Channel "),
    ("chunked_response", " ChunkedResponse "),
    ("delayed_response", " DelayedResponse "),
    (
        "engine",
        " CONNECTION_IN_PROGRESS CONNECTION_TIMED_OUT NO_REQUEST REQUEST_HANDLED_NO_RESPONSE "
        "REQUEST_HANDLED_RESPONSE_SENT ",
    ),
    (
        "exceptions",
        " AuthenticationError BackslashInPathError FileNotExistsError InvalidPathError "
        "ParentDirectoryReferenceError ServerStoppedError ServingFilesDisabledError ",
    ),
    ("file_response", " FileResponse "),
    ("form_data", " File Files FormData "),
    ("headers", " Headers "),
    ("methods", " CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE "),
    ("mime_types", " MIMETypes "),
    ("mixed_replace_response", " XMixedReplaceResponse "),
    ("query_params", " QueryParams "),
    ("redirect", " Redirect "),
    ("request", " Request "),
    ("response", " JSONResponse Response "),
    ("route", " Route as_route "),
    ("server", " Server "),
    ("sse_response", " SSEResponse "),
    ("status", " Status "),
    ("stream_response", " NDJSONResponse StreamResponse "),
    ("websocket", " Websocket "),
    ("websocket_protocol", " WebsocketError "),
    # Modules that are reachable as attributes, but of which no name is.
    ("debug", ""),
    ("interfaces", ""),
    ("limits", ""),
    ("urls", ""),
)


def __getattr__(name: str) -> Any:
    return load(globals(), _ELSEWHERE, name)
