# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Every example, unchanged and as a program of its own, answers what the people who know it expect.

`tests/standins` has what a board would have; `tests/support/run_example.py` says how an example
gets free ports and its folders.
"""

import os
import re
import sys
import time

import pytest

from tests.support.example_drive import FILES, GREETING
from tests.support.example_process import EXAMPLES


def test_every_example_is_in_these_files():
    """So none is published that was never run."""
    more = ("", "_features", "_showcase", "_open_connections", "_uploads", "_loops")
    files = [__file__.replace("test_examples", "test_examples" + part) for part in more]
    here = "".join(open(file, encoding="utf-8").read() for file in files)
    for path in EXAMPLES.glob("httpserver_*.py"):
        assert re.search(f'"{path.stem[len("httpserver_") :]}"', here), path.name


# ---- One request, one answer --------------------------------------------------------------------

# example, request, status, body, content type
ANSWERS = [
    ("cpython", "GET /", 200, GREETING, "text/plain"),
    ("cpython", "GET /nope", 404, "File does not exist: /static/nope", "text/plain"),
    ("simpletest_auto_settings_toml", "GET /", 200, GREETING, "text/plain"),
    ("simpletest_auto_connection_manager", "GET /", 200, GREETING, "text/plain"),
    ("simpletest_manual_wifi", "GET /", 200, GREETING, "text/plain"),
    ("simpletest_manual_ap", "GET /", 200, GREETING, "text/plain"),
    ("simpletest_manual_ethernet", "GET /", 200, GREETING, "text/plain"),
    ("static_files_serving", "GET /", 200, FILES["static/index.html"], "text/html"),
    ("static_files_serving", "GET /s.css", 200, FILES["static/s.css"], "text/css"),
    ("static_files_serving", "GET /x.foo", 200, FILES["static/x.foo"], "text/foo"),
    ("static_files_serving", "GET /x.mp3", 200, FILES["static/x.mp3"], "text/plain"),
    ("static_files_serving", "GET /favicon.ico", 204, b"", None),
    ("static_files_serving", "GET /nope", 404, "File does not exist: /static/nope", "text/plain"),
    (
        "handler_serves_file",
        "GET /home",
        200,
        FILES["other-static-folder/home.html"],
        "text/html",
    ),
    ("handler_serves_file", "GET /home.html", 404, None, "text/plain"),
    ("start_and_poll", "GET /", 200, FILES["static/index.html"], "text/html"),
    ("start_and_poll", "GET /s.css", 200, FILES["static/s.css"], "text/css"),
    ("start_and_poll_asyncio", "GET /", 200, FILES["static/index.html"], "text/html"),
    ("start_and_poll_asyncio", "GET /s.css", 200, FILES["static/s.css"], "text/css"),
    ("mdns", "GET /", 200, FILES["www/index.html"], "text/html"),
    ("chunked", "GET /chunked", 200, "Adafruit Industries", "text/plain"),
    (
        "url_parameters",
        "GET /device/7/action/turn_on",
        200,
        "Action (turn_on) performed on device with ID: 7",
        "text/plain",
    ),
    ("url_parameters", "GET /device/7/action/zzz", 200, "Unknown action (zzz)", "text/plain"),
    (
        "url_parameters",
        "GET /device/emergency-power-off/7",
        200,
        "Action (emergency_power_off) performed on device with ID: 7",
        "text/plain",
    ),
    (
        "url_parameters",
        "GET /device/7/status/2020-01-01",
        200,
        "Status of 7 on 2020-01-01: on",
        "text/plain",
    ),
    ("url_parameters", "GET /device/7/status", 200, "Status of all devices: on", "text/plain"),
    ("url_parameters", "GET /device/7/status/", 200, "Status of all devices: on", "text/plain"),
    ("url_parameters", "GET /device/x/y/z", 200, "Status of all devices: on", "text/plain"),
    ("url_parameters", "GET /device/", 404, None, None),
    ("redirects", "POST /fake-login", 200, "Fake login page with POST data preserved", None),
    ("redirects", "GET /zzz", 404, "Unknown redirect", "text/plain"),
    ("redirects", "GET /", 404, None, None),
]


@pytest.mark.parametrize(
    ("name", "request_line", "status", "body", "content_type"),
    ANSWERS,
    ids=[f"{case[0]} {case[1]}" for case in ANSWERS],
)
def test_answer(example, name, request_line, status, body, content_type):
    """Status, body to the byte, and content type."""
    answer = example(name).ask(*request_line.split())
    assert answer.status == status
    if body is not None:
        assert answer.body == (body if isinstance(body, bytes) else body.encode("utf-8"))
    if content_type is not None:
        assert answer.headers["content-type"] == content_type


# ---- What they print ----------------------------------------------------------------------------

LOGGED = [
    ("cpython", "GET", "/", b"", "200 OK"),
    ("cpython", "GET", "/nope?x=1", b"", "404 Not Found"),
    ("handler_serves_file", "GET", "/home", b"", "200 OK"),
    ("start_and_poll", "GET", "/", b"", "200 OK"),
    ("start_and_poll_asyncio", "GET", "/", b"", "200 OK"),
    ("authentication_server", "GET", "/implicit-require", b"", "401 Unauthorized"),
    ("redirects", "POST", "/login", b"a=b", "307 Temporary Redirect"),
    ("methods", "POST", "/api", b'{"id": 9}', "200 OK"),
]


@pytest.mark.parametrize(
    ("name", "method", "target", "body", "status"),
    LOGGED,
    ids=[f"{case[0]} {case[1]} {case[2]}" for case in LOGGED],
)
def test_log_line(fresh, name, method, target, body, status):
    """C243: who asked what, and the bytes of the request and of the response."""
    process = fresh(name)
    answer = process.ask(method, target, body)
    log = process.wait_until(process.log)
    assert log == [
        (method, target, str(answer.request_size), status, str(len(answer.raw))),
    ]
    process.wait_for_line(r"^Started development server on http://127\.0\.0\.1:5000$")


def test_connects_to_wifi(example):
    """The connection is made, and told, before the server starts."""
    process = example("simpletest_manual_wifi")
    process.port()
    assert process.calls() == [["wifi.connect", "my network", "my password"]]
    process.wait_for_line("^Connecting to my network")
    process.wait_for_line("^Connected to my network as 127.0.0.1$")


def test_becomes_access_point(example):
    """With a name and a password, and serves on the address that it has as one."""
    process = example("simpletest_manual_ap")
    process.port()
    (call,) = process.calls("wifi.start_ap")
    assert len(call[2]) >= 8
    process.wait_for_line(f"^Created access point {re.escape(call[1])}")


def test_uses_ethernet(example):
    """Through the chip that is selected by the pin of Adafruit's board."""
    process = example("simpletest_manual_ethernet")
    process.port()
    assert process.calls("wiznet5k.WIZNET5K") == [["wiznet5k.WIZNET5K", "SPI", "D10"]]


