# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The WSGI program of the two servers that need one, in bottle."""

from bottle import Bottle, request, static_file
from common import FILES, READING, ROUTES, answer_to_json, answer_to_route


def build(folder):
    """The application, with the files in a folder."""
    app = Bottle()

    @app.get("/json")
    def get_json():
        return READING

    @app.post("/json")
    def post_json():
        return answer_to_json(request.json)

    @app.post("/form")
    def post_form():
        return dict(request.forms.items())

    for name in FILES:
        app.get("/" + name, callback=lambda name=name: static_file(name, root=folder))
    for number in range(ROUTES):
        app.get(f"/r{number}/<name>/<value>", callback=answer_to_route)
    return app
