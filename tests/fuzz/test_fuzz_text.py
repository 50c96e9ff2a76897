# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Escapes, fields, headers and cookies: text or a ValueError, and there and back again."""

from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode

from hypothesis import given
from hypothesis import strategies as st

from adafruit_httpserver import Response
from adafruit_httpserver.cookies import cookie_lines
from adafruit_httpserver.field_lines import fields_of
from adafruit_httpserver.field_storage import FieldStorage, parse_fields
from adafruit_httpserver.headers import Headers
from adafruit_httpserver.query_params import QueryParams
from adafruit_httpserver.request import Request
from adafruit_httpserver.urls import unescape, unquote
from tests.support.strategies import fuzz, of, sharp_bytes, tokens, values

# All text but lone surrogates, which are no text.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
escaped = st.lists(
    st.one_of(of(b"%0123456789abcdefABCDEFgG+-_ =&;", 0, 8), st.binary(max_size=4)), max_size=6
).map(b"".join)
field_lists = st.lists(st.tuples(texts, texts), max_size=6)


@fuzz(300)
@given(escaped)
def test_unescape_is_what_python_does(raw):
    assert unescape(raw, False) == unquote_to_bytes(raw)
    try:
        assert unescape(raw, True) == unquote_to_bytes(raw)
    except ValueError:
        assert b"%" in unquote_to_bytes(raw)


@fuzz(300)
@given(escaped, st.booleans())
def test_unquote_never_fails_where_it_is_not_strict(raw, plus):
    assert isinstance(unquote(raw, plus), str)
    assert isinstance(parse_fields(raw), list)
    try:
        assert unquote(raw, plus, True) == unquote(raw, plus)
    except ValueError:
        pass
    try:
        assert list(parse_fields(raw, True)) == list(parse_fields(raw))
    except ValueError:
        pass


@fuzz(300)
@given(texts)
def test_unquote_takes_back_what_quote_does(text):
    for strict in (False, True):
        assert unquote(quote(text, safe="").encode(), False, strict) == text
        assert unquote(text.replace("%", "%25").encode(), False, strict) == text
        assert unquote(quote(text, safe="").encode(), True, strict) == text


@fuzz(300)
@given(field_lists)
def test_fields_there_and_back(fields):
    raw = urlencode(fields).encode()
    # A field without name and value is "=", which parse_qsl leaves out.
    for strict in (False, True):
        assert list(parse_fields(raw, strict)) == fields
    kept = [pair for pair in fields if pair != ("", "")]
    assert [pair for pair in parse_fields(raw) if pair != ("", "")] == kept


@fuzz(300)
@given(st.lists(st.sampled_from([b"a", b"=", b"&", b"+", b"%20", b"%26"])).map(b"".join))
def test_fields_are_what_python_reads(raw):
    expected = [pair for pair in parse_qsl(raw.decode(), keep_blank_values=True) if any(pair)]
    assert [pair for pair in parse_fields(raw) if any(pair)] == expected


@fuzz(200)
@given(texts)
def test_query_params_of_any_text(text):
    params = QueryParams(text)
    for name in params:
        assert isinstance(params[name], str)
        assert "<" not in params.get(name)
    assert isinstance(str(params), str)


def harmless(text):
    return not any(character in text for character in "\r\n\0")


@fuzz(250)
@given(st.text(max_size=60) | st.lists(texts, max_size=5).map("\r\n".join))
def test_headers_of_any_text(text):
    try:
        headers = Headers(text)
    except ValueError:
        return
    for name, value in headers.items():
        assert name == name.lower() and name.isascii()
        assert harmless(name) and harmless(value)
        assert name in headers
        headers.get_directive(name)
        assert headers.get_parameter(name, "a", "default") is not None
    again = Headers(headers)
    assert again.items() == headers.items()


@fuzz(300)
@given(st.lists(st.tuples(tokens, values), max_size=6))
def test_header_lines_there_and_back(fields):
    raw = b"".join([name + b": " + value + b"\r\n" for name, value in fields])
    headers = FieldStorage(fields_of(raw))
    assert sorted(headers.fields) == sorted({name.decode().lower() for name, _ in fields})
    assert len(headers.items()) == len(fields)
    for name, value in headers.items():
        assert harmless(name) and harmless(value)


@fuzz(300)
@given(sharp_bytes)
def test_header_lines_of_any_bytes(raw):
    try:
        headers = FieldStorage(fields_of(raw))
    except ValueError:
        return
    for name, value in headers.items():
        assert harmless(name) and harmless(value)


@fuzz(300)
@given(texts, texts)
def test_header_values_never_break_out_of_their_line(name, value):
    headers = Headers()
    try:
        headers.add(name, value)
    except ValueError:
        return
    assert harmless(name) and harmless(value)


@fuzz(300)
@given(texts, texts)
def test_parameters_of_a_quoted_value(parameter, value):
    headers = Headers()
    try:
        headers.add("X", f'a; {parameter}="{value}"; b="c;d"')
    except ValueError:
        return
    assert headers.get_directive("X").startswith("a") or '"' in parameter
    if '"' not in value and "\\" not in value and parameter.isalnum() and parameter.lower() != "b":
        assert headers.get_parameter("X", parameter) == value
        assert headers.get_parameter("X", "b") == "c;d"


def request_with(name, value):
    raw = b"GET / HTTP/1.1\r\nHost: a\r\n" + name + b": " + value + b"\r\n\r\n"
    return Request(None, None, ("1.2.3.4", 5), raw)


cookie_values = of(b'ab=;," \t\\\xff\xc3\xa9%1', 0, 25)


@fuzz(400)
@given(cookie_values)
def test_cookies_of_any_value(value):
    cookies = request_with(b"Cookie", value).cookies
    for name, text in cookies.items():
        assert isinstance(name, str) and isinstance(text, str)
        assert name and ";" not in name and ";" not in text and "=" not in name


@fuzz(200)
@given(st.dictionaries(of(b"abcXYZ_-", 1, 6), of(b"abc019-_=%", 0, 8), max_size=5))
def test_cookies_there_and_back(cookies):
    line = b"; ".join([name + b"=" + value for name, value in cookies.items()])
    found = request_with(b"Cookie", line).cookies
    expected = {name.decode(): value.decode() for name, value in cookies.items()}
    assert dict(found) == expected


@fuzz(300)
@given(texts, texts)
def test_cookies_that_are_set_never_break_out_of_their_line(name, value):
    try:
        lines = cookie_lines({name: value})
    except ValueError:
        lines = None
    if lines is not None:
        assert lines.count("\r") == lines.count("\n") == 1 and "\0" not in lines
    response = Response(request_with(b"X", b"y"))
    try:
        response.set_cookie(name, value)
    except ValueError:
        return
    assert harmless(name) and harmless(value)
    assert ";" not in name and ";" not in value and "=" not in name
