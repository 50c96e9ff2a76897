# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# A browser keeps cookies and sends them back with every request, here to remember a theme.

import socketpool
import wifi

from adafruit_httpserver import GET, Headers, Request, Response, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

THEMES = {
    "light": "background: white; color: black",
    "dark": "background: black; color: white",
}

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Cookies</title></head>
<body style="{style}">
  <p>This browser prefers the {theme} theme and has been here {visits} times before.</p>
  <p><a href="/?theme=light">Light</a> <a href="/?theme=dark">Dark</a></p>
</body>
</html>
"""


def number_of(text):
    """Return a number; a client may send anything as a cookie."""
    try:
        return int(text)
    except ValueError:
        return 0


@server.route("/", GET)
def themed_page(request: Request):
    """Show the page in the wanted theme, or in the one that was wanted last."""
    wanted = request.query_params.get("theme")
    theme = wanted or request.cookies.get("theme", "light")
    visits = number_of(request.cookies.get("visits", "0"))

    # An unknown theme is a KeyError here: the client gets "500 Internal Server Error", and
    # serve_forever goes on
    page = PAGE.format(style=THEMES[theme], theme=theme, visits=visits)

    # Cookies with attributes, such as how long to keep them, as headers. add() instead of []
    # because there are two of the same name.
    headers = Headers()
    headers.add("Set-Cookie", f"visits={visits + 1}; Max-Age=86400")
    headers.add("Set-Cookie", "server=circuitpython; HttpOnly; SameSite=Strict")

    # Plain ones, which last until the browser closes, with less to write
    cookies = {"theme": wanted} if wanted else {}

    return Response(request, page, content_type="text/html", headers=headers, cookies=cookies)


server.serve_forever(str(wifi.radio.ipv4_address))
