# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The examples about one feature each: methods, templates, forms, cookies, passwords, TLS."""

import base64
import html
import json
import re
import socket
import ssl

import pytest

from tests.support.example_drive import FILES, FORM_TYPE
from tests.support.example_process import TIMEOUT

BASIC = {"Authorization": "Basic " + base64.b64encode(b"user:password").decode()}
TOKEN = {"Authorization": "Token my-secret-token"}
BEARER = {"Authorization": "Bearer my-secret-bearer-token"}
WRONG = {"Authorization": "Basic " + base64.b64encode(b"user:passw0rd").decode()}


def multipart(**fields):
    """Return the headers and the body of a form."""
    parts = [
        f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=frontier"}
    return headers, "".join(parts) + "--frontier--\r\n"


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
