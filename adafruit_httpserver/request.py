# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request`
====================================================

An incoming request, as handlers see it.
"""

import json

from .field_storage import as_text
from .headers import Headers
from .lazy import load
from .limits import Limits
from .query_params import QueryParams
from .request_error import RequestError
from .request_parser import RequestParser
from .urls import unquote

try:
    from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

    if TYPE_CHECKING:
        from .connection import Connection
        from .form_data import FormData
        from .server import Server
except ImportError:
    pass

# Names of other modules that have always been importable from here.
_ELSEWHERE = (
    ("form_data", " File Files FormData "),
    ("methods", " CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE "),
    ("debug", " _debug_unsupported_form_content_type "),
)

_WITH_FORM = {"POST", "PUT", "PATCH"}
_WITH_JSON = {"POST", "PUT", "PATCH", "DELETE"}


class Request:
    """
    Incoming request, constructed from raw incoming bytes.
    It is passed as first argument to all route handlers.

    :param Server server: Server that received the request.
    :param Connection connection: Connection it came over.
    :param tuple client_address: Address and port of the client.
    :param bytes raw_request: Head and body.
    :raises ValueError: if ``raw_request`` is ``None`` or not a request.
    """

    server: "Server"
    """Server that received the request."""

    connection: "Connection"
    """Connection that it came over, with ``send`` and ``close`` as a socket has them."""

    client_address: Tuple[str, int]
    """
    Address and port of the client.

    Example::

        request.client_address  # ('192.168.137.1', 40684)
    """

    method: str
    """Method, e.g. ``"GET"``."""

    http_version: str
    """``"HTTP/1.1"`` or ``"HTTP/1.0"``."""

    context = None
    """Free for the application."""

    _url = None
    _path = None
    _query_params = None
    _headers = None
    _cookies = None
    _form_data = None
    # The handler that was found for it, for messages.
    _handler = None
    # The error of a body that is not what it says; a handler that lets it pass means a 400.
    _body_error = None

    def __init__(
        self,
        server: "Server",
        connection: "Connection",
        client_address: Tuple[str, int],
        raw_request: bytes = None,
        *,
        _parser: RequestParser = None,
    ):
        self.server = server
        self.connection = connection
        self.client_address = client_address
        self._parser = _parser or self._parse(raw_request)
        line = self._parser.line
        self.method = line.method
        self.http_version = line.version

    @staticmethod
    def _parse(raw_request: bytes) -> RequestParser:
        """Reads a request that was made by hand, whose body is all that follows the head."""
        if raw_request is None:
            raise ValueError("raw_request cannot be None")
        limits = Limits()
        limits.max_header_size = max(len(raw_request), limits.max_header_size)
        parser = RequestParser(limits, False)
        try:
            used = parser.feed(memoryview(raw_request))
        except RequestError:
            parser.block = None
        if parser.block is None:
            raise ValueError("Unparseable raw_request: ", raw_request)
        parser.body = bytes(raw_request[used:])
        return parser

    # The request line

    @property
    def url(self) -> str:
        """Target as it was sent, with path and query, not decoded."""
        if self._url is None:
            self._url = as_text(self._parser.line.target)
        return self._url

    @property
    def path(self) -> str:
        """Path of the target, percent-decoded and without the query, e.g. ``"/foo/bar"``."""
        if self._path is None:
            self._path = unquote(self._parser.line.path)
        return self._path

    @property
    def query_params(self) -> QueryParams:
        """
        Query/GET parameters in the request.

        Example::

            request = Request(..., raw_request=b"GET /?foo=bar&baz=qux HTTP/1.1...")

            request.query_params                  # QueryParams({"foo": "bar"})
            request.query_params["foo"]           # "bar"
            request.query_params.get_list("baz")  # ["qux"]
        """
        if self._query_params is None:
            self._query_params = QueryParams(as_text(self._parser.line.query))
        return self._query_params

    # Header fields

    @property
    def headers(self) -> Headers:
        """Headers of the request."""
        if self._headers is None:
            self._headers = Headers._of_lines(self._parser.block.raw)
        return self._headers

    def _header(self, name: str) -> Optional[str]:
        """First value of a header by its lower-case name; cheap where `headers` is not needed."""
        if self._headers is None:
            return self._parser.block.find(name)
        return self._headers.get(name)

    @property
    def cookies(self) -> Dict[str, str]:
        """
        Cookies sent with the request.

        Example::

            request.headers["Cookie"]
            # "foo=bar; baz=qux; foo=quux"

            request.cookies
            # {"foo": "quux", "baz": "qux"}
        """
        if self._cookies is None:
            self._cookies = {}
            for line in self.headers.get_list("cookie"):
                for piece in line.split(";"):
                    name, equals, value = piece.partition("=")
                    name = name.strip()
                    if equals and name:
                        self._cookies[name] = value.strip().strip('"')
        return self._cookies

    @property
    def host(self) -> Optional[str]:
        """
        Host and port that were asked for, e.g. ``"board.local:5000"``: the Host header, or that of
        a target in absolute form (RFC 9112 section 3.2.2). ``None`` if there is neither.
        """
        authority = self._parser.line.authority
        return self._header("host") if authority is None else as_text(authority)

    @property
    def is_secure(self) -> bool:
        """Whether the request came over TLS."""
        return bool(self.server is not None and self.server.https)

    @property
    def full_url(self) -> str:
        """
        The whole URL that was asked for.

        Example::

            request.full_url  # "http://board.local:5000/foo?bar=baz"
        """
        if not self.url.startswith("/"):
            return self.url
        scheme = "https" if self.is_secure else "http"
        return f"{scheme}://{self.host or ''}{self.url}"

    @property
    def content_type(self) -> Optional[str]:
        """Content type of the body in lower case and without parameters, or ``None``."""
        value = self._header("content-type")
        return None if value is None else value.partition(";")[0].strip().lower()

    @property
    def content_length(self) -> Optional[int]:
        """Length of the body as announced, or ``None``."""
        return self._parser.block.content_length

    @property
    def last_event_id(self) -> Optional[str]:
        """Last event that a client of an `SSEResponse` got before it had to connect again."""
        return self._header("last-event-id")

    @property
    def is_websocket(self) -> bool:
        """Whether the client asks for a WebSocket."""
        return "websocket" in (self._header("upgrade") or "").lower()

    # The body

    @property
    def body(self) -> bytes:
        """Body of the request, as bytes."""
        body = self._parser.body
        if not isinstance(body, bytes):
            body = self._parser.body = bytes(body)
        return body

    @body.setter
    def body(self, body: bytes) -> None:
        self._parser.body = body
        self._form_data = None

    @property
    def raw_request(self) -> bytes:
        """Head and body of the request, as bytes."""
        return self._parser.head + self.body

    @property
    def form_data(self) -> Optional["FormData"]:
        """
        Form of the request: for POST, PUT and PATCH; ``None`` for any other method.

        :raises ValueError: for a malformed form. If the handler lets it pass, the client is
            answered with 400.

        Example::

            # application/x-www-form-urlencoded
            request = Request(...,
                raw_request=b\"\"\"...
                foo=bar&baz=qux\"\"\"
            )

            # or

            # multipart/form-data
            request = Request(...,
                raw_request=b\"\"\"...
                --boundary
                Content-Disposition: form-data; name="foo"

                bar
                --boundary
                Content-Disposition: form-data; name="baz"

                qux
                --boundary--\"\"\"
            )

            # or

            # text/plain
            request = Request(...,
                raw_request=b\"\"\"...
                foo=bar
                baz=qux
                \"\"\"
            )

            request.form_data                  # FormData({'foo': ['bar'], 'baz': ['qux']})
            request.form_data["foo"]           # "bar"
            request.form_data.get_list("baz")  # ["qux"]
        """
        if self._form_data is None and self.method in _WITH_FORM:
            # Paid for by programs that have forms, when the first one comes.
            from .form_data import FormData

            debug = self.server is not None and self.server.debug
            strict = self.connection is not None
            try:
                self._form_data = FormData(self.body, self.headers, debug=debug, strict=strict)
            except ValueError as error:
                self._body_error = error
                raise
        return self._form_data

    def json(self) -> Any:
        """
        Body of the request, decoded as JSON.
        Only available for POST, PUT, PATCH and DELETE requests.

        :return: What the JSON text says, or ``None`` without a body and for other methods.
        :raises ValueError: if the body is not JSON. If the handler lets it pass, the client is
            answered with 400.
        """
        if self.method not in _WITH_JSON or not self.body:
            return None
        try:
            return json.loads(self.body)
        except ValueError as error:
            self._body_error = error
            raise
        except RuntimeError:
            # How interpreters report that they ran out of stack.
            self._body_error = ValueError("JSON is nested too deeply")
            raise self._body_error from None

    # For the debug output and those who look closely.

    @property
    def _raw_header_bytes(self) -> bytes:
        return self._parser.head[:-4]

    @property
    def _raw_body_bytes(self) -> bytes:
        return self.body

    def __repr__(self) -> str:
        query = str(self.query_params)
        path = f"{self.path}?{query}" if query else self.path
        return f'<{type(self).__name__} "{self.method} {path}">'


def __getattr__(name: str) -> Any:
    return load(globals(), _ELSEWHERE, name)
