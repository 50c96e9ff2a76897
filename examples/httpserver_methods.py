# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# One address, four methods: a small collection that can be read, added to, changed and cut.
#
#   curl http://ADDRESS:5000/api
#   curl http://ADDRESS:5000/api -X POST -d '{"id": 3, "name": "fan"}'
#   curl http://ADDRESS:5000/api -X PUT -d '{"id": 1, "name": "ceiling lamp"}'
#   curl http://ADDRESS:5000/api -X DELETE -d '{"id": 2}'

import socketpool
import wifi

from adafruit_httpserver import (
    BAD_REQUEST_400,
    DELETE,
    GET,
    POST,
    PUT,
    JSONResponse,
    Request,
    Server,
)

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

objects = [
    {"id": 1, "name": "lamp"},
    {"id": 2, "name": "heater"},
]


def find(object_id):
    """Return the object with that id, or None."""
    for candidate in objects:
        if candidate["id"] == object_id:
            return candidate
    return None


@server.route("/api", [GET, POST, PUT, DELETE], append_slash=True)
def api(request: Request):
    """List, add, change or delete. The server itself answers other methods with a 405."""
    if request.method == GET:
        return JSONResponse(request, objects)

    sent = request.json()
    if not isinstance(sent, dict) or "id" not in sent:
        return JSONResponse(request, {"message": "An id is needed"}, status=BAD_REQUEST_400)
    known = find(sent["id"])

    if request.method == DELETE:
        if known is None:
            return JSONResponse(request, {"message": "Object not found", "object": sent})
        objects.remove(known)
        return JSONResponse(request, {"message": "Object deleted", "object": known})

    if known is None:
        objects.append(sent)
        return JSONResponse(request, {"message": "Object added", "object": sent})
    known.update(sent)
    return JSONResponse(request, {"message": "Object updated", "object": known})


server.serve_forever(str(wifi.radio.ipv4_address))
