# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.mixed_replace_response`
====================================================

A body whose parts replace each other: pictures that move.
"""

from .held_response import HeldResponse
from .limits import STALLED_MS
from .text import check_line

try:
    from typing import TYPE_CHECKING, Any, Dict, Tuple, Union

    if TYPE_CHECKING:
        from .headers import Headers
        from .request import Request
        from .status import Status
except ImportError:
    pass


class XMixedReplaceResponse(HeldResponse):
    """
    Response that stays open, and each part of which takes the place of the one before:
    ``multipart/x-mixed-replace``. With JPEG pictures this is a video (MJPEG) that an ``<img>``
    shows; some browsers show a picture when the next one begins.

    :param Request request: Request that this is a response to.
    :param str frame_content_type: Content type of the frames. Defaults to ``image/jpeg``.
    :param str boundary: What stands between the frames.
    :param Status status: `Status`, ``(code, text)`` or ``int``. Defaults to 200 OK.
    :param Headers headers: Headers to be sent with the response.
    :param Dict[str, str] cookies: Cookies to be sent with the response.

    Example::

        viewers = []

        @server.route("/video", GET)
        def route_func(request):
            viewer = XMixedReplaceResponse(request)
            viewers.append(viewer)
            return viewer

        while True:
            server.poll()
            frame = camera.take()
            for viewer in viewers:
                viewer.send_frame(frame, fail_silently=True)
            viewers = [viewer for viewer in viewers if not viewer.closed]
    """

    # How much had left when a frame was skipped last, and since when it is no more.
    _sent = _since = 0

    def __init__(
        self,
        request: "Request",
        frame_content_type: str = "image/jpeg",
        *,
        boundary: str = None,
        status: "Union[Status, Tuple[int, str], int]" = None,
        headers: "Union[Headers, Dict[str, str]]" = None,
        cookies: Dict[str, str] = None,
    ):
        self._boundary = boundary or "frame"
        self._farewell = f"--{self._boundary}--\r\n".encode()
        super().__init__(
            request,
            None,
            status=status,
            headers=headers,
            cookies=cookies,
            content_type=f"multipart/x-mixed-replace; boundary={self._boundary}",
        )
        # And what stands in the head as well.
        self._content_type += "\r\ncache-control: no-cache"
        self._frame_content_type = frame_content_type
        check_line("frame_content_type", frame_content_type)

    def _head(self, *_: Any) -> bytes:
        self._request.connection.keep_alive = False
        return super()._head(None)

    def send_frame(
        self,
        frame: "Union[str, bytes]",
        headers: "Union[Headers, Dict[str, str]]" = None,
        content_type: str = None,
        fail_silently: bool = False,
    ) -> bool:
        """
        Sends a frame, unless the client is still busy with the last one. A client that takes
        nothing at all for 15 seconds is dropped.

        :param frame: Bytes-like or ``str``, whatever its size.
        :param Headers headers: (Optional) Headers of this frame.
        :param str content_type: (Optional) Content type of this frame, if it is another one.
        :param bool fail_silently: Whether to return ``False`` if the client is gone.
        :return: ``False`` if the frame was skipped.
        :raises BrokenPipeError: if the client is gone.
        :raises ValueError: for CR, LF or NUL in a header or the content type.
        """
        check_line("content_type", content_type or "")
        if self._busy():
            return False
        if isinstance(frame, str):
            frame = frame.encode()
        head = (
            f"--{self._boundary}\r\ncontent-type: {content_type or self._frame_content_type}\r\n"
            f"content-length: {len(frame)}\r\n"
        )
        if headers:
            from .headers import Headers

            for name, value in Headers(headers).items():
                head += f"{name}: {value}\r\n"
        head += "\r\n"
        return self._push(b"".join((head.encode(), bytes(frame), b"\r\n")), fail_silently)

    def _busy(self) -> bool:
        connection = self._request.connection
        if not connection.has_output or connection.closed:
            return False
        now = self._request.server._now()
        if connection.bytes_sent != self._sent or not self._since:
            self._sent = connection.bytes_sent
            self._since = now
        elif now - self._since >= STALLED_MS:
            connection.drop()
            return False
        return True
