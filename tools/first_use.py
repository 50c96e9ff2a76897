# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT

"""
What a program pays when it uses something for the first time, which loads the modules for it: the
bytes that stay, and the names of the modules.
"""

from tools.measuring import FEW_FILLERS, KINDS, SERVED, for_each_kind, measure
from tools.tree import short

# A server that has answered, and a file.
READY = f"""
{SERVED}
import os
try:
    os.mkdir("/www")
except OSError:
    pass
with open("/www/a.txt", "w") as file:
    file.write("Hello")
def get(path):
    return cheap_net.PLAIN.replace(b"/", path, 1)
def post(kind, body):
    head = b"POST /use HTTP/1.1\\r\\nhost: a\\r\\ncontent-type: %s\\r\\n" % kind
    return head + b"content-length: %d\\r\\n\\r\\n" % len(body) + body
"""
BEFORE = "before = set(sys.modules)"
TELL = "told = ' '.join([name for name in sorted(sys.modules) if name not in before])"
# One more route, and a request.
USE = """
@net.server.route("{path}", "{method}")
def use(request, **parameters):
    {does}
    return Response(request, "")
net.ask({request}, polls=20)
"""
GET, POST = {"method": "GET", "path": "/use"}, {"method": "POST", "path": "/use"}
ASK = 'get(b"/use?a=b")'
FORM = 'post(b"application/x-www-form-urlencoded", b"a=b")'
PART = r'b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n"'
BAD_HEAD = r'b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400'
SEND_FILE = (
    'from adafruit_httpserver import FileResponse; return FileResponse(request, "a.txt", "/www")'
)


def handler(does, request=ASK):
    """A route whose handler does something."""
    return USE.format(does=does, request=request, **GET)


def posted(does, request):
    """The same with a route for POST, because that is what loads the half of it."""
    return USE.format(does=does, request=request, **POST)


def streamed(does, request):
    """The same with a stream route, which loads most of what it needs when it is added."""
    return posted(does, request).replace('"POST")', '"POST", stream=True)')


# That of which nobody wants the price: it is in all others.
PLAIN = "plain"
# What is done for each figure.
USES = {
    PLAIN: handler("pass"),
    "request.path": handler("request.path"),
    "request.query_params": handler('request.query_params["a"]'),
    "request.headers": handler('request.headers["host"]'),
    "request.cookies": handler("request.cookies"),
    "request.body": posted("request.body", 'post(b"text/plain", b"a")'),
    "request.json": posted("request.json()", 'post(b"application/json", b"[]")'),
    "request.form_data": posted('request.form_data["a"]', FORM),
    "multipart body": posted(
        'request.form_data["a"]', f'post(b"multipart/form-data; boundary=x", {PART})'
    ),
    "request.save": streamed('yield from request.save("/www/up")', 'post(b"text/plain", b"a")'),
    "request.save_files": streamed(
        'yield from request.save_files("/www")',
        f'post(b"multipart/form-data; boundary=x", {PART})',
    ),
    "parameters": USE.format(does="pass", request='get(b"/of/5")', method="GET", path="/of/<a>"),
    "generator": handler("yield"),
    "handler's dict": handler('return {"a": 1}'),
    "set_cookie": handler('return Response(request, "", cookies={"a": "b"})'),
    "sent file": handler(SEND_FILE),
    "first error": handler("pass", 'get(b"/nothing"), 404'),
    "first bad head": handler("pass", BAD_HEAD),
}
LOADS = "loads"


def first_use_figures(tree, imports="", fillers=FEW_FILLERS, kinds=KINDS):
    """
    {(figure, kind): bytes}, and {(figure, "loads"): names of the modules}.

    :param str imports: What the program says at its top.
    :param fillers: See `measuring`.
    :param kinds: Which of the two kinds of files are measured.
    """
    steps = {name: [f"{imports}\n{READY}\n{BEFORE}", use, TELL] for name, use in USES.items()}
    found = for_each_kind(lambda kind: measure(tree.files(kind), steps, fillers=fillers), kinds)
    figures = {}
    for name in USES:
        if name != PLAIN:
            for kind, results in found.items():
                figures[name, kind] = max(0, kept(results, name) - kept(results, PLAIN))
            modules = found[kinds[0]][name][1].split()
            figures[name, LOADS] = ", ".join(short(module) for module in modules)
    return figures


def kept(results, name):
    """The bytes that one use keeps."""
    return results[name][0][1]
