# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""The answer that a PC remembers goes to those who ask for nothing special, and to nobody else."""

import os

from adafruit_httpserver import FileResponse, Server
from adafruit_httpserver.limits import ON_BOARD
from adafruit_httpserver.request_parser import RequestError
from tests.support.files import DATE, Site
from tests.support.wire import Random

PAGE = b"<p>hello</p>"
PICTURE = b"picture" * 30


def forget():
    """A board reads each file each time, and so does a PC after this."""
    if not ON_BOARD:
        from adafruit_httpserver import files_on_pc

        files_on_pc._known.clear()


def known_site():
    """A site whose files have been asked for, long after they were made."""
    forget()
    site = Site({"a.html": PAGE, "b.png": PICTURE, "c.bin": b"c"})
    site.server._date_line = DATE
    warm(site)
    return site


def warm(site):
    for name in ("/a.html", "/b.png", "/c.bin"):
        for _ in range(2):
            assert site.ask(name).status == 200


def both(site, name, *lines, change=None, **arguments):
    """What two alike responses look like: of a file that is known, and of one that is not."""
    found = []
    for _ in range(2):
        response = site.response(name, *lines, **arguments)
        if change:
            change(response._request)
        found.append(b"".join([bytes(chunk) for chunk in response._chunks()]))
        assert response._size == len(found[-1])
        forget()
    warm(site)
    return found


def test_it_is_what_was_sent_before():
    site = known_site()
    for name in ("/a.html", "/b.png", "/c.bin"):
        known, read = both(site, name, "Accept: */*")
        assert known == read and known.startswith(b"HTTP/1.1 200 OK\r\n" + DATE), known


def test_it_is_sent_without_a_look_into_the_file():
    site = known_site()
    if ON_BOARD:
        return
    from adafruit_httpserver import files_on_pc

    really = files_on_pc.opened
    files_on_pc.opened = None
    try:
        assert site.ask("/b.png", "X: y").body == PICTURE
    finally:
        files_on_pc.opened = really


def test_whoever_wants_it_in_small_pieces_gets_them():
    site = known_site()
    assert (
        len(list(site.response("/b.png", buffer_size=16)._chunks())) == 1 + len(PICTURE) // 16 + 1
    )


def test_whoever_asks_for_something_else_gets_that():
    site = known_site()
    tag = site.ask("/b.png").headers["etag"][0]
    for status, lines in (
        (304, ("If-None-Match: " + tag,)),
        (200, ('If-None-Match: "other"',)),
        (412, ('if-match: "other"',)),
        (304, ("If-Modified-Since: Tue, 19 Jan 2038 03:14:06 GMT",)),
        (206, ("Range: bytes=0-2",)),
        (416, ("RANGE: bytes=900-",)),
        (206, ("Range: bytes=0-2", "If-Range: " + tag)),
    ):
        known, read = both(site, "/b.png", *lines)
        assert known == read and known.startswith(b"HTTP/1.1 %d " % status), (lines, known)


def test_whoever_says_something_else_says_that():
    site = known_site()
    plain = both(site, "/b.png")[0]
    for arguments in (
        {"status": (201, "Created")},
        {"headers": {"X-One": "1"}},
        {"cookies": {"one": "1"}},
        {"content_type": "image/other"},
        {"head_only": True},
        {"as_attachment": True},
        {"cache_control": "max-age=1"},
        {"buffer_size": 16},
        {"safe": False},
    ):
        known, read = both(site, "/b.png", **arguments)
        assert known == read, arguments
        same = "safe" in arguments or "buffer_size" in arguments
        assert (known == plain) is same, arguments
    known, read = both(site, "/b.png", method="HEAD")
    assert known == read and known.endswith(b"\r\n\r\n")
    known, read = both(site, "/b.png", method="POST")
    assert known == read and b"etag" not in known


def test_a_connection_that_ends_is_told_to():
    site = known_site()

    def last(request):
        request.connection.keep_alive = False

    known, read = both(site, "/b.png", change=last)
    assert known == read and b"\r\nconnection: close\r\n" in known

    def old(request):
        request._parser.line.version = "HTTP/1.0"

    known, read = both(site, "/b.png", change=old)
    assert known == read and b"\r\nconnection: keep-alive\r\n" in known


def test_rules_of_the_server_count_at_once():
    site = known_site()
    site.server.cache_control = {"*.png": "max-age=5"}
    assert site.ask("/b.png").headers["cache-control"][0] == "max-age=5"
    site.server.cache_control = None
    assert site.ask("/b.png").headers["cache-control"][0] == "no-cache"


def test_a_sibling_counts_as_soon_as_it_is_there():
    site = known_site()
    assert site.ask("/a.html", "Accept-Encoding: gzip").body == PAGE
    site.write("a.html.gz", b"packed")
    answer = site.ask("/a.html", "Accept-Encoding: gzip")
    assert (answer.body, answer.headers["content-encoding"][0]) == (b"packed", "gzip")
    answer = site.ask("/a.html", "Accept-Encoding: br")
    assert (answer.body, answer.headers["vary"][0]) == (PAGE, "accept-encoding")
    site.write("a.html.br", b"smaller")
    assert site.ask("/a.html", "Accept-Encoding: br").body == b"smaller"


