# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Every example, unchanged and as a program of its own, answers what the people who know it expect.

`tests/standins` has what a board would have; `tests/support/run_example.py` says how an example
gets free ports and its folders.
"""

import base64
import html
import json
import os
import re
import socket
import ssl
import sys
import time

import pytest

from tests.support.example_process import EXAMPLES, TIMEOUT, ExampleProcess, build_request

GREETING = "Hello from the CircuitPython HTTP Server!"

BASIC = {"Authorization": "Basic " + base64.b64encode(b"user:password").decode()}
TOKEN = {"Authorization": "Token my-secret-token"}
BEARER = {"Authorization": "Bearer my-secret-bearer-token"}
WRONG = {"Authorization": "Basic " + base64.b64encode(b"user:passw0rd").decode()}

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


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """`example(name)` runs while tests in a row ask for that same name."""
    running = []

    def get(name):
        if running and running[0].name != name:
            running.pop().stop()
        if not running:
            running.append(run(name, tmp_path_factory.mktemp(name)))
        return running[0]

    yield get
    while running:
        running.pop().stop()


@pytest.fixture
def fresh(tmp_path):
    """`fresh(name)` is an example of this test's own, for what changes it."""
    running = []

    def get(name, **options):
        running.append(run(name, tmp_path, **options))
        return running[-1]

    yield get
    for process in running:
        process.stop()


def multipart(**fields):
    """Return the headers and the body of a form."""
    parts = [
        f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=frontier"}
    return headers, "".join(parts) + "--frontier--\r\n"


def test_every_example_is_in_these_files():
    """So none is published that was never run."""
    more = ("", "_open_connections", "_uploads", "_loops")
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


# ---- Examples with more to tell -----------------------------------------------------------------


def test_chunks_on_the_wire(example):
    """C192: five chunks of 4, 4, 6, 2 and 3 bytes, and the end."""
    answer = example("chunked").ask("GET", "/chunked")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.raw.partition(b"\r\n\r\n")[2] == (
        b"4\r\nAdaf\r\n4\r\nruit\r\n6\r\n Indus\r\n2\r\ntr\r\n3\r\nies\r\n0\r\n\r\n"
    )


@pytest.mark.parametrize("path", ["/cpu-information", "/cpu-information/"])
def test_cpu_information(example, path):
    """The values of the processor, readable from pages of other servers."""
    answer = example("cpu_information").ask("GET", path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == {"temperature": 21.46, "frequency": 125_000_000, "voltage": 3.3}


def test_methods(fresh):
    """List, add, update, delete, and what cannot be done."""
    process = fresh("methods")

    def api(method, data=None, path="/api"):
        body = b"" if data is None else json.dumps(data)
        answer = process.ask(method, path, body, {"Content-Type": "application/json"})
        assert answer.status == 200, answer
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    before = api("GET")
    assert api("GET", path="/api/") == before
    assert [thing["id"] for thing in before] == [1, 2]

    fan = {"id": 3, "name": "fan"}
    assert api("POST", fan) == {"message": "Object added", "object": fan}
    assert api("GET") == [*before, fan]

    lamp = {"id": 1, "name": "ceiling lamp"}
    assert api("PUT", lamp) == {"message": "Object updated", "object": lamp}
    assert api("GET")[0] == lamp

    assert api("DELETE", {"id": 3}) == {"message": "Object deleted", "object": fan}
    assert api("DELETE", {"id": 3}) == {"message": "Object not found", "object": {"id": 3}}
    assert [thing["id"] for thing in api("GET")] == [1, 2]

    # D6: a method that no route of that path has
    answer = process.ask("PATCH", "/api", "{}")
    assert answer.status == 405
    allowed = {method.strip() for method in answer.headers["allow"].split(",")}
    assert allowed >= {"GET", "POST", "PUT", "DELETE"}

    assert process.ask("POST", "/api", "{").status == 400
    assert process.ask("POST", "/api", "{}").status == 400
    assert process.ask("POST", "/api").status == 400


COLORS = [
    ("GET", "?r=255&g=0&b=0", {}, "", (255, 0, 0)),
    ("GET", "", {}, "", (0, 0, 0)),
    ("POST", "/form-data", FORM_TYPE, "r=1&g=2", (1, 2, 0)),
    ("POST", "/json", {}, '{"r": 1, "g": 2, "b": 3}', (1, 2, 3)),
    ("GET", "/9/8/7", {}, "", (9, 8, 7)),
]


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "color"), COLORS, ids=[case[1] for case in COLORS]
)
def test_neopixel(example, method, target, headers, body, color):
    """The answer says the colour, and the pixel has it."""
    process = example("neopixel")
    answer = process.ask(method, "/change-neopixel-color" + target, body, headers)
    assert (answer.status, answer.text) == (200, f"Changed NeoPixel to color {color}")
    process.wait_until(lambda: ["neopixel.fill", list(color)] in process.calls())


