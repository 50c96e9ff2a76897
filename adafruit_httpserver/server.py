# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.server`
====================================================

The server: its settings, its life, and the one `Server.poll` that does all the work.
"""

import time

from .connection_pool import ConnectionPool
from .engine import (  # noqa: F401
    CONNECTION_IN_PROGRESS,
    CONNECTION_TIMED_OUT,
    NO_REQUEST,
    REQUEST_HANDLED_NO_RESPONSE,
    REQUEST_HANDLED_RESPONSE_SENT,
    Engine,
)
from .lazy import load
from .message_framing import http_date
from .methods import GET
from .route import Route
from .route_table import RouteTable
from .settings import Settings
from .transport import bound_port, listen

try:
    from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Union

    if TYPE_CHECKING:
        from .authentication import Basic, Bearer, Token
except ImportError:
    pass

# Names of other modules that have always been importable from here, and what is printed in debug
# mode: programs put functions of their own in the place of those.
_ELSEWHERE = (
    (
        "debug",
        " _debug_exception_in_handler _debug_refused _debug_response_sent _debug_started_server "
        "_debug_stopped_server _debug_warning_exposed_files ",
    ),
    ("authentication", " Basic Bearer Token require_authentication "),
    (
        "exceptions",
        " AuthenticationError FileNotExistsError InvalidPathError ServerStoppedError "
        "ServingFilesDisabledError ",
    ),
    ("file_response", " FileResponse "),
    ("headers", " Headers "),
    ("request", " Request "),
    ("response", " Response "),
    ("tls", " MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE SSL_AVAILABLE "),
)

# Dates are in UTC. Boards have no gmtime(): what they take for the time is taken for UTC.
_utc = getattr(time, "gmtime", time.localtime)


class Server(Settings):
    """
    A basic socket-based HTTP server.

    :param socket_source: An object that is a source of sockets. This could be a ``socketpool`` in
        CircuitPython or the ``socket`` module in CPython.
    :param str root_path: Root directory to serve files from.
    :param bool https: If True, the server will use HTTPS.
    :param str certfile: Path to the certificate file, required if ``https`` is True.
    :param str keyfile: Path to the private key file, required if ``https`` is True.
    :param bool debug: Enables debug messages useful during development.
    :param ssl_context: A ready ``SSLContext``; ``https`` becomes True.
    :raises ValueError: if ``https`` is True and one of the two files is missing.
    :raises NotImplementedError: if ``https`` is True and there is no ``ssl`` module.
    """

    def __init__(
        self,
        socket_source: Any,
        root_path: str = None,
        *,
        https: bool = False,
        certfile: str = None,
        keyfile: str = None,
        debug: bool = False,
        ssl_context: Any = None,
    ) -> None:
        super().__init__()
        self._socket_source = socket_source
        self._ssl_context = ssl_context
        self.https = bool(https or ssl_context is not None)
        if https and ssl_context is None:
            from .tls import server_context

            self._ssl_context = server_context(certfile, keyfile)
        self._auths = []
        self._table = RouteTable()
        self._routes = self._table.routes
        self._pool = ConnectionPool(self._limits, socket_source)
        self._engine = Engine(self, self._pool)
        self._date_line = ""
        self._next_date = 0
        self.host = self.port = None
        self.root_path = root_path
        self.debug = debug
        self.stopped = True
        if root_path is not None:
            # Here, and not in the middle of the first request.
            from .file_response import FileResponse  # noqa: F401
        if debug and root_path in {"", "/"}:
            self._debug("_debug_warning_exposed_files")(root_path)

    @property
    def _sock(self) -> Any:
        return self._pool.socket

    @property
    def connection_count(self) -> int:
        """How many clients are connected."""
        return len(self._pool.connections)

    def route(
        self, path: str, methods: Union[str, Iterable[str]] = GET, *, append_slash: bool = False
    ) -> Callable:
        """
        Decorator used to add a route.

        If request matches multiple routes, the first matched one added will be used.

        :param str path: URL path. A segment in angle brackets is a parameter of the handler:
            ``<name>``, ``<int:name>``, ``<float:name>``, or ``<path:name>`` for one or more
            segments. One that does not convert is no match.
        :param methods: HTTP method(s): ``"GET"``, ``"POST"``, ``["GET", "POST"]`` etc.
        :param bool append_slash: If True, the route will be accessible with and without a
            trailing slash.

        Example::

            # Default method is GET
            @server.route("/example")
            def route_func(request):
                ...

            # It is necessary to specify other methods like POST, PUT, etc.
            @server.route("/example", POST)
            def route_func(request):
                ...

            # If you want to access URL with and without trailing slash, use append_slash=True
            @server.route("/example-with-slash", append_slash=True)
            # which is equivalent to
            @server.route("/example-with-slash")
            @server.route("/example-with-slash/")
            def route_func(request):
                ...

            # Multiple methods can be specified
            @server.route("/example", [GET, POST])
            def route_func(request):
                ...

            # URL parameters can be specified
            @server.route("/example/<my_parameter>", GET) e.g. /example/123
            def route_func(request, my_parameter):
                ...

            # It is possible to use wildcard that can match any number of path segments
            @server.route("/example/.../something", GET) # e.g. /example/123/something
            @server.route("/example/..../something", GET) # e.g. /example/123/456/something
            def route_func(request):
                ...

            # A handler may be a generator function: others are served at each yield
            @server.route("/slow")
            def route_func(request):
                while not sensor.ready:
                    yield
                return JSONResponse(request, {"value": sensor.value})
        """

        def route_decorator(func: Callable) -> Callable:
            self._table.add(Route(path, methods, func, append_slash=append_slash))
            return func

        return route_decorator

    def add_routes(self, routes: List[Route]) -> None:
        """
        Add multiple routes at once.

        :param List[Route] routes: List of routes to add to the server

        Example::

            from separate_file import external_route1, external_route2

            ...

            server.add_routes([
                Route("/example", GET, route_func1, append_slash=True),
                Route("/example/<my_parameter>", GET, route_func2),
                Route("/example/..../something", [GET, POST], route_func3),
                external_route1,
                external_route2,
            ])
        """
        for route in routes:
            self._table.add(route)

    def require_authentication(self, auths: "List[Union[Basic, Token, Bearer]]") -> None:
        """
        Requires authentication for all routes and files in ``root_path``.
        Any non-authenticated request will be rejected with a 401 status code.

        :param list auths: `Basic`, `Token` and `Bearer` objects; an empty list opens the server
            again.

        Example::

            server = Server(pool, "/static")
            server.require_authentication([Basic("username", "password")])
        """
        # Here, and not in the middle of the first request.
        from .authentication import require_authentication  # noqa: F401

        self._auths = list(auths)

    # Life

    @staticmethod
    def _now() -> int:
        """Milliseconds. Integers, because a board's floats lose them after an hour."""
        return time.monotonic_ns() // 1000000

    @staticmethod
    def _debug(name: str) -> Callable:
        """A function of the debug output, or what a program has put in its place."""
        return globals().get(name) or load(globals(), _ELSEWHERE, name)

    def start(self, host: str = "0.0.0.0", port: int = 5000) -> None:
        """
        Start the HTTP server at the given host and port. Requires calling ``.poll()`` in a while
        loop to handle incoming requests.

        :param str host: Host name or IP address.
        :param int port: Port, 0 for a free one, which `port` tells then.
        :raises RuntimeError: if the server is running already, one of the two is ``None``, or the
            host cannot be resolved.
        :raises OSError: if the port is taken.
        """
        if host is None or port is None:
            raise RuntimeError("Host and port cannot be None")
        if not self.stopped:
            raise RuntimeError(f"Server is already running on {self.host}:{self.port}")
        listener = listen(self._socket_source, host, port, self._limits.backlog)
        self._engine.results.clear()
        self._pool.open(listener, self._ssl_context)
        self.host = host
        self.port = bound_port(listener, port)
        self.stopped = False
        if self.debug:
            self._debug("_debug_started_server")(self)

    def stop(self) -> None:
        """
        Stops the server from listening for new connections and closes the socket. Responses that
        are on their way are sent, for at most ``socket_timeout`` without progress; called in a
        handler, that of the handler as well. Streams stay open: they belong to the program.
        Server can be started again by calling ``.start()`` or ``.serve_forever()``.
        """
        if self.stopped:
            return
        self.host = self.port = None
        self.stopped = True
        self._pool.close()
        if not self._engine.stepping:
            self._engine.flush()
        if self.debug:
            self._debug("_debug_stopped_server")(self)

    def poll(self) -> str:
        """
        Call this method inside your main loop to get the server to check for new incoming client
        requests. When a request comes in, it will be handled by the handler function.

        It never waits, and calls at most one handler.

        :return: ``str`` representing the result of the poll e.g. ``NO_REQUEST`` or
            ``REQUEST_HANDLED_RESPONSE_SENT``.
        :raises ServerStoppedError: if the server is not running.
        :raises Exception: what a handler raises. Its client was answered with 500. Nothing that a
            client or the network does is raised.
        """
        if self.stopped:
            raise load(globals(), _ELSEWHERE, "ServerStoppedError")
        now = self._now()
        if now >= self._next_date:
            self._update_date(now)
        engine = self._engine
        engine.stepping = True
        try:
            engine.step(self._buffer, now)
        except Exception as error:
            if self.debug:
                self._debug("_debug_exception_in_handler")(error)
            raise
        finally:
            engine.stepping = False
            if self.stopped:
                # A handler, or another thread of a PC, has called stop().
                engine.flush()
        if engine.results:
            return engine.results.pop(0)
        return CONNECTION_IN_PROGRESS if engine.busy else NO_REQUEST

    def wait(self, timeout: float = 1) -> str:
        """
        Like `poll`, but sleeps until a client wants something or the time is over. Where sockets
        cannot be waited for, which is so on boards, it sleeps for 10 ms at most.

        :param float timeout: Seconds to sleep at most.
        :return: See `poll`.
        :raises ServerStoppedError: if the server is not running.
        :raises Exception: what a handler raises, see `poll`.
        """
        if not (self.stopped or self._engine.ready):
            self._engine.wait(int(timeout * 1000), self._now())
        return self.poll()

    def serve_forever(
        self, host: str = "0.0.0.0", port: int = 5000, *, poll_interval: float = 0.1
    ) -> None:
        """
        Wait for HTTP requests at the given host and port. Does not return.
        Ignores any exceptions raised by the handler function and continues to serve.
        Returns only when the server is stopped by calling ``.stop()``, or by Ctrl-C.

        :param str host: Host name or IP address.
        :param int port: Port.
        :param float poll_interval: Seconds after which the server looks around even if nobody
            wants anything. A request does not wait for it. ``None`` means not to sleep at all.
        """
        self.start(host, port)
        while not self.stopped:
            try:
                if poll_interval is None:
                    self.poll()
                else:
                    self.wait(poll_interval)
            except KeyboardInterrupt:
                self.stop()
            except Exception:
                # Printed by poll() in debug mode, and its client has been told.
                pass

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: Any) -> None:
        self.stop()

    def _update_date(self, now: int) -> None:
        self._next_date = now + 1000
        date = http_date(_utc())
        self._date_line = f"date: {date}\r\n" if date else ""

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} host={self.host!r}, port={self.port!r}, "
            f"root_path={self.root_path!r}>"
        )


def __getattr__(name: str) -> Any:
    return load(globals(), _ELSEWHERE, name)