def test_a_file_that_was_written_anew_is_another():
    site = known_site()
    site.write("b.png", b"new")
    answer = site.ask("/b.png")
    assert (answer.body, answer.headers["content-length"][0]) == (b"new", "3")


def test_what_was_said_of_a_sibling_is_not_said_of_the_file():
    site = known_site()
    plain = both(site, "/a.html")[0]
    for coding, ending in (("br", ".br"), ("gzip", ".gz")):
        site.write("a.html" + ending, b"packed")
        packed = site.ask("/a.html", "Accept-Encoding: " + coding)
        assert (packed.body, packed.headers["content-encoding"]) == (b"packed", [coding])
        assert site.ask("/a.html").body == PAGE
        os.remove(site.path("a.html" + ending))
        assert both(site, "/a.html") == [plain, plain]


class Framed(FileResponse):
    def _head(self, *arguments):
        return super()._head(*arguments)[:-2] + b"x-frame-options: DENY\r\n\r\n"


def test_a_class_of_the_program_says_what_it_says():
    site = known_site()
    plain = both(site, "/b.png")[0]
    for _ in range(2):
        response = Framed(site.request("/b.png"), "b.png")
        assert site.sent(response).headers["x-frame-options"] == ["DENY"]
        assert both(site, "/b.png") == [plain, plain]
    forget()
    assert site.sent(Framed(site.request("/b.png"), "b.png")).headers["x-frame-options"]
    assert both(site, "/b.png")[0] == plain


class Ruled(Server):
    cache_control = "max-age=7"


def test_a_class_of_servers_may_have_its_own_rule():
    site = known_site()
    plain = both(site, "/b.png")[0]
    server, site.server = site.server, Ruled(None, site.folder)
    site.server._date_line = DATE
    for _ in range(2):
        assert site.ask("/b.png").headers["cache-control"] == ["max-age=7"]
    site.server = server
    assert both(site, "/b.png")[0] == plain


NAMES = ("a.html", "b.png", "c.bin", "d.js")
LINES = (
    "Accept-Encoding: gzip",
    "Accept-Encoding: br, gzip;q=0.5",
    "Accept-Encoding: identity;q=0, br",
    "If-None-Match: *",
    'If-None-Match: "x"',
    "If-Modified-Since: Tue, 19 Jan 2038 03:14:06 GMT",
    "Range: bytes=1-3",
    "Range: bytes=-2",
)
ARGUMENTS = (
    {"safe": False},
    {"content_type": "text/x-own"},
    {"cookies": {"a": "b"}},
    {"headers": {"X-Own": "1"}},
    {"head_only": True},
    {"buffer_size": 7},
    {"status": (200, "Fine")},
    {"status": 404},
    {"cache_control": "max-age=5"},
    {"as_attachment": True},
)


def unknown(site, name, lines, arguments):
    """The answer of a server that has never seen that file."""
    if ON_BOARD:
        return site.sent_bytes(name, lines, arguments)
    from adafruit_httpserver import files_on_pc

    known, files_on_pc._known = files_on_pc._known, {}
    try:
        return site.sent_bytes(name, lines, arguments)
    finally:
        files_on_pc._known = known


class Asked(Site):
    def sent_bytes(self, name, lines, arguments):
        response = self.response("/" + name, *lines, **arguments)
        try:
            return b"".join([bytes(chunk) for chunk in response._chunks()])
        except RequestError as error:
            return b"%d" % error.status_code


def test_files_and_siblings_that_come_and_go_and_whatever_is_asked():
    forget()
    random = Random(20261129)
    site = Asked({name: b"the file " + name.encode() for name in NAMES})
    site.server._date_line = DATE
    there = set()
    for turn in range(1500):
        name = NAMES[random.below(len(NAMES))]
        change = random.below(12)
        if change < 2:
            path = name + (".gz", ".br")[change]
            if path in there:
                there.remove(path)
                os.remove(site.path(path))
            else:
                there.add(path)
                site.write(path, b"packed %d" % turn)
        elif change == 2:
            site.write(name, b"%d " % turn * (1 + random.below(5)))
        elif change == 3:
            site.server.cache_control = ({"*.js": "max-age=9"}, None, "no-store")[random.below(3)]
        lines = [LINES[random.below(len(LINES))]] if random.below(2) else []
        arguments = ARGUMENTS[random.below(len(ARGUMENTS))] if random.below(4) == 0 else {}
        arguments = dict(arguments, method=("GET", "GET", "GET", "HEAD", "POST")[random.below(5)])
        expected = unknown(site, name, lines, arguments)
        assert site.sent_bytes(name, lines, arguments) == expected, (turn, name, lines, arguments)
