# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.query_params`
====================================================

The fields of a request's query.
"""

from .field_storage import FieldStorage, parse_fields


class QueryParams(FieldStorage):
    """
    Class for parsing and storing GET query parameters requests. Names and values are decoded,
    ``+`` and percent-escapes alike.

    :param str query_string: The part of a URL behind ``?``.

    Example::

        query_params = QueryParams("foo=bar&baz=qux&baz=quux")
        # QueryParams({"foo": ["bar"], "baz": ["qux", "quux"]})

        query_params.get("foo") # "bar"
        query_params["foo"] # "bar"
        query_params.get("non-existent-key") # None
        query_params.get_list("baz") # ["qux", "quux"]
        "unknown-key" in query_params # False
        query_params.fields # ["foo", "baz"]
    """

    safe = True

    def __init__(self, query_string: str):
        super().__init__(parse_fields(query_string.encode()))

    def __str__(self) -> str:
        return "&".join(["%s=%s" % item for item in self.items()])
