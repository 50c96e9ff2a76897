# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""What several files of live tests begin with."""

import pytest

from tests.support.certificates import Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    """A certificate for this machine, and clients that trust it: made once, as that takes time."""
    return Certificates(tmp_path_factory.mktemp("tls"))
