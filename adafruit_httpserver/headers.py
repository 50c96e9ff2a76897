# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.headers`
====================================================

Header fields of a request or a response (RFC 9110 section 5).
"""

from .field_storage import FieldStorage
from .text import check_line, is_token

try:
    from typing import TYPE_CHECKING, Dict, List, Optional, Union

    if TYPE_CHECKING:
        from .connection import Connection
        from .response import Response
except ImportError:
    pass


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

    key = staticmethod(str.lower)

    def __init__(self, headers: Union[str, Dict[str, str], "Headers"] = None):
        super().__init__()
        if isinstance(headers, str):
            for line in headers.split("\n"):
                if line.strip():
                    name, colon, value = line.partition(":")
                    if not colon:
                        raise ValueError(f"header line must be 'Name: value', not {line!r}")
                    self.add(name.strip(), value.strip())
        elif headers is not None:
            for name, value in headers.items():
                self.add(name, value)

    def add(self, field_name: str, value: Optional[str]) -> None:
        """
        Adds a header with the given field name and value.
        Allows adding multiple headers with the same name.

        :param str field_name: Name of the header.
        :param str value: Its value. ``None`` means that the header is not sent.
        :raises ValueError: for a name that is not a token, or CR, LF or NUL in the value.
        """
        if not is_token(field_name.encode()):
            raise ValueError(f"header name must be a token, not {field_name!r}")
        if value is not None:
            check_line(f"value of header {field_name}", str(value))
        self._append(field_name.lower(), value)

    def set(self, field_name: str, value: Optional[str]) -> None:
        """
        Replaces all headers of the given field name by one.

        :param str field_name: Name of the header.
        :param str value: Its value. ``None`` means that the header is not sent.
        :raises ValueError: for a name that is not a token, or CR, LF or NUL in the value.
        """
        self.add(field_name, value)
        self._fields[field_name.lower()] = [value]

    __setitem__ = set

    def setdefault(self, field_name: str, default: str = None) -> List[str]:
        """
        Sets the value for the given header name if it does not exist.

        :param str field_name: Name of the header.
        :param str default: Its value if there is none yet.
        :return: List of all values of that header.
        :raises ValueError: see `add`.
        """
        if field_name not in self:
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
        return default if value is None else value.split(";")[0].strip(' "')

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
        from .field_lines import parameter_of

        return parameter_of(self.get(name, ""), parameter.lower(), default)

    def _lines(
        self, cookies: Dict[str, str], connection: "Connection", content_length: "Optional[int]"
    ) -> bytes:
        """Lines of a head. They may say that the connection cannot be kept."""
        lines = b""
        for name, value in self.items():
            if value is None:
                continue
            lines += f"{name}: {value}\r\n".encode()
            value = str(value).lower()
            # Whoever announces another length than that of the body cannot be followed by anything.
            other_length = name == "content-length" and value != str(content_length)
            if other_length or name == "connection" and "close" in value:
                connection.keep_alive = False
        if cookies:
            from .cookies import cookie_lines

            lines += cookie_lines(cookies).encode()
        return lines

    def copy(self) -> "Headers":
        """
        Returns a copy of the headers.

        :return: New `Headers` that can be changed on their own.
        """
        return Headers(self)

    def __delitem__(self, field_name: str) -> None:
        del self._fields[field_name.lower()]


def add_defaults(defaults: Headers, response: "Response") -> None:
    """
    Adds the server's headers to a response, where it does not have its own.

    :param Headers defaults: Headers of the server.
    :param Response response: The response.
    """
    for name in defaults.fields:
        if name in response._headers:
            continue
        if name == "content-type":
            # It stands in for text/plain, not for what a response knows about itself.
            if response._content_type is None:
                response._content_type = defaults[name]
            continue
        for value in defaults.get_list(name):
            response._headers.add(name, value)
