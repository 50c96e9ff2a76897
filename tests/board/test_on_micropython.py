# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The files of tests/unit and tests/wire, unchanged, on a board's kind of interpreter."""

import ast
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.board import interpreter
from tests.support.source import REPOSITORY

TESTS = REPOSITORY / "tests"
FILES = [
    path.relative_to(TESTS).as_posix()
    for folder in ("unit", "wire")
    for path in sorted((TESTS / folder).glob("test_*.py"))
]


def names_of_tests(file):
    """The functions that pytest would collect."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return sorted(name for name in names if name.startswith("test_"))


@pytest.fixture(scope="module")
def runs(request):
    """{file: what becomes of it}. They run side by side, as there are processors for them."""
    interpreter.require()
    interpreter.compiled()
    mine = [item for item in request.session.items if item.path == request.path]
    files = [item.callspec.params["file"] for item in mine if hasattr(item, "callspec")]
    executor = ThreadPoolExecutor(os.cpu_count())
    yield {file: executor.submit(interpreter.run_tests, file) for file in files}
    executor.shutdown(cancel_futures=True)


@pytest.mark.timeout(2 * interpreter.TIMEOUT)
@pytest.mark.parametrize("file", FILES)
def test_file(runs, file):
    found = runs[file].result()
    failed = [test for test in found if not test["ok"]]
    if failed:
        told = ["{test}\n{output}\n{error}".format(**test) for test in failed]
        pytest.fail(f"{len(failed)} of {len(found)} fail\n\n" + "\n\n".join(told), pytrace=False)
    assert [test["test"] for test in found] == names_of_tests(file)


def test_there_are_files():
    assert len(FILES) > 40, FILES


@pytest.mark.timeout(2 * interpreter.TIMEOUT)
def test_what_fails_is_told(runs):
    """Neither a test that is missing nor a file that is none passes for a good one."""
    good, bad = interpreter.run_tests("unit/test_urls.py", "test_fields", "test_of_nothing")
    assert (good["ok"], good["test"]) == (True, "test_fields")
    assert (bad["ok"], bad["test"]) == (False, "test_of_nothing")
    assert "AttributeError" in bad["error"] and "Traceback" in bad["error"]
    (failed,) = interpreter.run_tests("unit/test_nothing_of_that_name.py")
    assert (failed["ok"], failed["test"]) == (False, "import")
    assert "ImportError" in failed["error"]