def test_neopixel_wants_numbers(example):
    """C138, C139: ValueError in the handler, 500 for the client, and the next one is served."""
    process = example("neopixel")
    assert process.ask("GET", "/change-neopixel-color?r=x").status == 500
    process.wait_for_line("^ValueError")
    assert process.ask("GET", "/change-neopixel-color").status == 200


def listing(answer):
    """Return title and entries of the page that the templates example makes."""
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html")
    title = re.search("<title>(.*)</title>", answer.text)[1]
    entries = re.findall('<li><a href="([^"]*)">([^<]*)</a>', answer.text)
    return html.unescape(title), {
        html.unescape(name): html.unescape(link) for link, name in entries
    }


ROOT_LISTING = {
    "dir a/": "/?path=/dir%20a/",
    "index.html": "/?path=/index.html",
    "s.css": "/?path=/s.css",
    "x.foo": "/?path=/x.foo",
    "x.mp3": "/?path=/x.mp3",
}


@pytest.mark.parametrize("target", ["/", "/?path=/", "/?path=/../../", "/?path=/..%2f..%5c"])
def test_templates_lists_root(example, target):
    """Also when asked for what is above it."""
    title, entries = listing(example("templates").ask("GET", target))
    assert (title, entries) == ("/", ROOT_LISTING)


def test_templates_lists_folder(example):
    """A name with a blank in it, and the links of the page lead to files."""
    process = example("templates")
    title, entries = listing(process.ask("GET", ROOT_LISTING["dir a/"]))
    assert (title, entries) == ("/dir a/", {"f.txt": "/?path=/dir%20a/f.txt"})
    answer = process.ask("GET", entries["f.txt"])
    assert (answer.status, answer.body) == (200, FILES["static/dir a/f.txt"])
    answer = process.ask("GET", "/?path=/s.css")
    assert (answer.body, answer.headers["content-type"]) == (FILES["static/s.css"], "text/css")


def test_templates_stays_below_root(example):
    """What is not there is a 404, what is above cannot be named."""
    process = example("templates")
    for path in ["/nope", "/../secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt"]:
        answer = process.ask("GET", "/?path=" + path)
        assert answer.status == 404, path
    assert process.ask("GET", "/?path=/%00").status == 403


@pytest.mark.parametrize(
    ("query", "enctype"),
    [
        ("", "text/plain"),
        ("?enctype=multipart/form-data", "multipart/form-data"),
        ("?enctype=application/x-www-form-urlencoded", "application/x-www-form-urlencoded"),
    ],
)
def test_form_data_page(example, query, enctype):
    """The form is sent in the encoding that was chosen."""
    answer = example("form_data").ask("GET", "/form" + query)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html")
    assert f'enctype="{enctype}"' in answer.text
    assert "Submitted form value" not in answer.text


def test_form_data_page_is_safe(example):
    """A link to the page cannot put a script into it."""
    answer = example("form_data").ask("GET", "/form?enctype=%22%3E%3Cscript%3E")
    assert answer.status == 200
    assert 'enctype="&quot;&gt;&lt;script&gt;"' in answer.text
    assert "<script>" not in answer.text


SUBMITTED = [
    (*multipart(something="Hello World! ^-$%+"), "Hello World! ^-$%+"),
    ({"Content-Type": "text/plain"}, "something=Hello World! ^-$%+\r\n", "Hello World! ^-$%+"),
    (FORM_TYPE, "something=Hello+World%21+%5E-%24%25", "Hello World! ^-$%"),
    (FORM_TYPE, "something=%3Cb%3E%26amp;", "<b>&amp;"),
    (*multipart(something="<script>'\""), "<script>'\""),
]


@pytest.mark.parametrize(("headers", "body", "value"), SUBMITTED)
def test_form_data_submitted(example, headers, body, value):
    """Decoded, and escaped for the page."""
    answer = example("form_data").ask("POST", "/form", body, headers)
    assert answer.status == 200
    assert f"Submitted form value: {html.escape(value).replace('&#x27;', '&apos;')}<" in answer.text
    assert f'enctype="{headers["Content-Type"].partition(";")[0]}"' in answer.text


