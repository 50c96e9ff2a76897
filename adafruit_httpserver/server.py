# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.server`
====================================================

The server: its settings, its life, and the one `Server.poll` that does all the work.
"""

import sys
import time

# Names of other modules have always been importable from here.
from . import __getattr__, once  # noqa: F401
from .engine import CONNECTION_IN_PROGRESS, NO_REQUEST, Engine
from .limits import ON_BOARD, Settings
from .route import Route, RouteTable

try:
    from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Optional, Union

    if TYPE_CHECKING:
        from .authentication import Basic, Bearer, Token
        from .interfaces import _ISocketPool
except ImportError:
    pass

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
        socket_source: "_ISocketPool",
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
        self._auths: list = []
        self._table = RouteTable()
        self._routes = self._table.routes
        if ON_BOARD:
            self._engine = Engine(self)
        else:
            from .watching_engine import WatchingEngine

            self._engine = WatchingEngine(self)
        self._date_line = b""
        self._next_date = 0
        self.host: "Optional[str]" = None
        self.port: "Optional[int]" = None
        self.root_path: "Union[str, Any]" = root_path
        self.debug = debug
        self.stopped = True
        if https or root_path is not None:
            once("server_options").apply(self, certfile, keyfile)

    # What few programs use, see `__getattr__`.

    connection_count: int
    """How many clients are connected."""

    _repr: str

    socket: Any
    """The socket that clients connect to; ``None`` while the server is stopped."""

    is_secure: bool
    """Whether it speaks HTTPS, as `https`."""

    read_sockets: "List[Any]"
    """
    Sockets that this server wants to read from, for a program with its own ``select``. Asked for
    anew each time. On boards with an RP2040 or RP2350 the one for new clients is not among them,
    as it would always be ready: let ``select`` wait for 0.05 s at most there.
    """

    write_sockets: "List[Any]"
    """
    Sockets that bytes wait for, or whose clients this server can do something for at once.
    """

    process_events: "Callable[[Iterable[Any], Iterable[Any]], str]"
    """
    ``process_events(read, write)``: does what can be done now, and looks at timeouts, as `poll`
    does, whose results it has. To be called after each ``select`` with what that has returned, even
    if it is nothing; sockets of others among them do not matter. After ``CONNECTION_IN_PROGRESS``
    a handler that yields may want to go on soon: let the next ``select`` wait for 0.01 s at most.
    """

    advertise: "Callable[[Any], None]"
    """
    ``advertise(mdns_server)``: tells the network of a server that was started, by an
    ``mdns.Server`` of the board, with the port that is really used.
    """

    def __getattr__(self, name: str) -> Any:
        # Loaded by the first of those that few programs use; they are declared above.
        from .server_parts import part_of

        return part_of(self, name)

    def route(
        self,
        path: str,
        methods: "Union[str, Iterable[str]]" = "GET",
        *,
        append_slash: bool = False,
        **options: Any,
    ) -> "Callable[[Callable], Callable[..., Any]]":
        """
        Decorator used to add a route.

        If request matches multiple routes, the first matched one added will be used.

        :param str path: URL path. A segment in angle brackets is a parameter of the handler:
            ``<name>``, ``<int:name>``, ``<float:name>``, or ``<path:name>`` for one or more
            segments. One that does not convert is no match.
        :param methods: HTTP method(s): ``"GET"``, ``"POST"``, ``["GET", "POST"]`` etc.
        :param bool append_slash: If True, the route will be accessible with and without a
            trailing slash.
        :param bool stream: If True, the handler is called before the body of the request has come,
            and takes it piece by piece, see `Request.read`, `Request.save` and
            `Request.save_files`.
        :param int max_body_size: How many bytes the body may have, more is answered with 413. By
            default as many as `max_body_size` of the server says, and any number with ``stream``.

        Example::

            # Default method is GET, others, or several, have to be specified
            @server.route("/example")
            @server.route("/example-of-more", [POST, PUT])
            def route_func(request):
                ...

            # If you want to access URL with and without trailing slash, use append_slash=True
            @server.route("/example-with-slash", append_slash=True)
            # which is equivalent to
            @server.route("/example-with-slash")
            @server.route("/example-with-slash/")
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

            # A body of any size, taken as it comes
            @server.route("/firmware", PUT, stream=True)
            def route_func(request):
                size = yield from request.save("/sd/firmware.bin")
                return Response(request, f"{size} bytes saved")
        """

        def route_decorator(func: Callable) -> Callable:
            self._table.add(Route(path, methods, func, append_slash=append_slash, **options))
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
    def _debug(name: str, *arguments: Any) -> None:
        """Debug output, by a function of `debug` or what a program has put in its place here."""
        getattr(sys.modules[__name__], name)(*arguments)

    def start(self, host: str = "", port: int = 5000) -> None:
        """
        Start the HTTP server at the given host and port. Requires calling ``.poll()`` in a while
        loop to handle incoming requests.

        :param str host: Host name or IP address; ``"::"`` for IPv6 and IPv4. Without it, every
            address of this machine (``"0.0.0.0"``); on a board with Wi-Fi, `host` then tells the
            address that it has got, in the network that it has joined or in its own.
        :param int port: Port, 0 for a free one, which `port` tells then.
        :raises RuntimeError: if the server is running already, one of the two is ``None``, the
            host cannot be resolved, there is no IPv6, or a board is in no network.
        :raises OSError: if the port is taken, and still is after ``socket_timeout``.
        :raises MemoryError: if a board has too little memory for one connection by HTTPS.
        :raises ValueError: if a board cannot use its certificate.
        """
        once("listener").start(self, host, port)

    def stop(self) -> None:
        """
        Stops the server from listening for new connections and closes the socket. Responses that
        are on their way are sent, for at most ``socket_timeout`` without progress; called in a
        handler, that of the handler as well. Streams stay open: they belong to the program.
        Server can be started again by calling ``.start()`` or ``.serve_forever()``.
        """
        once("stopping").stop(self)

    def _set_date(self, now: int) -> None:
        from .dates import date_line

        self._next_date = now + 1000
        self._date_line = date_line(_utc())

    def poll(self) -> str:
        """
        Call this method inside your main loop to get the server to check for new incoming client
        requests. When a request comes in, it will be handled by the handler function.

        It never waits, and calls at most one handler.

        :return: ``str`` representing the result of the poll e.g. ``NO_REQUEST`` or
            ``REQUEST_HANDLED_RESPONSE_SENT``.
        :raises ServerStoppedError: if the server is not running.
        :raises Exception: what a handler raises. Its client was answered with 500. Nothing that a
            client or the network does is raised, nor a ``MemoryError``: that costs the cheapest
            connection. What is no ``Exception``, e.g. Ctrl-C, passes, and everything is closed.
        """
        if self.stopped:
            from .exceptions import ServerStoppedError

            raise ServerStoppedError
        engine = self._engine
        engine.stepping = True
        result = None
        try:
            now = self._now()
            if now >= self._next_date:
                self._set_date(now)
            result = engine.step(self._buffer, now)
        except MemoryError:
            # Nobody's fault: the cheapest connection goes, and all others go on.
            once("shortage").drop(engine)
        except BaseException as error:
            if not isinstance(error, Exception):
                # Ctrl-C, or a board that reloads: nothing stays open.
                once("stopping").close(self)
            elif self.debug:
                self._debug("_debug_exception_in_handler", error)
            raise
        finally:
            engine.stepping = False
            if self.stopped:
                # A handler, or another thread of a PC, has called stop().
                once("stopping").flush(engine)
        if engine.results:
            if result:
                engine.results.append(result)
            return engine.results.pop(0)
        return result or (CONNECTION_IN_PROGRESS if engine.busy else NO_REQUEST)

    def wait(self, timeout: float = 1) -> str:
        """
        Like `poll`, but sleeps until a client wants something or the time is over. Where sockets
        cannot be waited for, which is so on boards, it sleeps for 10 ms at most.

        :param float timeout: Seconds to sleep at most.
        :return: See `poll`.
        :raises ServerStoppedError: if the server is not running.
        :raises Exception: what a handler raises, see `poll`.
        """
        engine = self._engine
        if not (self.stopped or engine.waiting):
            try:
                engine.rest(int(timeout * 1000), self._now())
            except MemoryError:
                # Nobody's fault. If there is still too little, poll() does what can be done.
                pass
            except BaseException:
                once("stopping").close(self)
                raise
        return self.poll()

    def serve_forever(
        self, host: str = "", port: int = 5000, *, poll_interval: float = 0.1
    ) -> None:
        """
        Wait for HTTP requests at the given host and port. Does not return.
        Ignores any exceptions raised by the handler function and continues to serve.
        Returns only when the server is stopped by calling ``.stop()``, or by Ctrl-C.

        :param str host: Host name or IP address, see `start`.
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

    def __repr__(self) -> str:
        return self._repr
