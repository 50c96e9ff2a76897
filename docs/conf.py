# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""Settings of Sphinx. No intersphinx and no remote theme files: the pages build offline."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import adafruit_httpserver  # noqa: E402

project = "adafruit_httpserver"
author = "the adafruit_httpserver drop-in project"
copyright = f"2026 {author}"
release = version = adafruit_httpserver.__version__

extensions = ["sphinx.ext.autodoc"]
# The modules of boards; none of them exists where the pages are built.
autodoc_mock_imports = ["board", "microcontroller", "mdns", "neopixel", "socketpool", "wifi"]
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
# In a docstring `name` is code, as in Markdown; a link is written :class:`Name`.
default_role = "code"
exclude_patterns = ["_build", "requirements.txt"]

html_theme = "sphinx_rtd_theme"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
htmlhelp_basename = "adafruit_httpserver"


def without_title(app, what, name, obj, options, lines):
    """Cuts the title off the docstrings of modules: the pages have titles of their own."""
    if what == "module" and len(lines) > 1 and set(lines[1]) == {"="}:
        del lines[:2]


def setup(app):
    """What Sphinx calls first."""
    app.connect("autodoc-process-docstring", without_title)
