# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.headers`
====================================================

Header fields of a request or a response (RFC 9110 section 5).
"""

from .field_storage import FieldStorage, as_text

try:
    from typing import Dict, List, Optional, Union
except ImportError:
    pass

# Boards lack both; on a PC they are ten times faster than a look at every byte.
_is_ascii = getattr(bytes, "isascii", None)
_is_printable = getattr(str, "isprintable", None)


_TOKEN_CHARACTERS = b"!#$%&'*+-.^_`|~0123456789"


def is_token(name: bytes) -> bool:
    """
    Whether a name is a token (RFC 9110 section 5.6.2), as methods and field names must be.

    :param bytes name: The name.
    """
    # Nearly all names are letters and hyphens, which two calls can tell.
    if name.replace(b"-", b"").isalpha():
        return True
    for byte in name:
        if not (65 <= byte <= 90 or 97 <= byte <= 122 or byte in _TOKEN_CHARACTERS):
            return False
    return len(name) > 0


def is_visible(data: bytes) -> bool:
    """
    Whether there is nothing but printable ASCII in it, blanks included.

    :param bytes data: At least one byte.
    """
    if _is_ascii:
        return _is_ascii(data) and _is_printable(str(data, "utf-8"))
    return min(data) >= 32 and max(data) < 127


def has_control(data: bytes) -> bool:
    """
    Whether there is a control character other than a tab in it: a bare CR or LF, a NUL, ...

    :param bytes data: A header line, or all of them without their line ends.
    """
    if not data or is_visible(data):
        return False
    for byte in data:
        if byte < 32 and byte != 9 or byte == 127:
            return True
    return False


def check_line(what: str, value: str) -> None:
    """
    Refuses text that would end its header line and start another.

    :param str what: What the text is, for the message.
    :param str value: The text.
    :raises ValueError: if there is a CR, LF or NUL in it.
    """
    if "\r" in value or "\n" in value or "\0" in value:
        raise ValueError(f"{what} must not contain CR, LF or NUL, but is {value!r}")


def _split_parameters(value: str) -> List[str]:
    """Splits at the semicolons that are not inside a quoted string."""
    pieces = []
    start = 0
    quoted = escaped = False
    for index, character in enumerate(value):
        if escaped:
            escaped = False
        elif quoted and character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            pieces.append(value[start:index])
            start = index + 1
    pieces.append(value[start:])
    return pieces


def _unquoted(value: str) -> str:
    """Content of a quoted string (RFC 9110 section 5.6.4), or a token as it is."""
    value = value.strip()
    if len(value) < 2 or not (value.startswith('"') and value.endswith('"')):
        return value.strip('"')
    content = value[1:-1]
    if "\\" not in content:
        return content
    # A file name with one backslash to a name is a path of an old browser, not an escape.
    return content.replace('\\"', '"').replace("\\\\", "\\")


class Headers(FieldStorage):
    """
    A dict-like class for storing HTTP headers.

    Allows access to headers using case insensitive names. Names are kept in lower case.

    Does not implement all dict methods.

    :param headers: Header lines as text, a dict, other `Headers` (copied) or ``None``.
    :raises ValueError: for a line without a colon, a name that is not a token, and for CR, LF or
        NUL in a value.

    Examples::

        headers = Headers("Content-Type: text/html\\r\\nContent-Length: 1024\\r\\n")
        # or
        headers = Headers({"Content-Type": "text/html", "Content-Length": "1024"})

        len(headers)
        # 2

        headers.setdefault("Access-Control-Allow-Origin", "*")
        headers["Access-Control-Allow-Origin"]
        # '*'

        headers["Content-Length"]
        # '1024'

        headers["content-type"]
        # 'text/html'

        headers["User-Agent"]
        # KeyError: user-agent

        "CONTENT-TYPE" in headers
        # True
    """

    def __init__(self, headers: Union[str, Dict[str, str], "Headers"] = None):
        super().__init__()
        if isinstance(headers, str):
            for line in headers.split("\n"):
                if line.strip():
                    self._add_line(line)
        elif isinstance(headers, Headers):
            self._names = list(headers._names)
            self._values = list(headers._values)
        elif headers is not None:
            for name, value in headers.items():
                self.add(name, value)

    @classmethod
    def _of_lines(cls, block: bytes) -> "Headers":
        """
        Headers of lines that a peer sent.

        :param bytes block: The lines, parted by CRLF.
        :raises ValueError: for a line without a colon or a name that is not a token.
        """
        headers = cls()
        for line in block.split(b"\r\n"):
            if line:
                name, colon, value = line.partition(b":")
                if not colon or not is_token(name) or has_control(line):
                    raise ValueError("header line is not 'Name: value'")
                headers._append(str(name, "utf-8").lower(), as_text(value.strip(b" \t")))
        return headers

    def _add_line(self, line: str) -> None:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"header line must be 'Name: value', not {line!r}")
        self.add(name.strip(), value.strip())

    @staticmethod
    def _check(field_name: str, value: Optional[str]) -> None:
        if not is_token(field_name.encode()):
            raise ValueError(f"header name must be a token, not {field_name!r}")
        if isinstance(value, str):
            check_line(f"value of header {field_name}", value)

    def add(self, field_name: str, value: str) -> None:
        """
        Adds a header with the given field name and value.
        Allows adding multiple headers with the same name.

        :param str field_name: Name of the header.
        :param str value: Its value. ``None`` means that the header is not sent.
        :raises ValueError: for a name that is not a token, or CR, LF or NUL in the value.
        """
        self._check(field_name, value)
        self._append(field_name.lower(), value)

    def set(self, field_name: str, value: str) -> None:
        """
        Replaces all headers of the given field name by one.

        :param str field_name: Name of the header.
        :param str value: Its value. ``None`` means that the header is not sent.
        :raises ValueError: for a name that is not a token, or CR, LF or NUL in the value.
        """
        self._check(field_name, value)
        name = field_name.lower()
        if name not in self._names:
            self._append(name, value)
            return
        first = self._names.index(name)
        self._values[first] = value
        self._remove(name, first + 1)

    def _remove(self, name: str, start: int) -> None:
        for index in range(len(self._names) - 1, start - 1, -1):
            if self._names[index] == name:
                del self._names[index]
                del self._values[index]

    def setdefault(self, field_name: str, default: str = None) -> List[str]:
        """
        Sets the value for the given header name if it does not exist.

        :param str field_name: Name of the header.
        :param str default: Its value if there is none yet.
        :return: List of all values of that header.
        :raises ValueError: see `add`.
        """
        if field_name.lower() not in self._names:
            self.add(field_name, default)
        return self.get_list(field_name)

    def update(self, headers: Dict[str, str]) -> None:
        """
        Replaces the headers that are named.

        :param headers: A dict, or other `Headers`.
        :raises ValueError: see `add`.
        """
        for name, value in headers.items():
            self.set(name, value)

    def get(self, field_name: str, default: str = None) -> Optional[str]:
        """
        Returns the value for the given header name, or default if not found.

        :param str field_name: Name of the header.
        :param str default: Returned when there is no such header.
        """
        return super().get(field_name.lower(), default)

    def get_list(self, field_name: str) -> List[str]:
        """
        Returns all values for the given header name.

        :param str field_name: Name of the header.
        """
        return super().get_list(field_name.lower())

    def get_directive(self, name: str, default: str = None) -> Optional[str]:
        """
        Returns the main value (directive) for the given header name, or default if not found.

        :param str name: Name of the header.
        :param str default: Returned when there is no such header.

        Example::

            headers = Headers({"Content-Type": "text/html; charset=utf-8"})
            headers.get_directive("Content-Type")
            # 'text/html'
        """
        value = self.get(name)
        if value is None:
            return default
        return _split_parameters(value)[0].strip(' "')

    def get_parameter(self, name: str, parameter: str, default: str = None) -> Optional[str]:
        """
        Returns the value of the given parameter for the given header name, or default if not
        found. The name of the parameter is case-insensitive, its value may be quoted.

        :param str name: Name of the header.
        :param str parameter: Name of the parameter.
        :param str default: Returned when there is no such header or parameter.

        Example::

            headers = Headers({"Content-Type": "text/html; charset=utf-8"})
            headers.get_parameter("Content-Type", "charset")
            # 'utf-8'
        """
        wanted = parameter.lower()
        for piece in _split_parameters(self.get(name, ""))[1:]:
            key, equals, value = piece.partition("=")
            if equals and key.strip().lower() == wanted:
                return _unquoted(value)
        return default

    def copy(self) -> "Headers":
        """
        Returns a copy of the headers.

        :return: New `Headers` that can be changed on their own.
        """
        return Headers(self)

    def __getitem__(self, field_name: str) -> str:
        return super().__getitem__(field_name.lower())

    def __setitem__(self, field_name: str, value: str) -> None:
        self.set(field_name, value)

    def __delitem__(self, field_name: str) -> None:
        name = field_name.lower()
        if name not in self._names:
            raise KeyError(name)
        self._remove(name, 0)

    def __contains__(self, field_name: str) -> bool:
        return field_name.lower() in self._names
