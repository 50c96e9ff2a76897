# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_sender`
====================================================

Who has sent a `Request`, whom he asks and what for, and what proxies have a say in. Loaded by the
first handler that wants to know.
"""

from .raw_headers import find
from .text import as_text

try:
    from typing import TYPE_CHECKING, Any

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass


def value_of(request: "Request", name: str) -> "Any":
    """
    An attribute of a request that it does not have yet.

    :param Request request: The request.
    :param str name: Name of the attribute.
    :raises AttributeError: if there is none of that name.
    """
    parser = request._parser
    if name == "client_address":
        address = request.connection.address
        # How a socket for both families shows IPv4.
        return (address[0][7:], address[1]) if address[0][:7] == "::ffff:" else address
    if name in ("host", "is_secure"):
        return _told_by_proxies(request, name)
    if name == "full_url":
        url = request.url
        if url[:1] == "/":
            url = f"http{'s' if request.is_secure else ''}://{request.host or ''}{url}"
        return url
    if name == "last_event_id":
        return find(parser.raw, "last-event-id")
    if name == "is_websocket":
        return "websocket" in find(parser.raw, "upgrade", "").lower()
    if name in ("remote_address", "remote_addresses"):
        from .proxies import client_of, way_of

        return client_of(request) if name == "remote_address" else way_of(request)
    raise AttributeError(f"'{type(request).__name__}' object has no attribute '{name}'")


def _told_by_proxies(request: "Request", name: str) -> "Any":
    """By those that somebody trusts; else by the client and the server."""
    is_host = name == "host"
    if getattr(request.server, "trusted_proxies", ()):
        # Loaded when these were set.
        from .proxies import forwarded

        value = forwarded(request, "host" if is_host else "proto")
        if value is not None:
            return value if is_host else value == "https"
    if not is_host:
        return bool(request.server and request.server.https)
    authority = request._parser.line.authority
    return find(request._parser.raw, name) if authority is None else as_text(authority)
