# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Measures this package beside its peers: ``python3 dev.py bench``, see README.md."""
