# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.mime_types`
====================================================

Media types by the extension of a file name.
"""

try:
    from typing import Dict, List
except ImportError:
    pass

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."


class MIMETypes:
    """
    Contains MIME types for common file extensions.
    Allows to set default type for unknown files, unregister unused types and register new ones
    using the ``MIMETypes.configure()``.
    """

    DEFAULT = "text/plain"
    """
    Default MIME type for unknown files.
    Can be changed using ``MIMETypes.configure(default_to=...)``.
    """

    REGISTERED = {
        ".7z": "application/x-7z-compressed",
        ".aac": "audio/aac",
        ".abw": "application/x-abiword",
        ".arc": "application/x-freearc",
        ".avif": "image/avif",
        ".avi": "video/x-msvideo",
        ".azw": "application/vnd.amazon.ebook",
        ".bin": "application/octet-stream",
        ".bmp": "image/bmp",
        ".bz": "application/x-bzip",
        ".bz2": "application/x-bzip2",
        ".cda": "application/x-cdf",
        ".csh": "application/x-csh",
        ".css": "text/css",
        ".csv": "text/csv",
        ".doc": "application/msword",
        ".docx": _OFFICE + "wordprocessingml.document",
        ".eot": "application/vnd.ms-fontobject",
        ".epub": "application/epub+zip",
        ".flac": "audio/flac",
        ".gif": "image/gif",
        ".gz": "application/gzip",
        ".htm": "text/html",
        ".html": "text/html",
        ".ico": "image/vnd.microsoft.icon",
        ".ics": "text/calendar",
        ".jar": "application/java-archive",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".js": "text/javascript",
        ".json": "application/json",
        ".jsonld": "application/ld+json",
        ".log": "text/plain",
        ".map": "application/json",
        ".md": "text/markdown",
        ".mid": "audio/midi",
        ".midi": "audio/midi",
        ".mjs": "text/javascript",
        ".mp3": "audio/mpeg",
        ".mp4": "video/mp4",
        ".mpeg": "video/mpeg",
        ".mpkg": "application/vnd.apple.installer+xml",
        ".odp": _OPEN_DOCUMENT + "presentation",
        ".ods": _OPEN_DOCUMENT + "spreadsheet",
        ".odt": _OPEN_DOCUMENT + "text",
        ".oga": "audio/ogg",
        ".ogv": "video/ogg",
        ".ogx": "application/ogg",
        ".opus": "audio/opus",
        ".otf": "font/otf",
        ".pdf": "application/pdf",
        ".php": "application/x-httpd-php",
        ".png": "image/png",
        ".ppt": "application/vnd.ms-powerpoint",
        ".pptx": _OFFICE + "presentationml.presentation",
        ".rar": "application/vnd.rar",
        ".rtf": "application/rtf",
        ".sh": "application/x-sh",
        ".svg": "image/svg+xml",
        ".swf": "application/x-shockwave-flash",
        ".tar": "application/x-tar",
        ".tif": "image/tiff",
        ".tiff": "image/tiff",
        ".toml": "application/toml",
        ".ts": "video/mp2t",
        ".ttf": "font/ttf",
        ".txt": "text/plain",
        ".vsd": "application/vnd.visio",
        ".wasm": "application/wasm",
        ".wav": "audio/wav",
        ".weba": "audio/webm",
        ".webmanifest": "application/manifest+json",
        ".webm": "video/webm",
        ".webp": "image/webp",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".xhtml": "application/xhtml+xml",
        ".xls": "application/vnd.ms-excel",
        ".xlsx": _OFFICE + "spreadsheetml.sheet",
        ".xml": "application/xml",
        ".xul": "application/vnd.mozilla.xul+xml",
        ".yaml": "application/yaml",
        ".zip": "application/zip",
    }
    """Types by extension, with its dot and in lower case."""

    @classmethod
    def configure(
        cls,
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
        :raises ValueError: for an extension without its dot, or one to keep that is not there.

        Example::

            MIMETypes.configure(
                default_to="text/plain",
                keep_for=[".jpg", ".mp4", ".txt"],
                register={".foo": "text/foo", ".bar": "text/bar", ".baz": "text/baz"},
            )
        """
        if default_to is not None:
            cls.DEFAULT = default_to
        if keep_for is not None:
            kept = {}
            for extension in keep_for:
                cls._check_extension(extension)
                if extension not in cls.REGISTERED:
                    raise ValueError(f'Extension "{extension}" is not registered. ')
                kept[extension] = cls.REGISTERED[extension]
            cls.REGISTERED = kept
        if register is not None:
            for extension, mime_type in register.items():
                cls._check_extension(extension)
                cls.REGISTERED[extension.lower()] = mime_type

    @staticmethod
    def _check_extension(extension: str) -> None:
        if not extension.startswith("."):
            raise ValueError(
                f'Invalid extension: "{extension}". All extensions must start with a dot.'
            )

    @classmethod
    def get_for_filename(cls, filename: str, default: str = None) -> str:
        """
        Return the MIME type for the given file name.

        :param str filename: Name of the file, with or without a path.
        :param str default: Returned when its extension is not registered. Defaults to
            ``MIMETypes.DEFAULT``.
        """
        name = filename.split("/")[-1]
        dot = name.rfind(".")
        extension = name[dot:].lower() if dot >= 0 else ""
        return cls.REGISTERED.get(extension, default or cls.DEFAULT)