def test_asks_connection_manager(example):
    """For the pool of the radio."""
    process = example("simpletest_auto_connection_manager")
    process.port()
    name = "adafruit_connection_manager.get_radio_socketpool"
    assert process.calls(name) == [[name, "Radio"]]


def test_advertises_by_mdns(example):
    """A name, and the port that the server really has."""
    process = example("mdns")
    process.port(5000)
    assert process.calls() == [
        ["mdns.hostname", "my-board"],
        ["mdns.advertise_service", "_http", "_tcp", 5000],
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no way to press Ctrl-C for one process")
@pytest.mark.parametrize("name", ["cpython", "showcase"])
def test_ctrl_c_ends_it_quietly(fresh, name):
    """C143: no traceback, exit code 0."""
    process = fresh(name)
    process.ask("GET", "/")
    assert process.interrupt() == 0
    assert "Traceback" not in process.output


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="no /proc to read times from")
@pytest.mark.parametrize(
    "name", ["cpython", "start_and_poll", "start_and_poll_asyncio", "multiple_servers", "showcase"]
)
def test_rests_when_idle(fresh, name):
    """The processor is left alone while nobody asks."""
    process = fresh(name)
    process.ask("GET", "/")
    before = process.processor_seconds()
    time.sleep(0.4)
    assert process.processor_seconds() - before < 0.1
