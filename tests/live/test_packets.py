# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""Whether the network stack of a PC may wait for more before it sends a packet."""

import socket

import pytest

from adafruit_httpserver import Channel, NDJSONResponse, Response, Server, SSEResponse, Websocket
from tests.support.harness import Client, request, running
from tests.support.websocket_live import WebsocketClient


@pytest.fixture
def server():
    server = Server(socket)
    channel = Channel(keep_alive=5)

    @server.route("/channel")
    def in_channel(request):
        response = SSEResponse(request)
        channel.subscribe(response)
        return response

    for path, kind in (("/events", SSEResponse), ("/lines", NDJSONResponse), ("/ws", Websocket)):
        server.route(path)(kind)
    server.route("/")(lambda request: Response(request, "hello"))
    return server


def waits(run, server):
    """Of the only connection."""
    (connection,) = run.call(list, server._engine.connections)
    return not connection.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("path", ["/events", "/channel", "/lines"])
def test_a_burst_of_events_leaves_in_few_packets(server, path):
    with running(server) as run, Client(run.port) as client:
        client.send(request(path))
        assert client.read(head=True).status == 200
        assert waits(run, server)


def test_the_second_packet_of_an_answer_does_not_wait_for_the_receipt_of_the_first(server):
    with running(server) as run, Client(run.port) as client:
        client.send(request("/"))
        assert client.read().body == b"hello"
        assert not waits(run, server)


def test_a_message_does_not_wait(server):
    with running(server) as run, WebsocketClient(run.port):
        assert not waits(run, server)
