# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""An example on a drive that has what it serves, and what lies beside the examples."""

from tests.support.example_process import EXAMPLES, ExampleProcess

GREETING = "Hello from the CircuitPython HTTP Server!"

FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}

FILES = {
    "static/index.html": b"<h1>Index</h1>\n",
    "static/s.css": b"h1 { color: red }\n",
    "static/x.foo": b"foo\n",
    "static/x.mp3": b"ID3\x00\xff",
    "static/dir a/f.txt": b"in a folder\n",
    "other-static-folder/home.html": b"<h1>Home</h1>\n" * 30,
    "www/index.html": b"<h1>WWW</h1>\n",
    "uploads/old.txt": b"from before\n",
    "secret.txt": b"above the root\n",
}

# Examples that get their connection from settings.toml before they start
CONNECTED = {"CIRCUITPY_WIFI_SSID": "home network"}
CONNECT_THEMSELVES = {
    "simpletest_manual_wifi": {"WIFI_SSID": "my network", "WIFI_PASSWORD": "my password"},
    "simpletest_manual_ap": {},
    "simpletest_manual_ethernet": {},
    "cpython": {},
}


def run(name, drive, **options):
    """Start an example on a drive that has FILES and what lies beside the examples."""
    for path, content in FILES.items():
        target = drive / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    template = EXAMPLES / "folder_listing.tpl.html"
    (drive / template.name).write_bytes(template.read_bytes())
    env = dict.fromkeys(["CIRCUITPY_WIFI_SSID", "HTTPSERVER_HOST", "HTTPSERVER_PORT"], "")
    env.update(CONNECT_THEMSELVES.get(name, CONNECTED))
    env.update(options.pop("env", {}))
    return ExampleProcess(name, drive, env=env, **options)
