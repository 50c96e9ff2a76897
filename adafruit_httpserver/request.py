# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.request`
====================================================

An incoming request, as handlers see it.
"""

# Names of other modules have always been importable from here.
from . import __getattr__  # noqa: F401
from .request_parser import RequestParser

try:
    from typing import TYPE_CHECKING, Any, Callable, Dict, Generator, List, Optional, Tuple, Union

    if TYPE_CHECKING:
        from .connection import Connection
        from .form_data import FormData
        from .headers import Headers
        from .query_params import QueryParams
        from .server import Server
except ImportError:
    pass


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

    client_address: "Tuple[str, int]"
    """
    Address and port of the client.

    Example::

        request.client_address  # ('192.168.137.1', 40684)
    """

    method: str
    """Method, e.g. ``"GET"``."""

    http_version: str
    """``"HTTP/1.1"`` or ``"HTTP/1.0"``."""

    # What follows is made when somebody asks for it, see `__getattr__`.

    url: str
    """Target as it was sent, with path and query, not decoded."""

    path: str
    """Path of the target, percent-decoded and without the query, e.g. ``"/foo/bar"``."""

    query_params: "QueryParams"
    """
    Query/GET parameters in the request.

    Example::

        request = Request(..., raw_request=b"GET /?foo=bar&baz=qux HTTP/1.1...")

        request.query_params                  # QueryParams({"foo": "bar"})
        request.query_params["foo"]           # "bar"
        request.query_params.get_list("baz")  # ["qux"]
    """

    headers: "Headers"
    """Headers of the request."""

    cookies: "Dict[str, str]"
    """
    Cookies sent with the request.

    Example::

        request.headers["Cookie"]
        # "foo=bar; baz=qux; foo=quux"

        request.cookies
        # {"foo": "quux", "baz": "qux"}
    """

    remote_address: str
    """
    Address of the client, without a port: the one that a proxy has told, if it is among
    `Server.trusted_proxies`. Otherwise, and if all that are told are, that of ``client_address``.
    """

    remote_addresses: "List[str]"
    """
    The client and the proxies between it and this server, the client first, as far as trusted
    proxies vouch for them. The last one is that of ``client_address``.
    """

    host: "Optional[str]"
    """
    Host and port that were asked for, e.g. ``"board.local:5000"``: the Host header, or that of
    a target in absolute form (RFC 9112 section 3.2.2). ``None`` if there is neither. What a
    trusted proxy says was asked of it counts more, see `Server.trusted_proxies`.
    """

    is_secure: bool
    """Whether the request came over TLS: to a trusted proxy, if it came through one."""

    full_url: str
    """
    The whole URL that was asked for.

    Example::

        request.full_url  # "http://board.local:5000/foo?bar=baz"
    """

    content_type: "Optional[str]"
    """Content type of the body in lower case and without parameters, or ``None``."""

    content_length: "Optional[int]"
    """Length of the body as announced, or ``None``."""

    body: bytes
    """Body of the request, as bytes."""

    raw_request: bytes
    """Head and body of the request, as bytes."""

    form_data: "Optional[FormData]"
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

    bytes_received: int
    """How many bytes of the body have come."""

    read: "Callable[[], Generator]"
    """
    The next bytes of the body. A generator, for a handler that is one: ``yield from`` lets others
    be served until there are some. At the end of the body, and ever after, it returns ``b""``.

    Meant for a route with ``stream=True``, where the body has any size and is read from the network
    as it is taken: up to `Server.request_buffer_size` bytes each time. On other routes all of it
    comes at once.

    :return: Bytes, from ``yield from request.read()``.
    :raises RequestError: for a body that is malformed, longer than ``max_body_size``, or does not
        come. If the handler lets it pass, the client is answered with 400, 413 or 408.

    Example::

        @server.route("/count", POST, stream=True)
        def route_func(request):
            lines = 0
            while True:
                chunk = yield from request.read()
                if not chunk:
                    return Response(request, f"{lines} lines")
                lines += chunk.count(b"\\n")
    """

    save: "Callable[[str], Generator]"
    """
    Saves the body to a file, in constant memory. It is written beside its place, as
    ``<name>.part``, and moved there when all of it has come. If that does not happen, because the
    client leaves or for any other reason, the part is removed, and what was there stays.

    :param str path: Path of the file.
    :return: Its size, from ``yield from request.save(path)``.
    :raises OSError: if it cannot be written. If the handler lets it pass, the client is answered
        with 507 when there is no space, with 409 when the drive is read-only (a board's is while a
        computer has mounted it over USB) or somebody else writes that file, or else with 500.
    :raises RequestError: see `read`.

    Example::

        @server.route("/firmware", PUT, stream=True)
        def route_func(request):
            size = yield from request.save("/sd/firmware.bin")
            return Response(request, f"{size} bytes saved")
    """

    save_files: "Callable[..., Generator]"
    """
    Saves the files of a multipart form to a folder, in constant memory. Each is written beside its
    place; when the form is complete, all of them are moved there, and replace what is there under
    the same name. The other fields are kept in memory, up to `Server.max_body_size`.

    What a client calls a file is reduced to a plain name: without folders, dots in front, and
    characters that mean something to a file system. Without a name it is called ``upload``.

    :param str folder: Folder for the files.
    :param int max_files: How many there may be, 10 by default. More is a 413.
    :param int max_file_size: How many bytes each may have. More is a 413.
    :return: `FormData`, from ``yield from request.save_files(folder)``. Its ``files`` have a
        ``path`` and a ``size``.
    :raises OSError: see `save`.
    :raises RequestError: see `read`; also 400 for a malformed form, and 415 for another type of
        body.

    Example::

        @server.route("/photos", POST, stream=True)
        def route_func(request):
            form = yield from request.save_files("/sd/photos", max_file_size=2_000_000)
            names = [file.path for file in form.files.values()]
            return JSONResponse(request, names)
    """

    last_event_id: "Optional[str]"
    """Last event that a client of an `SSEResponse` got before it had to connect again."""

    is_websocket: bool
    """Whether the client asks for a WebSocket."""

    context: "Any" = None
    """Free for the application."""

    # Not there in a copy that is being made: asking for it must not ask for it again.
    _parser: RequestParser = None  # type: ignore[assignment]
    # The handler that was found for it, for messages.
    _handler: "Any" = None
    # The error of a body that is not what it says; a handler that lets it pass means a 400.
    _body_error: "Union[Exception, Any]" = None
    # The form that was made, and the body that it was made of.
    _form: "Tuple[Any, Any]" = (None, None)
    # Set when a body that is in memory was read as a stream.
    _taken: bool

    def __init__(
        self,
        server: "Server",
        connection: "Connection",
        client_address: "Tuple[str, int]",
        raw_request: "Union[bytes, RequestParser]" = None,
    ):
        self.server = server
        self.connection = connection
        if not isinstance(raw_request, RequestParser):
            from .raw_request import parse

            self.client_address = client_address
            raw_request = parse(raw_request)
        # What the server has read is a parser already.
        self._parser = raw_request
        self.method = raw_request.line.method

    def __getattr__(self, name: str) -> "Any":
        # Made when somebody asks for it, and loaded when the first one does: most requests to a
        # board need little more than a method and a path.
        from .request_values import value_of

        # From now on without the way through here.
        Request.__getattr__ = value_of  # type: ignore[method-assign]
        return value_of(self, name)

    def json(self) -> "Any":
        """
        Body of the request, decoded as JSON.
        Only available for POST, PUT, PATCH and DELETE requests.

        :return: What the JSON text says, or ``None`` without a body and for other methods.
        :raises ValueError: if the body is not JSON. If the handler lets it pass, the client is
            answered with 400.
        """
        from .request_values import json_of

        return json_of(self)

    def __repr__(self) -> str:
        return self._repr
