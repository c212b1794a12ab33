"""May this page be read? robots.txt as RFC 9309 has it; the only module that calls Protego."""

import asyncio
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from monitor.collect.fetch import ROBOT, HttpFetcher
from monitor.collect.url import wire_url
from monitor.errors import RefusedError, UnreachableError

_MAX_BYTES = 512_000  # at least 500 KiB are to be read, the rest may be ignored (RFC 9309, 2.5)
_MAX_DELAY_SECONDS = 30.0  # a longer Crawl-delay would hold up a pass for hours


class Robots:
    """Answers for every host of one run, asking each for its robots.txt once."""

    def __init__(self, fetcher: HttpFetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    async def check(self, url: str) -> None:
        """Raise RefusedError where robots.txt forbids `url`, and keep to its Crawl-delay from now on.

        4xx means there are no rules. Where the server fails (5xx, 429) or cannot be reached, nothing
        may be read for now (RFC 9309, 2.3.1.4): UnreachableError, so a later run tries again.
        """
        parts = urlsplit(wire_url(url))
        address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if address not in self._rules:
            self._rules[address] = asyncio.ensure_future(self._read(address))
        try:
            rules = await asyncio.shield(self._rules[address])
        except UnreachableError as exc:
            raise UnreachableError(url, f"robots.txt: {exc.reason}") from exc
        except RefusedError as exc:
            raise RefusedError(url, f"robots.txt: {exc.reason}") from exc
        if rules is not None and not rules.can_fetch(url, ROBOT):
            raise RefusedError(url, "robots.txt forbids it")

    async def _read(self, address: str) -> Protego | None:
        answer = await self._fetcher.get(address, max_bytes=_MAX_BYTES, may_be_cut=True)
        if answer.status >= 500 or answer.status == 429:
            raise UnreachableError(address, f"HTTP {answer.status}")
        if answer.status != 200:
            return None
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        if delay := rules.crawl_delay(ROBOT):
            self._fetcher.budget.space_out(address, min(delay, _MAX_DELAY_SECONDS))
        return rules