COOKIES = [
    ("/", {}, "white", 2),
    ("/?theme=dark", {}, "black", 3),
    ("/", {"Cookie": "theme=dark"}, "black", 2),
    ("/?theme=light", {"Cookie": "theme=dark"}, "white", 3),
]


@pytest.mark.parametrize(("target", "headers", "background", "count"), COOKIES)
def test_cookies(example, target, headers, background, count):
    """Two cookies every time, a third when a theme was chosen."""
    answer = example("cookies").ask("GET", target, b"", headers)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html")
    assert f"background: {background}" in answer.text
    cookies = answer.headers.get_all("set-cookie")
    assert len(cookies) == count
    if count == 3:
        assert cookies[2] == target[2:]


def test_cookies_come_back(example):
    """What was sent is what is read, and nonsense does no harm."""
    process = example("cookies")
    assert "0 times" in process.ask("GET", "/").text
    assert "7 times" in process.ask("GET", "/", b"", {"Cookie": "a=b; visits=7"}).text
    assert "0 times" in process.ask("GET", "/", b"", {"Cookie": "visits=many"}).text


def test_cookies_unknown_theme(example):
    """KeyError in the handler; the server goes on."""
    process = example("cookies")
    assert process.ask("GET", "/?theme=zzz").status == 500
    process.wait_for_line("^KeyError: 'zzz'")
    assert process.ask("GET", "/").status == 200


@pytest.mark.parametrize("path", ["/implicit-require", "/index.html", "/not-there"])
@pytest.mark.parametrize("headers", [{}, WRONG], ids=["without", "wrong"])
def test_authentication_server_refuses(example, path, headers):
    """C239: routes, files and what does not exist; an empty body and a challenge."""
    answer = example("authentication_server").ask("GET", path, b"", headers)
    assert (answer.status, answer.body) == (401, b"")
    assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("headers", [BASIC, TOKEN, BEARER], ids=["basic", "token", "bearer"])
def test_authentication_server_accepts(example, headers):
    """Any of the three."""
    process = example("authentication_server")
    answer = process.ask("GET", "/implicit-require", b"", headers)
    assert (answer.status, answer.text) == (200, "Authenticated")
    answer = process.ask("GET", "/index.html", b"", headers)
    assert (answer.status, answer.body) == (200, FILES["static/index.html"])
    assert process.ask("GET", "/not-there", b"", headers).status == 404


HANDLED = [
    ("/check", {}, 200, "Not authenticated", False),
    ("/check", BASIC, 200, "Authenticated", False),
    ("/require-or-401", {}, 401, "", True),
    ("/require-or-401", TOKEN, 200, "Authenticated", False),
    ("/require-or-handle", {}, 401, "Not authenticated - Manually handled", False),
    ("/require-or-handle", BEARER, 200, "Authenticated", False),
]


@pytest.mark.parametrize(("path", "headers", "status", "text", "has_challenge"), HANDLED)
def test_authentication_handlers(example, path, headers, status, text, has_challenge):
    """C236 to C238."""
    answer = example("authentication_handlers").ask("GET", path, b"", headers)
    assert (answer.status, answer.text) == (status, text)
    assert ("www-authenticate" in answer.headers) == has_challenge


REDIRECTS = [
    ("GET", "/blinka", 301, "https://circuitpython.org/blinka"),
    ("GET", "/adafruit", 301, "https://www.adafruit.com"),
    ("GET", "/google", 302, "https://www.google.com"),
    ("POST", "/login", 307, "/fake-login"),
]


@pytest.mark.parametrize(("method", "path", "status", "location"), REDIRECTS)
def test_redirects(example, method, path, status, location):
    """C197: the status and the very address."""
    answer = example("redirects").ask(method, path)
    assert (answer.status, answer.headers["location"], answer.body) == (status, location, b"")


SERVERS = [
    (5000, "/bedroom", 200, "Hello from the bedroom!", "Bedroom"),
    (5000, "/home", 200, "Hello from home!", "Bedroom"),
    (5000, "/office", 404, None, "Bedroom"),
    (8000, "/office", 200, "Hello from the office!", "Office"),
    (8000, "/home", 200, "Hello from home!", "Office"),
    (8000, "/bedroom", 404, None, "Office"),
]


@pytest.mark.parametrize(("port", "path", "status", "text", "name"), SERVERS)
def test_multiple_servers(example, port, path, status, text, name):
    """Each with its routes; its header also on what it does not have (C129)."""
    answer = example("multiple_servers").ask("GET", path, port=port)
    assert (answer.status, answer.headers["x-server"]) == (status, name)
    if text is not None:
        assert answer.text == text


