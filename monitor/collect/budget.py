"""How often one host may be asked: at once, in a row, and whether at all; how much may lie unread meanwhile.

Lives within one event loop.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from monitor.collect.url import wire_url
from monitor.errors import DeferredError

UNREAD = 16_000_000  # bytes: fifty news pages, which keep two cores busy for a second or two


class _Host:
    def __init__(self, concurrency: int, spacing: float, ends_at: float) -> None:
        self.slots = asyncio.Semaphore(concurrency)
        self.gate = asyncio.Lock()
        self.spacing = spacing  # seconds
        self.next_at = 0.0  # the loop's time, as is:
        self.closed_until = 0.0
        self.ends_at = ends_at


class Budget:
    """Turns to send one request each, fair to every host; feeds and pages of one host share its budget.

    `total` requests at once, `concurrency` of them to one host, their starts `spacing` seconds apart, the
    last of them `share` seconds after the host was first asked for.
    """

    def __init__(self, total: int, concurrency: int, spacing: float, share: float) -> None:
        self._total = asyncio.Semaphore(total)
        self._concurrency, self._spacing, self._share = concurrency, spacing, share
        self._hosts: dict[str, _Host] = {}
        self._unread, self._is_little, self._door = 0, asyncio.Event(), asyncio.Lock()

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Waits for a turn at the host of `url` and holds it.

        Raises DeferredError where the host is closed, or has had its share of time.
        """
        host, loop = self._host(url), asyncio.get_running_loop()
        async with host.slots:
            async with host.gate:
                if max(host.next_at, loop.time()) > host.ends_at:
                    raise DeferredError(url, "host budget", timedelta())
                await asyncio.sleep(max(0.0, host.next_at - loop.time()))
                held_up_at = loop.time()
                await self.room()
                host.ends_at += loop.time() - held_up_at  # which is no fault of the host's
                await self._total.acquire()
                host.next_at = loop.time() + host.spacing
            try:
                if (left := host.closed_until - loop.time()) > 0:
                    host.next_at = 0.0  # nothing is sent, so the next need not wait to hear the same
                    raise DeferredError(url, "the host asked us to wait", timedelta(seconds=left))
                yield
            finally:
                self._total.release()

    async def room(self) -> None:
        """Waits while as many bytes as `UNREAD` lie unread."""
        async with self._door:  # for one to look, and not all that wait, whenever something was read
            while self._unread >= UNREAD:
                self._is_little.clear()
                await self._is_little.wait()

    @contextmanager
    def unread(self, size: int) -> Iterator[None]:
        """So many bytes were brought and are not read yet: no turn begins while such come to `UNREAD`."""
        self._unread += size
        try:
            yield
        finally:
            self._unread -= size
            self._is_little.set()

    def close(self, url: str, wait: timedelta) -> None:
        """No more turns at the host of `url` until `wait` is over."""
        self._host(url).closed_until = asyncio.get_running_loop().time() + wait.total_seconds()

    def space_out(self, url: str, seconds: float) -> None:
        """The host of `url` is asked no more often than every `seconds`; never shortens what is set."""
        host = self._host(url)
        host.spacing = max(host.spacing, seconds)

    def _host(self, url: str) -> _Host:
        name = urlsplit(wire_url(url)).netloc
        if name not in self._hosts:
            ends_at = asyncio.get_running_loop().time() + self._share
            self._hosts[name] = _Host(self._concurrency, self._spacing, ends_at)
        return self._hosts[name]
