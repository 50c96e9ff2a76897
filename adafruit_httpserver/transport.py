# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.transport`
====================================================

Sockets as they differ from pool to pool. The only module that knows an ``errno``: all above it
sees counts of bytes, `LATER` and `GONE`, and never an ``OSError``.
"""

import errno
from time import sleep

try:
    from typing import TYPE_CHECKING, Any, Callable, Tuple

    if TYPE_CHECKING:
        from .interfaces import _ISocket, _ISocketPool
except ImportError:
    pass

# What receive_into() and reason() return instead of a count.
LATER = -1
GONE = -2

EAGAIN = errno.EAGAIN
# "Nothing now": the socket goes on. Boards say ETIMEDOUT for it as well, and ENOBUFS when their
# network stack is short of memory. 2 and 3 are how a TLS socket of CPython wants to read or write.
_LATER = [
    EAGAIN,
    errno.ETIMEDOUT,
    errno.EINPROGRESS,
    errno.EALREADY,
    errno.ENOBUFS,
    2,
    3,
    # A name that boards lack, for the one platform where the number differs from EAGAIN.
    getattr(errno, "WSAEWOULDBLOCK", EAGAIN),
]
# accept(): AirLift says ECONNRESET when nobody is waiting, others when the client has left already.
_NOBODY = (EAGAIN, errno.ECONNRESET, errno.ECONNABORTED)


def broken_pipe() -> BrokenPipeError:
    """The one exception of the network that a program sees."""
    # Boards have BrokenPipeError, but not the name of its number.
    return BrokenPipeError(getattr(errno, "EPIPE", 32), "client is gone")


def attempt(function: "Callable", *arguments: "Any") -> None:
    """
    Calls a method of a socket that is done with, whose failure changes nothing.

    :param function: Its ``shutdown`` or ``close``. What follows it is handed on.
    """
    try:
        function(*arguments)
    except Exception:
        pass


def close_iterator(source: "Any") -> None:
    """
    Runs the ``finally`` of a generator that is not needed any more: dropping it may not.

    :param source: An iterator, or ``None``.
    """
    if hasattr(source, "close"):
        source.close()


def reason(error: Exception) -> int:
    """
    What it means that a method of a non-blocking socket has failed.

    :param Exception error: What it has raised.
    :return: `LATER` if there is nothing or no memory now, `GONE` if the connection has ended.
    :raises Exception: the error, if it is none of a socket.
    """
    if not isinstance(error, (OSError, RuntimeError, MemoryError)):
        raise error
    later = isinstance(error, MemoryError) or getattr(error, "errno", None) in _LATER
    return LATER if later else GONE


def receive_into(socket: "_ISocket", view: memoryview) -> int:
    """
    Receives what is there.

    :param socket: A non-blocking socket.
    :param memoryview view: Where to put it.
    :return: How many bytes came, 0 when the peer has ended its side, `LATER` or `GONE`.
    """
    try:
        size = socket.recv_into(view)
    except Exception as error:
        return reason(error)
    if size == 0 and not hasattr(socket, "fileno") and getattr(socket, "_connected", False):
        # AirLift says 0 for "nothing now" as well, and only this tells the two apart. A TLS
        # socket of CPython has such an attribute too, and means something else.
        return LATER
    return size


def set_option(socket: "Any", pool: "_ISocketPool", level: str, name: str, value: int) -> None:
    """
    Sets an option. Some pools have no such option, or no options at all, and can do without.

    :param socket: The socket.
    :param pool: Where it came from.
    :param str level: Name of the level.
    :param str name: Name of the option.
    :param int value: Its value.
    """
    try:
        socket.setsockopt(getattr(pool, level), getattr(pool, name), value)
    except Exception:
        pass


def accept(listener: "_ISocket", pool: "_ISocketPool", tls_context: "Any") -> "Tuple[Any, Any]":
    """
    Accepts one connection. With TLS the accepted socket is wrapped, not the listener, and the
    handshake runs inside its first reads: a silent client stalls nobody.

    :param listener: Non-blocking listening socket.
    :param pool: Where it came from.
    :param tls_context: ``SSLContext``, or ``None`` for plain connections.
    :return: A non-blocking socket and the address of its peer. Instead of a socket `LATER` when
        nobody is waiting, `GONE` when there is no socket or no memory for one.
    """
    try:
        socket, address = listener.accept()
    except OSError as error:
        number = error.errno
        later = number in _NOBODY or number in _LATER and number != errno.ENOBUFS
        return LATER if later else GONE, None
    except (MemoryError, RuntimeError):
        return GONE, None
    try:
        # Boards differ in what an accepted socket inherits, so it is always set. Twice for TLS:
        # what does not block yet makes CPython shake hands later, what it wraps has to be told.
        socket.setblocking(False)
        if tls_context is not None:
            from .tls import wrap

            socket = wrap(socket, tls_context)
            socket.setblocking(False)
        # The second packet of an answer must not wait for the receipt of the first.
        set_option(socket, pool, "IPPROTO_TCP", "TCP_NODELAY", 1)
    except BaseException as error:
        attempt(socket.close)
        if not isinstance(error, Exception):
            raise
        # A board lacks memory for TLS. CPython wraps no socket whose client has left again.
        return LATER if hasattr(socket, "fileno") else GONE, None
    return socket, address


def pause(milliseconds: int) -> None:
    """
    Sleeps. For `Server.wait` and `Connection.send_all`; nothing else in the package may wait.

    :param int milliseconds: How long.
    """
    sleep(milliseconds / 1000)
