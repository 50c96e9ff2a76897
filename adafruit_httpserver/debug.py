# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.debug`
====================================================

What a server prints in debug mode. Programs may put functions of their own in the place of these,
by their names in `adafruit_httpserver.server`. Loaded only in debug mode.
"""

import sys
import traceback

from .printable import printable, show

try:
    from typing import TYPE_CHECKING, Any, List, Optional

    if TYPE_CHECKING:
        from .connection import Connection
        from .response import Response
        from .server import Server
except ImportError:
    pass


def _debug_warning_exposed_files(root_path: str) -> None:
    """Prints a warning about exposing all files: ``root_path`` is ``""`` or ``"/"``."""
    print("WARNING: Setting root_path to '/' will expose all files on your device")


def _debug_started_server(server: "Server") -> None:
    """Prints a message when the server starts."""
    print(f"Started development server on {_url(server, server.host)}")


def _debug_addresses(server: "Server", addresses: "List[str]") -> None:
    """Prints under which other addresses the server can be reached, one line for each."""
    for address in addresses:
        if address != server.host:
            print(f"  {_url(server, address)}")


def _url(server: "Server", host: "Any") -> str:
    host = f"[{host}]" if ":" in host else host
    return f"{'https' if server.https else 'http'}://{host}:{server.port}"


def tell_of_response(server: "Server", connection: "Connection") -> None:
    """
    Tells of a response that has left.

    :param Server server: The server.
    :param Connection connection: Its connection.
    """
    response = connection.response
    connection.response = None
    # A program may have turned on the debug output meanwhile.
    seconds = (server._now() - connection.started) / 1000 if connection.started else 0
    connection.started = 0
    server._debug("_debug_response_sent", response, seconds)


def _debug_response_sent(response: "Response", time_elapsed: float) -> None:
    """Prints a message when a response was sent: who asked for what, and what came of it."""
    request = response._request
    query = str(request.query_params)
    path = f"{request.path}?{query}" if query else request.path
    parser = request._parser
    show(
        f'{request.client_address[0]} -- "{request.method} {printable(path)}" '
        f'{len(parser.head) + parser.bytes_received} -- "{response._status}" {response._size} -- '
        f"{round(time_elapsed * 1000)}ms"
    )


def _debug_refused(address: tuple, reason: str) -> None:
    """Prints a message about a request that could not be read."""
    show(f"{address[0]} -- refused: {printable(reason)}")


def _debug_stopped_server(server: "Server") -> None:
    """Prints a message when the server stops."""
    print("Stopped development server")


def _debug_exception_in_handler(error: Exception) -> None:
    """Prints the traceback of an exception that a handler has raised."""
    # A list on a PC, a text on a board.
    text = "".join(
        traceback.format_exception(type(error), error, getattr(error, "__traceback__", None))
    )
    message = str(error)
    if message:
        # What it says may have come from a client, who must not add lines of his own.
        text = text.replace(message, printable(message))
    show(printable(text.rstrip("\n"), "\n\t"), sys.stderr)


def _debug_unsupported_form_content_type(content_type: "Optional[str]") -> None:
    """Prints a warning about a form of a content type that `FormData` does not know."""
    show(
        f"WARNING: Unsupported Content-Type: {printable(str(content_type))}. "
        "Only `application/x-www-form-urlencoded`, `multipart/form-data` and `text/plain` are "
        "supported."
    )


_warned = False


def _debug_warning_nonencoded_output() -> None:
    """Prints what ``safe=False`` means. Once: a line for each call would fill the console."""
    global _warned  # noqa: PLW0603
    if not _warned:
        _warned = True
        print("WARNING: Setting safe to False makes XSS possible")
