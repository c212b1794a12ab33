"""A site's address -> its feeds. Asks through the guarded fetcher, a bounded number of times."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree, html

from monitor.collect.connections import Resolve
from monitor.collect.feed import parse_feed
from monitor.collect.fetch import ACCEPT_FEED, HttpFetcher
from monitor.collect.plain import one_line
from monitor.collect.url import absolute
from monitor.config.settings import CollectSettings
from monitor.errors import FeedError, MonitorError, UnreachableError
from monitor.model import Fetched

_KINDS = ("rss+xml", "atom+xml", "feed+json", "rdf+xml")
_WELL_KNOWN = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "news-sitemap.xml")
_MOST_LINKS = 10  # feeds that a page names and that are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed that answered, and what it holds."""

    url: str
    title: str
    entry_count: int
    language: str | None = None


def discover(
    url: str, settings: CollectSettings, now: datetime, *, resolve: Resolve | None = None
) -> tuple[Found, ...]:
    """The feeds of the site or page at `url`, best first: itself, or what it links to, or the usual places.

    Each has been read, so that it can be added as it is. Comment feeds come last. At most some twenty
    requests, the host's manners kept. Empty where there is none; raises UnreachableError or RefusedError
    where `url` itself is not to be had.
    """
    return asyncio.run(_discover(url if "://" in url else f"https://{url}", settings, now, resolve))


async def _discover(url: str, settings: CollectSettings, now: datetime, resolve: Resolve | None) -> tuple[Found, ...]:
    async with HttpFetcher(settings, now, resolve=resolve) as fetcher:
        page = await fetcher.get(url, max_bytes=settings.max_feed_bytes, accept="text/html, " + ACCEPT_FEED)
        if page.status == 200 and (found := _read(page)):
            return (found,)
        linked = tuple(dict.fromkeys(_links(page)))[:_MOST_LINKS] if page.status == 200 else ()
        if feeds := await _tried(linked, fetcher, settings):
            return feeds
        folders = dict.fromkeys((urljoin(page.final_url, "."), urljoin(page.final_url, "/")))
        guesses = tuple(folder + name for folder in folders for name in _WELL_KNOWN)
        if feeds := await _tried(guesses, fetcher, settings):
            return feeds
    if page.status != 200:
        raise UnreachableError(url, f"HTTP {page.status}")
    return ()


async def _tried(urls: tuple[str, ...], fetcher: HttpFetcher, settings: CollectSettings) -> tuple[Found, ...]:
    async def one(url: str) -> Found | None:
        try:
            return _read(await fetcher.get(url, max_bytes=settings.max_feed_bytes, accept=ACCEPT_FEED))
        except MonitorError:
            return None

    found = [feed for feed in await asyncio.gather(*map(one, urls)) if feed is not None]
    found.sort(key=lambda feed: "comment" in f"{feed.url} {feed.title}".lower())  # stable: else the page's order
    return tuple({feed.url: feed for feed in found}.values())


def _read(fetched: Fetched) -> Found | None:
    if fetched.status != 200:
        return None
    try:
        feed = parse_feed(fetched.body, fetched.final_url, fetched.content_type)
    except FeedError:
        return None
    return Found(
        url=fetched.moved_to or fetched.url, title=feed.title, entry_count=len(feed.entries), language=feed.language
    )


def _links(page: Fetched) -> Iterator[str]:
    """Addresses that the page declares to be feeds (<link rel=alternate>), then links that look like one."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, encoding="utf-8")
    try:
        root = html.document_fromstring(page.body, parser=parser)
    except (etree.LxmlError, ValueError):
        return
    base = root.find(".//base[@href]")
    at = absolute(page.final_url, base.get("href") or "") if base is not None else page.final_url
    for link in root.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
        if "alternate" in rel and any(name in kind for name in _KINDS):
            yield from _address(at or page.final_url, link.get("href"))
    for link in root.iter("a"):
        href = one_line(link.get("href") or "", 2_000)
        if any(mark in href.lower() for mark in ("rss", "atom.xml", "/feed", "feed.xml")):
            yield from _address(at or page.final_url, href)


def _address(base: str, href: str | None) -> Iterator[str]:
    if href and (url := absolute(base, href)) is not None:
        yield url
