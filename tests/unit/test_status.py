# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Section B of the compatibility cases: Status and its constants."""

from adafruit_httpserver import status
from adafruit_httpserver.status import NOT_FOUND_404, OK_200, Status

UPSTREAM_CONSTANTS = (
    ("SWITCHING_PROTOCOLS_101", 101, "Switching Protocols"),
    ("OK_200", 200, "OK"),
    ("CREATED_201", 201, "Created"),
    ("ACCEPTED_202", 202, "Accepted"),
    ("NO_CONTENT_204", 204, "No Content"),
    ("PARTIAL_CONTENT_206", 206, "Partial Content"),
    ("MOVED_PERMANENTLY_301", 301, "Moved Permanently"),
    ("FOUND_302", 302, "Found"),
    ("TEMPORARY_REDIRECT_307", 307, "Temporary Redirect"),
    ("PERMANENT_REDIRECT_308", 308, "Permanent Redirect"),
    ("BAD_REQUEST_400", 400, "Bad Request"),
    ("UNAUTHORIZED_401", 401, "Unauthorized"),
    ("FORBIDDEN_403", 403, "Forbidden"),
    ("NOT_FOUND_404", 404, "Not Found"),
    ("METHOD_NOT_ALLOWED_405", 405, "Method Not Allowed"),
    ("TOO_MANY_REQUESTS_429", 429, "Too Many Requests"),
    ("INTERNAL_SERVER_ERROR_500", 500, "Internal Server Error"),
    ("NOT_IMPLEMENTED_501", 501, "Not Implemented"),
    ("SERVICE_UNAVAILABLE_503", 503, "Service Unavailable"),
)

# Where RFC 7231 and RFC 9110 name a status differently, either text is right.
ADDED_CONSTANTS = (
    ("CONTINUE_100", 100, ("Continue",)),
    ("NON_AUTHORITATIVE_INFORMATION_203", 203, ("Non-Authoritative Information",)),
    ("RESET_CONTENT_205", 205, ("Reset Content",)),
    ("MULTI_STATUS_207", 207, ("Multi-Status",)),
    ("MULTIPLE_CHOICES_300", 300, ("Multiple Choices",)),
    ("SEE_OTHER_303", 303, ("See Other",)),
    ("NOT_MODIFIED_304", 304, ("Not Modified",)),
    ("PAYMENT_REQUIRED_402", 402, ("Payment Required",)),
    ("NOT_ACCEPTABLE_406", 406, ("Not Acceptable",)),
    ("PROXY_AUTHENTICATION_REQUIRED_407", 407, ("Proxy Authentication Required",)),
    ("REQUEST_TIMEOUT_408", 408, ("Request Timeout",)),
    ("CONFLICT_409", 409, ("Conflict",)),
    ("GONE_410", 410, ("Gone",)),
    ("LENGTH_REQUIRED_411", 411, ("Length Required",)),
    ("PRECONDITION_FAILED_412", 412, ("Precondition Failed",)),
    ("PAYLOAD_TOO_LARGE_413", 413, ("Payload Too Large", "Content Too Large")),
    ("URI_TOO_LONG_414", 414, ("URI Too Long",)),
    ("UNSUPPORTED_MEDIA_TYPE_415", 415, ("Unsupported Media Type",)),
    ("RANGE_NOT_SATISFIABLE_416", 416, ("Range Not Satisfiable",)),
    ("IM_A_TEAPOT_418", 418, ("I'm a teapot", "I'm a Teapot")),
    ("UNPROCESSABLE_ENTITY_422", 422, ("Unprocessable Entity", "Unprocessable Content")),
    ("UPGRADE_REQUIRED_426", 426, ("Upgrade Required",)),
    ("PRECONDITION_REQUIRED_428", 428, ("Precondition Required",)),
    ("REQUEST_HEADER_FIELDS_TOO_LARGE_431", 431, ("Request Header Fields Too Large",)),
    ("UNAVAILABLE_FOR_LEGAL_REASONS_451", 451, ("Unavailable For Legal Reasons",)),
    ("BAD_GATEWAY_502", 502, ("Bad Gateway",)),
    ("GATEWAY_TIMEOUT_504", 504, ("Gateway Timeout",)),
    ("HTTP_VERSION_NOT_SUPPORTED_505", 505, ("HTTP Version Not Supported",)),
    ("INSUFFICIENT_STORAGE_507", 507, ("Insufficient Storage",)),
)


def test_c011_str_and_repr():
    assert str(OK_200) == "200 OK"
    assert str(NOT_FOUND_404) == "404 Not Found"
    assert repr(NOT_FOUND_404) == '<Status 404, "Not Found">'


EQUALITY = (
    (Status(200, "OK"), True),
    (Status(200, "Fine"), False),
    (Status(201, "OK"), False),
    (NOT_FOUND_404, False),
)


def test_c012_equality_compares_code_and_text():
    for other, equal in EQUALITY:
        assert (other == OK_200) is equal, other
        assert (other != OK_200) is not equal, other


def test_c013_comparing_with_anything_else_and_hashing():
    status_first = OK_200
    for other in (200, "200 OK", None, (200, "OK")):
        assert (status_first == other) is False, other
        assert (status_first != other) is True, other
        assert (other == status_first) is False, other
    assert hash(OK_200) == hash(Status(200, "OK"))
    assert OK_200 in {OK_200}
    assert Status(200, "OK") in {OK_200: 1}


def test_c014_upstream_constants():
    assert len(UPSTREAM_CONSTANTS) == 19
    for name, code, text in UPSTREAM_CONSTANTS:
        constant = getattr(status, name)
        assert isinstance(constant, Status), name
        assert (constant.code, constant.text) == (code, text), name


def test_added_constants():
    for name, code, texts in ADDED_CONSTANTS:
        constant = getattr(status, name)
        assert isinstance(constant, Status), name
        assert constant.code == code, name
        assert constant.text in texts, name
