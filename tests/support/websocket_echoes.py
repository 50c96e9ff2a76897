# SPDX-FileCopyrightText: Copyright (c) 2026 the adafruit_httpserver drop-in project
#
# SPDX-License-Identifier: MIT
"""A conversation with a server that says everything again, by the websockets package."""

import asyncio
import time

from websockets.asyncio.client import connect


def echoes(url, messages, **options):
    """
    What comes back for each message, and after how many seconds.

    This client runs in one thread. The other one of the package reads and writes one TLS object in
    two threads at once, which loses a request in a thousand (Python 3.11), whoever's server it is.
    """

    async def talk():
        found = []
        async with connect(url, **options) as client:
            for message in messages:
                started = time.perf_counter()
                await client.send(message)
                answer = await asyncio.wait_for(client.recv(), 5)
                found.append((answer, time.perf_counter() - started))
        return found

    return asyncio.run(talk())
