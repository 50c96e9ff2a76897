# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request_values`
====================================================

What a handler may ask of a `Request`: its path, query, headers, cookies, body and form. Each is
made when it is asked for, by the function of its name.
"""

import json

from .raw_headers import find
from .text import as_text
from .urls import unquote

try:
    from typing import TYPE_CHECKING, Any, Optional

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass

# These depend on a body that may be assigned: they are made each time.
_NOT_KEPT = ("raw_request", "form_data", "_raw_body_bytes")


def value_of(request: "Request", name: str) -> "Any":
    """
    An attribute of a request that it does not have yet.

    :param Request request: The request.
    :param str name: Name of the attribute.
    :raises AttributeError: if there is none of that name.
    :raises ValueError: for a malformed form.
    """
    make = globals().get("_make_" + name)
    if make is None:
        raise AttributeError(f"'{type(request).__name__}' object has no attribute '{name}'")
    value = make(request, request._parser)
    if name not in _NOT_KEPT:
        setattr(request, name, value)
    return value


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


def _make_client_address(request, parser):
    return request.connection.address


def _make_http_version(request, parser):
    return parser.line.version


def _make_url(request, parser):
    return as_text(parser.line.target)


def _make_last_event_id(request, parser):
    return find(parser.block.raw, "last-event-id")


def _make_is_websocket(request, parser):
    return "websocket" in (find(parser.block.raw, "upgrade") or "").lower()


def _make_path(request, parser):
    return unquote(parser.line.path)


def _make_query_params(request, parser):
    from .query_params import QueryParams

    return QueryParams(as_text(parser.line.query))


def _make_headers(request, parser):
    from .headers import Headers

    return Headers._of_lines(parser.block.raw)


def _make_cookies(request, parser):
    from .cookies import cookies_of

    return cookies_of(request.headers)


def _make_host(request, parser):
    authority = parser.line.authority
    return find(parser.block.raw, "host") if authority is None else as_text(authority)


def _make_is_secure(request, parser):
    return bool(request.server is not None and request.server.https)


def _make_full_url(request, parser):
    url = request.url
    if url[:1] != "/":
        return url
    return f"http{'s' if request.is_secure else ''}://{request.host or ''}{url}"


def _make_content_type(request, parser):
    value = find(parser.block.raw, "content-type")
    return None if value is None else value.partition(";")[0].strip().lower()


def _make_content_length(request, parser):
    return parser.block.content_length


def _make_body(request, parser):
    # A bytearray that stays beside its copy would take the memory twice.
    parser.body = bytes(parser.body)
    return parser.body


def _make_raw_request(request, parser):
    return parser.head + request.body


def _make_form_data(request, parser):
    if request.method not in ("POST", "PUT", "PATCH"):
        return None
    body, form = request._form
    if form is None or body is not request.body:
        # Paid for by programs that have forms, when the first one comes.
        from .form_data import form_of

        form = form_of(request)
        request._form = (request.body, form)
    return form


# For the debug output and those who look closely.


def _make__raw_header_bytes(request, parser):
    return parser.head[:-4]


def _make__raw_body_bytes(request, parser):
    return request.body
