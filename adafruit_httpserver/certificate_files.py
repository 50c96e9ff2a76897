# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.certificate_files`
====================================================

The certificate and the key of an HTTPS server, and what to say when they are not what they should
be: what a TLS library says of that helps nobody. Loaded by the constructor of such a server, and
forgotten again.
"""

try:
    from typing import Any
except ImportError:
    pass


def load(context: "Any", certfile: str, keyfile: str) -> None:
    """
    Gives a context its certificate and key.

    :param context: ``SSLContext`` of a server.
    :param str certfile: Path to the certificate file.
    :param str keyfile: Path to the private key file.
    :raises OSError: if one of them cannot be read.
    :raises ValueError: if one of them is not what its name says, or they do not belong together.
    :raises MemoryError: if there is too little memory for them.
    """
    _look_into("certfile", certfile, b"CERTIFICATE-----", "certificate")
    _look_into("keyfile", keyfile, b"PRIVATE KEY-----", "private key")
    try:
        context.load_cert_chain(certfile, keyfile)
    except MemoryError as error:
        raise MemoryError(f"HTTPS: too little memory for {certfile!r} and {keyfile!r}") from error
    except (OSError, ValueError) as error:
        if "MISMATCH" in str(error):
            reason = "they do not belong together"
        else:
            reason = f"one of them is damaged, or of a kind that is unknown here ({error})"
        raise ValueError(
            f"HTTPS: certfile {certfile!r} and keyfile {keyfile!r} cannot be used: {reason}"
        ) from error


def _look_into(name: str, path: str, mark: bytes, what: str) -> None:
    """Whether a file can be read and has what it should have."""
    try:
        with open(path, "rb") as file:
            text = file.read()
    except OSError as error:
        raise OSError(
            error.errno, f"HTTPS: {name} {path!r} cannot be read, is it there? ({error})"
        ) from error
    found = ""
    if not text:
        found = "is empty"
    elif b"-----BEGIN" in text and mark not in text:
        # Boards take other formats than PEM as well.
        found = f"has no {what}"
    elif b"ENCRYPTED" in text:
        # CPython would ask for a passphrase, and wait for it.
        found = "is encrypted: `openssl pkey -in FILE -out key.pem` takes the passphrase off"
    if found:
        raise ValueError(f"HTTPS: {name} {path!r} {found}")


def try_out(context: "Any", pool: "Any") -> None:
    """
    Makes what each connection will need, once, as a server starts: boards look at certificate and
    key only when a client comes, who would find a closed door and no reason.

    :param context: ``SSLContext`` of a server.
    :param pool: Where sockets come from.
    :raises MemoryError: if there is too little memory for one connection.
    :raises ValueError: if certificate and key cannot be used.
    """
    socket = pool.socket(pool.AF_INET, pool.SOCK_STREAM)
    try:
        if hasattr(socket, "fileno"):
            # CPython has looked already, and wraps nothing that is not connected.
            return
        try:
            context.wrap_socket(socket, server_side=True).close()
        except MemoryError as error:
            raise MemoryError(
                "HTTPS: too little memory for a connection, which takes 20 to 40 KB"
            ) from error
        except (OSError, ValueError) as error:
            raise ValueError(
                f"HTTPS: certificate and key cannot be used by this board ({error})"
            ) from error
    finally:
        try:
            socket.close()
        except OSError:
            pass
