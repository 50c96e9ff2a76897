# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.field_storage`
====================================================

Named values in the order in which they came, several to a name: what headers, queries, forms and
uploaded files have in common.
"""

from .limits import ON_BOARD

try:
    from typing import Any, List, Tuple
except ImportError:
    pass


# What may follow the first byte of a character, where that is less than any continuation byte.
_LOWEST = {0xE0: 0xA0, 0xF0: 0x90}
_HIGHEST = {0xED: 0x9F, 0xF4: 0x8F}


def utf_8(raw: bytes) -> str:
    """
    Text of bytes that must be UTF-8 (RFC 3629).

    :param bytes raw: What came.
    :return: The text.
    :raises ValueError: if it is not UTF-8.
    """
    text = str(raw, "utf-8")
    if ON_BOARD:
        # A board only counts continuation bytes: "\xc0\xaf" would be a second way to write "/".
        for index, byte in enumerate(raw):
            if byte >= 0xC0:
                following = raw[index + 1]
                low = _LOWEST.get(byte, 0x80)
                high = _HIGHEST.get(byte, 0xBF)
                if not (0xC2 <= byte <= 0xF4 and low <= following <= high):
                    raise ValueError("overlong or impossible character")
    return text


def as_text(raw: bytes) -> str:
    """
    Text of bytes that a peer sent: UTF-8, else Latin-1, which has a character for every byte
    (RFC 9110 section 5.5).

    :param bytes raw: What came.
    :return: The text.
    """
    try:
        return utf_8(raw)
    except ValueError:
        # A board's decode() knows UTF-8 only.
        return "".join([chr(byte) for byte in raw])


def escape_html(text: str) -> str:
    """
    Replaces the characters that mean something in HTML, in text and in attribute values.

    :param str text: Any text.
    :return: The text with ``& < > " '`` as entities.
    """
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&apos;")
    )


_warned = False


def warn_not_escaped() -> None:
    """Prints what ``safe=False`` means. Once: a line for each call would fill the console."""
    global _warned  # noqa: PLW0603
    if not _warned:
        _warned = True
        print(
            "WARNING: Setting safe to False makes XSS vulnerabilities possible by allowing access "
            "to raw untrusted values submitted by users. If this data is reflected or shown "
            "within HTML without proper encoding it could enable Cross-Site Scripting."
        )


class FieldStorage:
    """
    Container of named values. Names keep their order, a name may have several values.

    Iterating yields the names, ``len`` counts them, ``storage[name]`` is the first value.
    """

    # Two flat lists take a third of what a dict of lists takes, keep the order (a board's dict does
    # not), and are searched by the interpreter's own loop.

    def __init__(self):
        self._names = []
        self._values = []

    def _append(self, name: str, value: Any) -> None:
        self._names.append(name)
        self._values.append(value)

    def _groups(self) -> List[Tuple[str, list]]:
        """The values by name, names in the order of their first value."""
        groups = []
        places = {}
        for index, name in enumerate(self._names):
            if name not in places:
                places[name] = len(groups)
                groups.append((name, []))
            groups[places[name]][1].append(self._values[index])
        return groups

    @property
    def fields(self) -> List[str]:
        """Names of the fields, each once, in the order in which they came."""
        return [name for name, _ in self._groups()]

    def keys(self) -> List[str]:
        """
        Names of the fields.

        :return: The same list as `fields`.
        """
        return self.fields

    def items(self) -> List[Tuple[str, Any]]:
        """
        All fields.

        :return: List of ``(name, value)``; a name with several values appears as often.
        """
        return [(name, value) for name, values in self._groups() for value in values]

    def values(self) -> list:
        """
        Values of all fields.

        :return: List of values, in the order of `items`.
        """
        return [value for _, value in self.items()]

    def get(self, field_name: str, default: Any = None) -> Any:
        """
        First value of a field.

        :param str field_name: Name of the field.
        :param default: Returned when there is no such field.
        :return: The value or the default.
        """
        try:
            return self._values[self._names.index(field_name)]
        except ValueError:
            return default

    def get_list(self, field_name: str) -> list:
        """
        All values of a field.

        :param str field_name: Name of the field.
        :return: List of its values, empty when there is no such field.
        """
        return [self._values[index] for index, name in enumerate(self._names) if name == field_name]

    def __getitem__(self, field_name: str) -> Any:
        if field_name not in self._names:
            raise KeyError(field_name)
        return self._values[self._names.index(field_name)]

    def __contains__(self, field_name: str) -> bool:
        return field_name in self._names

    def __iter__(self):
        return iter(self.fields)

    def __len__(self) -> int:
        return len(set(self._names))

    def __bool__(self) -> bool:
        return bool(self._names)

    def _repr_fields(self) -> str:
        return ", ".join([f"{name!r}: {values!r}" for name, values in self._groups()])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {{{self._repr_fields()}}}>"


class XSSSafeFieldStorage(FieldStorage):
    """
    A `FieldStorage` whose values came from a peer and are on their way into a page: `get`,
    `get_list`, `items` and `values` escape them for HTML, ``storage[name]`` does not.
    """

    @staticmethod
    def _escaped(value: Any) -> Any:
        if value is None or isinstance(value, (bytes, bytearray)):
            return value
        return escape_html(str(value))

    def get(self, field_name: str, default: Any = None, *, safe: bool = True) -> Any:
        """
        First value of a field.

        :param str field_name: Name of the field.
        :param default: Returned when there is no such field. It is made text and escaped as well,
            unless it is ``None`` or bytes.
        :param bool safe: Whether to escape the value for HTML. Defaults to ``True``.
        :return: The value or the default.
        """
        value = super().get(field_name, default)
        if safe:
            return self._escaped(value)
        warn_not_escaped()
        return value

    def get_list(self, field_name: str, *, safe: bool = True) -> list:
        """
        All values of a field.

        :param str field_name: Name of the field.
        :param bool safe: Whether to escape the values for HTML. Defaults to ``True``.
        :return: List of its values, empty when there is no such field.
        """
        values = super().get_list(field_name)
        if safe:
            return [self._escaped(value) for value in values]
        warn_not_escaped()
        return values

    def items(self) -> List[Tuple[str, Any]]:
        """
        All fields, their values escaped for HTML.

        :return: List of ``(name, value)``; a name with several values appears as often.
        """
        return [(name, self._escaped(value)) for name, value in super().items()]

    def __str__(self) -> str:
        return "&".join([f"{name}={value}" for name, value in self.items()])
