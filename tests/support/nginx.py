# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A real nginx in front of a server under test, on ports of its own, with a folder of its own."""

import os
import shutil
import socket
import subprocess
import time

from benchmarks.processes import free_port

HOST = "127.0.0.1"
# Debian puts it where only root looks.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

CONFIGURATION = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;

    map $http_upgrade $connection_upgrade {{
        default upgrade;
        ''      '';
    }}
    upstream board {{
        server {host}:{upstream};
        keepalive 4;
    }}
    server {{
        listen {host}:{plain};
        listen {host}:{secure} ssl;
        ssl_certificate {certfile};
        ssl_certificate_key {keyfile};

        location / {{
            proxy_pass http://board;
            proxy_http_version 1.1;
            proxy_buffering off;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }}
    }}
}}
"""


class Nginx:
    """Starts it; the block ends when it has ended."""

    def __init__(self, folder, upstream, certfile, keyfile):
        assert NGINX, "nginx is not installed: apt-get install nginx"
        self.plain, self.secure = free_port(), free_port()
        text = CONFIGURATION.format(
            # As root it would change to somebody who may not read the folder of the tests.
            user="user root;" if hasattr(os, "getuid") and os.getuid() == 0 else "",
            folder=folder,
            host=HOST,
            upstream=upstream,
            plain=self.plain,
            secure=self.secure,
            certfile=certfile,
            keyfile=keyfile,
        )
        (folder / "nginx.conf").write_text(text)
        self._log = open(folder / "nginx.log", "wb")
        self._process = subprocess.Popen(
            [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        self._folder = folder

    @property
    def log(self):
        """What it has complained of."""
        return (self._folder / "nginx.log").read_text()

    def __enter__(self):
        deadline = time.monotonic() + 10
        while True:
            try:
                socket.create_connection((HOST, self.secure), 1).close()
                return self
            except OSError:
                ended = self._process.poll() is not None
                if ended or time.monotonic() > deadline:
                    self.__exit__()
                    raise AssertionError(f"nginx does not start:\n{self.log}") from None
            time.sleep(0.02)

    def __exit__(self, *_):
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(10)
        self._log.close()
