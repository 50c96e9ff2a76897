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

from .text import as_text, utf_8

try:
    from typing import Any, Callable, Iterable, Iterator, List, Tuple
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
    if b"%" in data or b"+" in data:
        from .urls import escaped_fields

        return escaped_fields(data, strict)
    fields = []
    for line in (utf_8 if strict else as_text)(data).split("&"):
        if line:
            name, _, value = line.partition("=")
            fields.append((name, value))
    return fields


def escape_html(value: "Any") -> "Any":
    """
    Replaces the characters that mean something in HTML, in text and in attribute values.

    :param value: ``None`` and bytes are left alone; anything else is made text.
    :return: The text with ``& < > " '`` as entities.
    """
    if not isinstance(value, str):
        if value is None or hasattr(value, "decode"):
            return value
        value = str(value)
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace('"', "&quot;").replace("'", "&apos;")


class FieldStorage:
    """
    Container of named values. Names keep their order, a name may have several values.

    Iterating yields the names, ``len`` counts them, ``storage[name]`` is the first value.
    """

    # How names are looked up, and whether values are escaped on their way out.
    key: "Callable[[str], str]" = str
    safe = False

    def __init__(self, fields: "Iterable[Tuple[str, Any]]" = ()):
        # A board's dict does not keep the order.
        self._fields: "OrderedDict[str, list]" = OrderedDict()
        found = self._fields
        for name, value in fields:
            # Nearly every name comes once: a setdefault() would make a list that is not needed.
            if name in found:
                found[name].append(value)
            else:
                found[name] = [value]

    def _append(self, name: str, value: "Any") -> None:
        self._fields.setdefault(name, []).append(value)

    def _shown(self, values: "Iterable", safe: bool = True) -> list:
        """Values on their way out."""
        # Loops all over: a comprehension is a function of its own, which takes more memory.
        found = []
        for value in values:
            if self.safe:
                if safe:
                    value = escape_html(value)
                else:
                    from .debug import _debug_warning_nonencoded_output

                    _debug_warning_nonencoded_output()
            found.append(value)
        return found

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
        items = []
        safe = self.safe
        for name, values in self._fields.items():
            for value in values:
                items.append((name, escape_html(value) if safe else value))
        return items

    def values(self) -> list:
        """
        Values of all fields.

        :return: List of values, in the order of `items`.
        """
        found = []
        for _, value in self.items():
            found.append(value)
        return found

    def get(self, field_name: str, default: "Any" = None, *, safe: bool = True) -> "Any":
        """
        First value of a field.

        :param str field_name: Name of the field.
        :param default: Returned when there is no such field.
        :param bool safe: Whether to escape the value for HTML, and the default as well; both are
            made text then, unless they are ``None`` or bytes. Queries and forms do.
        :return: The value or the default.
        """
        return self._shown(self._fields.get(self.key(field_name), (default,))[:1], safe)[0]

    def get_list(self, field_name: str, *, safe: bool = True) -> list:
        """
        All values of a field.

        :param str field_name: Name of the field.
        :param bool safe: Whether to escape the values for HTML. Queries and forms do.
        :return: List of its values, empty when there is no such field.
        """
        return self._shown(self._fields.get(self.key(field_name), ()), safe)

    def __getitem__(self, field_name: str) -> "Any":
        return self._fields[self.key(field_name)][0]

    def __contains__(self, field_name: str) -> bool:
        return self.key(field_name) in self._fields

    def __iter__(self) -> "Iterator[str]":
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        fields = []
        for item in self._fields.items():
            fields.append("%r: %r" % item)
        return "<%s {%s}>" % (type(self).__name__, ", ".join(fields))
