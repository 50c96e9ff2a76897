# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.mime_types`
====================================================

Media types by the extension of a file name, as programs see and change them.
"""

from .media_types import STATE, type_of

try:
    from typing import Any, Dict, List
except ImportError:
    pass


def _checked(mime_type: str) -> str:
    """A type that may stand in a head."""
    from .text import check_line

    check_line("MIME type", mime_type)
    return mime_type


class _MIMETypes:
    """
    Contains MIME types for common file extensions.
    Allows to set default type for unknown files, unregister unused types and register new ones
    using the ``MIMETypes.configure()``.
    """

    # There is one object of this class, which has its name: a board has no properties of classes,
    # and the types should not all be made into a dict before somebody asks for it.

    @property
    def DEFAULT(self) -> str:
        """
        Default MIME type for unknown files.
        Can be changed using ``MIMETypes.configure(default_to=...)``.
        """
        from .response import Response

        return Response._default_type

    @DEFAULT.setter
    def DEFAULT(self, mime_type: str) -> None:
        from .response import Response

        Response._default_type = _checked(mime_type)

    @property
    def REGISTERED(self) -> Dict[str, str]:
        """Types by extension, with its dot and in lower case."""
        _count()
        own, types = STATE
        for extension in types.split("/"):
            # The others are a kind, and perhaps the rest of a type.
            if extension and extension == extension.lower():
                extension = "." + extension
                own[extension] = type_of(extension, "")
        STATE[1] = ""
        return own

    @REGISTERED.setter
    def REGISTERED(self, types: Dict[str, str]) -> None:
        _count()
        STATE[:] = [types, ""]

    def configure(
        self,
        default_to: str = None,
        keep_for: List[str] = None,
        register: Dict[str, str] = None,
    ) -> None:
        """
        Allows to globally configure the MIME types.

        It is recommended to **always** call this method before starting the ``Server``.
        Unregistering unused MIME types will decrease overall memory usage.

        :param str default_to: The MIME type to use for unknown files.
        :param List[str] keep_for: List of extensions to keep. Others will be unregistered.
        :param Dict[str, str] register: A dictionary mapping extensions to MIME types.
        :raises ValueError: for an extension without its dot, one to keep that is not there, or a
            type with CR, LF or NUL in it.

        Example::

            MIMETypes.configure(
                default_to="text/plain",
                keep_for=[".jpg", ".mp4", ".txt"],
                register={".foo": "text/foo", ".bar": "text/bar", ".baz": "text/baz"},
            )
        """
        for extension in list(keep_for or ()) + list(register or ()):
            if extension[:1] != ".":
                raise ValueError(
                    f'Invalid extension: "{extension}". All extensions must start with a dot.'
                )
        if default_to is not None:
            self.DEFAULT = default_to
        if keep_for is not None:
            kept: "Dict[str, Any]" = {}
            for extension in keep_for:
                kept[extension] = self.REGISTERED.get(extension)
                if kept[extension] is None:
                    raise ValueError(f'Extension "{extension}" is not registered. ')
            self.REGISTERED = kept
        _count()
        for extension in register or ():
            STATE[0][extension.lower()] = _checked(register[extension])  # type: ignore[index]

    def get_for_filename(self, filename: str, default: str = None) -> str:
        """
        Return the MIME type for the given file name.

        :param str filename: Name of the file, with or without a path.
        :param str default: Returned when its extension is not registered. Defaults to
            ``MIMETypes.DEFAULT``.
        """
        return type_of(filename, default or self.DEFAULT)


def _count() -> None:
    """From now on the types that are here count more than those that files know by themselves."""
    from .response import Response

    Response._common_types = ""


MIMETypes = _MIMETypes()
"""The one object of its class."""
