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
    elif name == "_taken":
        value = False
    elif name in ("bytes_received", "read", "save", "save_files"):
        from .body_reading import reading_of

        return reading_of(request, name)
    else:
        from .request_sender import value_of as value_of_sender

        value = value_of_sender(request, name)
    setattr(request, name, value)
    return value


def _whole(body: "Any") -> bytes:
    """A body that is in memory, as bytes."""
    if not isinstance(body, (bytes, bytearray)):
        body.refuse()
    return bytes(body)


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
