# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.field_storage`
====================================================

Named values in the order in which they came, several to a name: what headers, queries, forms and
uploaded files have in common.
"""

from collections import OrderedDict

try:
    from typing import Any, Iterable, List, Tuple
except ImportError:
    pass


def parse_fields(data: bytes, strict: bool = False) -> "List[Tuple[str, str]]":
    """
    Splits a query or an ``application/x-www-form-urlencoded`` body.

    :param bytes data: E.g. ``b"name=Jos%C3%A9&flag"``.
    :param bool strict: Whether malformed escapes are an error, see `unquote`.
    :return: List of ``(name, value)``; a field without ``=`` has an empty value.
    :raises ValueError: if ``strict`` and an escape is malformed.
    """
    # Not everything that has names and values has escapes.
    from .urls import unquote

    fields = []
    for piece in data.split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            fields.append((unquote(name, True, strict), unquote(value, True, strict)))
    return fields


def escape_html(value: "Any") -> "Any":
    """
    Replaces the characters that mean something in HTML, in text and in attribute values.

    :param value: ``None`` and bytes are left alone; anything else is made text.
    :return: The text with ``& < > " '`` as entities.
    """
    if value is not None and not isinstance(value, (bytes, bytearray)):
        value = str(value)
        for entity in "&amp; <lt; >gt; \"quot; 'apos;".split():
            value = value.replace(entity[0], "&" + entity[1:])
    return value


_warned = False


def warn_not_escaped() -> None:
    """Prints what ``safe=False`` means. Once: a line for each call would fill the console."""
    global _warned
    if not _warned:
        _warned = True
        print(
            "WARNING: Setting safe to False makes XSS possible: escape what users sent before it "
            "stands in HTML."
        )


class FieldStorage:
    """
    Container of named values. Names keep their order, a name may have several values.

    Iterating yields the names, ``len`` counts them, ``storage[name]`` is the first value.
    """

    # How names are looked up, and whether values are escaped on their way out.
    _key = str
    _escapes = False

    def __init__(self, fields: "Iterable[Tuple[str, Any]]" = ()):
        # A board's dict does not keep the order.
        self._fields = OrderedDict()
        for name, value in fields:
            self._append(name, value)

    def _append(self, name: str, value: "Any") -> None:
        self._fields.setdefault(name, []).append(value)

    def _shown(self, value: "Any", safe: bool = True) -> "Any":
        if self._escapes:
            if safe:
                return escape_html(value)
            warn_not_escaped()
        return value

    def keys(self) -> "List[str]":
        """
        Names of the fields.

        :return: The same list as `fields`.
        """
        return list(self._fields)

    fields = property(keys)
    """Names of the fields, each once, in the order in which they came."""

    def items(self) -> "List[Tuple[str, Any]]":
        """
        All fields, with the values that `get` would return.

        :return: List of ``(name, value)``; a name with several values appears as often.
        """
        return [
            (name, self._shown(value)) for name, values in self._fields.items() for value in values
        ]

    def values(self) -> list:
        """
        Values of all fields.

        :return: List of values, in the order of `items`.
        """
        return [value for _, value in self.items()]

    def get(self, field_name: str, default: "Any" = None, *, safe: bool = True) -> "Any":
        """
        First value of a field.

        :param str field_name: Name of the field.
        :param default: Returned when there is no such field.
        :param bool safe: Whether to escape the value for HTML, and the default as well; both are
            made text then, unless they are ``None`` or bytes. Queries and forms do.
        :return: The value or the default.
        """
        return self._shown(self._fields.get(self._key(field_name), (default,))[0], safe)

    def get_list(self, field_name: str, *, safe: bool = True) -> list:
        """
        All values of a field.

        :param str field_name: Name of the field.
        :param bool safe: Whether to escape the values for HTML. Queries and forms do.
        :return: List of its values, empty when there is no such field.
        """
        return [
            self._shown(value, safe) for value in self._fields.get(self._key(field_name), ())
        ]

    def __getitem__(self, field_name: str) -> "Any":
        return self._fields[self._key(field_name)][0]

    def __contains__(self, field_name: str) -> bool:
        return self._key(field_name) in self._fields

    def __iter__(self):
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self._fields)

    def _repr_fields(self) -> str:
        return ", ".join([f"{name!r}: {values!r}" for name, values in self._fields.items()])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {{{self._repr_fields()}}}>"


class XSSSafeFieldStorage(FieldStorage):
    """
    A `FieldStorage` whose values came from a peer and are on their way into a page: `get`,
    `get_list`, `items` and `values` escape them for HTML, ``storage[name]`` does not.
    """

    _escapes = True

    def __str__(self) -> str:
        return "&".join([f"{name}={value}" for name, value in self.items()])
