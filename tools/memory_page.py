# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""The page docs/memory.rst, written out of figures."""

from tools.figures import FIRST_ROUNDS, ROUNDS
from tools.first_use import LOADS
from tools.measuring import FEW_FILLERS, FILLERS, KINDS
from tools.node import locked
from tools.tree import NAME

# What `python3 dev.py budgets --peers` has said of adafruit_httpserver 4.8.2: (.py, .mpy).
PEER = f"{NAME} 4.8.2"
PEER_FIGURES = {
    "core": (49_738, 48_376),
    "server": (1_680, 1_808),
    "connection": (9_744, 9_776),
    "all files": (None, 30_358),
}

# (figure, what the reader is told)
IMPORTS = (
    ("core", f"``from {NAME} import Server, Request, Response``"),
    ("json", "``JSONResponse``"),
    ("files", "``FileResponse``, or a ``root_path``"),
    ("forms", "``FormData``, or ``request.form_data``"),
    ("multipart", "Forms with files in them"),
    ("chunked", "``ChunkedResponse``"),
    ("redirect", "``Redirect``"),
    ("authentication", "``Basic``, ``Bearer``, ``Token``"),
    ("sse", "``SSEResponse``"),
    ("websocket", "``Websocket``"),
    ("https", "``https=True``"),
    ("debug", "``debug=True``"),
)
# What loads modules when it is used for the first time.
USES = (
    ("parameters", "A route with parameters or wildcards"),
    ("request.path", "``request.path``, ``url``, ``host``, ``content_type``"),
    ("request.query_params", "``request.query_params``"),
    ("request.headers", "``request.headers``"),
    ("request.cookies", "``request.cookies``"),
    ("request.body", "A route for ``POST``, and ``request.body``"),
    ("request.json", "A route for ``POST``, and ``request.json()``"),
    ("request.form_data", "A route for ``POST``, and ``request.form_data``"),
    ("multipart body", "The same with a form of several parts, as for files"),
    ("request.save", "A route with ``stream=True``, and ``request.save()``"),
    ("request.save_files", "A route with ``stream=True``, and ``request.save_files()``"),
    ("generator", "A handler that is a generator"),
    ("handler's dict", "A handler that returns a ``dict``, a ``str``, ..."),
    ("set_cookie", "A response with a cookie"),
    ("sent file", "A file that is sent"),
    ("first error", "The first ``404``, or error of a handler"),
    ("first bad head", "The first request that is none, answered with ``400``"),
)
SERVING = (
    ("server", "A server with one route that has answered one ``GET``, kept"),
    ("connected", "A client that has connected and said nothing yet, kept"),
    ("kept alive", "A connection between two requests, kept"),
    ("request", "A ``GET`` on an open connection, allocated"),
    ("same request", "The same ``GET`` once more, which need not be read again, allocated"),
    ("connection", "A ``GET`` on a connection of its own, with that connection, allocated"),
    ("same connection", "The same ``GET`` once more on a connection of its own, allocated"),
)
FILES = (
    ("core file", "All modules that stay when a server has answered a ``GET``"),
    ("beginning file", "Those that are needed until then only, and whose memory is free again"),
    ("all files", "Everything but what follows"),
    ("files of streams", "Server-sent events, WebSockets, streams, delayed answers, channels"),
    ("files of uploads", "Uploads of any size, and forms with files in them"),
    ("files of the files", "What is rare about files: ranges, conditions, siblings, directories"),
    (
        "files of networks",
        "IPv6, proxies, ports, own loops, limits for each address, safe debug output",
    ),
)
# Those of which each module is in one. The others are parts of the first one.
ALL_FILES = [name for name, _ in FILES if name not in ("core file", "beginning file")]