def test_https(tmp_path, fresh):
    """C248: over TLS, checked by a client that trusts whoever signed the certificate."""
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    certificate.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    certificate.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    process = fresh("https")
    process.wait_for_line(r"^Started development server on https://127\.0\.0\.1:443$")

    def wrap(connection):
        return trusting.wrap_socket(connection, server_hostname="127.0.0.1")

    for _ in range(2):
        answer = process.ask("GET", "/", port=443, wrap=wrap)
        assert (answer.status, answer.text) == (200, "Hello from the CircuitPython HTTPS Server!")
        # C249: a client that does not trust leaves during the handshake, and harms nobody
        with socket.create_connection(("127.0.0.1", process.port(443)), TIMEOUT) as connection:
            with pytest.raises(ssl.SSLError):
                ssl.create_default_context().wrap_socket(connection, server_hostname="127.0.0.1")


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


# ---- The showcase -------------------------------------------------------------------------------

SHOWCASE = [
    ("GET /", 200, "text/html", "<!DOCTYPE html>"),
    ("GET /style.css", 200, "text/css", "color-scheme"),
    ("GET /app.js", 200, "text/javascript", "fetch("),
    ("GET /logo.svg", 200, "image/svg+xml", "<svg"),
    ("GET /api/text", 200, "text/plain", GREETING),
    ("GET /api/chunks", 200, "text/plain", "This sentence left the server one word at a time. "),
    ("GET /api/new-address", 200, "text/plain", "You have been redirected here."),
    ("GET /api/square/12", 200, "application/json", '"square": 144'),
    ("GET /api/square/twelve", 404, "text/plain", "File not found"),
    ("GET /api/greeting", 400, "text/plain", "name"),
    ("GET /api/slow", 200, "text/plain", "Ready after 2 s."),
    ("GET /api/echo", 400, "text/plain", "Bad Request"),
    ("GET /api/nowhere", 404, "text/plain", "File not found"),
    ("PUT /api/theme/pink", 400, "text/plain", "No such theme"),
]


@pytest.mark.parametrize(
    ("request_line", "status", "content_type", "text"), SHOWCASE, ids=[case[0] for case in SHOWCASE]
)
def test_showcase(example, request_line, status, content_type, text):
    """What the page and its cards ask for."""
    answer = example("showcase").ask(*request_line.split())
    assert (answer.status, answer.headers["content-type"]) == (status, content_type)
    assert text in answer.text


def test_showcase_status(example):
    """Counts the answers, so the next one is larger."""
    process = example("showcase")
    first = process.ask("GET", "/api/status").json()
    second = process.ask("GET", "/api/status").json()
    assert second["answered"] == first["answered"] + 1
    assert second["uptime"] >= first["uptime"]
    assert 10 < first["temperature"] < 30


def test_showcase_query(example):
    """D1: decoded; and escaped only where it is asked for."""
    answer = example("showcase").ask("GET", "/api/greeting?name=Jos%C3%A9+%26+%3Cco%3E")
    assert answer.json() == {"name": "José & <co>", "escaped": "José &amp; &lt;co&gt;"}


SHOWCASE_FORMS = [
    (FORM_TYPE, "note=50%25+off", {"note": "50% off"}, []),
    ({"Content-Type": "text/plain"}, "note=50% off +\r\n", {"note": "50% off +"}, []),
    (
        {"Content-Type": "multipart/form-data; boundary=b"},
        '--b\r\nContent-Disposition: form-data; name="note"\r\n\r\né\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        "Content-Type: image/png\r\n\r\n1234\r\n--b--\r\n",
        {"note": "é"},
        [{"name": "a.png", "type": "image/png", "size": 4}],
    ),
]


@pytest.mark.parametrize(("headers", "body", "fields", "files"), SHOWCASE_FORMS)
def test_showcase_form(example, headers, body, fields, files):
    """The three encodings."""
    answer = example("showcase").ask("POST", "/api/form", body, headers)
    encoding = headers["Content-Type"].partition(";")[0]
    assert answer.json() == {"encoding": encoding, "fields": fields, "files": files}


