# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The floors of the package: who may import whom, and who may know what. Whoever adds a module gives
it its place in the table below, and says in docs/design.rst what it is for.
"""

import ast
import statistics

import pytest

from tests.support.source import FUNCTIONS, Source, library

# Imports go down only: a module may import what stands before it, on its own line too.
FLOORS = {
    "0 words": (
        "names limits file_settings setting_check exceptions methods media_types mime_types dates "
        "file_dates strict_utf_8 certificate_files"
    ),
    "1 text": (
        "text cache_rules urls field_lines field_storage interfaces cookies headers query_params "
        "extended_value plain_form multipart form_data"
    ),
    "2 wire format, pure": (
        "request_parser odd_request_line request_body raw_request raw_headers websocket_text "
        "websocket_protocol"
    ),
    "3 wire": (
        "tls transport own_addresses connection repeating_listener ports listener pull_door "
        "push_door"
    ),
    "4 the handlers' world": (
        "proxies request_stream saved_file saved_form body_reading request_sender request_values "
        "request route_path route route_tree route_index route_decorator authentication attachment "
        "response stream_route status json_response chunked_response odd_files file_options "
        "file_headers byte_ranges preconditions file_response file_details files_on_pc "
        "precompressed redirect directory_listing missing_file compress handler_result "
        "other_method error_answer held_response sse_response stream_response "
        "mixed_replace_response websocket_handshake websocket delayed_response channel "
        "https_redirect"
    ),
    "5 house": (
        "printable debug dispatcher body_admission engine address_limit watching_engine shortage "
        "stopping server_options server_parts server"
    ),
    "6 door": "__init__",
}
# Functions of the door, which knows no module until they are called: whoever hands on names of
# other modules uses the first, whoever needs a module once the second.
ANYWHERE = {"__getattr__", "once"}
# Imports upwards that are executed late, inside a function: (who, whom): why.
UPWARDS = {
    ("setting_check", "proxies"): "loaded when Server.trusted_proxies is set",
    ("limits", "setting_check"): "loaded when a setting is set, and forgotten",
    ("setting_check", "address_limit"): "loaded by who sets it",
    ("listener", "address_limit"): "the same, when the server starts",
    ("limits", "headers"): "Server.headers: loaded by programs that have some",
    ("file_settings", "cache_rules"): "Server.cache_control: loaded by programs that set it",
    ("file_response", "file_details"): "loaded by what most files need not",
    ("file_response", "files_on_pc"): "only on a PC",
    ("file_response", "missing_file"): "loaded by paths of no file",
    ("file_details", "precompressed"): "loaded by files that have a sibling",
    ("mime_types", "response"): "MIMETypes.configure() sets the default of a Response as well",
    ("mime_types", "text"): "MIMETypes.configure() refuses what would break a head",
    ("plain_form", "debug"): "a warning that is printed in debug mode only",
    ("request_parser", "odd_request_line"): "loaded by request lines that browsers do not send",
    ("connection", "pull_door"): "loaded for answers of more than one chunk",
    ("connection", "push_door"): "loaded by those who push",
    ("route", "route_index"): "loaded when routes have been added, and forgotten",
    ("field_storage", "debug"): "a warning that is printed once",
    ("listener", "route_index"): "routes are indexed when the server starts, not in mid request",
    ("route", "stream_route"): "loaded when a route with options is added, not in mid request",
    ("route_index", "stream_route"): "loaded already, when such a route was made",
    ("stream_route", "body_admission"): "loaded when such a route is added, not in mid request",
    ("route", "body_admission"): "loaded when a route for bodies is added, not in mid request",
    ("response", "status"): "all phrases but OK: loaded by a status that is told by its code alone",
}
# Modules of Python that only some may know, by floor ("2") or by name.
RESERVED = {
    "errno": {"saved_file", "transport", "ports"},
    "select": {"watching_engine"},
    "ssl": {"tls"},
    "socket": set(),
    "time": {"server", "transport"},
    "os": {
        "file_response",
        "files_on_pc",
        "missing_file",
        "directory_listing",
        "compress",
        "saved_file",
    },
}
# These read the clock: the server does it once per poll, and passes the time down.
CLOCKS = {"monotonic", "monotonic_ns", "time", "localtime", "gmtime", "ticks_ms"}

MAX_FILE_LINES = 399
MAX_FUNCTION_LINES = 60
MEDIAN_FUNCTION_LINES = 10

ORDER = [name for names in FLOORS.values() for name in names.split()]
MODULES = pytest.mark.parametrize("module", library(), ids=lambda module: module.name)


def imports(source):
    """(node, name) of every module that is imported anywhere in a file, but for type checkers."""
    for node in source.nodes(ast.Import, ast.ImportFrom, ast.Call):
        if source.for_type_checkers(node):
            continue
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "once":
                yield node, "." + ast.literal_eval(node.args[0])
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif node.level and not node.module:
            for alias in node.names:
                yield node, "." + alias.name
        elif node.level:
            yield node, "." + node.module
        else:
            yield node, node.module


def upward_imports(source, order=ORDER, allowed=UPWARDS):
    """A line for each import of the package itself that does not go down."""
    place = order.index(source.name) if source.name in order else len(order)
    found = []
    for node, name in imports(source):
        if not name.startswith(".") or name[1:] in ANYWHERE:
            continue
        late = source.enclosing(node, *FUNCTIONS) is not None
        if late and (source.name, name[1:]) in allowed:
            continue
        if name[1:] not in order[:place]:
            found.append(f"{source.name}.py:{node.lineno} imports {name}")
    return found


def reserved_imports(source):
    """A line for each import of a module of Python that this one must not know."""
    return [
        f"{source.name}.py:{node.lineno} imports {name}"
        for node, name in imports(source)
        if source.name not in RESERVED.get(name.split(".")[0], {source.name})
    ]


def lines_without_docstring(function):
    """How long a function is, its signature included and its docstring left out."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def test_every_module_has_its_place_in_the_table():
    modules = {module.name for module in library()}
    table = set(ORDER)
    assert modules - table == set(), "give each of these a floor in FLOORS (tests/test_layering.py)"
    assert table - modules == set(), "these are gone: take them out of FLOORS"


