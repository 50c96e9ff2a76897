# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Which paths lead to a file: none leads out of the root, or to what is never served."""

from adafruit_httpserver import FileNotExistsError, FileResponse, InvalidPathError
from adafruit_httpserver.exceptions import BackslashInPathError, ParentDirectoryReferenceError
from adafruit_httpserver.odd_files import NEVER_SERVED, is_hidden, verify
from tests.support.expect import raises
from tests.support.files import Site

SECRET = b"SECRET"
# Ways to write a dot, a slash and the parent directory.
DOTS = (".", "%2e", "%2E", "%252e", "%c0%ae", "%u002e", "．", "\u2025")
SLASHES = ("/", "//", "%2f", "%2F", "%252f", "\\", "%5c", "%5C", "%c0%af", "\u2215", "/./", "/%2e/")
PARENTS = ("..", ". .", "...", ".. ", "..;", "..%00", "..%20", "..%09", ".%2e", "%2e.", "....")
ENDS = ("secret.html", "secret.html%00.html", "secret.html/", "secret.html.", "x/../secret.html")


def spellings():
    found = set()
    for slash in SLASHES:
        for dot in DOTS:
            for end in ENDS:
                found.add("/" + dot + dot + slash + end)
                found.add("/sub" + slash + dot + dot + slash + dot + dot + slash + end)
        for parent in PARENTS:
            for end in ENDS:
                found.add("/" + parent + slash + end)
                found.add(slash + parent + slash + end)
    return sorted(found)


def site():
    made = Site({"site/index.html": b"INDEX", "site/sub/a.html": b"A", "secret.html": SECRET})
    made.server.root_path = made.path("site")
    return made


def asked(made, target):
    """What the server answers to a path, which may be none at all."""
    request = made.request("/")
    request._parser.line.path = target.encode()
    try:
        return made.sent(FileResponse(request, request.path)).body
    except (FileNotExistsError, InvalidPathError):
        return b""


def test_nothing_leads_out_of_the_root():
    made = site()
    corpus = spellings()
    assert len(corpus) > 400
    corpus += [made.path("secret.html"), "/" + made.path("secret.html")]
    corpus += ["//" + made.path("secret.html"), "/%2f" + made.path("secret.html")[1:]]
    for target in corpus:
        assert asked(made, target) in (b"", b"INDEX"), target
    # The same by a handler that takes the name from a query, where nothing is encoded.
    for target in corpus:
        name = target.replace("%2f", "/").replace("%2e", ".").replace("%5c", "\\")
        request = made.request("/")
        try:
            body = made.sent(FileResponse(request, name)).body
        except (FileNotExistsError, InvalidPathError):
            continue
        assert body == b"INDEX", target


def test_what_is_wrong_with_a_path_is_said_whether_or_not_there_is_a_file():
    cases = [("/..", ParentDirectoryReferenceError), ("/a/../b", ParentDirectoryReferenceError)]
    cases += [("/a\\b", BackslashInPathError), ("/..\\b", BackslashInPathError)]
    cases += [("/a%sb" % chr(code), InvalidPathError) for code in list(range(32)) + [127]]
    for path, error_class in cases:
        for name in (path, path + "/c", "/c" + path):
            assert type(raises(InvalidPathError, verify, name)) is error_class, (name,)
    for path in ("", "/", "/a b", "/a..b", "/...", "/..a/b..", "/\x80\u2028", "/!~"):
        verify(path)


def test_a_slash_in_a_name_is_none_between_names():
    made = site()
    assert asked(made, "/sub/a.html") == b"A"
    for target in ("/sub%2fa.html", "/sub%2Fa.html", "/%2fsub/a.html", "/%2fsub%2fa.html"):
        assert asked(made, target) == b"", target
    # Routes know it as a part of a name. What a handler asks for is another matter.
    request = made.request("/files/sub%2fa.html")
    assert made.sent(FileResponse(request, "sub/a.html")).body == b"A"


