# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Headless Chromium, driven through its DevTools protocol over a pair of pipes.

    with Chromium(folder) as browser:
        browser.open("http://127.0.0.1:5000/")
        browser.wait_for("document.title")
        browser.click("#run-all")

Messages are JSON texts that end in a NUL; Chromium reads them from its descriptor 3 and writes
them to its descriptor 4. So nothing is needed but the standard library, and no port is opened.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-dev-shm-usage --remote-debugging-pipe"
).split()

# Chromium wants exactly 3 and 4, which are taken here: another process moves ours there.
_BECOME_CHROMIUM = """
import fcntl, os, sys
read, write = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(read, 3)
os.dup2(write, 4)
os.close(read)
os.close(write)
os.execv(sys.argv[3], sys.argv[3:])
"""


def find_chromium():
    """Path of the browser, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path is not None:
            return path
    return None


class Chromium:
    """One browser with one page; folder is where it may leave its files."""

    def __init__(self, folder, width=1280, height=900, flags=()):
        from_browser, their_write = os.pipe()
        their_read, to_browser = os.pipe()
        command = [find_chromium(), *FLAGS, *flags, f"--window-size={width},{height}"]
        command += [f"--user-data-dir={folder / 'profile'}", "about:blank"]
        self._log = open(folder / "chromium.log", "wb")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BECOME_CHROMIUM, str(their_read), str(their_write), *command],
            pass_fds=(their_read, their_write),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        os.close(their_read)
        os.close(their_write)
        self._read_from, self._write_to = from_browser, to_browser
        self._rest = b""
        self._number = 0
        self._session = None
        # What the page said on its console, and exceptions that its scripts did not catch.
        self.console = []
        self.exceptions = []
        # URL -> status of every answer.
        self.answers = []
        try:
            self._attach()
            self.resize(width, height)
        except BaseException:
            self.close()
            raise

    def _attach(self):
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def _receive(self, deadline):
        while b"\0" not in self._rest:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._read_from], [], [], max(left, 0))
            assert ready, "the browser does not answer"
            data = os.read(self._read_from, 65536)
            assert data, "the browser has ended"
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def call(self, method, timeout=30, **parameters):
        """Calls a method of the protocol and returns its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write_to, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + timeout
        while True:
            answer = self._receive(deadline)
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer.get('error')}"
                return answer["result"]
            self._note(answer)

    def _note(self, event):
        parameters = event.get("params", {})
        if event.get("method") == "Runtime.exceptionThrown":
            self.exceptions.append(parameters["exceptionDetails"])
        elif event.get("method") == "Runtime.consoleAPICalled":
            self.console.append(parameters)
        elif event.get("method") == "Network.responseReceived":
            response = parameters["response"]
            self.answers.append((response["url"], response["status"]))

    def resize(self, width, height):
        """Makes the page that large, as a window or a phone would."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def open(self, url):
        """Opens a page and waits until all of it is there."""
        self.value("window.isTheOldPage = true")
        error = self.call("Page.navigate", url=url).get("errorText")
        assert error is None, f"{url}: {error}"
        self.wait_for("!window.isTheOldPage && document.readyState === 'complete'")

    def value(self, expression):
        """Value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def text(self, selector):
        """Text of the first element."""
        return self.value(f"document.querySelector({json.dumps(selector)}).innerText")

    def wait_for(self, expression, timeout=15):
        """Waits until the expression is true and returns its value."""
        deadline = time.monotonic() + timeout
        while True:
            value = self.value(expression)
            if value:
                return value
            assert time.monotonic() < deadline, f"never true: {expression}"
            time.sleep(0.02)

    def click(self, selector):
        """Clicks the middle of an element with the mouse."""
        place = self.value(
            "(() => {"
            f"const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const r = e.getBoundingClientRect();"
            "return [r.x + r.width / 2, r.y + r.height / 2];"
            "})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=place[0],
                y=place[1],
                button="left",
                clickCount=1,
            )

    def screenshot(self, path, whole=True):
        """Writes the page, all of it or what fits into the window, to a PNG file."""
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(data["data"]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the browser."""
        try:
            self._session = None
            self.call("Browser.close", timeout=5)
            self._process.wait(5)
        except (AssertionError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        finally:
            os.close(self._read_from)
            os.close(self._write_to)
            self._log.close()
