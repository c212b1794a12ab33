"""From the feed list to entries, and from their addresses to page bytes.

    due.py        who is due, and when next           fetch.py     HTTP, politely: with connections.py
    polling.py    one poll of every due feed              the only module that opens sockets
    memory.py     what is remembered between polls    guard.py     which addresses may be dialled
    gaps.py       entries missed between polls        budget.py    how often a host may be asked
    parsing.py    feeds parsed by all cores           unpack.py    compressed bodies, bounded
    feed.py       bytes -> entries, with jsonfeed.py, sitemap.py, sax.py
    dates.py      what feeds write for a moment       robots.py    may this page be read
    charset.py    bytes in no charset they name       pages.py     article pages
    pieces.py     items that stay are not parsed again
    plain.py      hostile markup -> plain text        url.py       canonical URL, ids
    identity.py   which article an entry is about     aggregators.py   links that lead elsewhere
    opml.py, discover.py, catalog.py    where feed lists come from

The names below are imported when first used: `monitor.collect.url` alone costs neither an HTTP client
nor a feed parser. `catalog`, `discover` and `identity` are called as their modules are, and imported from there.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.collect.due import is_due, next_due
    from monitor.collect.feed import parse_feed
    from monitor.collect.identity import identities, known_article
    from monitor.collect.opml import parse_opml, write_opml
    from monitor.collect.pages import fetch_pages
    from monitor.collect.polling import poll
    from monitor.collect.url import absolute, article_id, canonical_url

__all__ = [
    "absolute",
    "article_id",
    "canonical_url",
    "fetch_pages",
    "identities",
    "is_due",
    "known_article",
    "next_due",
    "parse_feed",
    "parse_opml",
    "poll",
    "write_opml",
]

_HOMES = {
    "absolute": "url",
    "article_id": "url",
    "canonical_url": "url",
    "fetch_pages": "pages",
    "identities": "identity",
    "is_due": "due",
    "known_article": "identity",
    "next_due": "due",
    "parse_feed": "feed",
    "parse_opml": "opml",
    "poll": "polling",
    "write_opml": "opml",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
