# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
Bytes that a program takes on a board's interpreter: what is measured is the package as a board gets
it, stripped, as ``.py`` or as ``.mpy``.

Docstrings must go for a fair figure: this interpreter keeps those of classes and modules, and
CircuitPython keeps none.

The interpreter's tables of names double when they are full, and whoever adds the one name too many
pays thousands of bytes for the names of all. So everything is measured several times, with other
numbers of names known before, and there are two ways to make one figure of these:

* What a program takes *altogether* (the core: hundreds of names, so most runs pay for a table or
  two) is the mean.
* What a step adds *on top* of what was there (a part of the package, a first use: a few dozen
  names) is the median. In nearly every run no table is full, and the bytes are the same but for a
  few dozens; in one run or none, as it happens, the step has to pay 4,480 or 8,960 more. A mean of
  fifteen runs says 300 or 600 bytes more or less when all begin with five names more: 1,982 or
  2,292 for SSE, which keeps 1,950 to 2,000. The median says the same whatever they begin with.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from statistics import mean, median

from tools.environment import Stop
from tools.node import BOARD, make_ready, output_of
from tools.tree import NAME, short

# How many names are known before: for a mean of all that a program takes, and for the median of
# what a part adds. That of a first use needs not so many.
FILLERS = tuple(range(0, 450, 30))
FEW_FILLERS = FILLERS[::3]
KINDS = ("py", "mpy")
IMPORT = f"from {NAME} import Server, Request, Response"
# A network without sockets and a clock without time, there before anything is measured.
NET = "import cheap_net, time\nnet = cheap_net.Net(time)\nsys.modules['time'] = net.clock"
# A server with one route that has answered one GET.
SERVED = f"""
{IMPORT}
net.server = Server(net.pool)
@net.server.route("/")
def base(request):
    return Response(request, "Hello")
net.server.start("0.0.0.0", 80)
net.ask(cheap_net.PLAIN)
"""
TIMEOUT = 600


def measure(files, runs, setup=(), fillers=FILLERS, added=median):
    """
    Have measure.mjs run something.

    :param dict files: {path in the interpreter's only folder: path here}
    :param dict runs: {name: steps}; a step is code, or (code, how often)
    :param added: How one figure is made of the bytes that a step adds, see above.
    :return: {name: (bytes that the first step keeps and each other adds, what the run has told)}
    """
    make_ready()
    files = {**files, "cheap_net.py": BOARD / "cheap_net.py"}
    pairs = {
        name: [step if isinstance(step, tuple) else (step, 1) for step in steps]
        for name, steps in runs.items()
    }
    plan = {
        "files": {f"/{to}": str(path) for to, path in files.items()},
        "setup": [(BOARD / "shims.py").read_text(encoding="utf-8"), NET, *setup],
        "fillers": fillers,
        "runs": {
            name: [{"code": code, "times": times} for code, times in steps]
            for name, steps in pairs.items()
        },
    }
    result = output_of("node", "measure.mjs", text=json.dumps(plan), timeout=TIMEOUT)
    if result.returncode:
        raise Stop(f"measure.mjs failed:\n{result.stderr.strip()[-3000:]}")
    return {
        name: (smoothed(found["bytes"], added), found["told"])
        for name, found in json.loads(result.stdout).items()
    }


def for_each_kind(function, kinds=KINDS):
    """{kind: what the function says of it}; they run side by side."""
    with ThreadPoolExecutor(len(kinds)) as executor:
        return dict(zip(kinds, executor.map(function, kinds)))


def smoothed(rows, added=median):
    """
    The bytes that each step keeps, see above.

    :param list rows: For each number of fillers the bytes in use after each step.
    :param added: `median`, or `mean` where the sum of all steps has to be what they take.
    """
    steps = [[now - before for before, now in zip([0, *row], row)] for row in rows]
    first, *others = zip(*steps)
    return [round(mean(first)), *(round(added(step)) for step in others)]


# What stands at the end of each module to learn in which order they are complete.
DONE = "\nimport cheap_net\ncheap_net.done.append(__name__)\n"
TELL = "\ntold = ' '.join(cheap_net.done) + '|' + ' '.join(sys.modules)"


def import_order(tree, statements):
    """
    The modules that a program loads, each after those that it needs.

    :param list statements: What the program says.
    :return: A pair of lists for each statement, of the modules that it adds: those that stay, and
        those that the package has thrown out again.
    """
    folder = tree.folder / "traced"
    traced = {}
    for name, path in tree.sources.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8") + DONE, encoding="utf-8")
        traced[name.as_posix()] = target
    runs = {
        str(index): ["\n".join(statements[: index + 1]) + TELL] for index in range(len(statements))
    }
    results = measure(traced, runs, setup=["cheap_net.done = []"], fillers=[0])
    orders, known = [], set()
    for index in range(len(statements)):
        # A module that was thrown out may have been loaded more than once.
        done, there = ([*dict.fromkeys(told.split())] for told in results[str(index)][1].split("|"))
        added = [name for name in done if name not in known]
        stay = [name for name in added if name in there]
        orders.append((stay, [name for name in added if name not in there]))
        known.update(added)
    return orders


def shares(files, modules):
    """[(module, bytes)] of modules in the order of `import_order`."""
    if NAME in modules:
        # The package itself has to be there before any of its modules is.
        first = modules.index(NAME) + 1
        rows = [("__init__ " + " ".join(short(name) for name in modules[: first - 1])).strip()]
    else:
        first, rows = 0, []
    steps = [f"import {NAME}"] * len(rows) + [f"import {name}" for name in modules[first:]]
    rows += [short(name) for name in modules[first:]]
    sizes, _ = measure(files, {"shares": steps}, added=mean)["shares"]
    return list(zip(rows, sizes))
