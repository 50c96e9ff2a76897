# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The showcase in a real browser: loaded, looked at, and clicked through."""

import re
import struct
import zlib

import pytest

from tests.support.chromium import Chromium, find_chromium
from tests.support.example_process import ExampleProcess

PHONE = 390


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The showcase, started as `dev.py demo` does it; gives its URL."""
    folder = tmp_path_factory.mktemp("showcase")
    where = {"HTTPSERVER_HOST": "127.0.0.1", "HTTPSERVER_PORT": "0"}
    process = ExampleProcess("showcase", folder, env=where, on_board=False)
    try:
        yield process.wait_for_line(r"^Showcase on (http://127\.0\.0\.1:\d+/)$")[1]
        assert "Traceback" not in process.output
    finally:
        process.stop()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with Chromium(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture
def page(browser, site):
    """A browser that has just loaded the page and never been there before."""
    browser.call("Network.clearBrowserCookies")
    browser.resize(1280, 900)
    browser.open(site)
    browser.wait_for("document.getElementById('live-trip').textContent.includes('ms')")
    del browser.exceptions[:], browser.console[:], browser.answers[:]
    yield browser
    assert browser.exceptions == []
    assert browser.console == []


def card(page, name):
    """What the dark panel of a card says."""
    return page.text(f"#{name} .wire")


def press(page, button, name):
    """Click a button of a card and wait for its answer."""
    selector = f"#{name} {button}"
    page.click(selector)
    page.wait_for(f"document.querySelector('#{name} .wire .status') !== null")
    page.wait_for(f"!document.querySelector({selector!r}).disabled")
    return card(page, name)


def pixels(path):
    """Width, height and rows of a PNG file of 8-bit RGB or RGBA, filters undone."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, kind, *rest = struct.unpack(">IIBBBBB", data[16:29])
    assert (depth, rest) == (8, [0, 0, 0]) and kind in (2, 6)
    packed, place = b"", 8
    while place < len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + size]
        place += 12 + size
    unit = 3 if kind == 2 else 4
    raw, step = zlib.decompress(packed), width * unit + 1
    assert len(raw) == step * height
    rows, above = [], bytes(step - 1)
    for start in range(0, len(raw), step):
        above = undo_filter(raw[start], bytearray(raw[start + 1 : start + step]), above, unit)
        rows.append(above)
    return width, height, [[row[x : x + 3] for x in range(0, step - 1, unit)] for row in rows]


