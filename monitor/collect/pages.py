"""Article pages: addresses -> bytes, handed over as they arrive."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType
from typing import Any

from monitor.collect.connections import Resolve
from monitor.collect.fetch import ACCEPT_PAGE, Answers, HttpFetcher, OnAnswer
from monitor.collect.robots import Robots
from monitor.config.settings import CollectSettings
from monitor.errors import MonitorError
from monitor.model import Fetched, Known

OnPage = Callable[[str, Fetched | MonitorError], Future[Any] | None]
"""Takes a page. Where another process reads it, what is returned is done once that is."""


def fetch_pages(
    urls: Sequence[str],
    settings: CollectSettings,
    now: datetime,
    on_page: OnPage,
    *,
    known: Mapping[str, Known] = MappingProxyType({}),
    resolve: Resolve | None = None,
    on_answer: OnAnswer | None = None,
    answers: Answers | None = None,
) -> None:
    """Fetch each distinct address once and call `on_page(url, answer or error)` as soon as it is there.

    One call for each, in order of arrival, from this thread; it must be quick (hand the page to
    another process), since every other transfer waits for it. Robots.txt is obeyed. An answer may have
    any status; RefusedError will not change, an UnreachableError may. What `on_page` raises ends it all.
    While pages of `budget.UNREAD` bytes lie unread, no more are asked for; returns when all are read.
    Pages that are `known`, by address, are asked for on condition that they have changed. `answers` stands for the
    network.
    """
    asyncio.run(_fetch_all(tuple(dict.fromkeys(urls)), settings, now, on_page, known, resolve, on_answer, answers))


async def _fetch_all(
    urls: Sequence[str],
    settings: CollectSettings,
    now: datetime,
    on_page: OnPage,
    known: Mapping[str, Known],
    resolve: Resolve | None,
    on_answer: OnAnswer | None,
    answers: Answers | None,
) -> None:
    async with HttpFetcher(settings, now, resolve=resolve, on_answer=on_answer, answers=answers) as fetcher:
        robots = Robots(fetcher)

        async def fetch_one(url: str) -> None:
            answer = await _fetch(url, fetcher, robots, settings.max_page_bytes, known.get(url))
            reading = on_page(url, answer)
            if reading is not None and isinstance(answer, Fetched):
                # What comes of it, a fault as well, whoever asked for the reading takes from it.
                with fetcher.budget.unread(len(answer.body)), suppress(MonitorError):
                    await asyncio.wrap_future(reading)

        await asyncio.gather(*(fetch_one(url) for url in urls))


async def _fetch(
    url: str, fetcher: HttpFetcher, robots: Robots, max_bytes: int, known: Known | None
) -> Fetched | MonitorError:
    etag, last_modified = (known.etag, known.last_modified) if known else (None, None)
    try:
        await robots.check(url)
        return await fetcher.get(url, max_bytes=max_bytes, etag=etag, last_modified=last_modified, accept=ACCEPT_PAGE)
    except MonitorError as error:
        return error
