# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""
The scenarios, one entry each. To add one, add an entry here; if it sends something new, an
exchange in exchanges.py and a route in every script of servers/; if it is no HTTP request and
answer, a driver in load.py.
"""

from typing import NamedTuple, Tuple

from .exchanges import FILE_EXCHANGES
from .peers import ADAFRUIT, MICRODOT, OURS, UHTTP

ALL_HTTP = "http"
# Whose documentation says how it is done.
WITH_OPEN_CONNECTIONS = (OURS, ADAFRUIT, UHTTP, MICRODOT)


class Scenario(NamedTuple):
    """What is sent to a server, and what of it the reader should look at."""

    name: str
    title: str
    exchange: str = "json"
    clients: int = 8
    keep_alive: bool = True
    # or "default": the main loop of those who do not choose one; "websocket" and "poll": those for
    # open connections, where they are others
    loop: str = "fast"
    driver: str = ALL_HTTP
    size: int = 0  # bytes of a message
    background: Tuple = ()  # of (kind, count), see background.py
    figure: str = "cpu"  # what the plot shows: "cpu", "p50", "rate" or "idle"
    only: Tuple[str, ...] = ()  # these servers; none named: all
    without: Tuple[str, ...] = ()
    think: float = 0  # seconds at most, at random, between an answer and the next request
    longer: int = 1  # times as long as the others
    ceiling: bool = False  # whether the bare loop, which knows one answer, takes part
    note: str = ""

    def takes(self, peer):
        """Whether a server takes part."""
        if peer.ceiling and not self.ceiling:
            return False
        if peer.files_only and self.exchange not in FILE_EXCHANGES:
            return False
        if peer.select_of and self.figure != "cpu":  # it is there for that figure only
            return False
        return peer.name not in self.without and (not self.only or peer.name in self.only)


SCENARIOS = (
    Scenario(
        "new-1", "New connection per request, 1 client", clients=1, keep_alive=False, ceiling=True
    ),
    Scenario("new-8", "New connection per request, 8 clients", keep_alive=False, ceiling=True),
    Scenario("keep-1", "Keep-alive JSON, 1 client", clients=1, ceiling=True),
    Scenario("keep-8", "Keep-alive JSON, 8 clients", ceiling=True),
    Scenario("keep-32", "Keep-alive JSON, 32 clients", clients=32, ceiling=True),
    Scenario("routes-30", "30 routes with parameters, the last one hit, 8 clients", "route"),
    Scenario(
        "browser-8",
        "Browser-sized heads, 8 clients",
        "browser",
        note="The head that Chrome sends, 600 bytes.",
    ),
    Scenario("file-10k", "A file of 10 KB, 8 clients", "file-10k"),
    Scenario("file-1m", "A file of 1 MB, 4 clients", "file-1m", clients=4),
    Scenario(
        "file-10k-keep-4",
        "A file of 10 KB, keep-alive, 4 clients",
        "file-10k",
        clients=4,
    ),
    Scenario(
        "file-1m-keep-1",
        "A file of 1 MB, keep-alive, 1 client",
        "file-1m",
        clients=1,
        figure="rate",
    ),
    Scenario("post-json", "POST of JSON, 8 clients", "post-json"),
    Scenario("post-form", "POST of an urlencoded form, 8 clients", "post-form"),
    Scenario(
        "upload-1m",
        "A multipart form with a file of 1 MB, into a file, 1 client",
        "upload",
        clients=1,
        only=WITH_OPEN_CONNECTIONS,
        note="uhttp-server has no parser for such forms: its body is taken apart by hand.",
    ),
    Scenario(
        "upload-memory",
        "The same, and what it takes of the server's memory at most",
        "upload",
        clients=1,
        loop="traced",
        driver="memory",
        longer=3,
        figure="",
        only=WITH_OPEN_CONNECTIONS,
        note="What Python has allocated at most, above what there is between two uploads, by "
        "tracemalloc in the server. Tracing slows all of them down.",
    ),
    Scenario(
        "held-up",
        "1 client (new connections) beside 5 idle and 5 half-open connections",
        clients=1,
        keep_alive=False,
        background=(("idle", 5), ("half-open", 5)),
        longer=3,
        figure="p50",
        note="No requests means that the server serves nobody else while it waits for a silent "
        "client.",
    ),
    Scenario(
        "slow-reader",
        "1 client (new connections) beside a slow reader of a 16 MB file",
        clients=1,
        keep_alive=False,
        background=(("slow reader", 1),),
        longer=3,
        figure="p50",
    ),
    Scenario(
        "defaults",
        "`serve_forever()` with its defaults, 1 client now and then",
        clients=1,
        keep_alive=False,
        loop="default",
        think=0.1,
        longer=5,  # 4.x answers ten requests per second at most
        figure="p50",
        only=(OURS, ADAFRUIT),
        note="New connections with a pause of 0 to 100 ms before each: a client that is back at "
        "once may meet 4.x before it sleeps. The pauses set the rate. The others have no second "
        "kind of loop.",
    ),
    Scenario(
        "idle-25",
        "Idle, after 25 clients have asked once and stay connected",
        exchange="",
        driver="idle",
        loop="default",
        background=(("kept", 25),),
        longer=5,
        figure="idle",
        note="Servers that always close have no client left by then. adafruit_httpserver and this "
        "package run `serve_forever()` with its defaults here.",
    ),
    Scenario(
        "echo-125",
        "WebSocket, 1 client, a text of 125 bytes and its echo",
        exchange="",
        driver="echo",
        clients=1,
        size=125,
        loop="websocket",
        figure="rate",
        only=WITH_OPEN_CONNECTIONS,
        note="A request is a message and its echo. For half a millisecond the client looks for it "
        "without sleeping, as the loops of this package and of 4.x look for the message.",
    ),
    Scenario(
        "echo-4k",
        "WebSocket, 1 client, a text of 4 KB and its echo",
        exchange="",
        driver="echo",
        clients=1,
        size=4096,
        loop="websocket",
        figure="rate",
        only=WITH_OPEN_CONNECTIONS,
    ),
    Scenario(
        "sse-1",
        "Server-sent events to 1 client",
        exchange="",
        driver="events",
        clients=1,
        loop="poll",
        figure="rate",
        only=WITH_OPEN_CONNECTIONS,
        note="400 events are sent when somebody asks for it, and the next 400 when all have come. "
        "A request is an event at a client; p50 is that of all 400.",
    ),
    Scenario(
        "sse-8",
        "Server-sent events to 8 clients",
        exchange="",
        driver="events",
        loop="poll",
        figure="rate",
        only=WITH_OPEN_CONNECTIONS,
        note="As before; 50 events to each of 8 clients.",
    ),
    Scenario(
        "wrk-8",
        "Keep-alive JSON, 8 clients, sent by wrk",
        driver="wrk",
        without=(ADAFRUIT,),
        ceiling=True,
        figure="",
        note="A check of our own generator by another one. Without adafruit_httpserver 4.8.2, "
        "which wrk's first connection hangs for good. Not measured where wrk is not installed.",
    ),
)
