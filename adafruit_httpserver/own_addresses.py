# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.own_addresses`
====================================================

Under which addresses this machine can be reached, and how by IPv6. Loaded as a server starts, and
forgotten again.
"""

from .limits import ON_BOARD
from .transport import set_option

try:
    from typing import Any, List, Optional
except ImportError:
    pass

# Nobody has these addresses (RFC 5737, RFC 3849), and nothing is sent to them.
_SOMEWHERE = "192.0.2.1"
_SOMEWHERE_6 = "2001:db8::1"


def radio_of(pool: "Any") -> "Optional[Any]":
    """
    The Wi-Fi of a board, if that is what its sockets use.

    :param pool: ``socketpool.SocketPool``, or another source of sockets.
    :return: ``wifi.radio`` or ``None``.
    """
    if not ON_BOARD:
        return None
    try:
        import wifi
        from socketpool import SocketPool
    except ImportError:
        return None
    # Others, such as those for Ethernet, have pools of their own.
    return wifi.radio if isinstance(pool, SocketPool) else None


def address_of(pool: "Any", otherwise: str) -> str:
    """
    The address of a board.

    :param pool: ``socketpool.SocketPool``, or another source of sockets.
    :param str otherwise: What to return where there is no Wi-Fi.
    :return: The one in the network that it has joined, else that of its own.
    :raises RuntimeError: if it is in no network.
    """
    radio = radio_of(pool)
    if radio is None:
        return otherwise
    for name in ("ipv4_address", "ipv4_address_ap"):
        address = getattr(radio, name, None)
        if address:
            return str(address)
    raise RuntimeError(
        "Cannot start server: the board is in no network. Join one with wifi.radio.connect(), or "
        "by CIRCUITPY_WIFI_SSID in settings.toml, or open one with wifi.radio.start_ap()"
    )


def socket_6(pool: "Any", host: str) -> "Any":
    """
    A socket for IPv6.

    :param pool: Where sockets come from.
    :param str host: What it will be bound to; ``"::"`` for IPv4 as well.
    :raises RuntimeError: if there is no IPv6.
    """
    try:
        listener = pool.socket(pool.AF_INET6, pool.SOCK_STREAM)
    except (AttributeError, NotImplementedError, OSError) as error:
        # Pools differ in how they say that they have none.
        raise RuntimeError(f"Cannot start server on {host}: there is no IPv6 here") from error
    if host == "::":
        # Boards have no such option: there it is always for both.
        set_option(listener, pool, "IPPROTO_IPV6", "IPV6_V6ONLY", 0)
    return listener


def reachable(pool: "Any", host: str) -> "List[str]":
    """
    The addresses behind ``"0.0.0.0"`` and ``"::"``.

    :param pool: Where sockets come from.
    :param str host: What the server was started with.
    :return: Addresses under which clients reach it; those of the network first.
    """
    radio = radio_of(pool)
    found = []
    if radio is not None:
        for name in ("ipv4_address", "ipv4_address_ap"):
            found.append(getattr(radio, name, None))
        if ":" in host:
            found += getattr(radio, "addresses", ())
    elif not ON_BOARD:
        found.append(_from(pool, "AF_INET", _SOMEWHERE))
        if ":" in host:
            found.append(_from(pool, "AF_INET6", _SOMEWHERE_6))
        found.append("127.0.0.1")
        if ":" in host:
            found.append("::1")
    addresses = []
    for address in found:
        if address and str(address) not in addresses:
            addresses.append(str(address))
    return addresses


def _from(pool: "Any", family: str, there: str) -> "Optional[str]":
    """The address that a packet to somewhere else would come from. None is sent."""
    try:
        socket = pool.socket(getattr(pool, family), pool.SOCK_DGRAM)
    except (OSError, AttributeError, TypeError):
        return None
    try:
        socket.connect((there, 9))
        return socket.getsockname()[0]
    except (OSError, AttributeError):
        return None
    finally:
        socket.close()
