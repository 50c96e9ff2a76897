# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_values`
====================================================

What a handler may ask of a `Request`: its path, query, headers, cookies, body and form. Each is
made when it is asked for.
"""

import json

from .text import as_text
from .urls import unquote

try:
    from typing import TYPE_CHECKING, Any, Optional

    if TYPE_CHECKING:
        from .form_data import FormData
        from .request import Request
        from .request_parser import RequestParser
except ImportError:
    pass

# `FormData`: importing it anew for each form would take longer than to read the form.
_form_class = None


def value_of(request: "Request", name: str) -> "Any":
    """
    An attribute of a request that it does not have yet.

    :param Request request: The request.
    :param str name: Name of the attribute.
    :raises AttributeError: if there is none of that name.
    :raises ValueError: for a malformed form.
    """
    parser = request._parser
    line = parser.line
    # These depend on a body that may be assigned: they are made each time.
    if name == "form_data":
        return _form_of(request)
    if name == "raw_request":
        return parser.head + request.body
    if name == "_raw_body_bytes":
        return request.body
    if name == "body":
        # A bytearray that stays beside its copy would take the memory twice.
        value = parser.body = _whole(parser.body)
    elif name == "headers":
        from .field_lines import fields_of
        from .headers import Headers

        value = Headers()
        for field in fields_of(parser.raw):
            value._append(*field)
    elif name == "path":
        value = unquote(line.path)
    elif name == "query_params":
        from .query_params import QueryParams

        value = QueryParams(as_text(line.query))
    elif name == "url":
        value = as_text(line.target)
    elif name == "cookies":
        from .cookies import cookies_of

        value = cookies_of(parser.raw)
    elif name in ("last_event_id", "is_websocket"):
        value = _found(parser, name)
    elif name in ("client_address", "host", "is_secure", "remote_address", "remote_addresses"):
        value = _as_the_client_sees_it(request, name)
    elif name == "full_url":
        value = request.url
        if value[:1] == "/":
            value = f"http{'s' if request.is_secure else ''}://{request.host or ''}{value}"
    elif name == "content_type":
        value = as_text(parser.block.content_type).split(";")[0].strip().lower() or None
    elif name == "content_length":
        value = parser.block.content_length
    elif name == "http_version":
        value = line.version
    elif name == "_repr":
        value = str(request.query_params)
        value = f"{request.method} {request.path}{'?' if value else ''}{value}"
        value = f'<{type(request).__name__} "{value}">'
    elif name == "_raw_header_bytes":
        value = parser.head[:-4]
    else:
        return _reading(request, name)
    setattr(request, name, value)
    return value


def _as_the_client_sees_it(request: "Request", name: str) -> "Any":
    """Who asks, and what proxies have a say in, if somebody trusts them."""
    if name == "client_address":
        value = request.connection.address
        # How a socket for both families shows IPv4.
        return (value[0][7:], value[1]) if value[0][:7] == "::ffff:" else value
    if name[:6] == "remote":
        from .proxies import client_of, way_of

        return way_of(request) if name == "remote_addresses" else client_of(request)
    if getattr(request.server, "trusted_proxies", ()):
        # Loaded when these were set.
        from .proxies import forwarded

        value = forwarded(request, "host" if name == "host" else "proto")
        if value is not None:
            return value if name == "host" else value == "https"
    if name == "host":
        return _found(request._parser, name)
    return bool(request.server and request.server.https)


def _whole(body: "Any") -> bytes:
    """A body that is in memory, as bytes."""
    if not isinstance(body, (bytes, bytearray)):
        body.refuse()
    return bytes(body)


def _reading(request: "Request", name: str) -> "Any":
    """What reads a body as it comes. Loaded by those who do."""
    if name == "bytes_received":
        return request._parser.bytes_received
    if name == "read":
        from .request_stream import read

        return lambda: read(request)
    if name == "save":
        from .saved_file import save

        return lambda path: save(request, path)
    if name == "save_files":
        from .saved_form import save_files

        return lambda folder, **limits: save_files(request, folder, **limits)
    raise AttributeError(f"'{type(request).__name__}' object has no attribute '{name}'")


def _found(parser: "RequestParser", name: str) -> "Any":
    from .raw_headers import find

    if name == "is_websocket":
        return "websocket" in find(parser.raw, "upgrade", "").lower()
    if name == "last_event_id":
        return find(parser.raw, "last-event-id")
    authority = parser.line.authority
    return find(parser.raw, name) if authority is None else as_text(authority)


def _form_of(request: "Request") -> "Optional[FormData]":
    if request.method not in ("POST", "PUT", "PATCH"):
        return None
    global _form_class
    body = request.body
    made_of, form = request._form
    if form is None or made_of is not body:
        if _form_class is None:
            # Paid for by programs that have forms, when the first one comes.
            from .form_data import FormData

            _form_class = FormData
        server = request.server
        try:
            form = _form_class(
                body,
                as_text(request._parser.block.content_type),
                debug=server is not None and server.debug,
                strict=request.connection is not None,
            )
        except ValueError as error:
            request._body_error = error
            raise
        request._form = (body, form)
    return form


def json_of(request: "Request") -> "Any":
    """See `Request.json`."""
    if not request.body or request.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return None
    try:
        return json.loads(request.body)
    except ValueError as error:
        request._body_error = error
    except RuntimeError:
        # How interpreters report that they ran out of stack.
        request._body_error = ValueError("JSON is nested too deeply")
    raise request._body_error
