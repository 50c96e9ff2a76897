# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Who a client behind proxies is, and what it has asked for: only what somebody trusted says."""

from adafruit_httpserver import Request, Server
from adafruit_httpserver.proxies import bare
from tests.support.expect import raises
from tests.support.fake_pools import CPythonPool

PEER = "10.0.0.1"


def server(trusted=(PEER,), **attributes):
    made = Server(CPythonPool(), **attributes)
    made.trusted_proxies = list(trusted)
    return made


def request(*lines, trusted=(PEER,), peer=PEER, target="/a?b", made=None):
    """A request over a connection from the peer; lines are header lines."""
    head = "\r\n".join(("GET " + target + " HTTP/1.1", "Host: inner:5000") + lines)
    made = made or server(trusted)
    return Request(made, None, (peer, 4711), head.encode() + b"\r\n\r\n")


def test_bare_addresses():
    for text, expected in (
        ("10.0.0.1", "10.0.0.1"),
        (" 10.0.0.1\t", "10.0.0.1"),
        ("10.0.0.1:80", "10.0.0.1"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("[::1]:80", "::1"),
        ('"[2001:DB8::1]:80"', "2001:db8::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("[::FFFF:10.0.0.1]:80", "10.0.0.1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("unknown", "unknown"),
        ("[::1", "::1"),
        ("", ""),
    ):
        assert bare(text) == expected, text


# What may be trusted


def test_setting():
    made = Server(CPythonPool())
    assert list(made.trusted_proxies) == []
    made.trusted_proxies = ["127.0.0.1", "[::1]", "::ffff:10.0.0.1", "FD00::2", "10.0.0.9:80"]
    assert list(made.trusted_proxies) == [
        "127.0.0.1",
        "::1",
        "10.0.0.1",
        "fd00::2",
        "10.0.0.9",
    ]
    for value in ([], (), ["1.2.3.4"], ("::1",), {"1.2.3.4"}):
        made.trusted_proxies = value
        assert len(made.trusted_proxies) == len(value)


def test_setting_refuses():
    made = server(["1.2.3.4"])
    for value, text in (
        ("10.0.0.1", "must be a list of addresses"),
        (b"10.0.0.1", "must be a list of addresses"),
        (None, "must be a list of addresses"),
        (True, "must be a list of addresses"),
        ({"10.0.0.1": 1}, "must be a list of addresses"),
        (["10.0.0.0/8"], "is a network"),
        (["fd00::/8"], "is a network"),
        (["10.0.0.1", "nginx"], "'nginx' is not an IP address"),
        (["localhost"], "is not an IP address"),
        (["10.0.0"], "is not an IP address"),
        (["10.0.0.256"], "is not an IP address"),
        (["10.0.0.1.1"], "is not an IP address"),
        (["1000.0.0.1"], "is not an IP address"),
        (["-1.0.0.1"], "is not an IP address"),
        (["*"], "is not an IP address"),
        ([""], "is not an IP address"),
        ([":"], "is not an IP address"),
        (["g::1"], "is not an IP address"),
        ([1], "is not an IP address"),
        ([b"10.0.0.1"], "is not an IP address"),
    ):
        error = raises(ValueError, setattr, made, "trusted_proxies", value)
        assert text in str(error), (value, error)
        assert list(made.trusted_proxies) == ["1.2.3.4"]


# Addresses: header lines, addresses that are trusted, the client, all that are believed
WAYS = (
    ((), [PEER], PEER, [PEER]),
    (("X-Forwarded-For: 1.1.1.1",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    (("x-forwarded-for:1.1.1.1",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    # The leftmost may be made up.
    (("X-Forwarded-For: 6.6.6.6, 1.1.1.1",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    (("X-Forwarded-For: 10.0.0.1, 1.1.1.1",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    (
        ("X-Forwarded-For: 6.6.6.6, 1.1.1.1, 10.0.0.2",),
        [PEER, "10.0.0.2"],
        "1.1.1.1",
        ["1.1.1.1", "10.0.0.2", PEER],
    ),
    # Several lines are one list.
    (
        ("X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 10.0.0.2"),
        [PEER, "10.0.0.2"],
        "1.1.1.1",
        ["1.1.1.1", "10.0.0.2", PEER],
    ),
    # Ports, brackets, mapped addresses and empty elements.
    (("X-Forwarded-For: 1.1.1.1:4711",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    (("X-Forwarded-For: [2001:DB8::1]:4711",), [PEER], "2001:db8::1", ["2001:db8::1", PEER]),
    (("X-Forwarded-For: ::ffff:1.1.1.1",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    (("X-Forwarded-For: , 1.1.1.1 ,,",), [PEER], "1.1.1.1", ["1.1.1.1", PEER]),
    (("X-Forwarded-For: ,",), [PEER], PEER, [PEER]),
    (("X-Forwarded-For:",), [PEER], PEER, [PEER]),
    (("X-Forwarded-For: unknown",), [PEER], "unknown", ["unknown", PEER]),
    # All are trusted: nobody knows better than the socket.
    (
        ("X-Forwarded-For: 10.0.0.2, 10.0.0.3",),
        [PEER, "10.0.0.2", "10.0.0.3"],
        PEER,
        ["10.0.0.2", "10.0.0.3", PEER],
    ),
    # Who is not trusted is not asked.
    (("X-Forwarded-For: 1.1.1.1",), [], PEER, [PEER]),
    (("X-Forwarded-For: 1.1.1.1",), ["10.0.0.2"], PEER, [PEER]),
    (("X-Forwarded-For: 10.0.0.2",), ["10.0.0.2"], PEER, [PEER]),
    # Another header is another header.
    (("Forwarded: for=1.1.1.1", "X-Real-IP: 1.1.1.1"), [PEER], PEER, [PEER]),
)


def test_ways():
    for lines, trusted, client, way in WAYS:
        found = request(*lines, trusted=trusted)
        assert found.remote_address == client, lines
        assert found.remote_addresses == way, lines
        assert found.client_address == (PEER, 4711)


def test_mapped_peer():
    found = request("X-Forwarded-For: 1.1.1.1", peer="::ffff:10.0.0.1")
    assert (found.remote_address, found.remote_addresses) == ("1.1.1.1", ["1.1.1.1", PEER])


def test_long_way():
    hops = ["10.9.%d.%d" % (n // 250, n % 250) for n in range(600)]
    found = request("X-Forwarded-For: 1.1.1.1, " + ", ".join(hops), trusted=[PEER] + hops)
    assert found.remote_address == "1.1.1.1" and len(found.remote_addresses) == 602


def test_without_a_server():
    found = Request(None, None, (PEER, 1), b"GET / HTTP/1.1\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n")
    assert (found.remote_address, found.remote_addresses) == (PEER, [PEER])
    assert found.is_secure is False and found.host is None


# Scheme and host: header lines, is_secure, host
SCHEMES = (
    ((), False, "inner:5000"),
    (("X-Forwarded-Proto: https",), True, "inner:5000"),
    (("X-Forwarded-Proto: HTTPS",), True, "inner:5000"),
    (("X-Forwarded-Proto: wss",), True, "inner:5000"),
    (("X-Forwarded-Proto: http",), False, "inner:5000"),
    (("X-Forwarded-Proto: gopher",), False, "inner:5000"),
    (("X-Forwarded-Proto:",), False, "inner:5000"),
    (("X-Forwarded-Host: shop.example",), False, "shop.example"),
    (("X-Forwarded-Host: shop.example:8443",), False, "shop.example:8443"),
    (("X-Forwarded-Host: [::1]:8443",), False, "[::1]:8443"),
    (("X-Forwarded-Host: a b",), False, "inner:5000"),
    (("X-Forwarded-Host: user@shop.example",), False, "inner:5000"),
    (("X-Forwarded-Host: /",), False, "inner:5000"),
    # What the client has sent stands before what the proxy has added.
    (("X-Forwarded-Proto: https, http",), False, "inner:5000"),
    (("X-Forwarded-Proto: http", "X-Forwarded-Proto: https"), True, "inner:5000"),
    (("X-Forwarded-Host: evil.example, shop.example",), False, "shop.example"),
)


def test_schemes_and_hosts():
    for lines, secure, host in SCHEMES:
        found = request(*lines)
        assert (found.is_secure, found.host) == (secure, host), lines
        scheme = "https" if secure else "http"
        assert found.full_url == scheme + "://" + host + "/a?b", lines
        # Not from just anybody.
        for other in (["10.0.0.2"], []):
            found = request(*lines, trusted=other)
            assert (found.is_secure, found.host) == (False, "inner:5000"), lines
            assert found.full_url == "http://inner:5000/a?b", lines


def test_two_proxies():
    """The outer one knows what the client has asked for; the inner one may add to it or not."""
    way = "X-Forwarded-For: 1.1.1.1, 10.0.0.2"
    trusted = [PEER, "10.0.0.2"]
    for lines, secure in (
        (("X-Forwarded-Proto: https, http",), True),
        (("X-Forwarded-Proto: http, https",), False),
        (("X-Forwarded-Proto: http, https, http",), True),
        (("X-Forwarded-Proto: https",), True),
    ):
        assert request(way, *lines, trusted=trusted).is_secure == secure, lines


def test_proxy_that_speaks_tls_to_a_server_that_does():
    made = server(ssl_context=object())
    for lines, secure in ((), True), (("X-Forwarded-Proto: http",), False):
        assert request(*lines, made=made).is_secure == secure
    assert request("X-Forwarded-Proto: http", made=made, peer="10.0.0.2").is_secure
