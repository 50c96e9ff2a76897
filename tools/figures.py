# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""The figures that have budgets, and what is measured for each."""

from concurrent.futures import ThreadPoolExecutor

from tools.measuring import IMPORT, KINDS, SERVED, import_order, measure, shares
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
# Requests with a browser's head, on one connection or each on its own.
REQUESTS = """
def sockets(count):
    return [cheap_net.Socket() for _ in range(count)]

def kept_alive(clients):
    poll, clock, client = net.server.poll, net.clock, clients[0]
    net.pool.listener.knocking.append(client)
    for _ in clients:
        sent = client.sent
        client.incoming = cheap_net.BROWSER_HEAD
        while client.sent == sent and not client.closed:
            clock.milliseconds += 20
            poll()
        assert client.sent > sent
    client.ended = True
    net.polls(2)

def connected(clients):
    poll, clock, knocking = net.server.poll, net.clock, net.pool.listener.knocking
    for client in clients:
        client.incoming = cheap_net.BROWSER_HEAD
        knocking.append(client)
        while not (client.sent or client.closed):
            clock.milliseconds += 20
            poll()
        assert client.status == 200
        client.ended = True
        while not client.closed:
            clock.milliseconds += 20
            poll()

def volume(requests, count=40):
    return (allocated(requests, 2 * count) - allocated(requests, count)) // count

def allocated(requests, count):
    clients = sockets(count)
    before = gc.mem_alloc()
    requests(clients)
    return gc.mem_alloc() - before
"""
MODULE = "every_kind"
FIRST_ROUNDS, ROUNDS = 20, 500
WARM, STEADY = (10, FIRST_ROUNDS // 10), (10, ROUNDS // 10)


def figures_of(tree):
    """{(figure, kind): bytes} of the package; a kind is "py" or "mpy"."""
    runs = {"idle": [SERVED + CLIENTS, CONNECTED, ANSWERED], "request": volume("kept_alive")}
    figures = heap_figures(tree, runs, available(tree))
    sizes = tree.sizes("mpy")
    core = core_and_optional(tree)["core"]
    figures["core file", "mpy"] = sum(sizes[name] for name in core)
    figures["all files", "mpy"] = sum(sizes.values())
    return figures


def heap_figures(tree, more_runs=(), there=(), setup=()):
    """{(figure, kind): bytes} of what every version of the package can do, and of more."""
    runs = {"core": [IMPORT], "server": [IMPORT, SERVED], "connection": volume("connected")}
    for name, statement in OPTIONAL:
        if name in there:
            runs[name] = [IMPORT, BEFORE.get(name, "pass"), statement]
    runs.update(more_runs)

    def measured(kind):
        return in_words(measure(tree.files(kind), runs, setup=setup))

    with ThreadPoolExecutor(len(KINDS)) as executor:
        found = dict(zip(KINDS, executor.map(measured, KINDS)))
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
    for name, (after, told) in found.items():
        if name == "idle":
            figures["connected"] = round((after[1] - after[0]) / 5)
            figures["kept alive"] = round((after[2] - after[0]) / 5)
        elif told:
            figures[name] = int(told)
        else:
            figures[name] = after[-1] - (after[-2] if len(after) > 1 else 0)
    return figures


def left_over(tree):
    """{kind of request: bytes that stay after 500 of them}."""
    files = {**tree.files("py"), f"{MODULE}.py": BOARD / f"{MODULE}.py"}
    tell = f"import {MODULE}\ntold = '|'.join(sorted({MODULE}.KINDS))"
    kinds = measure(files, {"": [tell]}, fillers=[0])[""][1].split("|")
    runs = {kind: leaving(kind) for kind in kinds}
    found = measure(files, runs, fillers=[0])
    return {kind: after[2] - after[1] for kind, (after, _) in found.items()}


def leaving(kind):
    """The steps for one kind of request: make the server, a few requests, and many."""
    make = f"import {MODULE}\n{MODULE}.make(net)\none = {MODULE}.KINDS[{kind!r}]"
    return [
        make,
        *((f"for _ in range({count}):\n    one(net)", times) for count, times in (WARM, STEADY)),
    ]


def core_and_optional(tree):
    """{"core": modules, "optional parts": modules}, each module after those that it needs."""
    core, optional = import_order(tree, [SERVED, EVERYTHING])
    return {
        "core": [short(name) for name in core],
        "optional parts": [short(name) for name in optional],
    }


def per_module(tree):
    """{"core": rows, "everything": rows}, a row is (module, .py heap, .mpy heap, .mpy file)."""
    core, optional = import_order(tree, [SERVED, EVERYTHING])
    heap = {kind: shares(tree.files(kind), core + optional) for kind in KINDS}
    sizes = tree.sizes("mpy")
    rows = [
        (name, py, mpy, sum(sizes[module] for module in name.split()))
        for (name, py), (_, mpy) in zip(heap["py"], heap["mpy"])
    ]
    count = len(rows) - len(optional)
    return {"core": rows[:count], "everything": rows[count:]}
