# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.transport`
====================================================

Sockets as they differ from pool to pool. The only module that knows an ``errno`` or ``ssl``: all
above it sees counts of bytes, `LATER` and `GONE`, and never an ``OSError``.
"""

import errno
import sys
from time import sleep

from .limits import SEND_BUFFER_SIZE

try:
    from typing import Any, Tuple

    from circuitpython_typing.socket import CircuitPythonSocketType
except ImportError:
    pass

# What receive_into() and send() return instead of a count.
LATER = -1
GONE = -2

EAGAIN = errno.EAGAIN
# Boards have BrokenPipeError, but not the name of its number.
_EPIPE = getattr(errno, "EPIPE", 32)

# "Nothing now": the socket goes on. Boards say ETIMEDOUT for it as well.
_LATER_ERRNOS = [errno.EAGAIN, errno.ETIMEDOUT, errno.EINPROGRESS, errno.EALREADY]
# Names that boards lack, for the one platform where the number differs from EAGAIN.
_LATER_ERRNOS.append(getattr(errno, "WSAEWOULDBLOCK", errno.EAGAIN))

# Wanting to read or write is how a TLS socket of CPython says "later".
_TLS_LATER = ("SSLWantReadError", "SSLWantWriteError")


def _reason(error: OSError) -> int:
    """LATER or GONE."""
    if type(error).__name__ in _TLS_LATER:
        return LATER
    if error.errno in _LATER_ERRNOS or (error.errno is None and isinstance(error, TimeoutError)):
        return LATER
    return GONE


def broken_pipe(text: str) -> BrokenPipeError:
    """
    The one exception of the network that a program sees.

    :param str text: What happened.
    """
    return BrokenPipeError(_EPIPE, text)


def receive_into(socket: "CircuitPythonSocketType", buffer: bytearray) -> int:
    """
    Receives what is there.

    :param socket: A non-blocking socket.
    :param bytearray buffer: Where to put it.
    :return: How many bytes came, 0 when the peer has ended its side, `LATER` or `GONE`.
    """
    try:
        size = socket.recv_into(buffer)
    except OSError as error:
        return _reason(error)
    except MemoryError:
        return LATER
    if size == 0 and not hasattr(socket, "fileno") and getattr(socket, "_connected", False):
        # AirLift says 0 for "nothing now" as well, and only this tells the two apart. A TLS
        # socket of CPython has such an attribute too, and means something else.
        return LATER
    return size


def send(socket: "CircuitPythonSocketType", data: Any) -> int:
    """
    Sends what the socket takes.

    :param socket: A non-blocking socket.
    :param data: Bytes-like, at least one byte.
    :return: How many bytes were taken, `LATER` or `GONE`.
    """
    try:
        return socket.send(data)
    except OSError as error:
        # A board whose network stack is short of memory says ENOBUFS and takes more later.
        return LATER if error.errno == errno.ENOBUFS else _reason(error)
    except MemoryError:
        return LATER


def close_socket(socket: "CircuitPythonSocketType") -> None:
    """
    Closes a socket, whatever state it is in.

    :param socket: The socket.
    """
    try:
        socket.close()
    except (OSError, RuntimeError):
        pass


def end_sending(socket: "CircuitPythonSocketType") -> None:
    """
    Tells the peer that nothing more will come, where the socket can: boards' sockets cannot.

    :param socket: The socket.
    """
    try:
        socket.shutdown(1)
    except (AttributeError, OSError):
        pass


def listen(socket_source: Any, host: str, port: int, backlog: int) -> "CircuitPythonSocketType":
    """
    Makes the socket that clients connect to.

    :param socket_source: ``socketpool.SocketPool`` or the ``socket`` module.
    :param str host: Address or name of this machine.
    :param int port: Port, 0 for a free one.
    :param int backlog: How many connections may wait to be accepted.
    :return: A non-blocking listening socket.
    :raises RuntimeError: if the host cannot be resolved.
    :raises OSError: if the port is taken or the address is not this machine's.
    """
    try:
        socket_source.getaddrinfo(host, port)
    except OSError as error:
        raise RuntimeError(f"Cannot start server on {host}:{port}") from error
    listener = socket_source.socket(socket_source.AF_INET, socket_source.SOCK_STREAM)
    try:
        _reuse_address(socket_source, listener)
        listener.bind((host, port))
        listener.listen(backlog)
        listener.setblocking(False)
    except BaseException:
        close_socket(listener)
        raise
    return listener


def _reuse_address(socket_source: Any, listener: "CircuitPythonSocketType") -> None:
    """Without it a port stays taken for a minute or two after the last connection."""
    # On Windows the option means that two programs may share a port, which nobody wants.
    if sys.platform == "win32":
        return
    try:
        listener.setsockopt(socket_source.SOL_SOCKET, socket_source.SO_REUSEADDR, 1)
    except (AttributeError, OSError, NotImplementedError):
        # CircuitPython 8 and some pools have no such option, and can do without.
        pass


def bound_port(listener: "CircuitPythonSocketType", port: int) -> int:
    """
    Port that a listener really has.

    :param listener: The socket.
    :param int port: What was asked for; returned if it was a port, or the pool cannot tell.
    """
    if port == 0 and hasattr(listener, "getsockname"):
        return listener.getsockname()[1]
    return port


def accept(
    listener: "CircuitPythonSocketType", socket_source: Any, tls_context: Any
) -> Tuple[Any, Any]:
    """
    Accepts one connection. With TLS the accepted socket is wrapped, not the listener, and the
    handshake runs inside its first reads: a silent client stalls nobody.

    :param listener: Non-blocking listening socket.
    :param socket_source: Where it came from.
    :param tls_context: ``SSLContext``, or ``None`` for plain connections.
    :return: A non-blocking socket and the address of its peer. Instead of a socket `LATER` when
        nobody is waiting, `GONE` when there is no socket or no memory for one.
    """
    try:
        socket, address = listener.accept()
    except OSError as error:
        # AirLift says ECONNRESET when nobody is waiting, others when the client has left already.
        nobody = error.errno in {errno.ECONNRESET, errno.ECONNABORTED}
        return LATER if nobody else _reason(error), None
    except (MemoryError, RuntimeError):
        return GONE, None
    try:
        if tls_context is not None:
            socket = _wrap(socket, tls_context)
        # Boards differ in what an accepted socket inherits, so it is always set.
        socket.setblocking(False)
    except (OSError, MemoryError, RuntimeError, ValueError):
        close_socket(socket)
        return GONE, None
    _set_options(socket, socket_source)
    return socket, address


def _wrap(socket: "CircuitPythonSocketType", tls_context: Any) -> "CircuitPythonSocketType":
    if hasattr(socket, "fileno"):
        # CPython would shake hands inside accept().
        socket.setblocking(False)
        return tls_context.wrap_socket(socket, server_side=True, do_handshake_on_connect=False)
    return tls_context.wrap_socket(socket, server_side=True)


def _set_options(socket: "CircuitPythonSocketType", socket_source: Any) -> None:
    """
    TCP_NODELAY: the second packet of an answer must not wait for the receipt of the first.
    SO_SNDBUF, on a PC: Linux would let it grow to megabytes and call the socket full until a third
    of that is gone, which with a slow but steady reader takes longer than any timeout.
    """
    try:
        socket.setsockopt(socket_source.IPPROTO_TCP, socket_source.TCP_NODELAY, 1)
        if hasattr(socket, "fileno"):
            socket.setsockopt(socket_source.SOL_SOCKET, socket_source.SO_SNDBUF, SEND_BUFFER_SIZE)
    except (AttributeError, OSError, NotImplementedError, ValueError, TypeError):
        pass


def pause(milliseconds: int) -> None:
    """
    Sleeps. For `Server.wait` and `Outbox.send_all`; nothing else in the package may wait.

    :param int milliseconds: How long.
    """
    sleep(milliseconds / 1000)
