"""Connections are kept for a host's next request, never for a request they cannot serve."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from monitor.collect.fetch import HttpFetcher
from monitor.config.settings import CollectSettings
from monitor.errors import UnreachableError

NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
WHOLE = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"
CUT_OFF = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi"


class Host:
    """One that says `answers` on each connection, one a request, and hangs up after the last."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.dialled, self.open = answers, 0, 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.dialled, self.open = self.dialled + 1, self.open + 1
        try:
            for answer in self.answers:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(answer)
        except asyncio.IncompleteReadError:
            pass
        finally:
            self.open -= 1
            writer.close()


def beside(hosts: list[Host], then: Callable[[HttpFetcher, list[str]], Awaitable[None]], **settings: object) -> None:
    """Serve the hosts, each at an address of its own, and let `then` ask them."""

    async def both() -> None:
        servers = [await asyncio.start_server(one.serve, f"127.0.0.{at}") for at, one in enumerate(hosts, 1)]
        urls = ["http://{}:{}/".format(*one.sockets[0].getsockname()[:2]) for one in servers]
        how = {"allow_networks": ("127.0.0.0/8",), "host_spacing_seconds": 0, "timeout_seconds": 5} | settings
        async with HttpFetcher(CollectSettings(**how), NOW) as fetcher:
            await then(fetcher, urls)
        for one in servers:
            one.close()
            await asyncio.sleep(0.01)
        assert [one.open for one in hosts] == [0] * len(hosts)

    asyncio.run(both())


def test_a_host_is_asked_again_on_the_same_connection():
    host = Host(*[WHOLE] * 9)

    async def ask(fetcher, urls):
        for _ in range(9):
            assert (await fetcher.get(urls[0], max_bytes=9)).body == b"hi"
        assert (host.dialled, host.open) == (1, 0)  # it hung up after the ninth
        assert (await fetcher.get(urls[0], max_bytes=9)).body == b"hi"

    beside([host], ask)
    assert host.dialled == 2


def test_as_many_connections_as_requests_at_once_and_they_are_kept():
    host = Host(*[WHOLE] * 99)

    async def ask(fetcher, urls):
        for _ in range(3):
            await asyncio.gather(*(fetcher.get(urls[0], max_bytes=9) for _ in range(8)))

    beside([host], ask, host_concurrency=4)
    assert host.dialled == 4


def test_what_is_kept_is_bounded_and_those_idle_longest_go_first():
    hosts = [Host(WHOLE, WHOLE, WHOLE) for _ in range(4)]

    async def ask(fetcher, urls):
        for url in urls:
            await fetcher.get(url, max_bytes=9)
        await asyncio.sleep(0.01)
        assert [one.open for one in hosts] == [0, 0, 1, 1]
        for url in urls[::-1]:
            await fetcher.get(url, max_bytes=9)

    beside(hosts, ask, concurrency=2)
    assert [one.dialled for one in hosts] == [2, 2, 1, 1]


def test_a_connection_that_broke_or_was_not_read_to_its_end_serves_nobody_else():
    broken, long = Host(CUT_OFF), Host(WHOLE, WHOLE)

    async def ask(fetcher, urls):
        outcomes = await asyncio.gather(*(fetcher.get(urls[0], max_bytes=9) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in outcomes] == [UnreachableError] * 3
        for _ in range(2):
            assert (await fetcher.get(urls[1], max_bytes=1, may_be_cut=True)).body == b"h"

    beside([broken, long], ask)
    assert (broken.dialled, long.dialled) == (3, 2)
