# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""One server for all cases of a file: they leave nothing behind but what it has noted."""

import pytest

from tests.support.conformance import serving


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    (root / "a.txt").write_bytes(b"hello")
    with serving(str(root)) as running_site:
        yield running_site
