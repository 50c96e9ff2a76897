# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""The figures that have budgets, and what is measured for each."""

from tools.first_use import first_use_figures
from tools.measuring import (
    FILLERS,
    IMPORT,
    KINDS,
    SERVED,
    for_each_kind,
    import_order,
    measure,
    shares,
)
from tools.node import BOARD
from tools.tree import NAME, short

# What a program may import beside the core: (figure, what it says). Those that are not there yet
# are left out, and so is "multipart" where forms bring it along.
OPTIONAL = (
    ("files", f"from {NAME} import FileResponse"),
    ("forms", f"from {NAME} import FormData"),
    ("chunked", f"from {NAME} import ChunkedResponse"),
    ("redirect", f"from {NAME} import Redirect"),
    ("json", f"from {NAME} import JSONResponse"),
    ("authentication", f"from {NAME}.authentication import Basic, Bearer, Token"),
    ("sse", f"from {NAME} import SSEResponse"),
    ("websocket", f"from {NAME} import Websocket"),
    ("multipart", f"import {NAME}.multipart"),
    ("debug", f"import {NAME}.debug"),
    ("https", f"import {NAME}.tls"),
)
# What is there before one of these, besides the core.
BEFORE = {"multipart": f"from {NAME} import FormData"}
# Everything that a program can import, to find the modules beside the core.
EVERYTHING = f"""
import os
for _name in sorted(os.listdir("/{NAME}")):
    if not _name.startswith("__"):
        __import__("{NAME}." + _name.rsplit(".", 1)[0], None, None, ["*"])
"""
# Five clients, because that is what a board takes by default; the first five leave again.
CLIENTS = """
def clients():
    return [net.connect() for _ in range(5)]
for client in clients():
    net.polls(5)
    client.ended = True
    net.polls(5)
# What tells it is loaded here.
assert net.server.connection_count == 0
idle = [cheap_net.Socket() for _ in range(5)]
"""
CONNECTED = """
net.pool.listener.knocking.extend(idle)
net.polls(10)
assert net.server.connection_count == 5
"""
ANSWERED = """
for client in idle:
    client.incoming = cheap_net.PLAIN
net.polls(20)
assert all(client.status == 200 for client in idle) and net.server.connection_count == 5
"""
# Requests with a browser's head, on one connection or each on its own. Two heads take turns, or one
# comes again and again, which a server that remembers the last one need not read.
REQUESTS = """
HEAD = cheap_net.BROWSER_HEAD
OTHER = HEAD.replace(b"session=0", b"session=1")
def sockets(count):
    return [cheap_net.Socket() for _ in range(count)]

def kept_alive(clients, other=OTHER):
    poll, clock, client, head = net.server.poll, net.clock, clients[0], HEAD
    net.pool.listener.knocking.append(client)
    for _ in clients:
        sent = client.sent
        client.incoming = head
        head, other = other, head
        while client.sent == sent and not client.closed:
            clock.milliseconds += 20
            poll()
        assert client.sent > sent
    client.ended = True
    net.polls(2)

def connected(clients, other=OTHER):
    poll, clock, knocking, head = net.server.poll, net.clock, net.pool.listener.knocking, HEAD
    for client in clients:
        client.incoming = head
        head, other = other, head
        knocking.append(client)
        while not (client.sent or client.closed):
            clock.milliseconds += 20
            poll()
        assert client.status == 200
        client.ended = True
        while not client.closed:
            clock.milliseconds += 20
            poll()

def kept_alive_again(clients):
    kept_alive(clients, HEAD)

def connected_again(clients):
    connected(clients, HEAD)

def volume(requests, count=40):
    return (allocated(requests, 2 * count) - allocated(requests, count)) // count

def allocated(requests, count):
    clients = sockets(count)
    before = gc.mem_alloc()
    requests(clients)
    return gc.mem_alloc() - before
"""
# What of that tells how much one request allocates: for any version of the package, and for ours.
VOLUME = {"connection": "connected"}
OWN_VOLUMES = {
    "request": "kept_alive",
    "same request": "kept_alive_again",
    "same connection": "connected_again",
}
# What came when the size of all files had its budget already: {figure: modules}.
LATER = {
    "files of streams": (
        "channel delayed_response held_response mixed_replace_response raw_headers sse_response "
        "stream_response websocket websocket_handshake websocket_protocol websocket_text"
    ),
    "files of uploads": (
        "body_reading extended_value multipart plain_form request_stream saved_file saved_form "
        "stream_route"
    ),
    "files of the files": (
        "attachment byte_ranges cache_rules directory_listing file_dates file_details file_headers "
        "file_options file_settings missing_file odd_files precompressed preconditions"
    ),
    "files of networks": (
        "address_limit certificate_files https_redirect own_addresses ports printable proxies "
        "repeating_listener request_sender server_parts shortage"
    ),
}
CORE, OPTIONAL_PARTS, BEGINNING = "core", "optional parts", "needed at the beginning only"
MODULE = "every_kind"
FIRST_ROUNDS, ROUNDS = 20, 500
WARM, STEADY = (10, FIRST_ROUNDS // 10), (10, ROUNDS // 10)


def figures_of(tree):
    """{(figure, kind): bytes} of the package; a kind is "py" or "mpy"."""
    runs = {"idle": [SERVED + CLIENTS, CONNECTED, ANSWERED]}
    figures = heap_figures(tree, runs, OWN_VOLUMES, available(tree))
    figures.update(first_use_figures(tree))
    sizes = tree.sizes("mpy")
    parts = module_names(tree)
    for name, part in (("core file", CORE), ("beginning file", BEGINNING)):
        figures[name, "mpy"] = sum(sizes[module] for module in parts[part])
    for name, modules in LATER.items():
        figures[name, "mpy"] = sum(sizes.pop(module) for module in modules.split())
    figures["all files", "mpy"] = sum(sizes.values())
    return figures


def heap_figures(tree, more_runs=(), more_volumes=(), there=(), setup=()):
    """{(figure, kind): bytes} of what every version of the package can do, and of more."""
    core, runs = {"core": [IMPORT]}, {"server": [IMPORT, SERVED]}
    for name, statement in OPTIONAL:
        if name in there:
            runs[name] = [IMPORT, BEFORE.get(name, "pass"), statement]
    runs.update(more_runs)
    told = {name: volume(function) for name, function in {**VOLUME, **dict(more_volumes)}.items()}

    def measured(kind):
        files = tree.files(kind)
        found = measure(files, core, setup=setup)
        found.update(measure(files, runs, setup=setup, fillers=FILLERS))
        # What is allocated is counted while all names are known.
        found.update(measure(files, told, setup=setup, fillers=FILLERS[-1:]))
        return in_words(found)

    found = for_each_kind(measured)
    return {(name, kind): found[kind][name] for name in found["py"] for kind in KINDS}


def volume(function):
    """The steps that tell how much one request allocates."""
    return [SERVED + REQUESTS + f"told = volume({function})"]


def available(tree):
    """The optional parts that this version of the package has."""
    lines = [IMPORT, "told = ''"]
    for name, statement in OPTIONAL:
        module = statement.split()[1]
        lines += ["try:", f"    {BEFORE.get(name, 'pass')}"]
        if name in BEFORE:
            lines += [f"    assert {module!r} not in sys.modules"]
        lines += [f"    {statement}", f"    told += {name + ' '!r}"]
        lines += ["except (AssertionError, AttributeError, ImportError):", "    pass"]
    return measure(tree.files("py"), {"": ["\n".join(lines)]}, fillers=[0])[""][1].split()


def in_words(found):
    """The figures, out of what measure() has returned."""
    figures = {}
    for name, (sizes, told) in found.items():
        if name == "idle":
            figures["connected"] = round(sizes[1] / 5)
            figures["kept alive"] = round((sizes[1] + sizes[2]) / 5)
        elif told:
            figures[name] = int(told)
        else:
            figures[name] = sizes[-1]
    return figures


def left_over(tree):
    """{kind of request: bytes that stay after 500 of them}."""
    files = {**tree.files("py"), f"{MODULE}.py": BOARD / f"{MODULE}.py"}
    tell = f"import {MODULE}\ntold = '|'.join(sorted({MODULE}.KINDS))"
    kinds = measure(files, {"": [tell]}, fillers=[0])[""][1].split("|")
    runs = {kind: leaving(kind) for kind in kinds}
    found = measure(files, runs, fillers=[0])
    return {kind: sizes[2] for kind, (sizes, _) in found.items()}


def leaving(kind):
    """The steps for one kind of request: make the server, a few requests, and many."""
    make = f"import {MODULE}\n{MODULE}.make(net)\none = {MODULE}.KINDS[{kind!r}]"
    return [
        make,
        *((f"for _ in range({count}):\n    one(net)", times) for count, times in (WARM, STEADY)),
    ]


def parts_of(tree):
    """
    {part: modules}, each module after those that it needs. The core are those that are there when a
    server has answered a GET; others have been needed for that, and are thrown out again.
    """
    (core, beginning), (optional, _) = import_order(tree, [SERVED, EVERYTHING])
    return {CORE: core, OPTIONAL_PARTS: optional, BEGINNING: beginning}


def module_names(tree):
    """{part: names of modules inside the package}"""
    return {part: [short(name) for name in modules] for part, modules in parts_of(tree).items()}


def per_module(tree):
    """{part: rows}, a row is (module, .py heap, .mpy heap, .mpy file)."""
    parts = parts_of(tree)
    modules = [name for part in parts.values() for name in part]
    heap = {kind: shares(tree.files(kind), modules) for kind in KINDS}
    sizes = tree.sizes("mpy")
    rows = [
        (name, py, mpy, sum(sizes[module] for module in name.split()))
        for (name, py), (_, mpy) in zip(heap["py"], heap["mpy"])
    ]
    core = len(rows) - len(modules) + len(parts[CORE])
    optional = core + len(parts[OPTIONAL_PARTS])
    return {CORE: rows[:core], OPTIONAL_PARTS: rows[core:optional], BEGINNING: rows[optional:]}