def test_showcase_cookies(example):
    """Set for every page of the server, readable by the page, and deleted again."""
    process = example("showcase")
    (cookie,) = process.ask("PUT", "/api/theme/dark").headers.get_all("set-cookie")
    value, *attributes = [part.strip().lower() for part in cookie.split(";")]
    assert value == "theme=dark"
    assert {"path=/", "samesite=lax", "max-age=31536000"} <= set(attributes)
    assert "httponly" not in attributes
    (cookie,) = process.ask("DELETE", "/api/theme").headers.get_all("set-cookie")
    value, *attributes = [part.strip().lower() for part in cookie.split(";")]
    assert value.partition("=")[0] == "theme"
    assert {"path=/", "max-age=0"} <= set(attributes)


def test_showcase_redirect(example):
    """For good."""
    answer = example("showcase").ask("GET", "/api/old-address")
    assert (answer.status, answer.headers["location"]) == (301, "/api/new-address")


def test_showcase_password(example):
    """Both ways."""
    process = example("showcase")
    answer = process.ask("GET", "/api/private")
    assert (answer.status, answer.body) == (401, b"")
    headers = {"Authorization": "Basic " + base64.b64encode(b"demo:demo").decode()}
    answer = process.ask("GET", "/api/private", b"", headers)
    assert (answer.status, answer.text) == (200, "Nobody else may read this.")


def test_showcase_download(example):
    """The logo, under another name."""
    process = example("showcase")
    answer = process.ask("GET", "/api/download")
    assert answer.body == (EXAMPLES / "showcase" / "logo.svg").read_bytes()
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment") and "httpserver-logo.svg" in disposition


def test_showcase_faults(example):
    """A failing handler is a 500 without details, told on the console; then 405."""
    process = example("showcase")
    answer = process.ask("GET", "/api/broken")
    assert answer.status == 500
    assert "always fails" not in answer.text
    process.wait_for_line("A handler failed: RuntimeError.*always fails")
    answer = process.ask("DELETE", "/api/text")
    assert (answer.status, answer.headers["allow"].split(", ")[0]) == (405, "GET")


def test_showcase_is_not_held_up(example):
    """While the slow handler and the dripping chunks are under way, everybody else is served."""
    process = example("showcase")
    address = ("127.0.0.1", process.port())
    waiting = []
    for path in ("/api/slow", "/api/chunks"):
        connection = socket.create_connection(address, TIMEOUT)
        connection.sendall(build_request("GET", path))
        waiting.append(connection)

    # Half of the time that the slow one takes, so none of these can have waited for it
    start = time.monotonic()
    count = 0
    while time.monotonic() - start < 1:
        assert process.ask("GET", "/api/text").status == 200
        count += 1
    assert count > 20
    for connection in waiting:
        with connection, connection.makefile("rb") as stream:
            assert stream.readline() == b"HTTP/1.1 200 OK\r\n"
            stream.read()
    assert time.monotonic() - start > 1.5


def test_showcase_as_dev_py_starts_it(tmp_path):
    """Without any stand-in: on a free port, which it prints."""
    env = {"HTTPSERVER_HOST": "127.0.0.1", "HTTPSERVER_PORT": "0"}
    process = run("showcase", tmp_path, env=env, on_board=False)
    try:
        port = process.wait_for_line(r"^Showcase on http://127\.0\.0\.1:(\d+)/$")[1]
        with socket.create_connection(("127.0.0.1", int(port)), TIMEOUT) as connection:
            connection.sendall(build_request("GET", "/"))
            with connection.makefile("rb") as stream:
                assert b"adafruit_httpserver showcase" in stream.read()
    finally:
        process.stop()


def test_showcase_tells_its_address_on_a_board(example):
    """The radio's address, and the port that people know."""
    example("showcase").wait_for_line(r"^Showcase on http://127\.0\.0\.1:5000/$")


def test_showcase_page_needs_nothing_else():
    """No address of another server in any asset, and every card has something to run it."""
    folder = EXAMPLES / "showcase"
    assert sorted(os.listdir(folder)) == ["app.js", "index.html", "logo.svg", "style.css"]
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        text = text.replace("}://${location.host}", "")
        assert not re.search("https?://|@import|url\\(", text), path.name
    page = (folder / "index.html").read_text(encoding="utf-8")
    script = (folder / "app.js").read_text(encoding="utf-8")
    cards = re.findall(r'<article class="card" id="(\w+)">(.*?)</article>', page, re.DOTALL)
    assert len(cards) >= 12
    for name, content in cards:
        runs = set(re.findall(r'data-run="(\w+)"', content))
        assert runs or "data-send=" in content, name
        assert all(re.search(rf"^  (async )?{run}\(card", script, re.MULTILINE) for run in runs)
