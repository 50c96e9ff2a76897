# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
``dev.py certificate``: a certificate that signs itself, and its key, for a board or for trying out
HTTPS on a PC. What makes them, ``cryptography``, comes with the tools of the tests, so this module
is a program as well, which ``dev.py`` runs in ``.venv``.
"""

import argparse
import contextlib
import datetime
import ipaddress
import os
import subprocess
import sys
from pathlib import Path

from tools.environment import VENV_PYTHON, install, say

DEFAULT_NAMES = ["localhost", "127.0.0.1", "::1"]
# No browser wants them to be good for longer than this.
DEFAULT_DAYS = 825


def add_certificate_options(parser):
    """What ``dev.py certificate`` may be told."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="what browsers will call the board: my-board.local, 192.168.1.7 (this computer)",
    )
    parser.add_argument("--folder", default=".", help="where cert.pem and key.pem go (here)")
    parser.add_argument("--days", type=int, default=DEFAULT_DAYS, help=f"({DEFAULT_DAYS})")
    parser.add_argument("--force", action="store_true", help="write over files that are there")


def make_certificate(options):
    """Do what the options say, in ``.venv``, and return the exit code."""
    if not install("test"):
        say("Going on with what .venv has.")
    arguments = [*options.names, "--folder", options.folder, "--days", str(options.days)]
    if options.force:
        arguments.append("--force")
    return subprocess.call([str(VENV_PYTHON), "-m", "tools.certificate", *arguments])


def _alternatives(names):
    """The names as a certificate has them."""
    from cryptography import x509

    found = []
    for name in names:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return x509.SubjectAlternativeName(found)


def pair(names, days):
    """A certificate and its key, as PEM. Keys of this kind are small, and quick on a board."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, names[0][:64])])
    # A board's clock may be a little slow.
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=days + 1))
        .add_extension(_alternatives(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    return certificate.public_bytes(pem), key.private_bytes(
        pem, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )


def write_pair(folder, certificate, key, force=False):
    """Write both files; the key for nobody else's eyes."""
    folder = Path(folder)
    paths = folder / "cert.pem", folder / "key.pem"
    there = [str(path) for path in paths if path.exists()]
    if there and not force:
        raise FileExistsError(f"{' and '.join(there)}: there already, --force writes over them")
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    paths[0].write_bytes(certificate)
    with open(os.open(paths[1], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    return paths


def main(arguments):
    """Make the pair, and say what to do with it."""
    parser = argparse.ArgumentParser("dev.py certificate")
    add_certificate_options(parser)
    options = parser.parse_args(arguments)
    names = options.names or DEFAULT_NAMES
    try:
        paths = write_pair(options.folder, *pair(names, options.days), options.force)
    except OSError as error:
        say(f"dev.py certificate: {error}")
        return 1
    except ImportError:
        say("dev.py certificate: .venv lacks `cryptography`: is there a network for pip?")
        return 1
    say(f"{paths[0]} and {paths[1]} are good for {', '.join(names)}, {options.days} days.")
    say("Copy both to the board, and name them:")
    say("Server(pool, https=True, certfile=..., keyfile=...)")
    say("Browsers warn until the certificate is among those that they trust. Share no key.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
