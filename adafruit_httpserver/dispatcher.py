# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.dispatcher`
====================================================

From a request to its response: authentication, the route, the handler, the file, and what the
server answers by itself.
"""

from .request_error import RequestError
from .response import JSONResponse, Response
from .status import reason_phrase

try:
    from typing import TYPE_CHECKING, Any, List, Optional, Set, Tuple

    if TYPE_CHECKING:
        from .connection import Connection
        from .request import Request
        from .route import Route
        from .server import Server
except ImportError:
    pass

_BODIES = {401: "", 403: "Invalid path", 404: "File not found"}
_METHOD_ORDER = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")


class UnreadRequest:
    """
    Stands in for a request whose head could not be read, so that it can be answered.

    :param Server server: The server.
    :param Connection connection: Where the answer goes.
    """

    method = "GET"
    http_version = "HTTP/1.1"
    _body_error = None

    def __init__(self, server: "Server", connection: "Connection"):
        self.server = server
        self.connection = connection
        self.client_address = connection.address


def authenticate(server: "Server", request: "Request") -> None:
    """
    Holds a request to the server's own authentications.

    :param Server server: The server.
    :param Request request: The request.
    :raises AuthenticationError: if none of them fits.
    """
    # Loaded by Server.require_authentication().
    from .authentication import require_authentication

    require_authentication(request, server._auths)


def respond(server: "Server", request: "Request") -> Any:
    """
    Finds who answers a request, and asks.

    :param Server server: The server.
    :param Request request: The request, complete.
    :return: What the handler returned; a generator if it is one.
    :raises Exception: whatever the handler raises, or one of the exceptions with a status code.
    """
    matches = server._table.find(request._parser.line.path)
    method = request.method
    for _, route, parameters in matches:
        if method in route.methods:
            return _call(route, request, parameters)
    if method == "HEAD":
        # RFC 9110 section 9.3.2: like GET, without its content.
        for _, route, parameters in matches:
            if "GET" in route.methods:
                return _call(route, request, parameters)
    if matches:
        return _other_method(server, request, [route for _, route, _ in matches])
    if request._parser.line.path == b"*":
        return Response(request, status=204)
    return _file(server, request)


def _call(route: "Route", request: "Request", parameters: dict) -> Any:
    request._handler = route.handler
    return route.handler(request, **parameters) if parameters else route.handler(request)


def _other_method(server: "Server", request: "Request", routes: List["Route"]) -> Response:
    """There are routes of this path, but for other methods."""
    if request.method in {"GET", "HEAD"} and server.root_path is not None:
        try:
            return _file(server, request)
        except Exception as error:
            if status_code_of(request, error) is None:
                raise
    allowed = {"OPTIONS"}
    for route in routes:
        allowed.update(route.methods)
    if "GET" in allowed:
        allowed.add("HEAD")
    return _only(request, allowed, 204 if request.method == "OPTIONS" else 405)


def _only(request: "Request", allowed: Set[str], status: int) -> Response:
    names = ", ".join([method for method in _METHOD_ORDER if method in allowed])
    body = "" if status == 204 else reason_phrase(status)
    return Response(request, body, status=status, headers={"Allow": names})


def _file(server: "Server", request: "Request") -> Response:
    """The file of that path."""
    if server.root_path is None:
        raise RequestError(404, "")
    # Loaded by the constructor of a server that has a root_path.
    from .file_response import FileResponse

    response = FileResponse(request, request.path, head_only=request.method == "HEAD")
    if request.method in {"GET", "HEAD"}:
        return response
    return _only(request, {"GET", "HEAD"}, 405)


def as_response(request: "Request", result: Any) -> Response:
    """
    Makes a response of what a handler returned.

    :param Request request: The request.
    :param result: `Response`, ``str``, bytes-like, ``dict``, ``list``, or a tuple of one of them
        and a status.
    :return: The response.
    :raises TypeError: for anything else.
    :raises ValueError: for a response to another request.
    """
    if isinstance(result, Response):
        if result._request is not request:
            raise ValueError(f"{_name(request)} returned the response to another request")
        return result
    status = None
    value = result
    if isinstance(result, tuple) and len(result) == 2:
        value, status = result
    if isinstance(value, Response):
        response = as_response(request, value)
        response._set_status(status)
        return response
    if isinstance(value, (dict, list)):
        return JSONResponse(request, value, status=status)
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return Response(request, value, status=status)
    raise TypeError(
        f"{_name(request)} must return a Response, str, bytes, dict, list or one of them with a "
        f"status, not {type(value).__name__}"
    )


def _name(request: "Request") -> str:
    handler = request._handler
    return f"handler {getattr(handler, '__name__', repr(handler))}"


def is_generator(result: Any) -> bool:
    """Whether a handler's result is a generator, which is stepped from poll to poll."""
    return hasattr(result, "send") and hasattr(result, "throw")


def status_code_of(request: "Request", error: Exception) -> Optional[int]:
    """
    Status code of an exception that is the client's fault, see `exceptions`.

    :param Request request: The request, or its stand-in.
    :param Exception error: The exception.
    :return: The code, or ``None`` if the handler is at fault.
    """
    return 400 if error is request._body_error else getattr(error, "_status_code", None)


def error_response(request: "Request", error: Exception) -> Tuple[Response, bool]:
    """
    What a client is told about an exception.

    :param Request request: The request, or its stand-in.
    :param Exception error: The exception.
    :return: The response, and whether the client is at fault, so that nobody else needs to know.
    """
    debug = request.server.debug
    status_code = status_code_of(request, error)
    if status_code is None:
        text = reason_phrase(500)
        if debug:
            text += f"\n{type(error).__name__}: {error}"
        return Response(request, text, status=500), False
    if debug and status_code != 401:
        text = str(error)
    else:
        text = _BODIES.get(status_code)
        if text is None:
            text = reason_phrase(status_code)
    response = Response(request, text, status=status_code, headers=getattr(error, "_headers", None))
    if status_code == 401:
        response._headers.set(
            "WWW-Authenticate", 'Basic realm="adafruit_httpserver", charset="UTF-8"'
        )
    return response, True


def add_default_headers(server: "Server", response: Response) -> None:
    """
    Adds the server's headers, where the response does not have its own.

    :param Server server: The server.
    :param Response response: The response.
    """
    defaults = server._headers
    for name in defaults.fields:
        if name in response._headers:
            continue
        if name == "content-type":
            # It stands in for text/plain, not for what a response knows about itself.
            if response._content_type is None:
                response._content_type = defaults[name]
            continue
        for value in defaults.get_list(name):
            response._headers.add(name, value)