def test_every_upward_import_of_the_table_is_there():
    found = {
        (module.name, name[1:])
        for module in library()
        if module.name in ORDER
        for node, name in imports(module)
        if name.startswith(".") and name[1:] in ORDER
        if ORDER.index(name[1:]) >= ORDER.index(module.name)
    }
    assert set(UPWARDS) - found == set(), "nobody does this any more: take it out of UPWARDS"


@MODULES
def test_imports_go_down(module):
    assert upward_imports(module) == [], (
        "move the name to a lower floor, pass the object in, or, if it is needed rarely, import it "
        "inside the function and say why in UPWARDS"
    )


def test_the_door_knows_nobody_until_it_is_asked():
    (door,) = [module for module in library() if module.name == "__init__"]
    found = [name for node, name in imports(door) if not door.enclosing(node, *FUNCTIONS)]
    assert set(found) == {"sys", "typing"}


@MODULES
def test_only_some_modules_know_the_machine(module):
    assert reserved_imports(module) == [], (
        "errno, select, ssl, time and os belong to the modules of RESERVED in this file: "
        "let one of them do it and pass the result in"
    )


@MODULES
def test_only_the_server_reads_a_clock(module):
    if module.name == "server":
        return
    found = [
        f"{module.name}.py:{node.lineno}"
        for node in module.nodes(ast.ImportFrom)
        if node.module == "time" and CLOCKS & {alias.name for alias in node.names}
    ] + [
        f"{module.name}.py:{node.lineno}"
        for node in module.nodes(ast.Attribute)
        if isinstance(node.value, ast.Name) and node.value.id == "time" and node.attr in CLOCKS
    ]
    assert found == [], "take `now` as an argument: Server.poll() reads the clock once"


@MODULES
def test_files_stay_short(module):
    assert len(module.lines) <= MAX_FILE_LINES, (
        f"{module.name}.py has {len(module.lines)} lines: a file that needs more does two things, "
        "part them"
    )


@MODULES
def test_functions_stay_short(module):
    found = [
        f"{module.qualified_name(function)} has {lines_without_docstring(function)} lines"
        for function in module.nodes(*FUNCTIONS)
        if lines_without_docstring(function) > MAX_FUNCTION_LINES
    ]
    assert found == [], f"more than {MAX_FUNCTION_LINES} lines: give the steps names of their own"


def test_most_functions_are_very_short():
    sizes = [
        lines_without_docstring(function)
        for module in library()
        for function in module.nodes(*FUNCTIONS)
    ]
    median = statistics.median(sizes)
    assert median < MEDIAN_FUNCTION_LINES, f"half of the functions have {median} lines or more"


# The checks themselves


def test_the_checks_see_imports_wherever_they_stand():
    order = ["a", "b", "c"]
    low = Source("from .c import x\ndef f():\n    from .c import y\n", "b")
    assert upward_imports(low, order, {}) == ["b.py:1 imports .c", "b.py:3 imports .c"]
    assert upward_imports(low, order, {("b", "c"): ""}) == ["b.py:1 imports .c"]
    assert upward_imports(Source("from .a import x", "b"), order, {}) == []
    assert upward_imports(Source("from . import c", "b"), order, {}) == ["b.py:1 imports .c"]
    handed_on = Source("from . import __getattr__\nfrom . import __getattr__, c\n", "b")
    assert upward_imports(handed_on, order, {}) == ["b.py:2 imports .c"]
    assert upward_imports(Source("def f():\n    once('c').f()", "b"), order, {}) != []
    assert upward_imports(Source("def f():\n    once('a').f()", "b"), order, {}) == []
    typed = Source("if TYPE_CHECKING:\n    from .c import x\n", "b")
    assert upward_imports(typed, order, {}) == []


def test_the_checks_see_reserved_modules():
    assert reserved_imports(Source("import errno", "transport")) == []
    assert reserved_imports(Source("import errno", "engine")) == ["engine.py:1 imports errno"]
    assert reserved_imports(Source("from os.path import join", "text")) != []


def test_the_checks_leave_docstrings_out():
    function = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n').body[0]
    assert lines_without_docstring(function) == 2
