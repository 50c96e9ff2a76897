# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.proxies`
====================================================

Who a client behind proxies is, what it has asked for, and which of that can be believed. Loaded
when `Server.trusted_proxies` is set, or a `Request` is asked for a remote address.
"""

from .field_lines import fields_of
from .request_parser import is_host

try:
    from typing import TYPE_CHECKING, Any, List, Optional, Tuple

    if TYPE_CHECKING:
        from .request import Request
except ImportError:
    pass

_MAPPED = "::ffff:"


def bare(address: str) -> str:
    """
    An address without what may stand around it.

    :param str address: E.g. ``"10.0.0.1:4711"``, ``"[::1]:4711"`` or ``"::ffff:10.0.0.1"``.
    :return: E.g. ``"10.0.0.1"`` or ``"::1"``.
    """
    address = address.strip(' \t"').lower()
    if address[:1] == "[":
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    if address[:7] == _MAPPED and "." in address:
        # How a socket for both families shows IPv4.
        address = address[7:]
    return address


def checked(value: "Any") -> "Tuple[str, ...]":
    """
    What may be assigned to `Server.trusted_proxies`.

    :param value: List of addresses.
    :return: The addresses, bare.
    :raises ValueError: for anything else, e.g. a name, a network, or a text.
    """
    if not isinstance(value, (list, tuple, set)):
        raise ValueError(f"Server.trusted_proxies must be a list of addresses, not {value!r}")
    found = []
    for address in value:
        plain = bare(address) if isinstance(address, str) else ""
        if "/" in plain:
            raise ValueError(
                f"Server.trusted_proxies: {address!r} is a network, name each address in it"
            )
        if not _is_address(plain):
            raise ValueError(f"Server.trusted_proxies: {address!r} is not an IP address")
        found.append(plain)
    return tuple(found)


def _is_address(text: str) -> bool:
    if ":" in text:
        # What follows a percent sign names an interface.
        digits = text.partition("%")[0]
        return not digits.strip("0123456789abcdef:.") and digits.count(":") > 1
    parts = text.split(".")
    for part in parts:
        if not part.isdigit() or len(part) > 3 or ("00" + part)[-3:] > "255":
            return False
    return len(parts) == 4


def way_of(request: "Request") -> "List[str]":
    """
    The addresses from the client to this server, as far as somebody trusted vouches for them.

    :param Request request: The request.
    :return: The client, then the proxies; the last one is who is connected.
    """
    trusted = _trusted_by(request)
    way = [bare(request.client_address[0])]
    if way[0] in trusted:
        # Each proxy has added whom it got the request from. What stands before one that nobody
        # trusts may be made up.
        hops = _values(request, "x-forwarded-for")
        while hops and way[0] in trusted:
            way.insert(0, bare(hops.pop()))
    return way


def client_of(request: "Request") -> str:
    """
    The client's address: the first on the way back that is not a trusted proxy.

    :param Request request: The request.
    :return: The address; who is connected if all are trusted.
    """
    way = way_of(request)
    return way[-1] if way[0] in _trusted_by(request) else way[0]


def forwarded(request: "Request", name: str) -> "Optional[str]":
    """
    What the outermost trusted proxy says of the request that it got.

    :param Request request: The request.
    :param str name: ``"host"`` or ``"proto"``.
    :return: The value, ``None`` if nobody trusted has said anything that makes sense.
    """
    way = way_of(request)
    values = _values(request, "x-forwarded-" + name)
    if way[-1] not in _trusted_by(request) or not values:
        return None
    # One value for each proxy, or one that all have passed on.
    value = values[-min(len(values), max(len(way) - 1, 1))]
    if name == "host":
        return value if is_host(value.encode()) else None
    value = {"wss": "https", "ws": "http"}.get(value.lower(), value.lower())
    return value if value in ("http", "https") else None


def _trusted_by(request: "Request") -> "Tuple[str, ...]":
    return getattr(request.server, "trusted_proxies", ())


def _values(request: "Request", name: str) -> "List[str]":
    """The elements of all header lines of a name, without the empty ones."""
    found = []
    for key, value in fields_of(request._parser.raw):
        if key == name:
            found += [element.strip() for element in value.split(",") if element.strip()]
    return found
