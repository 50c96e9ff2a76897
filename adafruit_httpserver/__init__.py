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
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .authentication import (
            Basic as Basic,
        )
except ImportError:
    pass

__version__ = "5.0.0"
__repo__ = "https://github.com/adafruit/Adafruit_CircuitPython_HTTPServer.git"

# Submodule -> the names that it has, each between blanks. One text each, because a dict of sixty
# names would cost a board two kilobytes.
_NAMES = (
    ("authentication", " Basic Bearer Token check_authentication require_authentication "),
    ("chunked_response", " ChunkedResponse "),
    (
        "engine",
        " CONNECTION_IN_PROGRESS CONNECTION_TIMED_OUT NO_REQUEST REQUEST_HANDLED_NO_RESPONSE "
        "REQUEST_HANDLED_RESPONSE_SENT ",
    ),
    (
        "exceptions",
        " AuthenticationError BackslashInPathError FileNotExistsError InvalidPathError "
        "ParentDirectoryReferenceError ServerStoppedError ServingFilesDisabledError "
        "WebsocketError ",
    ),
    ("file_response", " FileResponse "),
    ("form_data", " File Files FormData "),
    ("headers", " Headers "),
    ("methods", " CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE "),
    ("mime_types", " MIMETypes "),
    ("query_params", " QueryParams "),
    ("redirect", " Redirect "),
    ("request", " Request "),
    ("response", " JSONResponse Response "),
    ("route", " Route as_route "),
    ("server", " Server "),
    ("status", " Status "),
)
# Submodules that are reachable as attributes of the package, beside those above.
_SUBMODULES = " debug dispatcher interfaces limits tls urls "


def __getattr__(name: str) -> Any:
    wanted = f" {name} "
    for submodule, names in _NAMES:
        if wanted in names:
            return load(globals(), {name: submodule}, name)
        if name == submodule:
            return _import_submodule(name)
    if wanted in _SUBMODULES:
        return _import_submodule(name)
    # What is left are the constants of status: OK_200, NOT_FOUND_404, ...
    if name[-3:].isdigit():
        return load(globals(), {name: "status"}, name)
    raise AttributeError(f"module 'adafruit_httpserver' has no attribute '{name}'")


def _import_submodule(name: str) -> Any:
    module = globals()[name] = __import__(f"{__name__}.{name}", None, None, ["*"])
    return module
