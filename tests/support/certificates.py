# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A certificate that was made for one run of the tests, and clients that trust it."""

import ssl

import trustme

from tests.support.harness import HOST


class Certificates:
    """Writes cert.pem, key.pem and authority.pem into a folder."""

    def __init__(self, folder, *names):
        self.authority = trustme.CA()
        certificate = self.authority.issue_cert(*(names or (HOST, "localhost", "::1")))
        for number, blob in enumerate(certificate.cert_chain_pems):
            blob.write_to_path(str(folder / "cert.pem"), append=number > 0)
        certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
        self.authority.cert_pem.write_to_path(str(folder / "authority.pem"))
        # The arguments of Server(https=True, ...), and what curl wants.
        self.files = {"certfile": str(folder / "cert.pem"), "keyfile": str(folder / "key.pem")}
        self.trusted = str(folder / "authority.pem")

    def context(self):
        """What a client wraps its socket with."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def wrap(self, plain):
        """A client's socket, with TLS around it."""
        return self.context().wrap_socket(plain, server_hostname=HOST)