PAGE = """\
..
   SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project

   SPDX-License-Identifier: MIT

.. Written by ``python3 dev.py budgets``: change tools/memory_page.py instead.

Memory
======

A program takes memory for the parts of the library that it uses, and for nothing else. All figures
are bytes: of a board's heap, and in the last table of its drive. A test fails when one is above its
"at most".

What an import costs
--------------------

The first row is what every program pays. The others come on top of it, each for itself; what two of
them have in common is paid once. Some need more when they are used, see below.

{imports}

{peer}, measured in the same way, takes {peer_py} as ``.py`` and {peer_mpy} as ``.mpy``, whatever a
program imports of it.

``.py`` and ``.mpy`` are the two kinds of files that ``python3 dev.py bundle`` makes. Once they are
loaded they take about the same, but a board has to compile a ``.py`` and needs more memory while it
does.

What the first use costs
------------------------

Most programs need little of what a request can tell, so these are loaded by the first handler, or
the first client, that wants them. The bytes stay, and come on top of the core, each for itself.

{uses}

What is loaded late finds a heap with holes in it. To load it while there is room, import the
modules of the last column at the top of ``code.py``; then the first use costs nothing more::

    import {name}.headers
    import {name}.request_values

What serving costs
------------------

{serving}

"Kept" is what stays in use; "allocated" is what is used up until the answer has left, and is
garbage then. A request has a head of 600 bytes, as browsers send it. No buffer belongs to a client:
a server has one for all, of ``request_buffer_size`` bytes. {peer} takes a new
connection for every request, and allocates {peer_request}.

After {rounds} more requests of each kind as much is in use as after the first {first}: pages,
files, forms, errors, streams, clients that leave in the middle.

What it takes of the drive
--------------------------

{files}

The last five rows are all that there is: {all_files} together. All of {peer} takes
{peer_files}.

How this is measured
--------------------

On MicroPython {version} for WebAssembly, whose words have 32 bits as those of a board, with sockets
that cost next to nothing.

* What is measured is what the bundle has: stripped of comments, docstrings and annotations (this
  interpreter keeps the docstrings of classes and modules, and CircuitPython keeps none), and of
  what only PCs do, with short names for what no program names: local variables, private attributes,
  parameters of functions of our own. The ``.mpy`` are made of the same text by ``mpy-cross -O3``.
* A board's own modules (``gc``, ``os``, ``json``, ...) are imported before.
* "Kept" is counted after a garbage collection. The interpreter's table of names doubles when it is
  full, which costs thousands of bytes at once. So the core is the mean of {runs} runs, which begin
  with 0 to {fillers} other names, and what comes on top of something is their median, or that of
  {few} for a first use: what nearly every program pays.

CircuitPython is another program: expect its figures to differ by some percent.
"""
# Figures are rounded, so that the page does not change with every byte.
STEP = 100
FINE_STEP = 10
# Of the columns, in percent.
WIDTHS = (55, 15, 15, 15)


def page_of(figures, budgets):
    """
    The text of the page.

    :param dict budgets: {figure: bytes that it should have at most}
    """
    most = ("At most", {name: number(budgets[name], 1) for name in budgets})
    loads = ("Loads", {name: figures[name, LOADS] for name, _ in USES if (name, LOADS) in figures})
    return PAGE.format(
        imports=table("Import", IMPORTS, figures, most, STEP),
        uses=table("First use of", USES, figures, loads, STEP, widths=(45, 10, 10, 35)),
        serving=table("Bytes for", SERVING, figures, most, FINE_STEP),
        files=table(
            "Bytes of files", FILES, figures, most, STEP, kinds=["mpy"], widths=(70, 15, 15)
        ),
        name=NAME,
        peer=PEER,
        peer_py=number(PEER_FIGURES["core"][0], STEP),
        peer_mpy=number(PEER_FIGURES["core"][1], STEP),
        peer_request=number(PEER_FIGURES["connection"][0], FINE_STEP),
        peer_files=number(PEER_FIGURES["all files"][1], STEP),
        all_files=number(sum(figures.get((name, "mpy"), 0) for name in ALL_FILES), STEP),
        rounds=ROUNDS,
        first=FIRST_ROUNDS,
        version=next(iter(locked().values())),
        runs=len(FILLERS),
        few=len(FEW_FILLERS),
        fillers=FILLERS[-1],
    )


def table(title, rows, figures, last, step, kinds=KINDS, widths=WIDTHS):
    """
    A list-table of the rows for which there are figures.

    :param tuple last: Title of the last column, and {figure: what stands there}.
    """
    end, ends = last
    lines = [[title, *(f"``.{kind}``" for kind in kinds), end]]
    for name, words in rows:
        if (name, kinds[0]) in figures:
            cells = [number(figures[name, kind], step) for kind in kinds]
            lines.append([words, *cells, ends.get(name, "")])
    shares = " ".join(str(width) for width in widths)
    text = [".. list-table::", "   :header-rows: 1", f"   :widths: {shares}", ""]
    for first, *others in lines:
        text += [f"   * - {first}", *(f"     - {cell}".rstrip() for cell in others)]
    return "\n".join(text)


def number(value, step):
    """A number for a reader, rounded; nothing for None."""
    return "" if value is None else f"{round(value / step) * step:,}"