def undo_filter(kind, row, above, unit):
    """One row of a PNG as it was before it was filtered."""
    for x in range(len(row)):
        left = row[x - unit] if x >= unit else 0
        up, corner = above[x], above[x - unit] if x >= unit else 0
        if kind == 4:
            guess = left + up - corner
            nearest = min(abs(guess - left), abs(guess - up), abs(guess - corner))
            by = next(v for v in (left, up, corner) if abs(guess - v) == nearest)
        else:
            by = (0, left, up, (left + up) // 2)[kind]
        row[x] = (row[x] + by) & 255
    return bytes(row)


def test_the_page_fills_in_live_values(page):
    assert page.text("h1") == "adafruit_httpserver"
    assert re.fullmatch(r"\d:\d\d:\d\d", page.text("#live-uptime"))
    assert re.fullmatch(r"-?\d+\.\d °C", page.text("#live-temperature"))
    assert re.fullmatch(r"[\d.]+ ms", page.text("#live-trip"))
    assert re.match(r"adafruit_httpserver \S+ on cpython 3\.", page.text("#about"))
    answered = page.text("#live-answered")
    page.wait_for(f"document.getElementById('live-answered').textContent !== '{answered}'")
    assert page.value("document.querySelectorAll('.card').length") >= 12
    assert page.value("[...document.images].every((image) => image.naturalWidth > 0)")


@pytest.mark.parametrize("width", [1280, PHONE])
def test_the_page_can_be_looked_at(page, tmp_path, width):
    page.resize(width, 600)
    assert page.value("document.documentElement.scrollWidth") <= width, "it scrolls sideways"
    page.screenshot(tmp_path / "page.png", whole=False)
    found_width, height, rows = pixels(tmp_path / "page.png")
    assert (found_width, height) == (width, 600)
    colours = {}
    for row in rows[::2]:
        for pixel in row[::2]:
            colours[pixel] = colours.get(pixel, 0) + 1
    # Text is smoothed, so there are many colours; and no colour is nearly all there is.
    assert len(colours) > 50
    assert max(colours.values()) < 0.9 * sum(colours.values())
    # The orange of the logo and the buttons, the near-black of the panels, the light background.
    for name, wanted in (
        ("orange", lambda r, g, b: r > 170 and g < 110 and b < 80),
        ("dark", lambda r, g, b: max(r, g, b) < 60),
        ("light", lambda r, g, b: min(r, g, b) > 220),
    ):
        assert sum(count for colour, count in colours.items() if wanted(*colour)) > 300, name
    page.screenshot(tmp_path / "whole.png")
    assert (tmp_path / "whole.png").stat().st_size > 20_000


def test_every_card_at_one_click(page):
    page.click("#run-all")
    page.wait_for("document.getElementById('run-all').disabled")
    page.wait_for("!document.getElementById('run-all').disabled", timeout=20)
    for name, *expected in (
        ("text", "200 OK", "Hello from the CircuitPython HTTP Server!"),
        ("json", "200 OK", "application/json", '"uptime"'),
        ("chunks", "200 OK", "chunked", "This sentence left the server one word at a time."),
        ("redirect", "200 OK", "redirected to /api/new-address", "You have been redirected here."),
        ("files", "200 OK", "image/svg+xml"),
        ("faults", "500 Internal Server Error"),
        ("square", "200 OK", '"square": 144'),
        ("greeting", "200 OK", '"name": "José & <co>"', "&lt;co&gt;"),
        ("form", "200 OK", "urlencoded", '"note": "50% off + more"'),
        ("upload", "200 OK", '"size": 2000000', '"sha256": "13aea'),
        ("private", "401 Unauthorized"),
        ("slow", "200 OK", "Ready after 2 s.", "meanwhile: "),
        ("chart", "200 OK, text/event-stream", " events", " °C, 1 listening"),
        ("echo", "101 Switching Protocols", "→ Hello, board!", "← Hello, board!"),
        ("video", "200 OK, multipart/x-mixed-replace"),
    ):
        said = card(page, name)
        for text in expected:
            assert text in said, (name, said)
    others = re.search(
        r"meanwhile: (\d+) other answers, the slowest in ([\d.]+) ms", card(page, "slow")
    )
    assert int(others[1]) >= 10, "the others had to wait for the slow handler"
    assert page.value("document.querySelector('#files .wire img').naturalWidth") > 0


def test_open_connections(page):
    for name in ("chart", "video"):
        press(page, "button", name)
        assert page.text(f"#{name} button") == "Stop"
    assert page.value("document.querySelector('#video img').naturalWidth") == 256
    # Until the first event there is no line.
    line = "(document.querySelector('#chart path').getAttribute('d') || '')"
    page.wait_for(f"{line}.split('L').length > 8")
    for message in ("one", "zwei é", "三"):
        page.value(f"document.querySelector('#echo input').value = '{message}'")
        press(page, "button", "echo")
        page.wait_for(f"document.querySelector('#echo pre').textContent.includes('← {message}')")
    first = page.value(PICTURE)
    page.wait_for(f"{PICTURE} !== {first!r}")
    for name in ("chart", "video"):
        page.click(f"#{name} button")
        page.wait_for(f"document.querySelector('#{name} button').textContent === 'Start'")
        assert "closed" in card(page, name)


# A picture that is a video changes by itself.
PICTURE = """(() => {
    const image = document.querySelector('#video img'), canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL();
})()"""


def test_the_other_buttons(page):
    assert "404 Not Found" in press(page, "button:nth-of-type(2)", "faults")
    said = press(page, "button:nth-of-type(3)", "faults")
    assert "405 Method Not Allowed" in said and "allow: " in said
    said = press(page, "button:nth-of-type(2)", "files")
    assert "HEAD" in said and "200 OK" in said and "content-length: " in said
    said = press(page, "button:nth-of-type(2)", "private")
    assert "200 OK" in said and "Nobody else may read this." in said


def test_input_that_a_user_types(page):
    page.click("#square input")
    page.value("document.querySelector('#square input').select()")
    page.call("Input.insertText", text="twelve")
    assert "404 Not Found" in press(page, "form button", "square")
    page.value("document.querySelector('#greeting input').select()")
    page.click("#greeting input")
    page.value("document.querySelector('#greeting input').value = ''")
    page.call("Input.insertText", text="日本 <b>%41</b>+")
    assert '"name": "日本 <b>%41</b>+"' in press(page, "form button", "greeting")


@pytest.mark.parametrize(
    ("encoding", "files"),
    [
        (
            "multipart/form-data",
            '"files": [ { "name": "small.txt", "type": "text/plain", "size": 12 } ]',
        ),
        ("text/plain", '"files": []'),
    ],
)
def test_forms(page, encoding, files):
    page.value(f"document.querySelector('#form select').value = '{encoding}'")
    said = press(page, "form button", "form")
    assert f'"encoding": "{encoding}"' in said
    assert '"note": "50% off + more"' in said and files in said


def test_the_theme_is_a_cookie_that_stays(page, site):
    background = "getComputedStyle(document.body).backgroundColor"
    page.click("#theme button[value=dark]")
    page.wait_for("document.documentElement.dataset.theme === 'dark'")
    dark = page.wait_for(background)
    page.open(site)
    assert page.value("document.documentElement.dataset.theme") == "dark"
    page.click("#theme button[value=light]")
    page.wait_for("document.documentElement.dataset.theme === 'light'")
    page.wait_for(f"{background} !== {dark!r}")
    page.click("#theme button[value='']")
    page.wait_for("document.documentElement.dataset.theme === ''")
    assert page.value("document.cookie") == ""


def test_a_download(page, tmp_path):
    page.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    page.click("#files a")
    for _ in range(200):
        page.call(
            "Runtime.evaluate", expression="new Promise(r => setTimeout(r, 20))", awaitPromise=True
        )
        if (tmp_path / "httpserver-logo.svg").exists():
            break
    assert (tmp_path / "httpserver-logo.svg").read_bytes().rstrip().endswith(b"</svg>")
