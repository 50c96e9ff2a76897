# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.odd_files`
====================================================

Names of files that need a second look: those that are never served, those that lead out of the root
directory, and those whose type is not one of a page. Loaded by the first of them.
"""

from .media_types import type_of
from .text import check_line

try:
    from typing import TYPE_CHECKING, Any, List

    if TYPE_CHECKING:
        from .file_response import FileResponse
        from .request import Request
except ImportError:
    pass

NEVER_SERVED = (
    " .* *~* settings.toml boot.py code.py main.py secrets.py boot_out.txt "
    "*.key *.pem *.pfx *.p12 id_rsa id_ecdsa id_ed25519 *.part "
)
"""
What is never served, wherever it is, unless ``safe`` is ``False``: names, endings like ``*.key``,
``.*`` for all names that begin with a dot, and ``*~*`` for those with a tilde, which are backups,
or the short names of other files; in lower case, each between blanks.
"""
# The last name that was looked at and found good, with all that counts, and its type.
_LAST: "List[Any]" = [None, ""]


def check(
    response: "FileResponse", request: "Request", root_path: str, path: str, safe: bool
) -> str:
    """
    Looks at a name twice.

    :param FileResponse response: The response.
    :param Request request: Its request.
    :param str root_path: The root directory.
    :param str path: The name, with a slash before it.
    :param bool safe: Whether the name comes from a client.
    :return: The media type of the file.
    :raises ValueError: if there is no root directory.
    :raises InvalidPathError: for a path that could lead out of it.
    :raises FileNotExistsError: for a name that is never served.
    """
    if root_path is None:
        raise ValueError("root_path must be provided in Server or in FileResponse")
    # The same is asked for again and again. Not where somebody has changed the types.
    key = (path, request._parser.line.path, safe, response.never_served, response._default_type)
    if key == _LAST[0] and response._common_types is None:
        return _LAST[1]
    if safe:
        verify(path)
        encoded = b"%2f" in request._parser.line.path.lower()
        if encoded and path.startswith("/" + request.path.lstrip("/")):
            from .exceptions import InvalidPathError

            # It would get past the routes, which know no slash in a name.
            raise InvalidPathError("Encoded slash in path: " + path)
        if is_hidden(path, response.never_served):
            from .exceptions import FileNotExistsError

            raise FileNotExistsError(response._combine_path(root_path, path))
    media_type = type_of(path, response._default_type)
    check_line("MIME type", media_type)
    _LAST[:] = [key, media_type]
    return media_type


def verify(path: str) -> None:
    """
    Refuses a path that could lead out of its root. A control character would end it, for FAT.

    :param str path: The path.
    :raises InvalidPathError: one of its kinds.
    """
    if "\\" in path or min(path + "/") < " " or "\x7f" in path or ".." in path.split("/"):
        from .exceptions import path_error

        raise path_error(path)


def is_hidden(path: str, never: str) -> bool:
    """
    Whether a path has a name in it that is never served, or that means another file.

    :param str path: Path below the root.
    :param str never: `NEVER_SERVED`, if it is empty, or what counts instead.
    """
    never = never or NEVER_SERVED
    # Boards do not know small letters from capitals. Some PCs take a long s for an s.
    path = getattr(path, "casefold", path.lower)()
    for name in path.split("/"):
        if (
            f" {name} " in never
            or f" *{name[name.rfind('.') :]} " in never
            or name[:1] == "." != name
            and " .* " in never
            or "~" in name
            and " *~* " in never
            # FAT leaves these away.
            or name[-1:] in (".", " ")
            and name not in ("", ".")
        ):
            return True
    return False
