# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# What a browser sends from a form, in each of the three encodings it may use.

import socketpool
import wifi

from adafruit_httpserver import GET, POST, Request, Response, Server

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Form data</title></head>
<body>
  <form action="/form" method="post" enctype="{enctype}">
    <label>Something <input name="something"></label>
    <button>Send as {enctype}</button>
  </form>
  <p>Other encodings:
    <a href="/form?enctype=text/plain">text/plain</a>
    <a href="/form?enctype=multipart/form-data">multipart/form-data</a>
    <a href="/form?enctype=application/x-www-form-urlencoded">x-www-form-urlencoded</a>
  </p>
  {result}
</body>
</html>
"""


@server.route("/form", [GET, POST])
def form(request: Request):
    """Show the form, and below it what was sent last."""
    if request.method == GET:
        enctype = request.query_params.get("enctype", "text/plain")
        result = ""
    else:
        enctype = request.form_data.content_type
        # get() escapes what a client sent, so it cannot put tags into the page; [] would not
        result = f"<h2>Submitted form value: {request.form_data.get('something')}</h2>"

    page = PAGE.format(enctype=enctype, result=result)
    return Response(request, page, content_type="text/html")


server.serve_forever(str(wifi.radio.ipv4_address))
