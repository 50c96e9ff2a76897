# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
`adafruit_httpserver.names`
====================================================

Which module a public name comes from. Loaded while a program is imported, and forgotten again.
"""

# For each module its name, a colon, and the names that come from it, each between blanks. One text,
# because a dict of a hundred names would cost a board four kilobytes.
_ELSEWHERE = (
    " authentication: Basic Bearer Token check_authentication require_authentication "
    " channel: Channel "
    " chunked_response: ChunkedResponse "
    " debug: "
    " delayed_response: DelayedResponse "
    " dispatcher: REQUEST_HANDLED_NO_RESPONSE REQUEST_HANDLED_RESPONSE_SENT "
    " engine: CONNECTION_IN_PROGRESS CONNECTION_TIMED_OUT NO_REQUEST "
    " exceptions: AuthenticationError BackslashInPathError FileNotExistsError InvalidPathError "
    "ParentDirectoryReferenceError ServerStoppedError ServingFilesDisabledError WebsocketError "
    " file_response: FileResponse "
    " form_data: FormData "
    " headers: Headers "
    " https_redirect: redirect_to_https "
    " interfaces: "
    " json_response: JSONResponse "
    " limits: "
    " methods: CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE "
    " mime_types: MIMETypes "
    " mixed_replace_response: XMixedReplaceResponse "
    " multipart: File Files "
    " query_params: QueryParams "
    " redirect: Redirect "
    " request: Request "
    " request_parser: RequestError "
    " response: Response "
    " route: Route "
    " route_decorator: as_route "
    " server: Server "
    " sse_response: SSEResponse "
    " status: Status "
    " stream_response: NDJSONResponse StreamResponse "
    " tls: MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE SSL_AVAILABLE "
    " websocket: Websocket "
)


def module_of(name: str) -> str:
    """
    The module that has a name.

    :param str name: A name that can be imported from the package, or a module of it.
    :raises AttributeError: if there is none.
    """
    place = _ELSEWHERE.find(f" {name} ")
    if place >= 0:
        end = _ELSEWHERE.rfind(":", 0, place)
        return _ELSEWHERE[_ELSEWHERE.rfind(" ", 0, end) + 1 : end]
    if f" {name}:" in _ELSEWHERE:
        return name
    if name[:7] == "_debug_":
        return "debug"
    if name[-3:].isdigit():
        # The constants of status: OK_200, NOT_FOUND_404, ...
        return "status"
    raise AttributeError(f"module 'adafruit_httpserver' has no attribute '{name}'")