NEVER = (
    "settings.toml",
    "SETTINGS.TOML",
    "Settings.toml",
    "settings.toml.",
    "settings.toml ",
    "settings.toml%20",
    "settings.toml%09",
    "settings.toml%00",
    "settings.toml%01x.html",
    "settings.toml%7f",
    "SETTIN~1.TOM",
    "boot.py",
    "code.py",
    "CODE.PY",
    "main.py",
    "secrets.py",
    "boot_out.txt",
    ".env",
    ".htpasswd",
    ".git/config",
    ".git/index.html",
    ".index.html",
    "lib/.hidden/a.html",
    "sub/settings.toml",
    "sub/code.py",
    "server.key",
    "SERVER.KEY",
    "cert.pem",
    "a.pfx",
    "a.p12",
    "id_rsa",
    "id_ecdsa",
    "id_ed25519",
    "upload.bin.part",
    "upload.bin.PART~",
    "index.html~",
    "index~1.html",
    "sub%20/index.html",
    "sub./index.html",
)


def test_what_is_never_served():
    made = Site({"settings.toml": SECRET})
    for name in NEVER:
        plain = name.replace("%20", " ").replace("%", "")
        try:
            made.write(plain, SECRET)
        except OSError:
            # Not every file system has all of these names.
            pass
        assert asked(made, "/" + name) == b"", name
        assert asked(made, "//" + name) == b"", name
        assert asked(made, "/./" + name) == b"", name


def test_who_asks_for_it_is_not_told_whether_it_is_there():
    made = Site({"settings.toml": SECRET})
    there = raises(FileNotExistsError, made.response, "/settings.toml")
    assert there.status_code == 404 and there.body == "File not found"
    raises(FileNotExistsError, made.response, "/code.py")


def test_the_list_can_be_another_one():
    made = Site({"settings.toml": SECRET, "a.html": b"A", ".x": b"X"})

    class Open(FileResponse):
        never_served = " "

    class Closed(FileResponse):
        never_served = NEVER_SERVED + "a.html "

    request = made.request("/")
    assert made.sent(Open(request, "settings.toml")).body == SECRET
    assert made.sent(Open(request, ".x")).body == b"X"
    assert made.sent(FileResponse(request, "a.html")).body == b"A"
    raises(FileNotExistsError, Closed, request, "a.html")
    raises(FileNotExistsError, Closed, request, ".x")
    assert made.sent(FileResponse(request, "settings.toml", safe=False)).body == SECRET


def test_names_that_are_served():
    names = ("a.html", "A.HTML", "a..b", "a b.html", "é.html", "日本.txt", "a+b&c=d.js", "a.min.js")
    names += ("noending", "(1).png", "a'b.css", "100%.html", "sub/x.y.z", "a;b.html", "code.html")
    made = Site({})
    for name in names:
        made.write(name, name.encode())
    for name in names:
        encoded = "".join(
            [chr(b) if 32 < b < 127 and b != 37 else "%%%02X" % b for b in name.encode()]
        )
        assert asked(made, "/" + encoded) == name.encode(), name
        escaped = "".join([c if c == "/" else "%%%02x" % b for c in name for b in c.encode()])
        assert asked(made, "/" + escaped) == name.encode(), name


def test_decoded_once():
    made = Site({"%41.html": b"percent", "A.html": b"letter"})
    assert asked(made, "/%41.html") == b"letter"
    assert asked(made, "/%2541.html") == b"percent"
    raises(FileNotExistsError, made.response, "/%252541.html")


def test_hidden_names():
    for path in ("a.html", "a/b/c", "", "/", "./a", "a/./b", "a.b.c", "code.pyc", "mycode.py"):
        assert not is_hidden(path, ""), path
    for path in (
        ".a",
        "a/.b",
        "a./b",
        "a /b",
        "a/b ",
        "..",
        "a/..",
        "a~",
        "\u017fecrets.py.",
        "x.KEY",
    ):
        assert is_hidden(path, ""), path
    # Boards have no casefold(), and a file system that knows ASCII only.
    for path in ("\u017fecrets.py", "\u017fettings.toml", "id_r\u017fa", "a.\u212aey"):
        assert is_hidden(path, "") is hasattr(path, "casefold"), path
