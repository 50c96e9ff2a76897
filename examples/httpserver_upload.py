# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: Unlicense

# Files of any size, dropped onto a page, several at once. They go into a folder as they come, so
# the memory of the board does not matter, and other clients are served meanwhile.
#
# A board's own drive is read-only for programs while USB has mounted it: see storage.remount(), or
# use an SD card.

import os

import socketpool
import wifi

from adafruit_httpserver import POST, JSONResponse, Request, Response, Server

FOLDER = "/uploads"
MAX_FILE_SIZE = 4_000_000

pool = socketpool.SocketPool(wifi.radio)
server = Server(pool, debug=True)

try:
    os.mkdir(FOLDER)
except OSError:
    pass  # it is there, or the drive is read-only, which the first upload says

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Upload</title>
<meta name="viewport" content="width=device-width">
<style>
  body { font-family: sans-serif; max-width: 30rem; margin: 2rem auto; padding: 0 1rem }
  form { border: 2px dashed gray; border-radius: 1rem; padding: 3rem 1rem; text-align: center }
  form.over { border-color: green }
  progress { width: 100% }
</style></head>
<body>
  <h1>Upload</h1>
  <form action="/files" method="post" enctype="multipart/form-data">
    <p>Drop files here, or <input type="file" name="files" multiple></p>
  </form>
  <p><progress value="0"></progress> <output></output></p>
  <ul></ul>
<script>
  const form = document.querySelector("form");
  const progress = document.querySelector("progress");
  const output = document.querySelector("output");
  const show = (files) => document.querySelector("ul").replaceChildren(...files.map((name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));

  function upload(files) {
    const data = new FormData();
    for (const file of files) data.append("files", file);
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => { progress.value = event.loaded / event.total; };
    request.onload = () => {
      const good = request.status === 200;
      output.textContent = good ? "Saved." : `${request.status}: ${request.responseText}`;
      if (good) show(JSON.parse(request.responseText));
    };
    request.onerror = () => { output.textContent = "The connection was lost."; };
    request.open("POST", "/files");
    request.send(data);
    output.textContent = "";
  }

  form.elements.files.onchange = (event) => upload(event.target.files);
  form.ondragover = (event) => { event.preventDefault(); form.classList.add("over"); };
  form.ondragleave = () => form.classList.remove("over");
  form.ondrop = (event) => {
    event.preventDefault();
    form.classList.remove("over");
    upload(event.dataTransfer.files);
  };
  fetch("/files").then((answer) => answer.json()).then(show);
</script>
</body>
</html>
"""


@server.route("/")
def page(request: Request):
    """The page with the box."""
    return Response(request, PAGE, content_type="text/html")


@server.route("/files")
def files(request: Request):
    """Names of the files that are there."""
    return JSONResponse(request, sorted(os.listdir(FOLDER)))


@server.route("/files", POST, stream=True)
def upload(request: Request):
    """Save the files of a form. If anything goes wrong, none of them is there."""
    form = yield from request.save_files(FOLDER, max_file_size=MAX_FILE_SIZE)
    for file in form.files.values():
        print(f"{file.filename!r} is {file.path}, {file.size} bytes")
    return JSONResponse(request, sorted(os.listdir(FOLDER)))


server.serve_forever(str(wifi.radio.ipv4_address))
